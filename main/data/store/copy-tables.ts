import { type Db, type Sql, sql } from './sql.ts';

/** What each migration made, parents first. `schema_migration` is written where the copy is made. */
const COPIES: Readonly<Record<string, Sql>> = {
  tenant_status: sql`INSERT INTO kept.tenant_status SELECT * FROM main.tenant_status`,
  status_answer: sql`INSERT INTO kept.status_answer SELECT * FROM main.status_answer`,
  collection_left: sql`INSERT INTO kept.collection_left SELECT * FROM main.collection_left`,
  inventory_tenant: sql`INSERT INTO kept.inventory_tenant SELECT * FROM main.inventory_tenant`,
  inventory_source: sql`INSERT INTO kept.inventory_source SELECT * FROM main.inventory_source`,
  inventory_run: sql`INSERT INTO kept.inventory_run SELECT * FROM main.inventory_run`,
  inventory_run_page: sql`INSERT INTO kept.inventory_run_page SELECT * FROM main.inventory_run_page`,
  device: sql`INSERT INTO kept.device SELECT * FROM main.device`,
  device_record: sql`INSERT INTO kept.device_record SELECT * FROM main.device_record`,
  device_word: sql`INSERT INTO kept.device_word SELECT * FROM main.device_word`,
  device_change: sql`INSERT INTO kept.device_change SELECT * FROM main.device_change`,
  device_snapshot: sql`INSERT INTO kept.device_snapshot SELECT * FROM main.device_snapshot`,
  device_snapshot_part: sql`INSERT INTO kept.device_snapshot_part SELECT * FROM main.device_snapshot_part`,
  device_snapshot_change: sql`INSERT INTO kept.device_snapshot_change SELECT * FROM main.device_snapshot_change`,
  device_file: sql`INSERT INTO kept.device_file SELECT * FROM main.device_file`,
  device_file_slice: sql`INSERT INTO kept.device_file_slice SELECT * FROM main.device_file_slice`,
  // Its row is made with the table.
  store_revision: sql`INSERT OR REPLACE INTO kept.store_revision SELECT * FROM main.store_revision`,
  checklist: sql`INSERT INTO kept.checklist SELECT * FROM main.checklist`,
  engagement: sql`INSERT INTO kept.engagement SELECT * FROM main.engagement`,
  parameter: sql`INSERT INTO kept.parameter SELECT * FROM main.parameter`,
  step_state: sql`INSERT INTO kept.step_state SELECT * FROM main.step_state`,
  step_note: sql`INSERT INTO kept.step_note SELECT * FROM main.step_note`,
  step_event: sql`INSERT INTO kept.step_event SELECT * FROM main.step_event`,
  check_result: sql`INSERT INTO kept.check_result SELECT * FROM main.check_result`,
  evidence: sql`INSERT INTO kept.evidence SELECT * FROM main.evidence`,
  evidence_content: sql`INSERT INTO kept.evidence_content SELECT * FROM main.evidence_content`,
  tenant_record: sql`INSERT INTO kept.tenant_record SELECT * FROM main.tenant_record`,
  reminder: sql`INSERT INTO kept.reminder SELECT * FROM main.reminder`,
};
const MADE_THERE: ReadonlySet<string> = new Set(['schema_migration', 'sqlite_sequence']);

/**
 * Copies every row into another database with the same, empty tables.
 * @param path of the other one, which nobody else has open
 * @param key of the other one, 32 bytes
 * @throws when a table is not known here, before anything is copied
 */
export function copyTables(db: Db, path: string, key: Uint8Array): void {
  const all = db
    .prepare<[], { name: string }>(sql`SELECT name FROM main.sqlite_schema WHERE type = 'table'`)
    .all()
    .map(({ name }) => name);
  const tables = all.filter((name) => !MADE_THERE.has(name));
  const copies = Object.entries(COPIES).filter(([name]) => tables.includes(name));
  if (copies.length !== tables.length) throw new Error('a table would not be copied');

  const raw = Buffer.concat([Buffer.from('raw:'), key]);
  db.prepare<[string, Buffer], unknown>(sql`ATTACH DATABASE ? AS kept KEY ?`).run(path, raw);
  raw.fill(0);
  try {
    db.transaction(() => {
      for (const [, copy] of copies) db.exec(copy);
      // Numbers that were given out and are free again are not given to another.
      if (!all.includes('sqlite_sequence')) return;
      db.exec(sql`
        DELETE FROM kept.sqlite_sequence;
        INSERT INTO kept.sqlite_sequence SELECT * FROM main.sqlite_sequence;
      `);
    }).immediate();
  } finally {
    db.exec(sql`DETACH DATABASE kept`);
  }
}
