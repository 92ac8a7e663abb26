import type { DeviceSource } from '../../../../preload/contract/device-columns.ts';
import type { SourceState, TenantId } from '../../../../preload/contract/index.ts';
import { type Db } from '../../store/sql.ts';
import type { Device, KeptRecord, NewRecord } from '../device.ts';
import {
  type FactsOf,
  type InventoryStore,
  type OpenRun,
  RunIsOver,
  type SeenAgain,
  type StoreChange,
} from '../inventory-store.ts';
import { mergeDevice } from '../merge.ts';
import { createChangeLog } from './change-log.ts';
import { createDeviceRows, hashOf, type StoredDevice, type StoredRecord } from './device-rows.ts';
import { createDeviceWork, type DeviceWork, type TimesOf, type WorkResult } from './device-work.ts';
import { createFileRuns } from './file-runs.ts';
import { createForgetting } from './forgetting.ts';
import { groupBy } from './group-by.ts';
import { firstIdOf, keyRange, recordKey, sequenceOf, slotOf, sourceOfNumber } from './keys.ts';
import { addRefusals, refusalLines, refusedRows } from './refusals.ts';
import { createRunRows, type RunRow } from './run-rows.ts';
import type { SeenRecords } from './seen-records.ts';
import { createSnapshotRows } from './snapshot-rows.ts';
import {
  allSources,
  createTenantRows,
  type SourceRow,
  type TenantRow,
  untriedSource,
} from './tenant-rows.ts';
import { createTenantWords } from './words.ts';

export interface InventoryStoreDeps {
  readonly factsOf: FactsOf;
  /** Of the table's segments and of what `factsOf` reads: snapshots of another are not used. */
  readonly snapshotVersion: number;
  /** Rows of a file that are written at a time; 500 unless a test says otherwise. */
  readonly sliceRows?: number;
}

/** Some tens of milliseconds, after which questions are answered. */
const SLICE_ROWS = 500;

/** Devices that are read or written at a time, so that no more of them are in memory. */
const CHUNK = 1_000;

const NO_TIMES: TimesOf = () => ({ confirmedAt: null, exportedAt: null });

/** The store of the inventory, in the estate's database. */
export function createInventoryStore(
  db: Db,
  { factsOf, snapshotVersion, sliceRows = SLICE_ROWS }: InventoryStoreDeps,
): InventoryStore {
  const words = createTenantWords(db);
  const rows = createDeviceRows(db, words, factsOf);
  const tenants = createTenantRows(db);
  const runs = createRunRows(db);
  const log = createChangeLog(db, tenants.tenantIdOf);
  const snapshots = createSnapshotRows(db, snapshotVersion);
  const forgetting = createForgetting(db);

  /** All or nothing, also of what is remembered beside the database. */
  const transaction = <R>(work: () => R): R => {
    try {
      return db.transaction(work).immediate();
    } catch (error) {
      words.reset();
      runs.reset();
      throw error;
    }
  };

  const timesOf = (sources: ReadonlyMap<DeviceSource, SourceRow>): TimesOf => {
    return (source) => sources.get(source) ?? NO_TIMES(source);
  };

  const deviceOf = (
    tenantId: TenantId,
    { id, firstCollectedAt, changedAt }: StoredDevice,
    records: readonly StoredRecord[],
    times: TimesOf,
  ): Device =>
    mergeDevice(
      { id, tenantId, firstCollectedAt, changedAt },
      records.map((record) => keptTimes(record, times)),
    );

  /**
   * Runs work on devices in pieces and writes what comes of it. A source's first reading makes no
   * changes: everything would be new.
   */
  const write = (
    tenant: TenantRow,
    source: DeviceSource,
    at: number,
    times: { readonly before: TimesOf; readonly after: TimesOf; readonly isFirst: boolean },
    pieces: Iterable<(work: DeviceWork) => void>,
  ) => {
    const { slot, tenantId } = tenant;
    const sources = tenants.sources(slot);
    const hasFiles =
      isFile(source) || [...sources.values()].some((row) => isFile(row.source) && row.records > 0);
    const hasSnapshot = snapshots.has(slot);
    let { nextDevice, nextRecord, nextChange } = tenant;
    const total = { added: new Set<number>(), changed: new Set<number>(), unchanged: 0, gone: 0 };
    const put = new Map<number, Device>();
    const removed = new Set<number>();
    for (const piece of pieces) {
      const work = createDeviceWork({
        rows,
        factsOf,
        tenantId,
        slot,
        at,
        timesBefore: times.before,
        timesAfter: times.after,
        hasFiles,
        isLogged: !times.isFirst,
        nextRecord: () => nextRecord++,
        nextDevice: () => nextDevice++,
      });
      piece(work);
      const result = work.finish();
      nextChange = log.write(slot, at, nextChange, result.log);
      for (const from of result.merged.keys()) log.move(from, survivor(result, from));
      for (const [of, by] of result.counts) if (by !== 0) tenants.addRecords(slot, of, by);
      for (const device of result.put) put.set(device.id, device);
      for (const id of result.removed) {
        removed.add(id);
        put.delete(id);
      }
      for (const id of result.addedIds) total.added.add(id);
      for (const id of result.changedIds) if (!total.added.has(id)) total.changed.add(id);
      total.unchanged += result.unchanged;
      total.gone += result.gone;
      if (hasSnapshot) {
        snapshots.addChanges(result.removed);
        snapshots.addChanges(result.put.map(({ id }) => id));
      }
    }
    if (
      nextDevice !== tenant.nextDevice ||
      nextRecord !== tenant.nextRecord ||
      nextChange !== tenant.nextChange
    ) {
      tenants.update({ ...tenant, nextDevice, nextRecord, nextChange });
    }
    const change: StoreChange = {
      put: [...put.values()],
      removed: [...removed],
      seen: null,
      added: total.added.size,
      changed: total.changed.size,
      unchanged: total.unchanged,
    };
    return {
      change,
      addedIds: total.added,
      changedIds: total.changed,
      gone: total.gone,
      nextChange,
    };
  };

  const openRun = (run: OpenRun): { readonly row: RunRow; readonly tenant: TenantRow } => {
    const row = runs.read(run.id);
    const tenant = tenants.read(run.tenantId);
    if (row === null || tenant === null || row.slot !== tenant.slot) throw new RunIsOver();
    return { row, tenant };
  };

  const asOpenRun = (tenantId: TenantId, row: RunRow): OpenRun => ({
    id: row.id,
    tenantId,
    source: row.source,
    startedAt: row.startedAt,
    next: row.next,
    kind: row.kind,
    covered: row.covered,
  });

  /** Puts a record to work unless it is as it was. Answers with its number within the tenant. */
  const take = (work: DeviceWork, slot: number, record: NewRecord) => {
    const key = recordKey(slot, record.source, record.sourceId);
    const hash = hashOf(record);
    const row = rows.find(key);
    const isSame = row !== undefined && row.hash.equals(hash);
    const id = isSame ? row.id : work.put(record, key, hash, row?.id);
    return { isSame, id };
  };

  /** Keys of some records of a source after one, those that were not seen and the last of all. */
  const unseenAfter = (
    slot: number,
    source: DeviceSource,
    after: Buffer | null,
    seen: SeenRecords,
  ) => {
    const [first, before] = keyRange(slot, source);
    const found = rows.keysAfter(after ?? first, before, CHUNK * 4);
    const last = found.at(-1)?.key;
    if (last === undefined) return null;
    const unseen = found.filter(({ id }) => !seen.has(sequenceOf(id))).map(({ key }) => key);
    return { last, unseen };
  };

  /** Takes out, a piece at a time, the records of a source that are not among those seen. */
  function* unseenPieces(slot: number, source: DeviceSource, seen: SeenRecords) {
    for (let after: Buffer | null = null; ;) {
      const next = unseenAfter(slot, source, after, seen);
      if (next === null) return;
      after = next.last;
      const { unseen } = next;
      if (unseen.length === 0) continue;
      yield (work: DeviceWork) => {
        for (const key of unseen) work.remove(key);
      };
    }
  }

  const savePage: InventoryStore['savePage'] = (run, page, at) =>
    transaction(() => {
      const { row, tenant } = openRun(run);
      const { slot } = tenant;
      const sources = tenants.sources(slot);
      const source = sources.get(row.source);
      if (source === undefined) tenants.saveSource(untriedSource(slot, row.source));
      const times = timesOf(sources);
      const isFirst = (source?.completeAt ?? null) === null;
      const newest = new Map(page.records.map((record) => [record.sourceId, record] as const));
      const seen = runs.seen(row);
      const sequences: number[] = [];
      let same = 0;
      const piece = (work: DeviceWork) => {
        for (const id of page.removedIds) {
          if (!newest.has(id)) work.remove(recordKey(slot, row.source, id));
        }
        for (const record of newest.values()) {
          const { isSame, id } = take(work, slot, { ...record, source: row.source });
          if (isSame) same += 1;
          const sequence = sequenceOf(id);
          if (seen.add(sequence)) sequences.push(sequence);
        }
      };
      const result = write(tenant, row.source, at, { before: times, after: times, isFirst }, [
        piece,
      ]);
      if (sequences.length > 0) runs.savePage(row, row.pages, sequences);
      const next: RunRow = {
        ...row,
        triedAt: at,
        next: page.next,
        pages: row.pages + 1,
        covered: row.covered + sequences.length,
        refusals: addRefusals(row.refusals, page.refusals),
        added: row.added + result.change.added,
        changed: row.changed + result.change.changed,
        removed: row.removed + result.gone,
      };
      runs.save(next);
      const unchanged = result.change.unchanged + same;
      return { run: asOpenRun(run.tenantId, next), change: { ...result.change, unchanged } };
    });

  const endRun: InventoryStore['endRun'] = (run, end, at) =>
    transaction(() => {
      const { row, tenant } = openRun(run);
      const { slot } = tenant;
      const sources = tenants.sources(slot);
      const before = sources.get(row.source) ?? untriedSource(slot, row.source);
      const isComplete = end.state === 'complete';
      const confirmedAt = isComplete
        ? Math.max(row.startedAt, before.confirmedAt ?? 0)
        : before.confirmedAt;
      const after = timesOf(new Map(sources).set(row.source, { ...before, confirmedAt }));
      const seen = runs.seen(row);
      const isFirst = before.completeAt === null;
      const removals =
        isComplete && row.kind === 'full' ? unseenPieces(slot, row.source, seen) : [];
      const result = write(
        tenant,
        row.source,
        at,
        { before: timesOf(sources), after, isFirst },
        removals,
      );
      const again = isComplete
        ? rows.deviceIdsOfSource(slot, row.source)
        : confirmSeen(slot, row, seen);
      if (!isComplete && snapshots.has(slot)) snapshots.addChanges(again);
      const records = tenants.sources(slot).get(row.source)?.records ?? 0;
      tenants.saveSource({
        ...before,
        records,
        state: end.state,
        completeAt: isComplete ? at : before.completeAt,
        triedAt: at,
        confirmedAt,
        deltaLink: isComplete ? end.deltaLink : before.deltaLink,
        problem: end.problem,
        needs: end.needs,
        runStartedAt: row.startedAt,
        runEndedAt: at,
        covered: row.covered,
        refusals: row.refusals,
        added: row.added + result.change.added,
        changed: row.changed + result.change.changed,
        removed: row.removed + result.gone,
      });
      runs.remove(row);
      log.prune(slot, at, result.nextChange);
      return { ...result.change, seen: seenAgain(again, row.startedAt) };
    });

  const leaveRun: InventoryStore['leaveRun'] = (run, problem, at) =>
    transaction(() => {
      const { row, tenant } = openRun(run);
      const { slot } = tenant;
      const before = tenants.sources(slot).get(row.source) ?? untriedSource(slot, row.source);
      tenants.saveSource({
        ...before,
        state: 'partial',
        triedAt: at,
        problem,
        needs: null,
        covered: row.covered,
        refusals: row.refusals,
      });
    });

  /** After a run that did not get through, each record that it did see says so itself. */
  const confirmSeen = (slot: number, { startedAt }: RunRow, seen: SeenRecords): number[] => {
    const ids = new Set<number>();
    for (const sequence of seen.all()) {
      const recordId = firstIdOf(slot) + sequence;
      const deviceId = rows.deviceIdOf(recordId);
      if (deviceId === undefined) continue;
      rows.confirm(recordId, startedAt);
      ids.add(deviceId);
    }
    return [...ids];
  };

  const fileRuns = createFileRuns({
    db,
    tenants,
    runs,
    transaction,
    timesOf,
    take,
    write: (tenant, source, at, times, piece) => write(tenant, source, at, times, [piece]),
    unseenAfter,
    sliceRows,
    prune(slot, at) {
      const tenantId = tenants.tenantIdOf(slot);
      const tenant = tenantId === null ? null : tenants.read(tenantId);
      if (tenant !== null) log.prune(slot, at, tenant.nextChange);
    },
  });

  function* devicesOf(tenantId: TenantId): Iterable<Device> {
    const tenant = tenants.read(tenantId);
    if (tenant === null) return;
    const times = timesOf(tenants.sources(tenant.slot));
    let after = firstIdOf(tenant.slot);
    for (;;) {
      const found = rows.devicesAfter(tenant.slot, after, CHUNK);
      for (const [device, records] of found) {
        after = device.id;
        yield deviceOf(tenantId, device, records, times);
      }
      if (found.length < CHUNK) return;
    }
  }

  const slotsOf = (tenantIds: readonly TenantId[]): number[] =>
    tenantIds.flatMap((id) => tenants.read(id)?.slot ?? []);

  return {
    beginRun: (tenantId, source, { at, isFull }) =>
      transaction(() => {
        const { slot } = tenants.open(tenantId);
        const open = runs.open(slot, source);
        if (open !== null && !(isFull && open.kind === 'delta')) return asOpenRun(tenantId, open);
        if (open !== null) runs.remove(open);
        const link = isFull ? null : (tenants.sources(slot).get(source)?.deltaLink ?? null);
        const kind = link === null ? 'full' : 'delta';
        return asOpenRun(tenantId, runs.begin(slot, source, { kind, startedAt: at, next: link }));
      }),
    openRuns: () =>
      runs.all().flatMap((row) => {
        // A file is gone on with by itself.
        const tenantId = isFile(row.source) ? null : tenants.tenantIdOf(row.slot);
        return tenantId === null ? [] : [asOpenRun(tenantId, row)];
      }),
    restartRun: (run, at) =>
      transaction(() => {
        const { row, tenant } = openRun(run);
        const before = tenants.sources(tenant.slot).get(row.source);
        if (before !== undefined && row.kind === 'delta') {
          tenants.saveSource({ ...before, deltaLink: null });
        }
        runs.remove(row);
        const begin = { kind: 'full', startedAt: at, next: null } as const;
        return asOpenRun(run.tenantId, runs.begin(tenant.slot, row.source, begin));
      }),
    savePage,
    endRun,
    leaveRun,
    ...fileRuns,
    sourcesOf(tenantId) {
      const tenant = tenants.read(tenantId);
      if (tenant === null) return allSources(0, new Map()).map((row) => sourceStateOf(row, null));
      const open = new Map(runs.openOf(tenant.slot).map((run) => [run.source, run] as const));
      return allSources(tenant.slot, tenants.sources(tenant.slot)).map((row) =>
        sourceStateOf(row, open.get(row.source) ?? null),
      );
    },
    tenantIds: tenants.all,
    changedSince(tenantId) {
      const tenant = tenants.read(tenantId);
      const ended = tenant === null ? [] : [...tenants.sources(tenant.slot).values()];
      return newestStart(ended);
    },
    devicesOf,
    get(id) {
      const tenantId = tenants.tenantIdOf(slotOf(id));
      const stored = tenantId === null ? null : rows.device(id);
      if (tenantId === null || stored === null) return null;
      const records = rows.recordsOf(id);
      const times = timesOf(tenants.sources(slotOf(id)));
      return {
        device: deviceOf(tenantId, stored, records, times),
        records: records.map((record) => keptRecord(record, times)),
        changes: log.ofDevice(id),
      };
    },
    dropChanges: (before) => transaction(() => log.dropBefore(before)),
    changes: (tenantIds, count) =>
      tenantIds === null ? log.newest(count) : log.ofTenants(slotsOf(tenantIds), count),
    lastRuns() {
      const bySlot = groupBy(tenants.endedSources(), ({ slot }) => slot);
      return [...bySlot].flatMap(([slot, ended]) => {
        const tenantId = tenants.tenantIdOf(slot);
        const since = newestStart(ended);
        if (tenantId === null || since === null) return [];
        // Sources are read one after the other; those that ended after the newest began belong
        // to the same collection.
        const together = ended.filter(({ runEndedAt }) => (runEndedAt ?? 0) >= since);
        const at = Math.max(...together.map(({ runEndedAt }) => runEndedAt ?? 0));
        return [
          {
            tenantId,
            at: isoOf(at),
            added: sum(together, 'added'),
            changed: sum(together, 'changed'),
            removed: sum(together, 'removed'),
          },
        ];
      });
    },
    forget(tenantId) {
      forgetting.forget(tenantId);
      words.reset();
      runs.reset();
    },
    saveSnapshot: (tenantId, parts) =>
      transaction(() => {
        const tenant = tenants.read(tenantId);
        if (tenant === null) return;
        snapshots.save(tenant.slot, parts, timesOf(tenants.sources(tenant.slot)));
      }),
    loadSnapshot(tenantId) {
      const tenant = tenants.read(tenantId);
      if (tenant === null) return null;
      const { slot } = tenant;
      const times = timesOf(tenants.sources(slot));
      const confirmed = snapshots.confirmedSince(slot, times);
      if (confirmed === null) return null;
      const changed = snapshots.changedIds(slot);
      const isKept = (id: number) => rows.device(id) !== null;
      function* put() {
        for (const id of changed) {
          const stored = rows.device(id);
          if (stored !== null) yield deviceOf(tenantId, stored, rows.recordsOf(id), times);
        }
      }
      function* seen() {
        for (const number of confirmed ?? []) {
          const source = sourceOfNumber(number);
          const again = rows.deviceIdsOfSource(slot, source);
          const group = seenAgain(again, times(source).confirmedAt ?? 0);
          if (group !== null) yield group;
        }
      }
      return {
        parts: snapshots.parts(slot),
        put: { [Symbol.iterator]: put },
        removed: changed.filter((id) => !isKept(id)),
        seen: { [Symbol.iterator]: seen },
      };
    },
    changesSinceSnapshot(tenantId) {
      const tenant = tenants.read(tenantId);
      if (tenant === null) return null;
      const { slot } = tenant;
      const sources = tenants.sources(slot);
      const confirmed = snapshots.confirmedSince(slot, timesOf(sources));
      if (confirmed === null) return null;
      const records = confirmed.map((number) => sources.get(sourceOfNumber(number))?.records ?? 0);
      return snapshots.changedCount(slot) + Math.max(0, ...records);
    },
  };
}

function isFile(source: DeviceSource): boolean {
  return source.endsWith('-file');
}

function keptTimes<R extends StoredRecord>(record: R, times: TimesOf) {
  const { confirmedAt, exportedAt } = times(record.source);
  return {
    ...record,
    collectedAt: Math.max(record.collectedAt, confirmedAt ?? 0),
    exportedAt,
  };
}

function keptRecord(record: StoredRecord, times: TimesOf): KeptRecord {
  const { collectedAt, exportedAt } = keptTimes(record, times);
  return {
    source: record.source,
    sourceId: record.sourceId,
    joinId: record.joinId,
    raw: record.rawOf(),
    collectedAt,
    firstCollectedAt: record.firstCollectedAt,
    exportedAt,
  };
}

function sourceStateOf(row: SourceRow, open: RunRow | null): SourceState {
  return {
    source: row.source,
    state: row.state,
    records: row.records,
    completeAt: row.completeAt === null ? null : isoOf(row.completeAt),
    triedAt: isoOrNull(newer(row.triedAt, open?.triedAt ?? null)),
    covered: row.covered,
    refused: refusedRows(row.refusals),
    refusals: refusalLines(row.refusals),
    problem: row.problem,
    needs: row.needs,
  };
}

function newestStart(sources: readonly SourceRow[]): number | null {
  return sources.reduce<number | null>((newest, row) => newer(newest, row.runStartedAt), null);
}

function newer(one: number | null, two: number | null): number | null {
  return one === null || two === null ? (one ?? two) : Math.max(one, two);
}

function seenAgain(ids: readonly number[], collectedAt: number): SeenAgain | null {
  return ids.length === 0 ? null : { ids, collectedAt };
}

/** The device that a merged one is part of in the end. */
function survivor({ merged }: WorkResult, id: number): number {
  let last = id;
  for (let next = merged.get(last); next !== undefined; next = merged.get(last)) last = next;
  return last;
}

function sum(rows: readonly SourceRow[], field: 'added' | 'changed' | 'removed'): number {
  return rows.reduce((total, row) => total + row[field], 0);
}

function isoOf(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}

function isoOrNull(seconds: number | null): string | null {
  return seconds === null ? null : isoOf(seconds);
}
