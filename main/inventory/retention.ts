/** Hours are enough for what counts days. */
const LOOK_EVERY_MS = 6 * 60 * 60 * 1_000;

/** Has the policy's retention applied, at the start and from time to time. */
export function startRetention(apply: () => Promise<unknown>, everyMs = LOOK_EVERY_MS) {
  // What is locked, or whose process is down, is looked at the next time.
  const look = () => void apply().catch(() => undefined);
  const timer = setInterval(look, everyMs);
  timer.unref();
  return { look, stop: () => clearInterval(timer) };
}
