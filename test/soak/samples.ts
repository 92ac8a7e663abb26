import { memoryOfProcess, type ProcessMemory } from '../bench/inventory/data-process.ts';
import type { StartedApp } from '../bench/started-app.ts';
import { processesNaming, processesOfGroup } from '../support/processes.ts';

/** The whole process tree of an app at one moment; megabytes (10^6 bytes). */
export interface Sample {
  readonly processes: number;
  /** Proportional set size of all: a page that n processes share counts 1/n in each. */
  readonly proportional: number;
  /** Resident size of all; shared pages count in each. */
  readonly resident: number;
  /** Proportional set size of the main process alone. */
  readonly ofMain: number;
  /** Of pages: the shell's and the portals'. */
  readonly ofPages: number;
  /** Of the data process, the network service and other helpers. */
  readonly ofServices: number;
}

/** Rejects when the system does not let us look: sandboxed processes are readable for root alone. */
export async function sampleOf({ pid, profileDir }: StartedApp): Promise<Sample> {
  const group = await processesOfGroup(pid);
  const typeOf = new Map(group.map((each) => [each.pid, each.type]));
  // The crash handler has left the group and names the profile.
  const pids = new Set([...typeOf.keys(), ...(await processesNaming(profileDir))]);
  const found: { readonly type: string; readonly memory: ProcessMemory }[] = [];
  for (const each of pids) {
    const memory = await memoryOfProcess(each).catch((error: unknown) => {
      const code = error instanceof Error && 'code' in error ? error.code : null;
      // It ended meanwhile.
      if (code === 'ENOENT' || code === 'ESRCH') return null;
      throw error;
    });
    const isMain = each === pid;
    const type = isMain ? 'main' : (typeOf.get(each) ?? 'other');
    if (memory !== null) found.push({ type, memory });
  }
  const sum = (of: keyof ProcessMemory, isWanted: (type: string) => boolean) =>
    found.reduce((total, { type, memory }) => total + (isWanted(type) ? memory[of] : 0), 0);
  return {
    processes: found.length,
    proportional: sum('proportional', () => true),
    resident: sum('resident', () => true),
    ofMain: sum('proportional', (type) => type === 'main'),
    ofPages: sum('proportional', (type) => type === 'renderer'),
    ofServices: sum('proportional', (type) => type === 'utility'),
  };
}

/** The one in the middle, by the memory of all. */
export function middleOf(samples: readonly Sample[]): Sample {
  const sorted = samples.toSorted((one, two) => one.proportional - two.proportional);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('no samples');
  return middle;
}
