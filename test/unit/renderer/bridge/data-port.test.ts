import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { DoorBridge } from '../../../../preload/contract/index.ts';
import { dataOverPort } from '../../../../renderer/bridge/data-port.ts';

const LATE_MS = 20_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page whose port has an end that answers when it is told to. */
function aPage() {
  const page = new EventTarget();
  const port = new EventTarget();
  const asked: { readonly id: number }[] = [];
  const state = { isLocked: false };
  Object.assign(port, { start: () => undefined, postMessage: (one: never) => asked.push(one) });
  const door = {
    lock: { get: async () => ({ ok: true, value: { isLocked: state.isLocked } }) },
    inventory: {
      connect: async () => {
        const came = new Event('message');
        page.dispatchEvent(
          Object.assign(came, { source: page, data: 'bulkhead:data-port', ports: [port] }),
        );
        return { ok: true, value: {} };
      },
    },
  } as unknown as DoorBridge;
  const { devices } = dataOverPort(door, page as unknown as Window);
  const answer = (id: number, envelope: unknown) =>
    port.dispatchEvent(
      Object.assign(new Event('message'), { data: { id, text: JSON.stringify(envelope) } }),
    );
  return { devices, asked, state, answer };
}

it('gives a question up that is not answered in time', async () => {
  const { devices, asked } = aPage();
  const answered = devices.suggest({ text: 'paw', count: 5 });
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toHaveLength(1);

  await vi.advanceTimersByTimeAsync(LATE_MS);

  expect(await answered).toMatchObject({ ok: false, error: { code: 'not-available' } });
});

it('waits with a question as long as Bulkhead is locked', async () => {
  const { devices, asked, state, answer } = aPage();
  state.isLocked = true;
  const answered = devices.suggest({ text: 'paw', count: 5 });
  await vi.advanceTimersByTimeAsync(10 * LATE_MS);
  const [first] = asked;

  state.isLocked = false;
  answer(first?.id ?? 0, { ok: true, value: { devices: [] } });

  expect(await answered).toEqual({ ok: true, value: { devices: [] } });
});
