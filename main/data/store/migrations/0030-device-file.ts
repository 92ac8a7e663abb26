import { type Db, sql } from '../sql.ts';

/**
 * Files of devices on their way into the inventory, and their rows, which are set aside until all of
 * them are there. Each belongs to a run of its source.
 */
export const deviceFileMigration = {
  id: 30,
  name: 'device-file',
  up(db: Db): void {
    db.exec(sql`
      CREATE TABLE device_file (
        run_id INTEGER PRIMARY KEY REFERENCES inventory_run (id) ON DELETE CASCADE,
        exported_at INTEGER NOT NULL,
        is_whole INTEGER NOT NULL DEFAULT 0,
        confirmed_before INTEGER,
        exported_before INTEGER
      ) STRICT;
      CREATE TABLE device_file_slice (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        run_id INTEGER NOT NULL REFERENCES inventory_run (id) ON DELETE CASCADE,
        records TEXT NOT NULL
      ) STRICT;
      CREATE INDEX device_file_slice_run ON device_file_slice (run_id);
    `);
  },
};
