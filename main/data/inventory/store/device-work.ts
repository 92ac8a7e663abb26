import type { DeviceSource } from '../../../../preload/contract/device-columns.ts';
import type { TenantId } from '../../../../preload/contract/index.ts';
import type { Device, NewRecord, RecordFacts } from '../device.ts';
import type { FactsOf } from '../inventory-store.ts';
import { mergeDevice, type SaidRecord } from '../merge.ts';
import { differencesOf, type FieldChange } from './device-differences.ts';
import type { DeviceRows, StoredRecord } from './device-rows.ts';
import { firstIdOf, joinKey, recordKey } from './keys.ts';

/** What is known of a source besides its records. Seconds since 1970. */
export interface SourceTimes {
  /** Every record it has was as it is kept at this time, or is newer. */
  readonly confirmedAt: number | null;
  readonly exportedAt: number | null;
}

export type TimesOf = (source: DeviceSource) => SourceTimes;

export interface WorkDeps {
  readonly rows: DeviceRows;
  readonly factsOf: FactsOf;
  readonly tenantId: TenantId;
  readonly slot: number;
  readonly at: number;
  /** Of what was kept, and of what will be. */
  readonly timesBefore: TimesOf;
  readonly timesAfter: TimesOf;
  /** Whether a row of a file may be about a record of a service. */
  readonly hasFiles: boolean;
  /** Whether what is new and different counts as a change: not when a source is read first. */
  readonly isLogged: boolean;
  readonly nextRecord: () => number;
  readonly nextDevice: () => number;
}

export interface LoggedChange {
  readonly deviceId: number;
  readonly kind: 'added' | 'changed' | 'removed';
  readonly name: string;
  readonly fields: readonly FieldChange[];
}

export interface WorkResult {
  readonly put: readonly Device[];
  readonly removed: readonly number[];
  readonly addedIds: readonly number[];
  readonly changedIds: readonly number[];
  readonly unchanged: number;
  /** Devices that are gone, and not part of another now. */
  readonly gone: number;
  readonly log: readonly LoggedChange[];
  /** Devices that became one: the id that is no more, and the one that stays. */
  readonly merged: ReadonlyMap<number, number>;
  /** Records more, or fewer, by source. */
  readonly counts: ReadonlyMap<DeviceSource, number>;
}

interface WorkRecord {
  readonly id: number;
  readonly source: DeviceSource;
  readonly sourceId: string;
  readonly key: Buffer;
  readonly firstCollectedAt: number;
  readonly isNew: boolean;
  collectedAt: number;
  joinId: string | null;
  claim: Buffer | null;
  facts: RecordFacts;
  device: WorkDevice | null;
  /** Where its row says it is. */
  readonly rowDeviceId: number | null;
  written: { readonly hash: Buffer; readonly body: Buffer } | null;
}

interface WorkDevice {
  readonly id: number;
  readonly before: Device | null;
  readonly anchorBefore: string | null;
  readonly firstCollectedBefore: number;
  anchor: Buffer;
  firstCollectedAt: number;
  changedAt: number | null;
  readonly records: Set<WorkRecord>;
}

/** Records taken in and out of a tenant, and then the devices that come of it. */
export interface DeviceWork {
  /** Takes a new record, or a new state of the one in that row. Answers with its row's number. */
  put(record: NewRecord, key: Buffer, hash: Buffer, rowId: number | undefined): number;
  remove(key: Buffer): void;
  /** Looks at the record's device again: the times of its source are others now. */
  revisit(rowId: number): void;
  /** Puts every record with its device and writes all rows. Nothing is written before. */
  finish(): WorkResult;
}

const textOf = (key: Buffer): string => key.toString('latin1');

/**
 * A unit of work: holds the devices it touches, with all their records, until `finish`.
 *
 * Which records are one device follows from the records alone, whatever the order they came in.
 * A record stands by its anchor: the Entra device id, if it has one. A row of a file without one
 * stands by the service's record that has its Defender or Intune id; and a service's record without
 * one, by the Entra device id of a file's row about it. What is left stands by itself. Records with
 * one anchor are one device.
 */
export function createDeviceWork(deps: WorkDeps): DeviceWork {
  const { rows, slot, tenantId, at } = deps;
  const devices = new Map<number, WorkDevice>();
  const byAnchor = new Map<string, WorkDevice>();
  const byKey = new Map<string, WorkRecord>();
  const byClaim = new Map<string, Set<WorkRecord>>();
  const dirty = new Set<WorkRecord>();
  const removed: WorkRecord[] = [];
  const merged = new Map<number, number>();
  const counts = new Map<DeviceSource, number>();

  const count = (source: DeviceSource, by: number) => {
    counts.set(source, (counts.get(source) ?? 0) + by);
  };

  const said = (record: WorkRecord | StoredRecord, timesOf: TimesOf): SaidRecord => {
    const { confirmedAt, exportedAt } = timesOf(record.source);
    return {
      source: record.source,
      sourceId: record.sourceId,
      joinId: record.joinId,
      facts: record.facts,
      firstCollectedAt: record.firstCollectedAt,
      collectedAt: Math.max(record.collectedAt, confirmedAt ?? 0),
      exportedAt,
    };
  };

  const setClaim = (record: WorkRecord, claim: Buffer | null) => {
    if (record.claim !== null) byClaim.get(textOf(record.claim))?.delete(record);
    record.claim = claim;
    if (claim === null) return;
    const key = textOf(claim);
    const claimants = byClaim.get(key) ?? new Set();
    byClaim.set(key, claimants.add(record));
  };

  const load = (id: number): WorkDevice => {
    const known = devices.get(id);
    if (known !== undefined) return known;
    const row = rows.device(id);
    if (row === null) throw new Error('a record names a device that is not kept');
    const stored = rows.recordsOf(id);
    const device: WorkDevice = {
      id,
      before: mergeDevice(
        { id, tenantId, firstCollectedAt: row.firstCollectedAt, changedAt: row.changedAt },
        stored.map((record) => said(record, deps.timesBefore)),
      ),
      anchorBefore: textOf(row.anchor),
      firstCollectedBefore: row.firstCollectedAt,
      anchor: row.anchor,
      firstCollectedAt: row.firstCollectedAt,
      changedAt: row.changedAt,
      records: new Set(),
    };
    devices.set(id, device);
    byAnchor.set(textOf(row.anchor), device);
    for (const { rawOf: _, deviceId, claim, ...kept } of stored) {
      const record: WorkRecord = {
        ...kept,
        isNew: false,
        claim: null,
        device,
        rowDeviceId: deviceId,
        written: null,
      };
      setClaim(record, claim);
      device.records.add(record);
      byKey.set(textOf(record.key), record);
    }
    return device;
  };

  const gone = new Set<string>();
  const recordOf = (key: Buffer): WorkRecord | undefined => {
    const text = textOf(key);
    const known = byKey.get(text);
    if (known !== undefined || gone.has(text)) return known;
    const row = rows.find(key);
    const deviceId = row === undefined ? undefined : rows.deviceIdOf(row.id);
    if (deviceId === undefined) return undefined;
    load(deviceId);
    return byKey.get(text);
  };

  const claimantsOf = (key: Buffer): ReadonlySet<WorkRecord> => {
    if (!deps.hasFiles) return NONE;
    for (const deviceId of rows.claimingDeviceIds(key)) load(deviceId);
    return byClaim.get(textOf(key)) ?? NONE;
  };

  /** The record, and all whose place may depend on it. */
  const touch = (record: WorkRecord) => {
    if (dirty.has(record)) return;
    dirty.add(record);
    for (const other of linkedTo(record)) touch(other);
  };
  const linkedTo = (record: WorkRecord): Iterable<WorkRecord> => {
    if (!isFile(record.source)) return [...claimantsOf(record.key)];
    const target = record.claim === null ? undefined : recordOf(record.claim);
    return target === undefined ? [] : [target];
  };

  const anchorOf = (record: WorkRecord): Buffer => {
    if (record.joinId !== null) return joinKey(slot, record.joinId);
    if (isFile(record.source)) {
      const target = record.claim === null ? undefined : recordOf(record.claim);
      return target === undefined ? record.key : anchorOf(target);
    }
    const joinIds = [...claimantsOf(record.key)]
      .map(({ joinId }) => joinId)
      .filter((joinId) => joinId !== null)
      .sort();
    return joinIds[0] === undefined ? record.key : joinKey(slot, joinIds[0]);
  };

  const deviceAt = (anchor: Buffer): WorkDevice | undefined => {
    const known = byAnchor.get(textOf(anchor));
    if (known !== undefined) return known;
    const id = rows.deviceIdOfAnchor(anchor);
    // One that is loaded stands elsewhere by now.
    return id === undefined || devices.has(id) ? undefined : load(id);
  };

  const reanchor = (device: WorkDevice, anchor: Buffer) => {
    if (byAnchor.get(textOf(device.anchor)) === device) byAnchor.delete(textOf(device.anchor));
    device.anchor = anchor;
    byAnchor.set(textOf(anchor), device);
  };

  const newDevice = (anchor: Buffer): WorkDevice => {
    const device: WorkDevice = {
      id: firstIdOf(slot) + deps.nextDevice(),
      before: null,
      anchorBefore: null,
      firstCollectedBefore: at,
      anchor,
      firstCollectedAt: at,
      changedAt: null,
      records: new Set(),
    };
    devices.set(device.id, device);
    byAnchor.set(textOf(anchor), device);
    return device;
  };

  const moveTo = (device: WorkDevice, record: WorkRecord) => {
    record.device?.records.delete(record);
    record.device = device;
    device.records.add(record);
  };

  /** What is left of two devices that are one: the id that was known first. */
  const unite = (emptied: WorkDevice, other: WorkDevice) => {
    const [stays, goes] = emptied.id < other.id ? [emptied, other] : [other, emptied];
    if (stays === emptied) {
      const { anchor } = other;
      for (const record of other.records) moveTo(stays, record);
      byAnchor.delete(textOf(anchor));
      reanchor(stays, anchor);
    } else if (byAnchor.get(textOf(goes.anchor)) === goes) {
      byAnchor.delete(textOf(goes.anchor));
    }
    stays.firstCollectedAt = Math.min(stays.firstCollectedAt, goes.firstCollectedAt);
    merged.set(goes.id, stays.id);
  };

  const settle = (record: WorkRecord) => {
    const anchor = anchorOf(record);
    const from = record.device;
    if (from !== null && from.anchor.equals(anchor)) return;
    let to = deviceAt(anchor);
    if (to === undefined && from !== null) {
      const isLeft = [...from.records].every((each) => !anchorOf(each).equals(from.anchor));
      // Nobody stays behind: the device is the same and has another Entra id now.
      if (isLeft) return reanchor(from, anchor);
    }
    to ??= newDevice(anchor);
    moveTo(to, record);
    if (from !== null && from.records.size === 0) unite(from, to);
  };

  const write = (record: WorkRecord, deviceId: number) => {
    if (record.written === null) {
      if (deviceId !== record.rowDeviceId) rows.move(record.id, deviceId);
      return;
    }
    const { id, source, sourceId, key, joinId, claim, firstCollectedAt, collectedAt } = record;
    const row = { id, source, sourceId, key, joinId, claim, firstCollectedAt, collectedAt };
    if (record.isNew) rows.insert({ ...row, ...record.written, deviceId });
    else rows.update({ ...row, ...record.written, deviceId });
  };

  return {
    put(newRecord, key, hash, rowId) {
      const value: unknown = JSON.parse(newRecord.raw);
      const facts = newRecord.facts ?? deps.factsOf(newRecord.source, value);
      const claim = claimOf(slot, newRecord.source, facts);
      const written = { hash, body: rows.pack(newRecord, value, slot) };
      let record = rowId === undefined ? undefined : recordOf(key);
      if (record === undefined) {
        record = {
          id: firstIdOf(slot) + deps.nextRecord(),
          source: newRecord.source,
          sourceId: newRecord.sourceId,
          key,
          firstCollectedAt: at,
          isNew: true,
          collectedAt: at,
          joinId: newRecord.joinId,
          claim: null,
          facts,
          device: null,
          rowDeviceId: null,
          written,
        };
        byKey.set(textOf(key), record);
        count(record.source, 1);
      } else {
        // Those that stood by what it was before.
        for (const other of linkedTo(record)) touch(other);
        Object.assign(record, { collectedAt: at, joinId: newRecord.joinId, facts, written });
      }
      setClaim(record, claim);
      dirty.delete(record);
      touch(record);
      return record.id;
    },
    remove(key) {
      const record = recordOf(key);
      if (record === undefined) return;
      const others = [...linkedTo(record)];
      byKey.delete(textOf(key));
      gone.add(textOf(key));
      setClaim(record, null);
      record.device?.records.delete(record);
      dirty.delete(record);
      if (!record.isNew) removed.push(record);
      count(record.source, -1);
      for (const other of others) {
        dirty.delete(other);
        touch(other);
      }
    },
    revisit(rowId) {
      const deviceId = rows.deviceIdOf(rowId);
      if (deviceId !== undefined) load(deviceId);
    },
    finish() {
      for (const record of dirty) settle(record);
      for (const { id } of removed) rows.remove(id);
      const all = [...devices.values()];
      // Anchors are unique in every moment, so those that are given up go first.
      for (const { id, anchorBefore, anchor, records } of all) {
        if (anchorBefore === null) continue;
        if (records.size === 0 || anchorBefore !== textOf(anchor)) rows.removeDevice(id);
      }
      const put: Device[] = [];
      const removedIds: number[] = [];
      const addedIds: number[] = [];
      const changedIds: number[] = [];
      const log: LoggedChange[] = [];
      let unchanged = 0;
      let goneCount = 0;
      for (const device of all) {
        const { id, before } = device;
        if (device.records.size === 0) {
          if (before === null) continue;
          removedIds.push(id);
          if (merged.has(id)) continue;
          goneCount += 1;
          log.push({ deviceId: id, kind: 'removed', name: nameFor(before), fields: [] });
          continue;
        }
        const records = [...device.records];
        const identity = { id, tenantId, firstCollectedAt: device.firstCollectedAt };
        const saids = records.map((record) => said(record, deps.timesAfter));
        const merge = mergeDevice({ ...identity, changedAt: device.changedAt }, saids);
        const fields = before === null ? [] : differencesOf(before, merge);
        const kind = before === null ? 'added' : fields.length > 0 ? 'changed' : null;
        if (kind === 'added') addedIds.push(id);
        else if (kind === 'changed') changedIds.push(id);
        else unchanged += 1;
        let after = merge;
        if (kind !== null && deps.isLogged) {
          after = { ...merge, changedAt: at };
          log.push({ deviceId: id, kind, name: nameFor(after), fields });
        }
        put.push(after);
        const row = { ...identity, anchor: device.anchor, changedAt: after.changedAt };
        if (device.anchorBefore !== textOf(device.anchor)) rows.insertDevice(row);
        else if (
          device.changedAt !== after.changedAt ||
          device.firstCollectedBefore !== device.firstCollectedAt
        ) {
          rows.updateDevice(row);
        }
        for (const record of records) write(record, id);
      }
      return {
        put,
        removed: removedIds,
        addedIds,
        changedIds,
        unchanged,
        gone: goneCount,
        log: deps.isLogged ? log : [],
        merged,
        counts,
      };
    },
  };
}

const NONE: ReadonlySet<WorkRecord> = new Set();

function isFile(source: DeviceSource): boolean {
  return source === 'defender-file' || source === 'intune-file';
}

/** The record of the service that a row of its export is about. */
function claimOf(slot: number, source: DeviceSource, facts: RecordFacts): Buffer | null {
  if (source === 'defender-file' && facts.defenderId) {
    return recordKey(slot, 'defender', facts.defenderId.toLowerCase());
  }
  if (source === 'intune-file' && facts.intuneId) {
    return recordKey(slot, 'intune', facts.intuneId.toLowerCase());
  }
  return null;
}

/** What a change calls a device. */
function nameFor(device: Device): string {
  const name = device.name ?? device.dnsName ?? device.serial ?? device.entraDeviceId;
  return name ?? device.defenderId ?? device.intuneId ?? '';
}
