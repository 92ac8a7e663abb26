import { readFile } from 'node:fs/promises';
import { processesOfGroup } from '../../support/processes.ts';
import type { StartedApp } from '../started-app.ts';

/** Memory of one process in megabytes (10^6 bytes). */
export interface ProcessMemory {
  /** All pages that are in memory, those it shares with others too. */
  readonly resident: number;
  /** Proportional set size: a page that n processes share counts 1/n. */
  readonly proportional: number;
  /** Pages that it has for itself. */
  readonly own: number;
}

/** The data process: the one that has the estate's database open. */
export async function dataProcessOf({ pid }: StartedApp): Promise<number> {
  for (let tries = 0; tries < 600; tries += 1) {
    for (const each of await processesOfGroup(pid)) {
      if (each.type === 'utility' && (await hasOpen(each.pid, 'estate.db'))) return each.pid;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('no process has the database open');
}

async function hasOpen(pid: number, name: string): Promise<boolean> {
  const maps = await readFile(`/proc/${pid}/maps`, 'utf8').catch(() => '');
  return maps.includes(`/${name}`);
}

export async function memoryOfProcess(pid: number): Promise<ProcessMemory> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const of = (label: string) =>
    (Number(new RegExp(`^${label}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1] ?? 0) * 1024) / 1e6;
  return {
    resident: of('Rss'),
    proportional: of('Pss'),
    own: of('Private_Clean') + of('Private_Dirty'),
  };
}
