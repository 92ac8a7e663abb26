import { copyFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createDeviceTable } from '../../../main/data/inventory/columns/create-device-table.ts';
import { type DeviceTable, EVERYTHING } from '../../../main/data/inventory/columns/device-table.ts';
import { factsOf } from '../../../main/data/inventory/sources/facts-of.ts';
import { createInventoryStore } from '../../../main/data/inventory/store/create-inventory-store.ts';
import { connect } from '../../../main/data/store/connect.ts';
import type { TenantId } from '../../../preload/contract/ids.ts';
import { benchTenantId, DATA_NOW, DEVICES_PER_TENANT } from '../inventory-data.ts';
import { sampleOf } from '../statistics.ts';
import { inventoryOf, openEstate, takeIn } from './collected-estate.ts';
import type { InventoryBench, Row } from './inventory.ts';
import { type ServicePage, servicePages } from './service-pages.ts';
import { describeMs } from './sides.ts';

/** Tenants that are collected, whatever the table beside has. */
const TENANTS = 4;
export const COLLECTED_DEVICES = TENANTS * DEVICES_PER_TENANT;
/** Every hundredth device is another. */
const ONE_OF = 100;
const KEY = new Uint8Array(32).fill(7);

type Collected = readonly { readonly tenantId: TenantId; readonly pages: readonly ServicePage[] }[];

/** From the text of answers to devices that can be found, encrypted, against JSON.parse alone. */
export async function compareIngest({ dir }: Pick<InventoryBench, 'dir'>): Promise<readonly Row[]> {
  const path = join(dir, 'estate.db');
  const collected = (isLater: boolean): Collected =>
    Array.from({ length: TENANTS }, (_, tenant) => ({
      tenantId: benchTenantId(tenant),
      pages: [
        ...servicePages(tenant, (device) =>
          isLater && device.id % ONE_OF === 0
            ? { ...device, osVersion: '99.1', risk: 'high' }
            : device,
        ),
      ],
    }));
  const first = collected(false);
  const later = collected(true);
  const table = createDeviceTable();
  const store = openEstate(path, KEY);
  try {
    // The log is to show what a collection writes.
    store.db.pragma('wal_autocheckpoint = 0');
    const inventory = inventoryOf(store);
    const collect = async (of: Collected, at: number) => {
      store.db.pragma('wal_checkpoint(TRUNCATE)');
      const started = performance.now();
      for (const { tenantId, pages } of of) takeIn(inventory, table, tenantId, pages, at);
      const took = performance.now() - started;
      return { took, written: (await stat(`${path}-wal`)).size };
    };
    const parsing = () => {
      const started = performance.now();
      for (const { pages } of first) for (const { text } of pages) JSON.parse(text);
      return performance.now() - started;
    };
    parsing();
    const parsed = [parsing()];
    const full = await collect(first, DATA_NOW);
    parsed.push(parsing());
    const refresh = await collect(later, DATA_NOW + 14_400);
    parsed.push(parsing());
    const parse = sampleOf(parsed);

    for (const { tenantId } of first) {
      inventory.saveSnapshot(tenantId, table.toSnapshot(tenantId) ?? []);
    }
    store.db.pragma('wal_checkpoint(TRUNCATE)');
    const kept = (await stat(path)).size;
    const texts = first.flatMap(({ pages }) => pages);
    const json = texts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    const records = texts.reduce((sum, page) => sum + page.records, 0);
    const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
    const mb = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
    return [
      {
        what: `first collection, ${records.toLocaleString('en')} records from text to found`,
        side: seconds(full.took),
        against: `JSON.parse ${seconds(parse.median)}`,
        ratio: full.took / parse.median,
        aim: { atMost: 7 },
      },
      {
        what: 'collection in which 1 % changed',
        side: seconds(refresh.took),
        against: `first collection ${seconds(full.took)}`,
        ratio: full.took / refresh.took,
        aim: { atLeast: 2.5 },
      },
      {
        what: 'bytes written when 1 % changed',
        side: mb(refresh.written),
        against: `first collection ${mb(full.written)}`,
        ratio: full.written / refresh.written,
        aim: { atLeast: 10 },
      },
      {
        what: 'database with all that finds and counts',
        side: mb(kept),
        against: `JSON of the services ${mb(json)}`,
        ratio: kept / json,
        aim: { atMost: 0.5 },
      },
      ...(await compareCipher(dir, table, first)),
    ];
  } finally {
    store.close();
  }
}

const ASKED = 200;

/** What still reads the database: a device's details, and what is kept at a start. */
async function compareCipher(
  dir: string,
  table: DeviceTable,
  collected: Collected,
): Promise<readonly Row[]> {
  const path = join(dir, 'plain.db');
  await copyFile(join(dir, 'estate.db'), path);
  const decrypting = connect({ path, key: KEY, nativeBinding: null });
  decrypting.pragma('journal_mode = DELETE');
  decrypting.pragma("rekey = ''");
  decrypting.close();

  const sides = { encrypted: join(dir, 'estate.db'), plain: path } as const;
  const times = {
    encrypted: { details: [] as number[], start: [] as number[] },
    plain: { details: [] as number[], start: [] as number[] },
  };
  const open = (side: keyof typeof sides) => {
    const key = side === 'plain' ? null : KEY;
    const db = connect({ path: sides[side], key, nativeBinding: null });
    return { db, inventory: createInventoryStore(db, { factsOf, snapshotVersion: 1 }) };
  };
  const ids = collected.flatMap(({ tenantId }) =>
    table
      .rows(
        { filter: { ...EVERYTHING, tenantIds: [tenantId] }, sort: [] },
        ['name'],
        { from: 0, count: ASKED / collected.length },
        DATA_NOW,
      )
      .rows.map(({ id }) => id),
  );
  for (let round = 0; round < 7; round++) {
    for (const side of ['encrypted', 'plain'] as const) {
      const started = performance.now();
      const { db, inventory } = open(side);
      const read = createDeviceTable();
      for (const { tenantId } of collected) {
        const kept = inventory.loadSnapshot(tenantId);
        if (kept === null || !read.fromSnapshot(tenantId, kept.parts)) {
          throw new Error('nothing was kept');
        }
      }
      times[side].start.push(performance.now() - started);
      for (const id of ids) inventory.get(id);
      const warm = performance.now();
      for (const id of ids) inventory.get(id);
      times[side].details.push(performance.now() - warm);
      db.close();
    }
  }
  const sample = (side: keyof typeof sides, what: 'details' | 'start') =>
    sampleOf(times[side][what].slice(1));
  return (['details', 'start'] as const).map((what) => {
    const [encrypted, plain] = [sample('encrypted', what), sample('plain', what)];
    return {
      what:
        what === 'details'
          ? `details of ${ids.length} devices, encrypted, warm`
          : 'opening and reading the table of 20,000, encrypted',
      side: describeMs(encrypted),
      against: `not encrypted ${describeMs(plain)}`,
      ratio: encrypted.median / plain.median,
      aim: { atMost: what === 'details' ? 1.2 : 1.5 },
    };
  });
}
