import { setTimeout as wait } from 'node:timers/promises';

/**
 * @param {number} leader pid of the process that leads the group
 * @param {NodeJS.Signals | 0} signal
 * @returns {boolean} whether anything is left in the group
 */
function signalGroup(leader, signal) {
  try {
    process.kill(-leader, signal);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

/**
 * @param {number} leader
 * @param {number} withinMs
 */
async function groupEnds(leader, withinMs) {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    if (!signalGroup(leader, 0)) return true;
    await wait(20);
  }
  return !signalGroup(leader, 0);
}

/**
 * Ends a process and all its helpers: asks, waits, then insists.
 *
 * @param {number} leader pid of a process that was started `detached`
 * @param {{ graceMs?: number }} [options]
 */
export async function endProcessGroup(leader, { graceMs = 5_000 } = {}) {
  if (!signalGroup(leader, 'SIGTERM')) return;
  if (await groupEnds(leader, graceMs)) return;
  signalGroup(leader, 'SIGKILL');
  await groupEnds(leader, 5_000);
}
