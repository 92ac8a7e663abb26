import { type Db, sql } from '../sql.ts';

/**
 * Devices of all tenants. A tenant has a slot that is never given to another, and its rows have
 * numbers from `slot * 2^32` on, so that they lie together and nothing else lies between them.
 * Few columns are bound and few indexes kept a record, because these are what writing costs.
 */
export const inventoryMigration = {
  id: 20,
  name: 'inventory',
  up(db: Db): void {
    db.exec(sql`
      CREATE TABLE inventory_tenant (
        slot INTEGER PRIMARY KEY AUTOINCREMENT CHECK (slot < 2097152),
        tenant_id TEXT NOT NULL UNIQUE CHECK (length(tenant_id) = 36),
        next_device INTEGER NOT NULL DEFAULT 1,
        next_record INTEGER NOT NULL DEFAULT 1,
        next_change INTEGER NOT NULL DEFAULT 1,
        is_forgotten INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE TABLE inventory_source (
        slot INTEGER NOT NULL,
        source INTEGER NOT NULL,
        state TEXT NOT NULL,
        records INTEGER NOT NULL,
        complete_at INTEGER,
        tried_at INTEGER,
        confirmed_at INTEGER,
        exported_at INTEGER,
        delta_link TEXT,
        problem TEXT,
        needs TEXT,
        run_started_at INTEGER,
        run_ended_at INTEGER,
        run_covered INTEGER NOT NULL,
        run_refusals TEXT NOT NULL,
        run_added INTEGER NOT NULL,
        run_changed INTEGER NOT NULL,
        run_removed INTEGER NOT NULL,
        PRIMARY KEY (slot, source)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE inventory_run (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        slot INTEGER NOT NULL,
        source INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('full', 'delta')),
        started_at INTEGER NOT NULL,
        tried_at INTEGER NOT NULL,
        next TEXT,
        pages INTEGER NOT NULL DEFAULT 0,
        covered INTEGER NOT NULL DEFAULT 0,
        refusals TEXT NOT NULL DEFAULT '{}',
        added INTEGER NOT NULL DEFAULT 0,
        changed INTEGER NOT NULL DEFAULT 0,
        removed INTEGER NOT NULL DEFAULT 0,
        UNIQUE (slot, source)
      ) STRICT;
      CREATE TABLE inventory_run_page (
        run_id INTEGER NOT NULL REFERENCES inventory_run (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        seen BLOB NOT NULL,
        PRIMARY KEY (run_id, number)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE device (
        id INTEGER PRIMARY KEY,
        anchor BLOB NOT NULL UNIQUE,
        first_collected_at INTEGER NOT NULL,
        changed_at INTEGER
      ) STRICT;
      CREATE TABLE device_record (
        id INTEGER PRIMARY KEY,
        device_id INTEGER NOT NULL,
        source INTEGER NOT NULL,
        key BLOB NOT NULL,
        hash BLOB NOT NULL,
        first_collected_at INTEGER NOT NULL,
        collected_at INTEGER NOT NULL,
        claim BLOB,
        body BLOB NOT NULL
      ) STRICT;
      CREATE INDEX device_record_key ON device_record (key, hash);
      CREATE INDEX device_record_device ON device_record (device_id, source);
      CREATE INDEX device_record_claim ON device_record (claim) WHERE claim IS NOT NULL;
      CREATE TABLE device_word (
        slot INTEGER NOT NULL,
        kind INTEGER NOT NULL,
        number INTEGER NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (slot, kind, number)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE device_change (
        id INTEGER PRIMARY KEY,
        device_id INTEGER NOT NULL,
        at INTEGER NOT NULL,
        kind INTEGER NOT NULL,
        name TEXT NOT NULL,
        fields TEXT NOT NULL
      ) STRICT;
      CREATE INDEX device_change_device ON device_change (device_id);
      CREATE INDEX device_change_at ON device_change (at);
      CREATE TABLE device_snapshot (
        slot INTEGER PRIMARY KEY,
        version INTEGER NOT NULL,
        confirmed TEXT NOT NULL
      ) STRICT;
      CREATE TABLE device_snapshot_part (
        id INTEGER PRIMARY KEY,
        bytes BLOB NOT NULL
      ) STRICT;
      CREATE TABLE device_snapshot_change (
        device_id INTEGER PRIMARY KEY
      ) STRICT;
    `);
  },
};
