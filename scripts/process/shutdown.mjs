import { readFileSync } from 'node:fs';

const ANCESTORS_CHECK_MS = 1_000;

/** Parent of a process, by proc(5); undefined when it is gone. @param {number} pid */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may itself hold spaces and brackets.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    // No such process.
    return undefined;
  }
}

/** npm runs a script by way of a shell, which outlives an npm that is killed. */
function whoStartedUs() {
  return `${process.ppid} ${parentOf(process.ppid)}`;
}

/**
 * Waits for the wish that this process end: Ctrl-C, SIGTERM, the closing of the terminal, or the
 * death of the npm that started it. A second signal ends the process at once; what was started
 * with a parent-death signal goes with it.
 *
 * @returns {{ signal: AbortSignal, requested: Promise<string> }} `requested` resolves with a word
 *   for the reason
 */
export function watchForShutdown() {
  const controller = new AbortController();
  /** @type {Promise<string>} */
  const requested = new Promise((resolve) => {
    const request = (/** @type {string} */ reason) => {
      if (controller.signal.aborted) process.exit(130);
      controller.abort(reason);
      resolve(reason);
    };
    for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(name, () => request(name));
    }
    if (process.env.npm_lifecycle_event !== undefined) {
      const starters = whoStartedUs();
      setInterval(() => {
        if (!controller.signal.aborted && whoStartedUs() !== starters) request('npm is gone');
      }, ANCESTORS_CHECK_MS).unref();
    }
  });
  return { signal: controller.signal, requested };
}
