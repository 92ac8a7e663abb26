import { setImmediate } from 'node:timers/promises';

const SLICE_MS = 8;

/** Long work that yields wherever it may be interrupted. */
export type Sliced<T> = Generator<undefined, T>;

/**
 * Does the work a few milliseconds at a time. Main answers every page; a long list must not keep it
 * from that.
 */
export async function inSlices<T>(work: Sliced<T>): Promise<T> {
  for (;;) {
    const endsAt = performance.now() + SLICE_MS;
    do {
      const step = work.next();
      if (step.done === true) return step.value;
    } while (performance.now() < endsAt);
    await setImmediate();
  }
}

/** Does the work without stopping, for who cannot wait in between. */
export function atOnce<T>(work: Sliced<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
