// Holds the table and says what its process takes: megabytes, as JSON. Argument: number of tenants.
import { setTimeout as wait } from 'node:timers/promises';
import { createDeviceTable } from '../../../main/data/inventory/columns/create-device-table.ts';
import { EVERYTHING } from '../../../main/data/inventory/columns/device-table.ts';
import { benchDevices, benchTenantId, DATA_NOW } from '../inventory-data.ts';

/** Devices that a collection brings at a time. */
const PAGE = 1_000;

/** Resident memory after what is no longer used was given back. */
async function resident(): Promise<number> {
  for (let round = 0; round < 4; round++) {
    globalThis.gc?.();
    await wait(50);
  }
  return process.memoryUsage().rss / 1e6;
}

const tenants = Number(process.argv[2]);
const empty = await resident();
const table = createDeviceTable();
for (let tenant = 0; tenant < tenants; tenant++) {
  let page = [];
  for (const device of benchDevices(tenant)) {
    page.push(device);
    if (page.length < PAGE) continue;
    table.put(benchTenantId(tenant), page);
    page = [];
  }
  table.put(benchTenantId(tenant), page);
}
const loaded = await resident();

const ask = (search: string, column: 'name' | 'user' | 'lastSeen' | 'os') =>
  table.rows(
    { filter: { ...EVERYTHING, search }, sort: [{ column, isDescending: true }] },
    ['name'],
    { from: 0, count: 100 },
    DATA_NOW,
  );
for (const search of ['', 'kenneth', 'a3f', 'ke']) {
  for (const column of ['name', 'user', 'lastSeen', 'os'] as const) ask(search, column);
}
table.facets({ filter: EVERYTHING, sort: [] }, ['os', 'tags', 'lastSeenAge'], DATA_NOW);
table.overview(null, 30, DATA_NOW);
const asked = await resident();
process.stdout.write(JSON.stringify({ empty, loaded, asked, size: table.size }));
