import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { InventoryBench, Row } from './inventory.ts';

const run = promisify(execFile);

/** What a process may take with so many devices, in MB. */
const MOST = new Map([
  [40_000, 120],
  [1_000_000, 400],
]);

/** A process that holds the table alone, after it has searched, sorted and counted. */
export async function measureTableMemory({
  devices,
  tenants,
}: InventoryBench): Promise<readonly Row[]> {
  const child = join(import.meta.dirname, 'memory-child.ts');
  const measure = async (...flags: readonly string[]) => {
    const { stdout } = await run(process.execPath, [
      '--expose-gc',
      ...flags,
      child,
      String(tenants),
    ]);
    return JSON.parse(stdout) as Record<string, number>;
  };
  // As the data process sets it for itself.
  const { empty, loaded, asked } = await measure('--optimize-for-size');
  const { asked: usual } = await measure();
  const most = MOST.get(devices);
  const mb = (value = Number.NaN) => `${value.toFixed(0)} MB`;
  return [
    {
      what: 'memory of the process',
      side: `${mb(asked)} after questions, ${mb(loaded)} loaded, ${mb(empty)} without; ${mb(usual)} with V8 as usual`,
      against: most === undefined ? '–' : `at most ${most} MB`,
      ratio: (asked ?? Number.NaN) / (most ?? Number.NaN),
      aim: { atMost: 1 },
    },
  ];
}
