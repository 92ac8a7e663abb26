import { DEVICE_SOURCES } from '../../../../preload/contract/device-columns.ts';
import { type Db, sql } from '../../store/sql.ts';
import type { TimesOf } from './device-work.ts';
import { firstIdOf, lastIdOf } from './keys.ts';

/**
 * Segments of the table in memory, as bytes, and the devices that changed since. The bytes mean
 * something to the version of the table alone that made them.
 */
export function createSnapshotRows(db: Db, version: number) {
  const selectSnapshot = db.prepare<[number], { version: number; confirmed: string }>(
    sql`SELECT version, confirmed FROM device_snapshot WHERE slot = ?`,
  );
  const insertSnapshot = db.prepare<[number, number, string], unknown>(
    sql`INSERT INTO device_snapshot (slot, version, confirmed) VALUES (?, ?, ?)`,
  );
  const deleteSnapshot = db.prepare<[number], unknown>(
    sql`DELETE FROM device_snapshot WHERE slot = ?`,
  );
  const selectParts = db.prepare<[number, number], { bytes: Buffer }>(
    sql`SELECT bytes FROM device_snapshot_part WHERE id BETWEEN ? AND ? ORDER BY id`,
  );
  const insertPart = db.prepare<[number, Uint8Array], unknown>(
    sql`INSERT INTO device_snapshot_part (id, bytes) VALUES (?, ?)`,
  );
  const deleteParts = db.prepare<[number, number], unknown>(
    sql`DELETE FROM device_snapshot_part WHERE id BETWEEN ? AND ?`,
  );
  const selectChanges = db.prepare<[number, number], { device_id: number }>(
    sql`SELECT device_id FROM device_snapshot_change WHERE device_id BETWEEN ? AND ?`,
  );
  const countChanges = db.prepare<[number, number], { count: number }>(
    sql`SELECT count(*) AS count FROM device_snapshot_change WHERE device_id BETWEEN ? AND ?`,
  );
  const insertChange = db.prepare<[number], unknown>(
    sql`INSERT INTO device_snapshot_change (device_id) VALUES (?) ON CONFLICT DO NOTHING`,
  );
  const deleteChanges = db.prepare<[number, number], unknown>(
    sql`DELETE FROM device_snapshot_change WHERE device_id BETWEEN ? AND ?`,
  );

  const drop = (slot: number) => {
    const range = [firstIdOf(slot), lastIdOf(slot)] as const;
    deleteSnapshot.run(slot);
    deleteParts.run(...range);
    deleteChanges.run(...range);
  };

  return {
    save(slot: number, parts: readonly Uint8Array[], timesOf: TimesOf): void {
      drop(slot);
      insertSnapshot.run(slot, version, JSON.stringify(confirmedTimes(timesOf)));
      parts.forEach((bytes, index) => insertPart.run(firstIdOf(slot) + index, bytes));
    },
    parts: (slot: number): Buffer[] =>
      selectParts.all(firstIdOf(slot), lastIdOf(slot)).map((row) => row.bytes),
    changedIds: (slot: number): number[] =>
      selectChanges.all(firstIdOf(slot), lastIdOf(slot)).map((row) => row.device_id),
    changedCount: (slot: number): number =>
      countChanges.get(firstIdOf(slot), lastIdOf(slot))?.count ?? 0,
    /** Sources of which every record was confirmed since; null without a snapshot of this version. */
    confirmedSince(slot: number, timesOf: TimesOf): readonly number[] | null {
      const row = selectSnapshot.get(slot);
      if (row === undefined || row.version !== version) return null;
      const before = JSON.parse(row.confirmed) as (number | null)[];
      return confirmedTimes(timesOf).flatMap((time, source) =>
        time !== null && time !== before[source] ? [source] : [],
      );
    },
    has: (slot: number): boolean => selectSnapshot.get(slot) !== undefined,
    addChanges: (deviceIds: Iterable<number>) => {
      for (const id of deviceIds) insertChange.run(id);
    },
    drop,
  };
}

function confirmedTimes(timesOf: TimesOf): (number | null)[] {
  return DEVICE_SOURCES.map((source) => timesOf(source).confirmedAt);
}
