import { type Db, sql } from './sql.ts';

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly tbl_name: string;
  readonly sql: string | null;
}

/**
 * Everything that a database's schema says, in one text.
 *
 * Threat: a trigger or a view in a file that somebody else could write is SQL of theirs that runs
 * with ours. It is found by what it is: not in the schema that the same steps make elsewhere.
 */
export function schemaOf(db: Db): string {
  const rows = db
    .prepare<[], SchemaRow>(
      sql`SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name`,
    )
    .all();
  return JSON.stringify(rows.map(({ type, name, tbl_name, sql }) => [type, name, tbl_name, sql]));
}

export const EMPTY_SCHEMA = '[]';
