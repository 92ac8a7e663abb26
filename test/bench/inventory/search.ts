import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { EVERYTHING } from '../../../main/data/inventory/columns/device-table.ts';
import type { DeviceQuery } from '../../../preload/contract/devices.ts';
import { DATA_NOW } from '../inventory-data.ts';
import type { InventoryBench, Row } from './inventory.ts';
import { describeMs, timeSides } from './sides.ts';
import type { Sample } from '../statistics.ts';

const run = promisify(execFile);

/** Common, middling, rare and absent ones; of names, users, numbers, addresses and ids. */
const NEEDLES = [
  'kenneth',
  'neth.le',
  'lon-ws',
  '198.51.7',
  'tenant7.ex',
  'a3f9c1',
  'a3f',
  'zzzqqq',
];
const FIVE_COLUMNS = ['name', 'user', 'userName', 'serial', 'email'];
const ALL_COLUMNS = FIVE_COLUMNS.concat(
  'dnsName tags ips macs entraDeviceId entraObjectId defenderId intuneId'.split(' '),
);

/** The same words looked for anywhere, as a list of fifty with its order and length, and as suggestions. */
export async function compareSearch(bench: InventoryBench): Promise<readonly Row[]> {
  const { table, peers, rounds } = bench;
  const isIn = (columns: readonly string[], needle: string) =>
    columns.map((name) => `"${name}" LIKE '%${needle}%'`).join(' OR ');
  const listed = (needle: string) =>
    `SELECT id, name, user, os, lastSeen, count(*) OVER () AS total FROM device
      WHERE ${isIn(ALL_COLUMNS, needle)} ORDER BY name COLLATE NOCASE, id LIMIT 50`;
  const first = (needle: string) =>
    `SELECT id, name, user, os, lastSeen FROM device WHERE ${isIn(FIVE_COLUMNS, needle)} LIMIT 50`;

  for (const needle of NEEDLES) {
    const [expected] = peers.sqlite<{ total: number }>(
      `SELECT count(*) AS total FROM device WHERE ${isIn(ALL_COLUMNS, needle)}`,
    );
    assert.equal(list(bench, search(needle)).total, expected?.total);
  }

  const isThere = await hasRipgrep();
  if (!isThere) process.stdout.write('ripgrep is not installed: its rows are left out.\n');
  const worst: Record<'list' | 'suggest' | 'like' | 'likeFive' | 'rg', Sample | null> = {
    list: null,
    suggest: null,
    like: null,
    likeFive: null,
    rg: null,
  };
  const needles = { list: '', suggest: '', like: '', likeFive: '', rg: '' };
  for (const needle of NEEDLES) {
    const times = await timeSides(
      {
        list: () => list(bench, search(needle)),
        suggest: () => table.suggest(needle, 50),
        like: () => peers.sqlite(listed(needle)),
        likeFive: () => peers.sqlite(first(needle)),
        rg: () => (isThere ? ripgrep(needle, peers.ndjson) : null),
      },
      rounds,
    );
    for (const side of Object.keys(times) as (keyof typeof times)[]) {
      const sample = times[side];
      if (sample.median <= (worst[side]?.median ?? 0)) continue;
      worst[side] = sample;
      needles[side] = needle;
    }
  }
  const told = (side: keyof typeof worst) =>
    `“${needles[side]}” ${describeMs(worst[side] ?? { median: 0, min: 0, max: 0, count: 0 })}`;
  const medianOf = (side: keyof typeof worst) => worst[side]?.median ?? Number.NaN;
  const rows: Row[] = [
    {
      what: 'first 50 that have a text, worst of 8',
      side: told('suggest'),
      against: `LIKE of 5 columns ${told('likeFive')}`,
      ratio: medianOf('likeFive') / medianOf('suggest'),
      aim: { atLeast: 300 },
    },
    {
      what: 'list of a text, with length and order, worst of 8',
      side: told('list'),
      against: `LIKE of 13 columns ${told('like')}`,
      ratio: medianOf('like') / medianOf('list'),
      aim: { atLeast: 300 },
    },
  ];
  if (isThere) {
    rows.push({
      what: 'first 50 that have a text, worst of 8',
      side: told('suggest'),
      against: `ripgrep over JSON lines ${told('rg')}`,
      ratio: medianOf('rg') / medianOf('suggest'),
      aim: { atLeast: 50 },
    });
  }
  return [...rows, ...(await compareShort(bench))];
}

/** Two characters and an order, against FTS5 ordered by rank. */
async function compareShort(bench: InventoryBench): Promise<readonly Row[]> {
  const ranked = `SELECT device.id, device.name, device.user FROM found
    JOIN device ON device.id = found.rowid WHERE found MATCH ? ORDER BY rank LIMIT 50`;
  const times = await timeSides(
    {
      ours: () => list(bench, search('ke')),
      seen: () =>
        list(bench, { ...search('ke'), sort: [{ column: 'lastSeen', isDescending: true }] }),
      fts: () => bench.peers.sqlite(ranked, 'ke*'),
    },
    bench.rounds,
  );
  return [
    {
      what: 'list of “ke”, by name',
      side: describeMs(times.ours),
      against: `FTS5 ORDER BY rank ${describeMs(times.fts)}`,
      ratio: times.ours.median / times.fts.median,
      aim: { atMost: 0.2 },
    },
    {
      what: 'list of “ke”, last seen first',
      side: describeMs(times.seen),
      against: `FTS5 ORDER BY rank ${describeMs(times.fts)}`,
      ratio: times.seen.median / times.fts.median,
      aim: { atMost: 0.2 },
    },
  ];
}

let asked = 0;

/** A query of a text that was not asked before: its threshold differs, and says nothing. */
function search(text: string): DeviceQuery {
  asked = (asked + 1) % 365;
  return { filter: { ...EVERYTHING, search: text, staleAfterDays: asked + 1 }, sort: [] };
}

function list({ table }: InventoryBench, query: DeviceQuery) {
  return table.rows(query, ['name', 'user', 'os', 'lastSeen'], { from: 0, count: 50 }, DATA_NOW);
}

async function hasRipgrep(): Promise<boolean> {
  return run('rg', ['--version']).then(
    () => true,
    () => false,
  );
}

/** The first fifty lines that have a text, in any case. */
async function ripgrep(needle: string, file: string): Promise<void> {
  await run('rg', ['-F', '-i', '-m', '50', '--', needle, file]).catch((error: unknown) => {
    // It says with 1 that there is none.
    if (error instanceof Error && 'code' in error && error.code === 1) return;
    throw error;
  });
}
