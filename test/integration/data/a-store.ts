import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  openStore,
  type OpenStoreOptions,
  type Store,
} from '../../../main/data/store/open-store.ts';

const NOW = new Date('2026-11-21T09:00:00.000Z');
export const KEY = new Uint8Array(32).fill(7);

export interface Shelf {
  readonly dir: string;
  readonly path: string;
  open(change?: Partial<OpenStoreOptions>): Store;
  names(): string[];
  /** All bytes of all files. */
  bytes(): Buffer;
}

/**
 * A folder for one database, gone after the test. Where only processes die, it may be in memory:
 * waiting for a disk proves nothing then.
 */
export function aShelf({ isInMemory = false } = {}): Shelf {
  const memory = '/dev/shm';
  const parent = isInMemory && existsSync(memory) ? memory : tmpdir();
  const dir = mkdtempSync(join(parent, 'store-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const path = join(dir, 'estate.db');
  return {
    dir,
    path,
    open: (change = {}) =>
      openStore({
        path,
        key: Uint8Array.from(KEY),
        nativeBinding: null,
        appVersion: '1.2.3',
        now: () => NOW,
        ...change,
      }),
    names: () => readdirSync(dir).sort(),
    bytes: () => Buffer.concat(readdirSync(dir).map((name) => readFileSync(join(dir, name)))),
  };
}
