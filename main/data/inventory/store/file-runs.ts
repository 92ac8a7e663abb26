import type { DeviceSource } from '../../../../preload/contract/device-columns.ts';
import type { TenantId } from '../../../../preload/contract/index.ts';
import type { Db } from '../../store/sql.ts';
import type { NewRecord } from '../device.ts';
import {
  type FileWork,
  type InventoryStore,
  RunIsOver,
  type StoreChange,
} from '../inventory-store.ts';
import type { DeviceWork, TimesOf } from './device-work.ts';
import { createFileRows, type FileRow } from './file-rows.ts';
import { sequenceOf } from './keys.ts';
import type { RunRow, RunRows } from './run-rows.ts';
import { SeenRecords } from './seen-records.ts';
import { type SourceRow, type TenantRow, type TenantRows, untriedSource } from './tenant-rows.ts';

export interface FileRunsDeps {
  readonly db: Db;
  readonly tenants: TenantRows;
  readonly runs: RunRows;
  /** All or nothing. */
  readonly transaction: <R>(work: () => R) => R;
  readonly timesOf: (sources: ReadonlyMap<DeviceSource, SourceRow>) => TimesOf;
  /** Puts a record to work unless it is as it was. Answers with its number within the tenant. */
  readonly take: (
    work: DeviceWork,
    slot: number,
    record: NewRecord,
  ) => { readonly isSame: boolean; readonly id: number };
  /** Runs a piece of work on devices of a tenant and writes what comes of it. */
  readonly write: (
    tenant: TenantRow,
    source: DeviceSource,
    at: number,
    times: { readonly before: TimesOf; readonly after: TimesOf; readonly isFirst: boolean },
    piece: (work: DeviceWork) => void,
  ) => Written;
  /** Keys of some records of a source after one, and the last of them; null at the end. */
  readonly unseenAfter: (
    slot: number,
    source: DeviceSource,
    after: Buffer | null,
    seen: SeenRecords,
  ) => { readonly last: Buffer; readonly unseen: readonly Buffer[] } | null;
  readonly prune: (slot: number, at: number) => void;
  /** Rows of one write. */
  readonly sliceRows: number;
}

export interface Written {
  readonly change: StoreChange;
  readonly addedIds: Iterable<number>;
  readonly changedIds: Iterable<number>;
  readonly gone: number;
}

export type FileRuns = Pick<InventoryStore, 'replaceFile' | 'finishFiles'>;

/** What changes no device, and yet how the source stands. */
const NO_DEVICES: StoreChange = {
  put: [],
  removed: [],
  seen: null,
  added: 0,
  changed: 0,
  unchanged: 0,
};
/** Slices that are thrown away at a time. */
const FEW = 20;

/**
 * Files take the place of those before them a slice at a time, and all the same whole or not at all:
 * their rows are set aside first. Once all are there, what is left to do is done whatever happens,
 * by the next process if need be; before, nothing of the inventory has changed.
 */
export function createFileRuns(deps: FileRunsDeps): FileRuns {
  const { tenants, runs, transaction } = deps;
  const files = createFileRows(deps.db);

  /** Throws RunIsOver when its tenant was forgotten, or another file has come in its place. */
  const reopen = (tenantId: TenantId, runId: number) => {
    const row = runs.read(runId);
    const tenant = tenants.read(tenantId);
    if (row === null || tenant === null || row.slot !== tenant.slot) throw new RunIsOver();
    return { row, tenant };
  };

  function* drop(row: RunRow): Generator<null> {
    while (files.slices(row.id) > 0) {
      transaction(() => files.removeSome(row.id, FEW));
      yield null;
    }
    transaction(() => runs.remove(row));
  }

  function* setAside(
    tenantId: TenantId,
    runId: number,
    records: Iterable<NewRecord>,
  ): Generator<null> {
    let slice: NewRecord[] = [];
    const save = () => {
      if (slice.length === 0) return;
      transaction(() => files.add(reopen(tenantId, runId).row.id, slice));
      slice = [];
    };
    for (const record of records) {
      slice.push(record);
      if (slice.length === deps.sliceRows) save();
      // Reading takes its time as well.
      yield null;
    }
    save();
  }

  /** What devices are merged by, before the file and with it. */
  const timesOf = (row: RunRow, { before, exportedAt }: FileRow) => {
    const sources = tenants.sources(row.slot);
    const own = sources.get(row.source) ?? untriedSource(row.slot, row.source);
    const withTimes = (times: Pick<SourceRow, 'confirmedAt' | 'exportedAt'>) =>
      deps.timesOf(new Map(sources).set(row.source, { ...own, ...times }));
    return {
      before: withTimes(before),
      after: withTimes({ confirmedAt: row.startedAt, exportedAt }),
      isFirst: own.completeAt === null,
    };
  };

  function* takeOver(tenantId: TenantId, runId: number): FileWork {
    const added = new SeenRecords();
    const changed = new SeenRecords();
    /** A device that two slices are about counts once. */
    const counted = (result: Written, row: RunRow): RunRow => {
      let more = 0;
      let others = 0;
      for (const id of result.addedIds) if (added.add(sequenceOf(id))) more += 1;
      for (const id of result.changedIds) {
        const sequence = sequenceOf(id);
        if (!added.has(sequence) && changed.add(sequence)) others += 1;
      }
      return {
        ...row,
        added: row.added + more,
        changed: row.changed + others,
        removed: row.removed + result.gone,
      };
    };
    const piece = (work: (row: RunRow, tenant: TenantRow, file: FileRow) => Written | null) =>
      transaction(() => {
        const { row, tenant } = reopen(tenantId, runId);
        const file = files.read(runId);
        if (file === null) throw new RunIsOver();
        return work(row, tenant, file)?.change ?? null;
      });

    for (;;) {
      const change = piece((row, tenant, file) => {
        const slice = files.first(runId, row.source);
        if (slice === null) return null;
        const newest = new Map(slice.records.map((record) => [record.sourceId, record] as const));
        const seen = runs.seen(row);
        const sequences: number[] = [];
        const result = deps.write(tenant, row.source, row.startedAt, timesOf(row, file), (work) => {
          for (const record of newest.values()) {
            const { isSame, id } = deps.take(work, row.slot, record);
            // The date of the export decides between sources, and it is another now.
            if (isSame) work.revisit(id);
            const sequence = sequenceOf(id);
            if (seen.add(sequence)) sequences.push(sequence);
          }
        });
        files.remove(slice.id);
        if (sequences.length > 0) runs.savePage(row, row.pages, sequences);
        const covered = row.covered + sequences.length;
        runs.save({ ...counted(result, row), pages: row.pages + 1, covered });
        return result;
      });
      if (change === null) break;
      yield change;
    }

    let after: Buffer | null = null;
    for (;;) {
      let isEnd = false;
      const change = piece((row, tenant, file) => {
        const next = deps.unseenAfter(row.slot, row.source, after, runs.seen(row));
        isEnd = next === null;
        after = next?.last ?? null;
        if (next === null || next.unseen.length === 0) return null;
        const result = deps.write(tenant, row.source, row.startedAt, timesOf(row, file), (work) => {
          for (const key of next.unseen) work.remove(key);
        });
        runs.save(counted(result, row));
        return result;
      });
      if (isEnd) break;
      yield change;
    }

    const counts = transaction(() => {
      const { row } = reopen(tenantId, runId);
      const { slot, source, startedAt: at, covered, added, changed, removed } = row;
      const own = tenants.sources(slot).get(source) ?? untriedSource(slot, source);
      tenants.saveSource({
        ...own,
        state: 'complete',
        completeAt: at,
        triedAt: at,
        problem: null,
        needs: null,
        runStartedAt: at,
        runEndedAt: at,
        covered,
        refusals: new Map(),
        added,
        changed,
        removed,
      });
      runs.remove(row);
      deps.prune(slot, at);
      return { added, changed, removed };
    });
    yield NO_DEVICES;
    return counts;
  }

  return {
    *replaceFile(tenantId, source, records, { at, exportedAt }) {
      const { slot } = transaction(() => tenants.open(tenantId));
      const open = runs.open(slot, source);
      // One that was decided on is done first: this one may still end without having changed anything.
      if (open !== null) {
        yield* files.read(open.id)?.isWhole === true ? takeOver(tenantId, open.id) : drop(open);
      }
      const row = transaction(() => {
        const begun = runs.begin(slot, source, { kind: 'full', startedAt: at, next: null });
        const { confirmedAt, exportedAt: exportedBefore } =
          tenants.sources(slot).get(source) ?? untriedSource(slot, source);
        files.begin({
          runId: begun.id,
          exportedAt,
          before: { confirmedAt, exportedAt: exportedBefore },
        });
        return begun;
      });
      try {
        yield* setAside(tenantId, row.id, records);
      } catch (error) {
        // A disk that is full leaves the rest to the next start.
        if (runs.read(row.id) !== null) yield* drop(row);
        throw error;
      }
      transaction(() => {
        const { tenant } = reopen(tenantId, row.id);
        const own = tenants.sources(tenant.slot).get(source) ?? untriedSource(slot, source);
        tenants.saveSource({ ...own, confirmedAt: at, exportedAt });
        files.setWhole(row.id);
      });
      return yield* takeOver(tenantId, row.id);
    },
    *finishFiles() {
      const faults: unknown[] = [];
      for (const row of runs.all()) {
        const file = files.read(row.id);
        const tenantId = tenants.tenantIdOf(row.slot);
        if (file === null || tenantId === null) continue;
        const work = file.isWhole ? takeOver(tenantId, row.id) : drop(row);
        try {
          for (const change of work) yield change === null ? null : { tenantId, change };
        } catch (error) {
          // One tenant's file must not keep those of the others waiting.
          if (!(error instanceof RunIsOver)) faults.push(error);
        }
      }
      if (faults.length > 0) throw new AggregateError(faults, 'imports could not be finished');
    },
  };
}
