import { readFile } from 'node:fs/promises';
import { processesNaming, processesOfGroup } from '../support/processes.ts';
import type { StartedApp } from './started-app.ts';

/**
 * Memory of all processes of an app in megabytes (10^6 bytes): the proportional set size, in which a
 * page that n processes share counts 1/n in each. Summing resident sizes, as task managers show
 * them, would count it n times.
 *
 * Rejects when the system does not let us look: sandboxed processes are readable for root alone.
 */
export async function memoryOf({ pid, profileDir }: StartedApp): Promise<number> {
  const group = await processesOfGroup(pid);
  // The crash handler has left the group and names the profile.
  const pids = new Set([...group.map((each) => each.pid), ...(await processesNaming(profileDir))]);
  let kilobytes = 0;
  for (const each of pids) kilobytes += await proportionalSetSize(each);
  return (kilobytes * 1024) / 1e6;
}

async function proportionalSetSize(pid: number): Promise<number> {
  let rollup: string;
  try {
    rollup = await readFile(`/proc/${String(pid)}/smaps_rollup`, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    // It ended meanwhile.
    if (code === 'ENOENT' || code === 'ESRCH') return 0;
    throw error;
  }
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
}
