import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDeviceTable } from '../../../../../../main/data/inventory/columns/create-device-table.ts';
import type {
  DeviceTable,
  FoundDevice,
  RowsPage,
} from '../../../../../../main/data/inventory/columns/device-table.ts';
import { COLUMN_IDS, FACET_IDS } from '../../../../../../preload/contract/device-columns.ts';
import { aQuery, NOW, TENANT_A, TENANT_B } from './a-device.ts';
import { change, query, searchText, type Change } from './device-arbitraries.ts';
import { createPlainTable } from './plain-table.ts';

/** Applies a change; a snapshot is taken and put back, as over a restart. */
function apply(table: DeviceTable, step: Change): void {
  if (step.kind === 'put') table.put(step.tenantId, step.devices);
  else if (step.kind === 'remove') table.remove(step.tenantId, step.ids);
  else if (step.kind === 'touch') table.touch(step.tenantId, step.ids, step.at);
  else if (step.kind === 'forget') table.forget(step.tenantId);
  else if (step.kind === 'since') table.setChangedSince(step.tenantId, step.seconds);
  else {
    const parts = table.toSnapshot(step.tenantId);
    const isBack = parts === null || table.fromSnapshot(step.tenantId, parts);
    if (!isBack) throw new Error('A table does not know its own snapshot.');
  }
}

function bothAfter(changes: readonly Change[]) {
  const table = createDeviceTable();
  const plain = createPlainTable();
  for (const step of changes) {
    apply(table, step);
    apply(plain, step);
  }
  return { table, plain };
}

const everything = (table: DeviceTable) =>
  table.rows(aQuery(), COLUMN_IDS, { from: 0, count: 1_000 }, NOW);

const byUser = aQuery({}, [{ column: 'user', isDescending: true }]);
const changes = fc.array(change, { minLength: 1, maxLength: 8 });
const now = fc.integer({ min: NOW - 100, max: NOW + 100 });
const RUNS = { numRuns: 120 };

describe('the table of devices, compared with a plain one', () => {
  it('holds what was put into it, as it was written', () => {
    fc.assert(
      fc.property(changes, (steps) => {
        const table = createDeviceTable();
        const plain = createPlainTable();
        for (const step of steps) {
          apply(table, step);
          apply(plain, step);
          // Asked in between, so that what was kept of an answer must not be told again.
          expect(table.rows(byUser, ['user'], { from: 0, count: 9 }, NOW).rows).toEqual(
            plain.rows(byUser, ['user'], { from: 0, count: 9 }, NOW).rows,
          );
        }

        expect({ ...everything(table), revision: 0 }).toEqual({
          ...everything(plain),
          revision: 0,
        });
        expect(table.size).toBe(plain.size);
        for (const id of [TENANT_A, TENANT_B]) expect(table.sizeOf(id)).toBe(plain.sizeOf(id));
      }),
      RUNS,
    );
  });

  it('filters, sorts, pages and finds', () => {
    fc.assert(
      fc.property(
        changes,
        fc.array(query, { minLength: 1, maxLength: 4 }),
        now,
        (steps, queries, at) => {
          const { table, plain } = bothAfter(steps);
          for (const asked of queries) {
            const page = { from: 1, count: 5 };
            const columns = ['name', 'tags'] as const;
            expect(without(table.rows(asked, columns, page, at))).toEqual(
              without(plain.rows(asked, columns, page, at)),
            );

            const ids = plain
              .rows(asked, ['name'], { from: 0, count: 100 }, at)
              .rows.map(({ id }) => id);
            for (const [position, id] of ids.entries()) {
              expect(table.find(asked, id, at)).toBe(position);
            }
            for (const { id } of everything(plain).rows) {
              expect(table.find(asked, id, at)).toBe(plain.find(asked, id, at));
            }
            expect(table.find(asked, 999, at)).toBeNull();
          }
        },
      ),
      RUNS,
    );
  });

  it('counts facets and tenants', () => {
    fc.assert(
      fc.property(
        changes,
        query,
        fc.subarray([...FACET_IDS], { minLength: 1 }),
        now,
        (steps, asked, ids, at) => {
          const { table, plain } = bothAfter(steps);

          expect(table.facets(asked, ids, at)).toEqual(plain.facets(asked, ids, at));
          const { tenantIds, staleAfterDays } = asked.filter;
          expect(table.overview(tenantIds, staleAfterDays, at)).toEqual(
            plain.overview(tenantIds, staleAfterDays, at),
          );
        },
      ),
      RUNS,
    );
  });

  it('walks through a list while it changes', () => {
    fc.assert(
      fc.property(
        changes,
        query,
        change,
        fc.integer({ min: 1, max: 4 }),
        (steps, asked, later, size) => {
          const { table, plain } = bothAfter(steps);
          const walks = [table, plain].map((each) => ({
            each,
            walk: each.walk(asked, COLUMN_IDS, NOW),
          }));
          const [seen, expected] = walks.map(({ each, walk }) => {
            const rows = [];
            let isFirst = true;
            for (const block of walk.blocks(size)) {
              expect(block.length).toBeLessThanOrEqual(size);
              rows.push(...block);
              if (isFirst) apply(each, later);
              isFirst = false;
            }
            return { total: walk.total, rows };
          });
          expect(seen).toEqual(expected);
        },
      ),
      RUNS,
    );
  });

  it('suggests, best first', () => {
    fc.assert(
      fc.property(changes, searchText, fc.integer({ min: 1, max: 5 }), (steps, text, count) => {
        const { table, plain } = bothAfter(steps);
        const all = plain.suggest(text, 1_000);
        const inOrder = (list: readonly FoundDevice[]) => list.toSorted((a, b) => a.id - b.id);
        expect(inOrder(table.suggest(text, 1_000))).toEqual(inOrder(all));

        const rankOf = new Map(all.map(({ id }, place) => [id, place]));
        const some = table.suggest(text, count);
        expect(some.length).toBe(Math.min(count, all.length));
        // Those of the plain table are sorted by rank, with ties in any order.
        const ranks = kindsOf(plain, all);
        expect(some.map(({ id }) => ranks[rankOf.get(id) ?? -1])).toEqual(
          ranks.slice(0, some.length),
        );
      }),
      RUNS,
    );
  });
});

/** A page without the revision, which the two tables count in their own way. */
function without(page: RowsPage) {
  return { ...page, revision: 0 };
}

/** What each hit is: found in name, serial number, user or id. Beginnings of names are told by place. */
function kindsOf(plain: DeviceTable, hits: readonly FoundDevice[]): readonly string[] {
  const cells = new Map(
    plain
      .rows(aQuery(), ['serial', 'user', 'userName', 'email'], { from: 0, count: 1_000 }, NOW)
      .rows.map((row) => [Number(row.id), row.cells]),
  );
  return hits.map(({ id, found }) => {
    if (found === null) return 'name';
    const [serial, ...users] = cells.get(id) ?? [];
    if (serial === found) return 'serial';
    return users.includes(found) ? 'user' : 'id';
  });
}
