import type { DeviceSource } from '../../../../preload/contract/device-columns.ts';
import { type Db, sql } from '../../store/sql.ts';
import type { NewRecord } from '../device.ts';
import type { SourceTimes } from './device-work.ts';

/** A file whose rows are being taken in. Times are seconds since 1970. */
export interface FileRow {
  readonly runId: number;
  readonly exportedAt: number;
  /** All its rows are there: from now on it is taken over, whatever happens. */
  readonly isWhole: boolean;
  /** Of its source, before it. */
  readonly before: SourceTimes;
}

interface FileColumns {
  readonly run_id: number;
  readonly exported_at: number;
  readonly is_whole: number;
  readonly confirmed_before: number | null;
  readonly exported_before: number | null;
}

type SavedRecord = readonly [sourceId: string, joinId: string | null, raw: string];

/** Files on their way into the inventory, and slices of their rows. */
export function createFileRows(db: Db) {
  const selectFile = db.prepare<[number], FileColumns>(
    sql`SELECT * FROM device_file WHERE run_id = ?`,
  );
  const insertFile = db.prepare<[number, number, number | null, number | null], unknown>(
    sql`INSERT INTO device_file (run_id, exported_at, confirmed_before, exported_before)
        VALUES (?, ?, ?, ?)`,
  );
  const updateWhole = db.prepare<[number], unknown>(
    sql`UPDATE device_file SET is_whole = 1 WHERE run_id = ?`,
  );
  const insertSlice = db.prepare<[number, string], unknown>(
    sql`INSERT INTO device_file_slice (run_id, records) VALUES (?, ?)`,
  );
  const selectFirst = db.prepare<[number], { id: number; records: string }>(
    sql`SELECT id, records FROM device_file_slice WHERE run_id = ? ORDER BY id LIMIT 1`,
  );
  const selectCount = db.prepare<[number], { count: number }>(
    sql`SELECT count(*) AS count FROM device_file_slice WHERE run_id = ?`,
  );
  const deleteSlice = db.prepare<[number], unknown>(
    sql`DELETE FROM device_file_slice WHERE id = ?`,
  );
  const deleteSome = db.prepare<[number, number], unknown>(
    sql`DELETE FROM device_file_slice WHERE id IN
          (SELECT id FROM device_file_slice WHERE run_id = ? ORDER BY id LIMIT ?)`,
  );

  return {
    read(runId: number): FileRow | null {
      const row = selectFile.get(runId);
      if (row === undefined) return null;
      return {
        runId,
        exportedAt: row.exported_at,
        isWhole: row.is_whole === 1,
        before: { confirmedAt: row.confirmed_before, exportedAt: row.exported_before },
      };
    },
    begin: ({ runId, exportedAt, before }: Omit<FileRow, 'isWhole'>) =>
      void insertFile.run(runId, exportedAt, before.confirmedAt, before.exportedAt),
    setWhole: (runId: number) => void updateWhole.run(runId),
    /** Sets rows aside; what they say is read from them again later. */
    add(runId: number, records: readonly NewRecord[]): void {
      const saved = records.map(({ sourceId, joinId, raw }): SavedRecord => [
        sourceId,
        joinId,
        raw,
      ]);
      insertSlice.run(runId, JSON.stringify(saved));
    },
    slices: (runId: number): number => selectCount.get(runId)?.count ?? 0,
    /** The next rows, in the order of the file; null when there are none any more. */
    first(
      runId: number,
      source: DeviceSource,
    ): { readonly id: number; readonly records: readonly NewRecord[] } | null {
      const row = selectFirst.get(runId);
      if (row === undefined) return null;
      const saved = JSON.parse(row.records) as readonly SavedRecord[];
      const records = saved.map(([sourceId, joinId, raw]) => ({ source, sourceId, joinId, raw }));
      return { id: row.id, records };
    },
    remove: (sliceId: number) => void deleteSlice.run(sliceId),
    /** Deletes so many slices, the first ones. */
    removeSome: (runId: number, count: number) => void deleteSome.run(runId, count),
  };
}
