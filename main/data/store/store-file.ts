import { createHmac, timingSafeEqual } from 'node:crypto';
import { chmodSync, lstatSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { realFileSystem } from '../../stored-files/file-system.ts';
import { readRegularFile } from '../../stored-files/read-regular-file.ts';
import { replaceFile } from '../../stored-files/replace-file.ts';
import { backUp } from './back-up.ts';
import { createBallast } from './ballast.ts';
import { APPLICATION_ID, checkpoint, connect } from './connect.ts';
import { EMPTY_SCHEMA, schemaOf } from './expected-schema.ts';
import { freeBytesAt } from './free-space.ts';
import { keepMemory } from './keep-memory.ts';
import { migrate, type Migration, StoreIsNewer, StoreIsStrange } from './migrate.ts';
import { PARTS, removeCopies } from './set-aside.ts';
import type { Db } from './sql.ts';
import { createStoreSpace, isDiskFull, NO_DISK, type StoreSpace } from './store-space.ts';

const MIB = 1024 * 1024;

export interface StoreFileOptions {
  readonly path: string;
  /** 32 random bytes. */
  readonly key: Uint8Array;
  readonly nativeBinding: string | null;
  readonly appVersion: string;
  readonly now: () => Date;
  readonly migrations: readonly Migration[];
  /** Held ready for a full disk; 32 MB unless given. */
  readonly ballastBytes?: number;
  /** With less left on the disk, nothing is begun that writes much; 64 MB unless given. */
  readonly minFreeBytes?: number;
}

export type MemoryOptions = Pick<
  StoreFileOptions,
  'nativeBinding' | 'appVersion' | 'now' | 'migrations'
>;

/** One database file that is open, with everything said that must be said of a connection. */
export interface StoreFile {
  /** Null in memory. */
  readonly path: string | null;
  readonly db: Db;
  /** The disk that it is on: to be looked at before a collection, and told of what failed. */
  readonly space: StoreSpace;
  /** Moves deleted rows out of reach, and deletes copies from which none can be taken. */
  erase(): void;
  /** Has the next opening look through the whole file, whatever its size: a statement found damage. */
  suspect(): void;
  close(): void;
}

/** Larger ones are looked through when they are read; at a start it would take seconds. */
const MAX_CHECKED_BYTES = 64 * MIB;
/** A step to a newer version is first copied, and may then rewrite all of it. */
const FREE_FOR_MIGRATION = 8 * MIB;

/** How the opening of a file ended. Only `open` has changed anything of it. */
export type OpenedFile =
  | { readonly kind: 'open'; readonly file: StoreFile }
  /** Made by a newer Bulkhead: it is left alone. */
  | { readonly kind: 'newer' }
  /** It will not open tomorrow either. */
  | { readonly kind: 'broken'; readonly hasOtherKey: boolean }
  /** Not now; `reason` is a plain clause, null when it is not known. */
  | { readonly kind: 'unavailable'; readonly reason: string | null };

/** Opens one database file, made new when there is none. Never throws. */
export function openStoreFile(options: StoreFileOptions): OpenedFile {
  const { path, key } = options;
  try {
    return { kind: 'open', file: openWithRoom(options) };
  } catch (error) {
    if (error instanceof StoreIsNewer) return { kind: 'newer' };
    if (!isBroken(error)) return { kind: 'unavailable', reason: reasonAt(path, error) };
  }
  return { kind: 'broken', hasOtherKey: hasOtherKey(path, key) };
}

/** Opens it on the space of the ballast when the disk is so full that it cannot even be read. */
function openWithRoom(options: StoreFileOptions): StoreFile {
  const { path } = options;
  try {
    return openKept(options);
  } catch (error) {
    if (!isDiskFullAt(path, error) || !createBallast(`${path}.ballast`, 0).release()) throw error;
    return openKept(options);
  }
}

function openKept(options: StoreFileOptions): StoreFile {
  const { path, key, ballastBytes = 32 * MIB, minFreeBytes = 64 * MIB } = options;
  // SECURITY(store-file): a link or a folder in its place was put there by somebody else.
  const [before, log] = PARTS.map((part) => {
    const found = lstatSync(`${path}${part}`, { throwIfNoEntry: false });
    if (found !== undefined && !found.isFile()) throw new StoreIsOccupied();
    return found;
  });
  // One that was never finished is empty too, and there is nothing in it to be missed.
  if (before?.size === 0 && wasOpened(path)) throw new StoreIsStrange('It is empty.');

  const db = connect({ path, key, nativeBinding: options.nativeBinding });
  try {
    if (process.platform !== 'win32') chmodSync(path, 0o600);
    assertSound(db, {
      size: before?.size ?? 0,
      hasLog: (log?.size ?? 0) > 0,
      isSuspected: isSuspected(path),
    });
    migrateTo(db, options, (version) => {
      makeRoom(path, ballastBytes, 2 * (before?.size ?? 0) + FREE_FOR_MIGRATION);
      backUp(db, path, version);
    });
    rememberKey(path, key);
    rmSync(suspectPath(path), { force: true });
  } catch (error) {
    db.close();
    throw error;
  }
  const space = createStoreSpace({ path, ballastBytes, minFreeBytes });
  return {
    path,
    db,
    space,
    erase() {
      space.withRoom(() => checkpoint(db));
      removeCopies(path);
    },
    suspect: () => suspect(path),
    close: () => closeQuietly(db),
  };
}

/** A database that is gone with the process. */
export function openMemory(options: MemoryOptions): StoreFile {
  const db = connect({ path: ':memory:', key: null, nativeBinding: options.nativeBinding });
  migrateTo(db, options, () => undefined);
  return {
    path: null,
    db,
    space: NO_DISK,
    erase: () => undefined,
    suspect: () => undefined,
    close: () => db.close(),
  };
}

/**
 * Writes what is in memory into a file, under a key that came later: whole or not at all. What is in
 * memory stays as it is.
 */
export function keepInFile({ db }: StoreFile, options: StoreFileOptions): void {
  keepMemory(db, { ...options, migrate: (made) => migrateTo(made, options, () => undefined) });
}

function migrateTo(db: Db, options: MemoryOptions, copy: (version: number) => void): void {
  const { migrations, appVersion, now, nativeBinding } = options;
  const given = { appVersion, now };
  const schemaAfter = (known: readonly Migration[]): string => {
    const model = connect({ path: ':memory:', key: null, nativeBinding });
    try {
      migrate(model, { ...given, migrations: known, schemaAfter, backUp: () => undefined });
      return schemaOf(model);
    } finally {
      model.close();
    }
  };
  // Said first, so that a file which was begun and not finished is known for ours.
  if (owner(db) === 0) db.pragma(`application_id = ${APPLICATION_ID}`);
  migrate(db, { ...given, migrations, schemaAfter, backUp: copy });
}

function owner(db: Db): number {
  return Number(db.pragma('application_id', { simple: true }));
}

interface FoundFile {
  readonly size: number;
  /** It was not closed: its log was read in. */
  readonly hasLog: boolean;
  readonly isSuspected: boolean;
}

function assertSound(db: Db, { size, hasLog, isSuspected }: FoundFile): void {
  const isOther = owner(db) !== APPLICATION_ID;
  const isBegun = owner(db) === 0 && schemaOf(db) === EMPTY_SCHEMA;
  if (isOther && !isBegun) throw new StoreIsStrange('It is of another program.');
  if (size > MAX_CHECKED_BYTES && !isSuspected) return;
  // A file that lost its end still answers; this tells. A log is read in on trust, and one of
  // another database shows only where rows and their indexes do not agree.
  const check = hasLog ? 'integrity_check(1)' : 'quick_check(1)';
  if (db.pragma(check, { simple: true }) !== 'ok') {
    throw new StoreIsStrange('Its pages do not fit together.');
  }
}

/** Throws like a full disk when there is not so much left, also without the ballast. */
function makeRoom(path: string, ballastBytes: number, needed: number): void {
  const isShort = () => (freeBytesAt(dirname(path)) ?? needed) < needed;
  if (isShort()) createBallast(`${path}.ballast`, ballastBytes).release();
  if (isShort()) throw Object.assign(new Error('no space for a copy'), { code: 'ENOSPC' });
}

const suspectPath = (path: string) => `${path}.suspect`;

function suspect(path: string): void {
  try {
    writeFileSync(suspectPath(path), '', { mode: 0o600, flag: 'wx' });
  } catch {
    // It is there already, or the disk is full; the damage will show again.
  }
}

function isSuspected(path: string): boolean {
  return lstatSync(suspectPath(path), { throwIfNoEntry: false }) !== undefined;
}

function closeQuietly(db: Db): void {
  try {
    checkpoint(db);
  } catch {
    // The next opening reads the log; nothing is lost.
  }
  db.close();
}

/** Something that is no file lies where the database belongs. */
class StoreIsOccupied extends Error {}

/** Broken is what will not open tomorrow either. A full disk or a busy file is not. */
function isBroken(error: unknown): boolean {
  if (error instanceof StoreIsStrange) return true;
  return /^SQLITE_(?:NOTADB|CORRUPT|FORMAT|SCHEMA|MISMATCH|ERROR)/.test(codeOf(error));
}

/** Whether an error of a later statement says that the file is broken. */
export function isBrokenStore(error: unknown): boolean {
  return /^SQLITE_(?:NOTADB|CORRUPT)/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** The memory that SQLite shares between processes is a file too: without room it says `IOERR`. */
function isDiskFullAt(path: string, error: unknown): boolean {
  if (isDiskFull(error)) return true;
  const free = freeBytesAt(dirname(path));
  return codeOf(error).startsWith('SQLITE_IOERR') && free !== null && free < MIB;
}

/** Why it cannot be opened now, as a clause; null when it is not known. */
function reasonAt(path: string, error: unknown): string | null {
  if (isDiskFullAt(path, error)) return 'the disk is full';
  const code = codeOf(error);
  if (/^SQLITE_(?:BUSY|LOCKED)/.test(code)) return 'another program has its file open';
  if (/^(?:SQLITE_(?:READONLY|CANTOPEN|PERM)|EROFS|EACCES|EPERM)/.test(code)) {
    return 'its folder cannot be written to';
  }
  if (error instanceof StoreIsOccupied) return 'something else lies where its file belongs';
  return null;
}

const keyCheckPath = (path: string) => `${path}.key-check`;

/** Whether there ever was a database here that opened. */
function wasOpened(path: string): boolean {
  return lstatSync(keyCheckPath(path), { throwIfNoEntry: false }) !== undefined;
}

/** A value that only this key makes; it says nothing about the key. */
function checkOf(key: Uint8Array): Buffer {
  return createHmac('sha256', key).update('bulkhead estate database').digest();
}

/** SQLite says the same of a wrong key and of a damaged file; this tells them apart. */
function hasOtherKey(path: string, key: Uint8Array): boolean {
  const read = readRegularFile(realFileSystem, keyCheckPath(path), 64);
  if (read.kind !== 'content' || read.bytes.length !== 32) return false;
  return !timingSafeEqual(read.bytes, checkOf(key));
}

function rememberKey(path: string, key: Uint8Array): void {
  const check = checkOf(key);
  const read = readRegularFile(realFileSystem, keyCheckPath(path), 64);
  if (read.kind === 'content' && read.bytes.equals(check)) return;
  replaceFile(realFileSystem, keyCheckPath(path), check, { previous: null });
}
