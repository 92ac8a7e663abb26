import type { DeviceSource } from '../../../../preload/contract/device-columns.ts';
import { type Db, sql } from '../../store/sql.ts';
import type { OpenRun } from '../inventory-store.ts';
import { sourceNumber, sourceOfNumber } from './keys.ts';
import { readRefusals } from './refusals.ts';
import { addSeen, packSeen, SeenRecords } from './seen-records.ts';

/** A run as it is kept between its pages. */
export interface RunRow {
  readonly id: number;
  readonly slot: number;
  readonly source: DeviceSource;
  readonly kind: OpenRun['kind'];
  readonly startedAt: number;
  readonly triedAt: number;
  readonly next: string | null;
  readonly pages: number;
  readonly covered: number;
  readonly refusals: ReadonlyMap<string, number>;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

interface RunColumns {
  readonly id: number;
  readonly slot: number;
  readonly source: number;
  readonly kind: OpenRun['kind'];
  readonly started_at: number;
  readonly tried_at: number;
  readonly next: string | null;
  readonly pages: number;
  readonly covered: number;
  readonly refusals: string;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

export type RunRows = ReturnType<typeof createRunRows>;

/** The rows of open runs, and which records each has come across. */
export function createRunRows(db: Db) {
  const selectRun = db.prepare<[number], RunColumns>(sql`SELECT * FROM inventory_run WHERE id = ?`);
  const selectOpen = db.prepare<[number, number], RunColumns>(
    sql`SELECT * FROM inventory_run WHERE slot = ? AND source = ?`,
  );
  const selectOfSlot = db.prepare<[number], RunColumns>(
    sql`SELECT * FROM inventory_run WHERE slot = ?`,
  );
  const selectRuns = db.prepare<[], RunColumns>(sql`SELECT * FROM inventory_run ORDER BY id`);
  const insertRun = db.prepare<
    [number, number, string, number, number, string | null, string],
    unknown
  >(
    sql`INSERT INTO inventory_run (slot, source, kind, started_at, tried_at, next, refusals)
        VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const updateRun = db.prepare<
    [number, string | null, number, number, string, number, number, number, number],
    unknown
  >(
    sql`UPDATE inventory_run
        SET tried_at = ?, next = ?, pages = ?, covered = ?, refusals = ?, added = ?, changed = ?,
            removed = ?
        WHERE id = ?`,
  );
  const deleteRun = db.prepare<[number], unknown>(sql`DELETE FROM inventory_run WHERE id = ?`);
  const selectPages = db.prepare<[number], { seen: Buffer }>(
    sql`SELECT seen FROM inventory_run_page WHERE run_id = ? ORDER BY number`,
  );
  const insertPage = db.prepare<[number, number, Buffer], unknown>(
    sql`INSERT INTO inventory_run_page (run_id, number, seen) VALUES (?, ?, ?)`,
  );
  const deletePages = db.prepare<[number], unknown>(
    sql`DELETE FROM inventory_run_page WHERE run_id = ?`,
  );
  const seenOf = new Map<number, SeenRecords>();

  const open = (slot: number, source: DeviceSource): RunRow | null => {
    const row = selectOpen.get(slot, sourceNumber(source));
    return row === undefined ? null : runOf(row);
  };

  return {
    open,
    openOf: (slot: number): RunRow[] => selectOfSlot.all(slot).map(runOf),
    all: (): RunRow[] => selectRuns.all().map(runOf),
    read(id: number): RunRow | null {
      const row = selectRun.get(id);
      return row === undefined ? null : runOf(row);
    },
    begin(
      slot: number,
      source: DeviceSource,
      run: { kind: OpenRun['kind']; startedAt: number; next: string | null },
    ): RunRow {
      const { kind, startedAt, next } = run;
      insertRun.run(slot, sourceNumber(source), kind, startedAt, startedAt, next, '[]');
      const row = open(slot, source);
      if (row === null) throw new Error('a run that was begun is not there');
      return row;
    },
    save(run: RunRow): void {
      updateRun.run(
        run.triedAt,
        run.next,
        run.pages,
        run.covered,
        JSON.stringify([...run.refusals]),
        run.added,
        run.changed,
        run.removed,
        run.id,
      );
    },
    /** All records the run has come across, by their number within the tenant. */
    seen(run: RunRow): SeenRecords {
      const known = seenOf.get(run.id);
      if (known !== undefined) return known;
      const seen = new SeenRecords();
      for (const page of selectPages.all(run.id)) addSeen(seen, page.seen);
      seenOf.set(run.id, seen);
      return seen;
    },
    savePage: (run: RunRow, number: number, sequences: readonly number[]) =>
      void insertPage.run(run.id, number, packSeen(sequences)),
    remove(run: RunRow): void {
      deletePages.run(run.id);
      deleteRun.run(run.id);
      seenOf.delete(run.id);
    },
    /** After a transaction was undone: what it added is not there. */
    reset: () => seenOf.clear(),
  };
}

function runOf(row: RunColumns): RunRow {
  return {
    id: row.id,
    slot: row.slot,
    source: sourceOfNumber(row.source),
    kind: row.kind,
    startedAt: row.started_at,
    triedAt: row.tried_at,
    next: row.next,
    pages: row.pages,
    covered: row.covered,
    refusals: readRefusals(row.refusals),
    added: row.added,
    changed: row.changed,
    removed: row.removed,
  };
}
