// Writes an encrypted database, reads it back through full-text search, and is refused without
// the key. Anything else, a crash of the addon included, is an exit code other than 0.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { BULKHEAD_PROBE_PACKAGE: packageDir = '', BULKHEAD_SQLITE_ADDON: nativeBinding } =
  process.env;
const Database = createRequire(import.meta.url)(packageDir);

let code = 3;
const folder = mkdtempSync(join(tmpdir(), 'addon-probe-'));
try {
  const path = join(folder, 'probe.db');
  const key = `x'${'5a'.repeat(32)}'`;
  const writer = new Database(path, { nativeBinding });
  writer.pragma(`key = "${key}"`);
  writer.exec("create virtual table word using fts5(text, tokenize = 'trigram')");
  writer.prepare('insert into word values (?)').run('bulkhead');
  const found = writer.prepare('select text from word where word match ?').pluck().get('lkhe');
  writer.close();

  const stranger = new Database(path, { nativeBinding });
  let refused = false;
  try {
    stranger.prepare('select count(*) from sqlite_schema').get();
  } catch (error) {
    refused = error instanceof Error && 'code' in error && error.code === 'SQLITE_NOTADB';
  }
  stranger.close();
  if (found === 'bulkhead' && refused) code = 0;
} finally {
  rmSync(folder, { recursive: true });
}
// A utility process stays until it is told to go.
process.exit(code);
