const HEARTBEAT_MS = 5_000;

/**
 * Progress for a person at a terminal or in a log: one line per step, prefixed with the seconds
 * since the start, and a line every five seconds while a step takes long.
 *
 * @typedef {{
 *   note: (text: string) => void,
 *   step: <T>(label: string, work: (detail: (text: string) => void) => Promise<T>) => Promise<T>,
 * }} Progress
 *
 * @param {{ write: (text: string) => unknown, now?: () => number }} options `now` in milliseconds
 * @returns {Progress}
 */
function createProgress({ write, now = () => performance.now() }) {
  const startedAt = now();
  const seconds = (/** @type {number} */ sinceMs) => ((now() - sinceMs) / 1000).toFixed(1);
  const note = (/** @type {string} */ text) =>
    void write(`[${seconds(startedAt).padStart(6)} s] ${text}\n`);

  return {
    note,
    async step(label, work) {
      const stepStartedAt = now();
      let latest = '';
      note(`${label} …`);
      const heartbeat = setInterval(() => {
        note(`${label}: ${seconds(stepStartedAt)} s${latest === '' ? '' : `, ${latest}`}`);
      }, HEARTBEAT_MS);
      try {
        const result = await work((text) => (latest = text.trim().slice(0, 100)));
        note(`${label}: done in ${seconds(stepStartedAt)} s`);
        return result;
      } catch (error) {
        note(`${label}: failed after ${seconds(stepStartedAt)} s`);
        throw error;
      } finally {
        clearInterval(heartbeat);
      }
    },
  };
}

/** Progress on standard output. */
export function terminalProgress() {
  return createProgress({ write: (text) => process.stdout.write(text) });
}
