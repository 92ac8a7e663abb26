import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const LOOK_EVERY_MS = 25;

/**
 * @param {number} leader pid of the process that leads the group
 * @param {NodeJS.Signals} signal
 */
function signalGroup(leader, signal) {
  try {
    process.kill(-leader, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/**
 * Whether anything of a group still runs. A process that has ended and waits to be collected by
 * its parent counts as gone: that can take the system seconds.
 *
 * @param {number} leader
 */
function isGroupAlive(leader) {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // The name in brackets may itself hold spaces and brackets; state, parent, group follow.
      const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (Number(group) === leader && state !== 'Z' && state !== 'X') return true;
    } catch {
      // It ended while we looked.
    }
  }
  return false;
}

/**
 * @param {number} leader
 * @param {number} withinMs
 */
async function groupEnds(leader, withinMs) {
  const deadline = performance.now() + withinMs;
  while (isGroupAlive(leader)) {
    if (performance.now() >= deadline) return false;
    await wait(LOOK_EVERY_MS);
  }
  return true;
}

/**
 * Ends a process and all its helpers: asks, waits, then insists.
 *
 * @param {number} leader pid of a process that was started `detached`
 * @param {{ graceMs?: number }} [options]
 */
export async function endProcessGroup(leader, { graceMs = 5_000 } = {}) {
  signalGroup(leader, 'SIGTERM');
  if (await groupEnds(leader, graceMs)) return;
  signalGroup(leader, 'SIGKILL');
  await groupEnds(leader, 5_000);
}
