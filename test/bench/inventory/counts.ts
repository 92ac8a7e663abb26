import assert from 'node:assert/strict';
import { EVERYTHING } from '../../../main/data/inventory/columns/device-table.ts';
import type { FacetId } from '../../../preload/contract/device-columns.ts';
import type { DeviceFilter } from '../../../preload/contract/devices.ts';
import { benchDevice, benchTenantId, DATA_NOW, DEVICES_PER_TENANT } from '../inventory-data.ts';
import type { InventoryBench, Row } from './inventory.ts';
import { describeMs, timeSides } from './sides.ts';

const FIVE = ['os', 'compliance', 'risk', 'exposure', 'health'] as const satisfies FacetId[];
const FILTER = { risk: 'high', os: 'Windows' } as const;
const STALE_DAYS = 30;

/** Changes one device of every tenant, so that nothing that was counted before can be told again. */
function touch({ table, tenants }: InventoryBench, round: number): void {
  for (let tenant = 0; tenant < tenants; tenant++) {
    const device = benchDevice(tenant * DEVICES_PER_TENANT + (round % DEVICES_PER_TENANT));
    table.put(benchTenantId(tenant), [{ ...device, vulnerabilities: round }]);
  }
}

/** Five facets, each by all conditions but its own, against `GROUP BY`. */
export async function compareFacets(bench: InventoryBench): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const isFiltered of [false, true]) {
    const facets: DeviceFilter['facets'] = isFiltered
      ? { risk: [FILTER.risk], os: [FILTER.os] }
      : {};
    const query = { filter: { ...EVERYTHING, facets }, sort: [] };
    const conditionOf = (facet: string) => {
      const conditions = isFiltered ? Object.entries(FILTER).filter(([id]) => id !== facet) : [];
      const text = conditions.map(([id, value]) => `${id} = '${value}'`).join(' AND ');
      return text === '' ? '' : `WHERE ${text}`;
    };
    const statements = FIVE.map(
      (facet) =>
        `SELECT ${facet} AS value, count(*) AS count FROM device ${conditionOf(facet)} GROUP BY 1`,
    );
    let round = 0;
    const prepare = () => touch(bench, (round += 1));
    const ours = () => bench.table.facets(query, FIVE, DATA_NOW);
    checkFacets(bench, ours(), statements);

    prepare();
    const times = await timeSides(
      {
        ours,
        sqlite: () => statements.map((statement) => bench.peers.sqlite(statement)),
        duck: async () => {
          for (const statement of statements) await bench.peers.duck(statement);
        },
      },
      bench.rounds,
    );
    const what = `five facets${isFiltered ? ' under two conditions' : ''}`;
    rows.push(
      {
        what,
        side: describeMs(times.ours),
        against: `SQLite GROUP BY ${describeMs(times.sqlite)}`,
        ratio: times.sqlite.median / times.ours.median,
        aim: { atLeast: 60 },
      },
      {
        what,
        side: describeMs(times.ours),
        against: `DuckDB, all threads ${describeMs(times.duck)}`,
        ratio: times.ours.median / times.duck.median,
        aim: { atMost: 1 },
      },
    );
  }
  return rows;
}

function checkFacets(
  { peers }: InventoryBench,
  facets: ReturnType<InventoryBench['table']['facets']>,
  statements: readonly string[],
): void {
  for (const [place, statement] of statements.entries()) {
    const expected = new Map(
      peers
        .sqlite<{ value: string | null; count: number }>(statement)
        .map(({ value, count }) => [value ?? '', count]),
    );
    const found = new Map(
      facets[place]?.values
        .filter(({ count }) => count > 0)
        .map(({ value, count }) => [value, count]),
    );
    assert.deepEqual(found, expected);
  }
}

/** All tenants with their counts, after a device of each has changed. */
export async function compareReport(bench: InventoryBench): Promise<readonly Row[]> {
  const stale = DATA_NOW - STALE_DAYS * 86_400;
  const statement = `SELECT tenant, count(*) AS total,
      count(CASE WHEN risk = 'high' THEN 1 END) AS highRisk,
      count(CASE WHEN exposure = 'high' THEN 1 END) AS highExposure,
      count(CASE WHEN compliance = 'noncompliant' THEN 1 END) AS noncompliant,
      count(CASE WHEN coalesce(lastSeen, 0) < ${stale} AND coalesce(lastSync, 0) < ${stale}
        AND coalesce(lastSignIn, 0) < ${stale} THEN 1 END) AS stale
    FROM device GROUP BY tenant ORDER BY tenant`;
  const { table, peers, tenants } = bench;
  const report = () => table.overview(null, STALE_DAYS, DATA_NOW);
  const expected = peers.sqlite<Readonly<Record<string, number>>>(statement);
  assert.deepEqual(
    report().map(({ total, highRisk, highExposure, stale }) => [
      total,
      highRisk,
      highExposure,
      stale,
    ]),
    expected.map(({ total, highRisk, highExposure, stale }) => [
      total,
      highRisk,
      highExposure,
      stale,
    ]),
  );

  touch(bench, 1);
  const times = await timeSides(
    { ours: report, sqlite: () => peers.sqlite(statement), duck: () => peers.duck(statement) },
    bench.rounds,
  );
  const what = `report of ${tenants} tenants`;
  return [
    {
      what,
      side: describeMs(times.ours),
      against: `SQLite GROUP BY ${describeMs(times.sqlite)}`,
      ratio: times.sqlite.median / times.ours.median,
      aim: { atLeast: 60 },
    },
    {
      what,
      side: describeMs(times.ours),
      against: `DuckDB, all threads ${describeMs(times.duck)}`,
      ratio: times.ours.median / times.duck.median,
      aim: { atMost: 1 },
    },
  ];
}
