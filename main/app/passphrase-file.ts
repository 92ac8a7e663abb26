import { join } from 'node:path';
import { parseGuarded } from '../security/parse-guarded.ts';
import { type FileSystem, systemCodeOf } from '../stored-files/file-system.ts';
import { readRegularFile } from '../stored-files/read-regular-file.ts';
import { remove, rename, replaceFile } from '../stored-files/replace-file.ts';
import { WrappedKey } from './passphrase-key.ts';

const MAX_FILE = 4_096;

export type KeptPassphrase =
  | { readonly kind: 'absent' }
  | { readonly kind: 'wrapped'; readonly wrapped: WrappedKey }
  /** Something is there that Bulkhead did not write, or not so. */
  | { readonly kind: 'damaged' }
  | { readonly kind: 'unreadable'; readonly code: string };

/** The file with the key that a passphrase protects, in the profile folder. */
export interface PassphraseFile {
  readonly name: string;
  /** Never throws. */
  read(): KeptPassphrase;
  /** Throws what the system threw; what was there before is then untouched. */
  write(wrapped: WrappedKey): void;
  remove(): void;
  /** Answers with the new name. Throws what the system threw. */
  setAside(): string;
}

export interface PassphraseFileOptions {
  readonly dir: string;
  /** Of the file; what is collected is kept under the passphrase of “estate.passphrase”. */
  readonly name?: string;
  readonly fs: FileSystem;
  readonly now: () => Date;
}

export function openPassphraseFile(options: PassphraseFileOptions): PassphraseFile {
  const { dir, name: file = 'estate.passphrase', fs, now } = options;
  const path = join(dir, file);
  return {
    name: file,
    read() {
      const read = readRegularFile(fs, path, MAX_FILE);
      switch (read.kind) {
        case 'absent':
          return { kind: 'absent' };
        case 'unreadable':
          return { kind: 'unreadable', code: read.code };
        case 'unfit':
          return { kind: 'damaged' };
        case 'content': {
          const parsed = parseGuarded(WrappedKey, jsonOf(read.bytes));
          return parsed.success ? { kind: 'wrapped', wrapped: parsed.data } : { kind: 'damaged' };
        }
      }
    },
    write(wrapped) {
      replaceFile(fs, path, Buffer.from(`${JSON.stringify(wrapped)}\n`), { previous: null });
    },
    remove: () => remove(fs, path),
    setAside() {
      const name = `${file}.set-aside-${now().toISOString().replaceAll(/[:.]/g, '-')}`;
      try {
        rename(fs, path, join(dir, name));
      } catch (error) {
        // Gone by itself is as good.
        if (systemCodeOf(error) !== 'ENOENT') throw error;
      }
      return name;
    },
  };
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
