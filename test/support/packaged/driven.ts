import type { Cloud } from '../../cloud/start-cloud.ts';
import { Bulkhead } from '../bulkhead.ts';
import { launchDriven } from './launch-driven.ts';
import { openRealNames, type RealNames, type RealNamesOptions } from './real-names.ts';
import { currentPackaged } from './release.ts';

interface DrivenOptions extends Omit<RealNamesOptions, 'program'> {
  readonly cloud: Cloud;
  readonly profileDir: string;
}

/** Starts the driven copy in real names, does the work, and takes all of it down. */
export async function withDriven(
  { cloud, profileDir, ...options }: DrivenOptions,
  work: (bulkhead: Bulkhead, names: RealNames) => Promise<void>,
): Promise<void> {
  const names = await openRealNames(cloud, {
    ...options,
    program: currentPackaged().drivenProgram,
  });
  try {
    const bulkhead = await Bulkhead.attach(await launchDriven(names, profileDir));
    try {
      await work(bulkhead, names);
    } finally {
      await bulkhead.close();
    }
  } finally {
    await names.close();
  }
}
