import assert from 'node:assert/strict';
import { EVERYTHING } from '../../../main/data/inventory/columns/device-table.ts';
import type { ColumnId } from '../../../preload/contract/device-columns.ts';
import type { DeviceFilter, DeviceQuery } from '../../../preload/contract/devices.ts';
import type { Device } from '../../../main/data/inventory/device.ts';
import { benchDevices, benchTenantId, DATA_NOW } from '../inventory-data.ts';
import type { InventoryBench, Row } from './inventory.ts';
import { describeMs, timeSides } from './sides.ts';

const PAGE = 100;
const COLUMNS: readonly ColumnId[] = [
  ...(['name', 'os', 'risk', 'exposure', 'health', 'compliance'] as const),
  ...(['user', 'lastSeen', 'collectedAt', 'serial', 'model', 'osVersion'] as const),
];
const SELECTED = COLUMNS.map((column) => `"${column}"`).join(', ');

/** A page in the middle of all devices, against the first page and against OFFSET. */
export async function comparePages(bench: InventoryBench): Promise<readonly Row[]> {
  const { table, peers, devices, rounds } = bench;
  const query: DeviceQuery = {
    filter: EVERYTHING,
    sort: [{ column: 'lastSeen', isDescending: true }],
  };
  const page = (from: number) => table.rows(query, COLUMNS, { from, count: PAGE }, DATA_NOW);
  const middle = Math.floor(devices / 2);
  const statement = `SELECT id, tenant, ${SELECTED} FROM device
    ORDER BY lastSeen DESC LIMIT ${PAGE} OFFSET ${middle}`;
  const times = await timeSides(
    { middle: () => page(middle), first: () => page(0), offset: () => peers.sqlite(statement) },
    // They take less than a millisecond.
    Math.max(21, rounds),
  );
  const what = 'page of 100 in the middle, list asked before';
  return [
    {
      what,
      side: describeMs(times.middle),
      against: `first page ${describeMs(times.first)}`,
      ratio: times.middle.median / times.first.median,
      aim: { atMost: 2 },
    },
    {
      what,
      side: describeMs(times.middle),
      against: `SQLite OFFSET ${describeMs(times.offset)}`,
      ratio: times.offset.median / times.middle.median,
      aim: { atLeast: 20 },
    },
  ];
}

/** One of each kind of column. */
const SORTS = ['name', 'user', 'serial', 'os', 'osVersion', 'lastSeen', 'vulnerabilities'] as const;
const SCOPES = [
  { what: 'of one tenant, risk and OS', isOneTenant: true, isFiltered: true },
  { what: 'of all tenants, risk and OS', isOneTenant: false, isFiltered: true },
  { what: 'of everything', isOneTenant: false, isFiltered: false },
];

/** First pages of lists that were not asked before, by any column; the worst column counts. */
export async function compareSorts(bench: InventoryBench): Promise<readonly Row[]> {
  const { table, peers, tenants, rounds } = bench;
  const objects = plainObjects(tenants);
  const rows: Row[] = [];
  let asked = 0;
  for (const { what, isOneTenant, isFiltered } of SCOPES) {
    const tenantId = benchTenantId(1);
    const filter: DeviceFilter = {
      ...EVERYTHING,
      tenantIds: isOneTenant ? [tenantId] : null,
      facets: isFiltered ? { risk: ['high'], os: ['Windows'] } : {},
    };
    const conditions = [
      ...(isOneTenant ? ['tenant = 1'] : []),
      ...(isFiltered ? [`risk = 'high'`, `os = 'Windows'`] : []),
    ];
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    let duck: { readonly ratio: number; readonly row: Row } | null = null;
    let plain: { readonly ratio: number; readonly row: Row } | null = null;
    for (const column of SORTS) {
      const ours = () => {
        asked = (asked + 1) % 365;
        const query = {
          filter: { ...filter, staleAfterDays: asked + 1 },
          sort: [{ column, isDescending: false }],
        };
        return table.rows(query, COLUMNS, { from: 0, count: PAGE }, DATA_NOW);
      };
      const statement = `SELECT id, tenant, ${SELECTED} FROM device ${where}
        ORDER BY ${column} NULLS LAST, name, id LIMIT ${PAGE}`;
      const filterAndSort = () =>
        objects
          .filter(
            (device) =>
              (!isOneTenant || device.tenantId === tenantId) &&
              (!isFiltered || (device.risk === 'high' && device.os === 'Windows')),
          )
          .sort((one, two) => compareValues(one[column], two[column]))
          .slice(0, PAGE);
      checkFirst(ours().rows, COLUMNS, column, filterAndSort());
      const times = await timeSides(
        {
          ours,
          duck: () => peers.duck(statement),
          // Sorting a million objects takes seconds; what is aimed at is said of filtered lists.
          objects: () => (isFiltered ? filterAndSort() : null),
        },
        rounds,
      );
      const side = `by ${column} ${describeMs(times.ours)}`;
      const toDuck = times.ours.median / times.duck.median;
      if (duck === null || toDuck > duck.ratio) {
        const against = `DuckDB, all threads ${describeMs(times.duck)}`;
        duck = {
          ratio: toDuck,
          row: {
            what: `sorted page ${what}, worst of 7`,
            side,
            against,
            ratio: toDuck,
            aim: { atMost: 1 },
          },
        };
      }
      const toObjects = times.objects.median / times.ours.median;
      if (isFiltered && (plain === null || toObjects < plain.ratio)) {
        const against = `objects, filter and sort ${describeMs(times.objects)}`;
        plain = {
          ratio: toObjects,
          row: {
            what: `sorted page ${what}, worst of 7`,
            side,
            against,
            ratio: toObjects,
            aim: { atLeast: 20 },
          },
        };
      }
    }
    if (duck !== null) rows.push(duck.row);
    if (plain !== null) rows.push(plain.row);
  }
  return rows;
}

type PlainDevice = Pick<Device, (typeof SORTS)[number] | 'tenantId' | 'risk'>;

/** What a program that keeps devices as objects has of them, in the order of their ids. */
function plainObjects(tenants: number): readonly PlainDevice[] {
  const objects: PlainDevice[] = [];
  for (let tenant = 0; tenant < tenants; tenant++) {
    for (const device of benchDevices(tenant)) {
      const { tenantId, risk, name, user, serial, os, osVersion, lastSeen, vulnerabilities } =
        device;
      objects.push({
        tenantId,
        risk,
        name,
        user,
        serial,
        os,
        osVersion,
        lastSeen,
        vulnerabilities,
      });
    }
  }
  return objects;
}

type Value = string | number | null;

function compareValues(one: Value, two: Value): number {
  if (one === two) return 0;
  if (one === null) return 1;
  if (two === null) return -1;
  return one < two ? -1 : 1;
}

/** Whether a page begins with what it should, by the value it is sorted by. */
function checkFirst(
  rows: ReturnType<InventoryBench['table']['rows']>['rows'],
  columns: readonly ColumnId[],
  column: (typeof SORTS)[number],
  expected: readonly PlainDevice[],
): void {
  const place = columns.indexOf(column);
  if (place === -1) return;
  const fold = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value);
  assert.deepEqual(
    rows.map(({ cells }) => fold(cells[place])),
    expected.map((device) => fold(device[column])),
  );
}
