import { type Db, sql } from '../sql.ts';

/** What was collected of each tenant, answer by answer, and what a cancelled collection left. */
export const statusMigration = {
  id: 10,
  name: 'status',
  up(db: Db): void {
    db.exec(sql`
      CREATE TABLE tenant_status (
        tenant_id TEXT PRIMARY KEY CHECK (length(tenant_id) = 36),
        account TEXT,
        collected_at TEXT,
        problem TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE status_answer (
        tenant_id TEXT NOT NULL REFERENCES tenant_status (tenant_id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (tenant_id, name)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE collection_left (
        tenant_id TEXT PRIMARY KEY,
        position INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
