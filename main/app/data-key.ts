import { join } from 'node:path';
import { type FileSystem, systemCodeOf } from '../stored-files/file-system.ts';
import { readRegularFile } from '../stored-files/read-regular-file.ts';
import { rename, replaceFile } from '../stored-files/replace-file.ts';

/** The part of Electron's `safeStorage` that is used. */
export interface KeyStore {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(bytes: Buffer): string;
  /** Linux only. */
  getSelectedStorageBackend?(): string;
}

export interface DataKeyOptions {
  readonly keyStore: KeyStore;
  /** The profile folder. */
  readonly dir: string;
  readonly fs: FileSystem;
  readonly platform: NodeJS.Platform;
  readonly random: (size: number) => Uint8Array;
  readonly now: () => Date;
}

export interface DataKey {
  /** 32 bytes; null when there is no way to keep one safely. */
  readonly key: Uint8Array | null;
  /** What the operator must know, in plain words; null when nothing. */
  readonly notice: string | null;
}

const FILE = 'estate.key';
const KEY_BYTES = 32;
const MAX_FILE = 4_096;

const NO_KEYSTORE =
  'This device offers no keystore in which a key would be safe. What is collected is gone after quitting.';

/**
 * The key of the estate's database, kept by the operating system's keystore.
 *
 * Threat: on Linux without a keyring, `safeStorage` goes on with a password that is in Chromium's
 * source (`basic_text`), and says that encryption is available. A key kept so is a key for everyone.
 * So that backend, and one that cannot be told, counts as none: then there is no key, and the
 * database is in memory. Tested in test/unit/main/app/data-key.test.ts.
 */
export function openDataKey(options: DataKeyOptions): DataKey {
  const { keyStore, fs, dir, random, platform } = options;
  // SECURITY(data-key): a real keystore or none.
  if (!isSafe(keyStore, platform)) return { key: null, notice: NO_KEYSTORE };
  const path = join(dir, FILE);
  const read = readRegularFile(fs, path, MAX_FILE);
  if (read.kind === 'unreadable') return { key: null, notice: notUsable(read.code) };

  const kept = read.kind === 'content' ? decrypt(keyStore, read.bytes) : null;
  if (kept !== null) return { key: kept, notice: null };

  const key = Uint8Array.from(random(KEY_BYTES));
  let sealed: Buffer;
  try {
    // A keystore that is locked fails here too, and then the file with the key stays as it is.
    sealed = keyStore.encryptString(Buffer.from(key).toString('base64'));
  } catch {
    return { key: null, notice: NO_KEYSTORE };
  }
  try {
    if (read.kind !== 'absent') {
      const stamp = options.now().toISOString().replaceAll(/[:.]/g, '-');
      rename(fs, path, `${path}.set-aside-${stamp}`);
    }
    replaceFile(fs, path, sealed, { previous: null });
  } catch (error) {
    return { key: null, notice: notUsable(systemCodeOf(error)) };
  }
  return {
    key,
    notice:
      read.kind === 'absent'
        ? null
        : 'The keystore of this device no longer opens the key of what was collected. Collecting starts anew.',
  };
}

function isSafe(keyStore: KeyStore, platform: NodeJS.Platform): boolean {
  if (!keyStore.isEncryptionAvailable()) return false;
  if (platform !== 'linux') return true;
  const backend = keyStore.getSelectedStorageBackend?.() ?? 'unknown';
  return backend !== 'basic_text' && backend !== 'unknown';
}

function decrypt(keyStore: KeyStore, bytes: Buffer): Uint8Array | null {
  try {
    const key = Buffer.from(keyStore.decryptString(bytes), 'base64');
    return key.length === KEY_BYTES ? Uint8Array.from(key) : null;
  } catch {
    // Written with another keystore, or damaged: which of them, the platform does not say.
    return null;
  }
}

function notUsable(code: string): string {
  return `The file with the key of what is collected cannot be used (${code}). What is collected is gone after quitting.`;
}
