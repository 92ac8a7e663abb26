import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { coalesce } from '../../../../main/app/coalesce.ts';

describe('coalesce', () => {
  const work = vi.fn();
  beforeEach(() => {
    vi.useFakeTimers();
    work.mockReset();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('runs once after calls stop coming', () => {
    const { request } = coalesce(work, 100, 1000);
    for (let call = 0; call < 5; call += 1) {
      request();
      vi.advanceTimersByTime(60);
    }
    expect(work).not.toHaveBeenCalled();

    vi.advanceTimersByTime(100);

    expect(work).toHaveBeenCalledTimes(1);
  });

  it('does not wait for ever while calls keep coming', () => {
    const { request } = coalesce(work, 100, 250);
    for (let call = 0; call < 6; call += 1) {
      request();
      vi.advanceTimersByTime(60);
    }

    expect(work).toHaveBeenCalledTimes(1);
  });

  it('runs what is due at once when it is flushed, and only that', () => {
    const { request, flush } = coalesce(work, 100);
    flush();
    expect(work).not.toHaveBeenCalled();

    request();
    flush();
    vi.advanceTimersByTime(1000);

    expect(work).toHaveBeenCalledTimes(1);
  });

  it('runs nothing after its end, neither what was due nor what is asked for later', () => {
    const { request, end } = coalesce(work, 100);
    request();
    end();
    request();
    vi.advanceTimersByTime(1000);

    expect(work).not.toHaveBeenCalled();
  });
});
