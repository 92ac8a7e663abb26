import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDeviceTable } from '../../../main/data/inventory/columns/create-device-table.ts';
import type { DeviceTable } from '../../../main/data/inventory/columns/device-table.ts';
import type { BenchRun } from '../bench-run.ts';
import { benchDevices, benchTenantId, DEVICES_PER_TENANT } from '../inventory-data.ts';
import { watchNoise } from '../noise.ts';
import { type Comparison, renderTable } from '../table.ts';
import { compareFacets, compareReport } from './counts.ts';
import { COLLECTED_DEVICES, compareIngest } from './ingest.ts';
import { comparePages, compareSorts } from './pages.ts';
import { openPeers, peerRow, type Peers } from './peers.ts';
import { compareSearch } from './search.ts';

const AIMED_AT = 1_000_000;

/** What the rows of the inventory are measured on. */
export interface InventoryBench {
  readonly devices: number;
  readonly tenants: number;
  readonly table: DeviceTable;
  readonly peers: Peers;
  readonly rounds: number;
  /** For files; removed at the end. */
  readonly dir: string;
}

/** One row without what is the same for all of a group. */
export type Row = Omit<Comparison, 'noise' | 'what'> & { readonly what: string };

/**
 * The inventory against SQLite, DuckDB and ripgrep, in one process. Collecting is measured on 20,000
 * devices.
 */
export async function measureInventory(run: BenchRun): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const devices of run.devices) comparisons.push(...(await measureSize(run, devices)));
  return comparisons;
}

/** A row with what is the same for all of its group. @param noise cores that worked for others */
export function finished(row: Row, size: string, noise: number, isAimedAt = true): Comparison {
  const { what, side, against, ratio, aim } = row;
  const measured = { what: `${size} devices: ${what}`, side, against, ratio, noise };
  return { ...measured, aim: isAimedAt ? aim : null };
}

/** It takes long; a run that is ended early has said what it measured. */
export function tellAtOnce(rows: readonly Comparison[]): void {
  process.stdout.write(`\n${renderTable(rows)}\n\n`);
}

async function measureSize({ progress, rounds }: BenchRun, devices: number): Promise<Comparison[]> {
  const dir = await mkdtemp(join(tmpdir(), 'bench-inventory-'));
  const peers = await openPeers(dir);
  const size = devices.toLocaleString('en');
  try {
    const tenants = Math.ceil(devices / DEVICES_PER_TENANT);
    const table = createDeviceTable();
    await progress.step(`Loading ${size} devices into all engines`, async (detail) => {
      for (let tenant = 0; tenant < tenants; tenant++) {
        const ofTenant = [...benchDevices(tenant)];
        table.put(benchTenantId(tenant), ofTenant);
        await peers.add(ofTenant.map((device) => peerRow(device, tenant)));
        detail(`${tenant + 1} of ${tenants} tenants`);
      }
      await peers.finish();
    });
    const bench = { devices, tenants, table, peers, rounds: rounds.inventory, dir };
    const comparisons: Comparison[] = [];
    for (const [name, compare] of Object.entries({
      facets: compareFacets,
      report: compareReport,
      search: compareSearch,
      pages: comparePages,
      sorts: compareSorts,
      ingest: compareIngest,
    })) {
      const noise = await watchNoise();
      const rows = await progress.step(`Measuring ${name} of ${size} devices`, () =>
        compare(bench),
      );
      const others = await noise.stop();
      // What is aimed at by speed is said of a million devices; with few, all are fast.
      const isAimedAt = devices >= AIMED_AT || name === 'ingest';
      const of = name === 'ingest' ? COLLECTED_DEVICES.toLocaleString('en') : size;
      const told = rows.map((row) => finished(row, of, others, isAimedAt));
      tellAtOnce(told);
      comparisons.push(...told);
    }
    return comparisons;
  } finally {
    await peers.close();
    await rm(dir, { recursive: true, force: true });
  }
}
