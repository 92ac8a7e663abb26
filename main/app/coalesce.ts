/**
 * Runs `work` once after calls stop coming for `delayMs`, and at the latest `maxDelayMs` after the
 * first of them. `flush` runs what is due at once; after `end` nothing is due any more. Both are for
 * quitting.
 */
export function coalesce(
  work: () => void,
  delayMs: number,
  maxDelayMs = delayMs,
): { readonly request: () => void; readonly flush: () => void; readonly end: () => void } {
  let timer: NodeJS.Timeout | null = null;
  let firstAt = 0;
  let isEnded = false;

  const run = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    work();
  };

  return {
    request() {
      if (isEnded) return;
      const now = Date.now();
      if (timer === null) firstAt = now;
      else clearTimeout(timer);
      timer = setTimeout(run, Math.max(0, Math.min(delayMs, firstAt + maxDelayMs - now)));
    },
    flush() {
      if (timer !== null) run();
    },
    end() {
      isEnded = true;
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
