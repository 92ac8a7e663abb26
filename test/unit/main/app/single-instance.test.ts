import { describe, expect, it, vi } from 'vitest';
import { holdSingleInstance } from '../../../../main/app/single-instance.ts';

describe('holdSingleInstance', () => {
  it('is null where another instance has the profile', () => {
    const app = { requestSingleInstanceLock: () => false, on: vi.fn() };
    expect(holdSingleInstance(app as never)).toBeNull();
    expect(app.on).not.toHaveBeenCalled();
  });

  it('tells of a second start and of nothing that it brings', () => {
    const on = vi.fn();
    const instance = holdSingleInstance({ requestSingleInstanceLock: () => true, on } as never);
    const listener = vi.fn();
    instance?.onSecondStart(listener);

    const [, second] = on.mock.calls.find(([name]) => name === 'second-instance') ?? [];
    (second as (...args: unknown[]) => void)({}, ['--no-sandbox', 'bulkhead://x\n'], '/', {});

    expect(listener).toHaveBeenCalledExactlyOnceWith();
  });
});
