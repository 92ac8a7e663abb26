import type { Cloud } from '../../cloud/start-cloud.ts';
import { Bulkhead } from '../bulkhead.ts';
import { launchDriven } from './launch-driven.ts';
import { ownAddress } from './place.ts';
import { openRealNames, type RealNames, type RealNamesOptions } from './real-names.ts';
import { currentPackaged } from './release.ts';

interface DrivenOptions extends Omit<RealNamesOptions, 'address'> {
  readonly cloud: Cloud;
  readonly profileDir: string;
  /** Variables of the account's session. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Starts the driven copy in real names of its own, does the work, and takes all of it down. */
export async function withDriven(
  { cloud, profileDir, variables = {}, ...options }: DrivenOptions,
  work: (bulkhead: Bulkhead, names: RealNames) => Promise<void>,
): Promise<void> {
  const names = await openRealNames(cloud, { ...options, address: ownAddress('cloud') });
  try {
    const program = currentPackaged().drivenProgram;
    const bulkhead = await Bulkhead.attach(
      await launchDriven(names, { profileDir, program, variables }),
    );
    try {
      await work(bulkhead, names);
    } finally {
      await bulkhead.close();
    }
  } finally {
    await names.close();
  }
}
