import { createHash } from 'node:crypto';
import type { DeviceSource } from '../../../../preload/contract/device-columns.ts';
import { type Db, sql } from '../../store/sql.ts';
import type { NewRecord, RecordFacts } from '../device.ts';
import type { FactsOf } from '../inventory-store.ts';
import { groupBy } from './group-by.ts';
import { firstIdOf, lastIdOf, slotOf, sourceIdOf, sourceNumber, sourceOfNumber } from './keys.ts';
import { packRecord, unpackRecord } from './packing.ts';
import type { TenantWords } from './words.ts';

/** A record as its row has it, unpacked. */
export interface StoredRecord {
  readonly id: number;
  readonly deviceId: number;
  readonly source: DeviceSource;
  readonly sourceId: string;
  readonly key: Buffer;
  readonly joinId: string | null;
  /** Key of the service's record that a row of a file says it is about. */
  readonly claim: Buffer | null;
  /** As JSON text, made only when it is asked for. */
  readonly rawOf: () => string;
  readonly facts: RecordFacts;
  readonly firstCollectedAt: number;
  /** Of its content. When it was last found unchanged, its source's row says. */
  readonly collectedAt: number;
}

export interface StoredDevice {
  readonly id: number;
  /** What its records have in common: an Entra device id, or the key of the first of them. */
  readonly anchor: Buffer;
  readonly firstCollectedAt: number;
  readonly changedAt: number | null;
}

export interface WrittenRecord extends Omit<StoredRecord, 'rawOf' | 'facts'> {
  readonly hash: Buffer;
  readonly body: Buffer;
}

interface DeviceRow {
  readonly id: number;
  readonly anchor: Buffer;
  readonly first_collected_at: number;
  readonly changed_at: number | null;
}

interface RecordRow {
  readonly id: number;
  readonly device_id: number;
  readonly source: number;
  readonly key: Buffer;
  readonly first_collected_at: number;
  readonly collected_at: number;
  readonly claim: Buffer | null;
  readonly body: Buffer;
}

export type DeviceRows = ReturnType<typeof createDeviceRows>;

/** Enough that nobody finds another record with the same, and few enough to be kept twice. */
const HASH_BYTES = 8;

/** Says whether a record is as it was. */
export function hashOf({ raw, joinId }: NewRecord): Buffer {
  const hash = createHash('sha256').update(raw);
  if (joinId !== null) hash.update(`\n${joinId}`);
  return hash.digest().subarray(0, HASH_BYTES);
}

/** The rows of devices and their records. */
export function createDeviceRows(db: Db, words: TenantWords, factsOf: FactsOf) {
  // The index has all of it: an unchanged record costs no look at its row.
  const selectByKey = db.prepare<[Buffer], { id: number; hash: Buffer }>(
    sql`SELECT id, hash FROM device_record WHERE key = ?`,
  );
  const selectDeviceOfRecord = db.prepare<[number], { device_id: number }>(
    sql`SELECT device_id FROM device_record WHERE id = ?`,
  );
  const selectDevice = db.prepare<[number], DeviceRow>(sql`SELECT * FROM device WHERE id = ?`);
  const selectDevices = db.prepare<[number, number, number], DeviceRow>(
    sql`SELECT * FROM device WHERE id > ? AND id <= ? ORDER BY id LIMIT ?`,
  );
  const selectAnchor = db.prepare<[Buffer], { id: number }>(
    sql`SELECT id FROM device WHERE anchor = ?`,
  );
  const selectRecords = db.prepare<[number, number], RecordRow>(
    sql`SELECT id, device_id, source, key, first_collected_at, collected_at, claim, body
        FROM device_record WHERE device_id BETWEEN ? AND ? ORDER BY device_id, source, id`,
  );
  const selectClaims = db.prepare<[Buffer], { device_id: number }>(
    sql`SELECT device_id FROM device_record WHERE claim = ?`,
  );
  const selectKeys = db.prepare<[Buffer, Buffer, number], { id: number; key: Buffer }>(
    sql`SELECT id, key FROM device_record WHERE key > ? AND key < ? ORDER BY key LIMIT ?`,
  );
  const selectSourceDevices = db.prepare<[number, number, number], { device_id: number }>(
    sql`SELECT DISTINCT device_id FROM device_record
        WHERE device_id BETWEEN ? AND ? AND source = ?`,
  );
  const insertRecord = db.prepare<
    [number, number, number, Buffer, Buffer, number, number, Buffer | null, Buffer],
    unknown
  >(
    sql`INSERT INTO device_record
          (id, device_id, source, key, hash, first_collected_at, collected_at, claim, body)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const updateRecord = db.prepare<[number, Buffer, number, Buffer | null, Buffer, number], unknown>(
    sql`UPDATE device_record SET device_id = ?, hash = ?, collected_at = ?, claim = ?, body = ?
        WHERE id = ?`,
  );
  const moveRecord = db.prepare<[number, number], unknown>(
    sql`UPDATE device_record SET device_id = ? WHERE id = ?`,
  );
  const updateCollected = db.prepare<[number, number, number], unknown>(
    sql`UPDATE device_record SET collected_at = ? WHERE id = ? AND collected_at < ?`,
  );
  const deleteRecord = db.prepare<[number], unknown>(sql`DELETE FROM device_record WHERE id = ?`);
  const insertDevice = db.prepare<[number, Buffer, number, number | null], unknown>(
    sql`INSERT INTO device (id, anchor, first_collected_at, changed_at) VALUES (?, ?, ?, ?)`,
  );
  const updateDevice = db.prepare<[number, number | null, number], unknown>(
    sql`UPDATE device SET first_collected_at = ?, changed_at = ? WHERE id = ?`,
  );
  const deleteDevice = db.prepare<[number], unknown>(sql`DELETE FROM device WHERE id = ?`);

  const unpacked = (row: RecordRow): StoredRecord => {
    const source = sourceOfNumber(row.source);
    const sourceId = sourceIdOf(row.key);
    const { joinId, value, raw } = unpackRecord(row.body, sourceId, words.of(slotOf(row.id)));
    return {
      id: row.id,
      deviceId: row.device_id,
      source,
      sourceId,
      key: row.key,
      joinId,
      claim: row.claim,
      rawOf: () => raw ?? JSON.stringify(value),
      facts: factsOf(source, value),
      firstCollectedAt: row.first_collected_at,
      collectedAt: row.collected_at,
    };
  };

  return {
    find: (key: Buffer) => selectByKey.get(key),
    deviceIdOf: (recordId: number) => selectDeviceOfRecord.get(recordId)?.device_id,
    device(id: number): StoredDevice | null {
      const row = selectDevice.get(id);
      return row === undefined ? null : deviceOf(row);
    },
    deviceIdOfAnchor: (anchor: Buffer) => selectAnchor.get(anchor)?.id,
    recordsOf: (deviceId: number): StoredRecord[] =>
      selectRecords.all(deviceId, deviceId).map(unpacked),
    /** Devices of a tenant after one, in the order of their ids, each with its records. */
    devicesAfter(
      slot: number,
      after: number,
      count: number,
    ): (readonly [StoredDevice, StoredRecord[]])[] {
      const devices = selectDevices.all(after, lastIdOf(slot), count).map(deviceOf);
      const [first, last] = [devices[0], devices.at(-1)];
      if (first === undefined || last === undefined) return [];
      const records = groupBy(
        selectRecords.all(first.id, last.id).map(unpacked),
        ({ deviceId }) => deviceId,
      );
      return devices.map((device) => [device, records.get(device.id) ?? []]);
    },
    /** Devices with rows of files that say they are about this record. */
    claimingDeviceIds: (key: Buffer) => selectClaims.all(key).map((row) => row.device_id),
    keysAfter: (after: Buffer, before: Buffer, count: number) =>
      selectKeys.all(after, before, count),
    deviceIdsOfSource: (slot: number, source: DeviceSource): number[] =>
      selectSourceDevices
        .all(firstIdOf(slot), lastIdOf(slot), sourceNumber(source))
        .map((row) => row.device_id),
    pack: (record: NewRecord, value: unknown, slot: number): Buffer =>
      packRecord({ ...record, value }, words.of(slot)),
    insert(record: WrittenRecord): void {
      insertRecord.run(
        record.id,
        record.deviceId,
        sourceNumber(record.source),
        record.key,
        record.hash,
        record.firstCollectedAt,
        record.collectedAt,
        record.claim,
        record.body,
      );
    },
    update({ deviceId, hash, collectedAt, claim, body, id }: WrittenRecord): void {
      updateRecord.run(deviceId, hash, collectedAt, claim, body, id);
    },
    move: (recordId: number, deviceId: number) => void moveRecord.run(deviceId, recordId),
    /** It was fetched at this time and was as it is kept. */
    confirm: (recordId: number, at: number) => void updateCollected.run(at, recordId, at),
    remove: (recordId: number) => void deleteRecord.run(recordId),
    insertDevice: ({ id, anchor, firstCollectedAt, changedAt }: StoredDevice) =>
      void insertDevice.run(id, anchor, firstCollectedAt, changedAt),
    updateDevice: ({ id, firstCollectedAt, changedAt }: StoredDevice) =>
      void updateDevice.run(firstCollectedAt, changedAt, id),
    removeDevice: (id: number) => void deleteDevice.run(id),
  };
}

function deviceOf(row: DeviceRow): StoredDevice {
  return {
    id: row.id,
    anchor: row.anchor,
    firstCollectedAt: row.first_collected_at,
    changedAt: row.changed_at,
  };
}
