import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Device } from '../../../main/data/inventory/device.ts';
import { connect } from '../../../main/data/store/connect.ts';
import type { Sql } from '../../../main/data/store/sql.ts';

/** Columns that the peers have, with their types in SQL. Names as those of a device. */
const COLUMNS = {
  id: 'INTEGER',
  tenant: 'INTEGER',
  name: 'TEXT',
  dnsName: 'TEXT',
  user: 'TEXT',
  userName: 'TEXT',
  email: 'TEXT',
  serial: 'TEXT',
  deviceGroup: 'TEXT',
  os: 'TEXT',
  osVersion: 'TEXT',
  manufacturer: 'TEXT',
  model: 'TEXT',
  risk: 'TEXT',
  exposure: 'TEXT',
  criticality: 'TEXT',
  health: 'TEXT',
  onboarding: 'TEXT',
  antivirus: 'TEXT',
  compliance: 'TEXT',
  managedBy: 'TEXT',
  encryption: 'TEXT',
  internetFacing: 'TEXT',
  tags: 'TEXT',
  ips: 'TEXT',
  macs: 'TEXT',
  entraDeviceId: 'TEXT',
  entraObjectId: 'TEXT',
  defenderId: 'TEXT',
  intuneId: 'TEXT',
  vulnerabilities: 'INTEGER',
  lastSeen: 'INTEGER',
  firstSeen: 'INTEGER',
  lastSync: 'INTEGER',
  lastSignIn: 'INTEGER',
  collectedAt: 'INTEGER',
} as const;
const NAMES = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];

type PeerRow = Readonly<Record<keyof typeof COLUMNS, string | number | null>>;

/** A device as a row of the peers; lists are text with commas. */
export function peerRow(device: Device, tenant: number): PeerRow {
  const row: Record<string, string | number | null> = {};
  for (const name of NAMES) {
    const value = name === 'tenant' ? tenant : device[name];
    row[name] = typeof value === 'string' || typeof value === 'number' ? value : textOf(value);
  }
  return row as PeerRow;
}

function textOf(list: readonly string[] | null): string | null {
  return list === null || list.length === 0 ? null : list.join(',');
}

export interface Peers {
  readonly ndjson: string;
  add(rows: readonly PeerRow[]): Promise<void>;
  /** Makes indexes and loads DuckDB; then they can be asked. */
  finish(): Promise<void>;
  /** All rows of a statement of SQLite. */
  sqlite<R>(statement: string, ...values: readonly (string | number)[]): readonly R[];
  /** All rows of a statement of DuckDB, as objects. */
  duck(statement: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  close(): Promise<void>;
}

/** Opens SQLite and DuckDB, each on a file of its own, and a file of JSON lines. @param dir empty */
export async function openPeers(dir: string): Promise<Peers> {
  const ndjson = join(dir, 'devices.ndjson');
  const lines = createWriteStream(ndjson);
  // Not encrypted, and set for speed: what is compared is the best that SQLite does.
  const db = connect({ path: join(dir, 'devices.sqlite'), key: null, nativeBinding: null });
  db.pragma('synchronous = NORMAL');
  db.pragma('cache_size = -64000');
  db.pragma('mmap_size = 2147483648');
  db.pragma('temp_store = MEMORY');
  const types = NAMES.map(
    (name) => `"${name}" ${COLUMNS[name]}${name === 'id' ? ' PRIMARY KEY' : ''}`,
  );
  db.exec(`CREATE TABLE device (${types.join(', ')})` as Sql);
  const places = NAMES.map(() => '?').join(', ');
  const insert = db.prepare<(string | number | null)[], unknown>(
    `INSERT INTO device VALUES (${places})` as Sql,
  );
  const insertAll = db.transaction((rows: readonly PeerRow[]) => {
    for (const row of rows) insert.run(...NAMES.map((name) => row[name]));
  });
  const duck = await DuckDBInstance.create(join(dir, 'devices.duckdb'));
  const connection = await duck.connect();

  return {
    ndjson,
    async add(rows) {
      insertAll(rows);
      const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
      if (!lines.write(text)) await once(lines, 'drain');
    },
    async finish() {
      lines.end();
      await once(lines, 'finish');
      for (const columns of [
        'tenant, lastSeen',
        'lastSeen',
        'risk, lastSeen',
        'os, osVersion',
        'compliance, tenant',
        'name',
      ]) {
        const name = columns.replaceAll(', ', '_');
        db.exec(`CREATE INDEX by_${name} ON device (${columns})` as Sql);
      }
      db.exec(
        `CREATE VIRTUAL TABLE found USING fts5(name, user, userName, serial, model,
        content='device', content_rowid='id', columnsize=0, prefix='2 3')` as Sql,
      );
      db.exec(`INSERT INTO found(found) VALUES ('rebuild')` as Sql);
      const columns = NAMES.map(
        (name) => `"${name}": '${COLUMNS[name] === 'TEXT' ? 'VARCHAR' : 'BIGINT'}'`,
      );
      await connection.run(`CREATE TABLE device AS SELECT * FROM read_json('${ndjson}',
        format = 'newline_delimited', columns = {${columns.join(', ')}})`);
    },
    sqlite: <R>(statement: string, ...values: readonly (string | number)[]) =>
      db.prepare<(string | number)[], R>(statement as Sql).all(...values),
    async duck(statement) {
      const reader = await connection.runAndReadAll(statement);
      return reader.getRowObjects();
    },
    close() {
      db.close();
      connection.closeSync();
      duck.closeSync();
      return Promise.resolve();
    },
  };
}
