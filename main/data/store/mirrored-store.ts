import { lstatSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { realFileSystem } from '../../stored-files/file-system.ts';
import { removeQuietly, rename, syncFolderOf } from '../../stored-files/replace-file.ts';
import { copyDatabase } from './copy-database.ts';
import { freeBytesAt } from './free-space.ts';
import { PARTS, removeCopies, setAside } from './set-aside.ts';
import { type Db, sql } from './sql.ts';
import {
  keepInFile,
  type OpenedFile,
  openMemory,
  openStoreFile,
  type StoreFile,
  type StoreFileOptions,
} from './store-file.ts';
import type { SpaceState } from './store-space.ts';

/**
 * A database that cannot be collected again, so it is kept in two files and every change is written
 * to both. A number that grows with every change says which is the newer: a file that is damaged,
 * missing or older is made anew from the other, so that neither damage of one, nor a kill between
 * the two, nor an older backup of one takes anything away.
 *
 * The steps must make the table `store_revision` with one row (`id` 1).
 */

export interface MirroredStoreOptions<Rows> extends Omit<StoreFileOptions, 'path' | 'key'> {
  /** Null keeps everything in memory; so does a null key. */
  readonly paths: { readonly first: string; readonly copy: string } | null;
  readonly key: Uint8Array | null;
  /** Everything that is asked of one of the files. */
  readonly rowsOf: (db: Db) => Rows;
  /** What it holds, at the beginning of a sentence: "Onboarding". */
  readonly what: string;
}

export interface MirroredStore<Rows> {
  readonly rows: Rows;
  /** `memory` keeps nothing after quitting; `read-only` for as long as a file cannot be opened. */
  readonly storage: 'kept' | 'memory' | 'read-only';
  /** What the operator must know of it, in plain words; null when nothing. */
  notice(): string | null;
  /** Looks at the disk. */
  look(): SpaceState;
  /**
   * Runs the work in a transaction on each file. It must do the same to both: what is random or the
   * time of day comes from outside. Throws what the first file throws, and then nothing has changed.
   */
  change<R>(work: (rows: Rows) => R): R;
  /** Like `change`, and on the space that is held ready when the disk is full: for forgetting. */
  changeWithRoom(work: (rows: Rows) => void): void;
  /** Leaves no deleted byte in either file, nor in copies that were set aside. */
  erase(): void;
  /**
   * Writes all of it into both files, under a key that came later; null when it is kept already, or
   * cannot be for another reason than the want of a key. The next opening finds it there.
   */
  readonly keepUnder: ((key: Uint8Array) => void) | null;
  /** Has the next opening look through both files, whatever their size. */
  suspect(): void;
  close(): void;
}

/** It is open for reading only. */
export class StoreIsReadOnly extends Error {}

/** Opens both files. Never throws unless not even memory can be had. */
export function openMirroredStore<Rows>(options: MirroredStoreOptions<Rows>): MirroredStore<Rows> {
  const { paths, key, what, ...rest } = options;
  const inMemory = (notice: string | null): MirroredStore<Rows> => {
    const file = openMemory(rest);
    const store = mirrored(options, file, null, { storage: 'memory', notice });
    if (paths === null || key !== null) return store;
    // The copy first: with it alone, the next opening makes the other.
    const keepUnder = (later: Uint8Array) => {
      for (const path of [paths.copy, paths.first]) keepInFile(file, { ...rest, path, key: later });
    };
    return { ...store, keepUnder };
  };
  if (paths === null || key === null) return inMemory(null);

  const open = (path: string): OpenedFile | null =>
    isThere(path) ? openStoreFile({ ...rest, path, key }) : null;
  const openNew = (path: string): OpenedFile => openStoreFile({ ...rest, path, key });

  // A kill may leave a copy that was begun.
  for (const path of Object.values(paths)) removeQuietly(realFileSystem, temporaryOf(path));
  let first = open(paths.first);
  let copy = open(paths.copy);
  const both = [first, copy];
  const closeAll = () => {
    for (const one of [first, copy]) if (one?.kind === 'open') one.file.close();
  };
  if (both.some((one) => one?.kind === 'newer')) {
    closeAll();
    return inMemory(
      `${what} was kept by a newer version of Bulkhead and is left alone. Until you start that version, nothing of it is shown, and nothing new is kept after quitting.`,
    );
  }
  const unavailable = both.find((one) => one?.kind === 'unavailable');
  if (unavailable?.kind === 'unavailable') {
    const why = unavailable.reason === null ? '' : `, because ${unavailable.reason}`;
    const readable = both.find((one) => one?.kind === 'open');
    // Going on with one of them alone could leave behind what only the other has.
    if (readable?.kind === 'open') {
      return mirrored(options, readable.file, null, {
        storage: 'read-only',
        notice: `A file of ${what.toLowerCase()} cannot be opened${why}. What is kept can be read; nothing new is kept until Bulkhead is started again without that.`,
      });
    }
    return inMemory(
      `${what} cannot be kept on this device${why}. What you do there is gone after quitting.`,
    );
  }

  // What would be copied is looked through first, however large it is.
  const [mine, its] = [revisionOf(first), revisionOf(copy)];
  if (mine === null || mine !== its) {
    first = onlyWhole(first);
    copy = onlyWhole(copy);
  }
  const notices: string[] = [];
  const asideOf = (path: string, one: OpenedFile | null): string | null => {
    if (one?.kind !== 'broken') return null;
    const name = setAsideOrNull(path, rest.now());
    const why = one.hasOtherKey ? 'was encrypted with another key' : 'is damaged';
    notices.push(`${why}${name === null ? '' : ` and was kept as “${name}”`}`);
    return name;
  };
  const wasThere = both.some((one) => one !== null);
  const isFirstGood = first?.kind === 'open';
  const isCopyGood = copy?.kind === 'open';
  asideOf(paths.first, first);
  asideOf(paths.copy, copy);

  if (!isFirstGood && !isCopyGood) {
    const anew = openNew(paths.first);
    if (anew.kind !== 'open') {
      const why = anew.kind === 'unavailable' && anew.reason !== null ? anew.reason : null;
      return inMemory(
        `${what} cannot be kept on this device${why === null ? '' : `, because ${why}`}. What you do there is gone after quitting.`,
      );
    }
    const copied = copyOver(anew.file, paths.first, paths.copy, () => openNew(paths.copy));
    const notice = wasThere
      ? `What was kept of ${what.toLowerCase()} ${notices.join('; its copy ')}. It begins anew.`
      : null;
    return mirrored(options, anew.file, copied, { storage: 'kept', notice });
  }

  const repaired =
    notices.length === 0
      ? null
      : `One of the two files of ${what.toLowerCase()} ${notices.join(' and ')}. It was made anew from the other.`;
  const isCopyNewer = (revisionOf(copy) ?? -1) > (revisionOf(first) ?? -1);
  if (isCopyNewer && copy?.kind === 'open') {
    if (first?.kind === 'open') first.file.close();
    const made = copyOver(copy.file, paths.copy, paths.first, () => openNew(paths.first));
    const state = { storage: 'kept', notice: repaired } as const;
    // Where the first cannot be made, the newer one is read and written alone.
    if (made === null) return mirrored(options, copy.file, null, state);
    return mirrored(options, made, copy.file, state);
  }
  if (first?.kind !== 'open') throw new Error('a store was judged good and is not open');
  const isCopyCurrent = copy?.kind === 'open' && revisionOf(copy) === revisionOf(first);
  if (!isCopyCurrent && copy?.kind === 'open') copy.file.close();
  const mirror =
    isCopyCurrent && copy?.kind === 'open'
      ? copy.file
      : copyOver(first.file, paths.first, paths.copy, () => openNew(paths.copy));
  return mirrored(options, first.file, mirror, { storage: 'kept', notice: repaired });
}

/** Changes that the second file has not taken yet; with more, it waits for the next start. */
const MAX_MISSED = 200;

/** Puts the pair to work. */
function mirrored<Rows>(
  { paths, rowsOf, what }: MirroredStoreOptions<Rows>,
  main: StoreFile,
  mirror: StoreFile | null,
  { storage, notice }: Pick<MirroredStore<Rows>, 'storage'> & { readonly notice: string | null },
): MirroredStore<Rows> {
  const rows = rowsOf(main.db);
  let second = mirror === null ? null : { file: mirror, rows: rowsOf(mirror.db) };
  const missed: ((rows: Rows) => unknown)[] = [];

  const inStep = <R>({ db }: StoreFile, work: () => R): R =>
    db
      .transaction(() => {
        bump(db);
        return work();
      })
      .immediate();

  /** Brings the second file up to the first; what does not get through is tried again. */
  const catchUp = () => {
    if (second === null) return;
    const { file, rows: itsRows } = second;
    try {
      for (const work of missed.slice()) {
        file.space.withRoom(() => inStep(file, () => work(itsRows)));
        missed.shift();
      }
    } catch {
      if (missed.length > MAX_MISSED) leave();
    }
  };
  /** The next start makes it anew: it is older, and says so. */
  const leave = () => {
    second?.file.close();
    second = null;
    missed.length = 0;
  };

  const change = <R>(work: (rows: Rows) => R): R => {
    let result: R;
    try {
      result = inStep(main, () => work(rows));
    } catch (error) {
      main.space.note(error);
      throw error;
    }
    if (second !== null) missed.push(work);
    catchUp();
    return result;
  };

  // With the other file out of sight, a change could give this one a number that the other has too.
  const assertWritable = () => {
    if (storage !== 'read-only') return;
    throw new StoreIsReadOnly('a file of the store cannot be opened');
  };

  return {
    rows,
    storage,
    notice() {
      const isAlone = storage === 'kept' && (second === null || missed.length > 0);
      const alone = `The second file of ${what.toLowerCase()} could not be written; the disk may be full. It is put right as soon as it can be, at the latest when Bulkhead is started again.`;
      const all = [notice, isAlone ? alone : null].filter((one) => one !== null);
      return all.length === 0 ? null : all.join(' ');
    },
    look() {
      second?.file.space.look();
      return main.space.look();
    },
    change(work) {
      assertWritable();
      return change(work);
    },
    changeWithRoom(work) {
      assertWritable();
      main.space.withRoom(() => change(work));
    },
    erase() {
      main.erase();
      if (missed.length > 0) leave();
      if (second !== null) second.file.erase();
      // SECURITY(mirror-erase): one that is behind still has what was deleted, so it goes whole.
      else if (storage === 'kept' && paths !== null) removeOther(main, paths);
    },
    keepUnder: null,
    suspect() {
      main.suspect();
      second?.file.suspect();
    },
    close() {
      catchUp();
      main.close();
      leave();
    },
  };
}

function removeOther({ path }: StoreFile, { first, copy }: { first: string; copy: string }): void {
  const other = path === first ? copy : first;
  removeCopies(other);
  for (const part of PARTS) rmSync(`${other}${part}`, { force: true });
}

/**
 * Makes a file anew from one that is open. Answers null when that cannot be done now; what the file
 * was made from is as it was.
 */
function copyOver(
  from: StoreFile,
  fromPath: string,
  path: string,
  open: () => OpenedFile,
): StoreFile | null {
  const temporary = temporaryOf(path);
  try {
    const { size } = lstatSync(fromPath);
    // Half a copy would make a full disk fuller.
    if ((freeBytesAt(dirname(path)) ?? Infinity) < size) return null;
    if (!isWhole(from.db)) return null;
    copyDatabase(from.db, fromPath, temporary);
    // A log beside a file that it is not of would be read into it.
    for (const part of PARTS) if (part !== '') rmSync(`${path}${part}`, { force: true });
    rename(realFileSystem, temporary, path);
    syncFolderOf(realFileSystem, path);
  } catch {
    rmSync(temporary, { force: true });
    return null;
  }
  const opened = open();
  return opened.kind === 'open' ? opened.file : null;
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

const temporaryOf = (path: string) => `${path}.new`;

function bump(db: Db): void {
  db.prepare<[], unknown>(
    sql`UPDATE store_revision SET revision = revision + 1 WHERE id = 1`,
  ).run();
}

/** Of a file that is open; null for one that is not. */
function revisionOf(one: OpenedFile | null): number | null {
  if (one?.kind !== 'open') return null;
  try {
    const row = one.file.db
      .prepare<[], { revision: number }>(sql`SELECT revision FROM store_revision WHERE id = 1`)
      .get();
    return row?.revision ?? 0;
  } catch {
    // Damaged; whoever compares looks further.
    return null;
  }
}

function onlyWhole(one: OpenedFile | null): OpenedFile | null {
  if (one?.kind !== 'open' || isWhole(one.file.db)) return one;
  one.file.close();
  return { kind: 'broken', hasOtherKey: false };
}

function isWhole(db: Db): boolean {
  try {
    return db.pragma('quick_check(1)', { simple: true }) === 'ok';
  } catch {
    return false;
  }
}

function setAsideOrNull(path: string, now: Date): string | null {
  try {
    return setAside(path, now);
  } catch {
    return null;
  }
}
