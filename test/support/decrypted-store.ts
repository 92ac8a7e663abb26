import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../main/data/store/connect.ts';
import type { LaunchedElectron } from './electron.ts';

/** The key of the estate, as the system's keystore gives it to Bulkhead. */
export async function keyOfEstate({ app, profileDir }: LaunchedElectron): Promise<Uint8Array> {
  const sealed = (await readFile(join(profileDir, 'estate.key'))).toString('base64');
  const key = await app.evaluate(
    ({ safeStorage }, bytes) => safeStorage.decryptString(Buffer.from(bytes, 'base64')),
    sealed,
  );
  return Uint8Array.from(Buffer.from(key, 'base64'));
}

/**
 * Everything that the estate's database holds, without its encryption. SQLite leaves free pages out
 * when it decrypts; what is in those is looked at in test/integration/data/open-store.test.ts.
 */
export async function decryptedStore(profileDir: string, key: Uint8Array): Promise<Buffer> {
  const dir = await mkdtemp(join(tmpdir(), 'bulkhead-decrypted-'));
  try {
    const path = join(dir, 'estate.db');
    for (const part of ['', '-wal']) {
      await copyFile(join(profileDir, `estate.db${part}`), `${path}${part}`).catch(() => undefined);
    }
    const db = connect({ path, key, nativeBinding: null });
    try {
      db.pragma('journal_mode = DELETE');
      db.pragma("rekey = ''");
    } finally {
      db.close();
    }
    return await readFile(path);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
