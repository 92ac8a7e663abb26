import { basename } from 'node:path';
import type { StartProblem } from '../../preload/contract/index.ts';
import { decodeEnvelope, type Decoded, type EnvelopeOptions } from './envelope.ts';
import type { FileSystem } from './file-system.ts';
import { type KeptBecause, latestNewerOf, setAside } from './kept-files.ts';
import { readRegularFile } from './read-regular-file.ts';
import {
  backupOf,
  beside,
  leftoversOf,
  removeQuietly,
  rename,
  replaceFile,
} from './replace-file.ts';
import {
  damagedProblem,
  type Fallback,
  missingProblem,
  newerProblem,
  type StoredWhat,
  unreadableProblem,
} from './start-problem.ts';

export interface RecoverOptions<T> extends EnvelopeOptions<T> {
  readonly path: string;
  readonly what: StoredWhat;
  readonly initial: T;
  readonly now: () => Date;
  readonly fs: FileSystem;
  readonly maxBytes: number;
}

export interface Recovered<T> {
  readonly value: T;
  readonly problem: StartProblem | null;
  /** The bytes at `path` when they are good; the first write keeps them as the backup. */
  readonly onDisk: Buffer | null;
  /** Set when something is at `path` that must not be written over. */
  readonly isLocked: boolean;
}

type Found<T> =
  | { readonly kind: 'good'; readonly value: T; readonly bytes: Buffer }
  | Exclude<Decoded<T>, { readonly kind: 'good' }>
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly code: string };

/**
 * Finds the best there is: the file, else its backup, else the initial value. What cannot be used
 * is kept under another name and never written over. Never throws.
 */
export function recover<T>(options: RecoverOptions<T>): Recovered<T> {
  const { fs, path, what } = options;
  for (const leftover of leftoversOf(path)) removeQuietly(fs, leftover);

  const main = find(options, path);
  switch (main.kind) {
    case 'good':
      return { value: main.value, problem: null, onDisk: main.bytes, isLocked: false };
    case 'absent':
      return recoverAbsent(options);
    case 'unreadable': {
      const { value, fallback } = backupOrInitial(options, 'leave');
      const problem = unreadableProblem(what, basename(path), main.code, fallback);
      return { value, problem, onDisk: null, isLocked: true };
    }
    case 'damaged': {
      const keptAs = trySetAside(options, path, 'damaged');
      const rest = backupOrInitial(options, keptAs === null ? 'leave' : 'set-aside');
      const problem = damagedProblem(what, basename(path), main.reason, rest.fallback, keptAs);
      const isLocked = keptAs === null || !rest.mayBeReplaced;
      const onDisk = rest.bytes === null || isLocked ? null : restore(options, rest.bytes);
      return { value: rest.value, problem, onDisk, isLocked };
    }
    case 'newer':
      return goOnBesideNewer(options, main.version, trySetAside(options, path, 'newer'));
  }
}

function recoverAbsent<T>(options: RecoverOptions<T>): Recovered<T> {
  const { fs, path, what, initial } = options;
  const keptNewer = tryLatestNewer(options);
  if (keptNewer !== null) {
    const kept = find(options, beside(path, keptNewer));
    if (kept.kind === 'newer') return goOnBesideNewer(options, kept.version, keptNewer);
    // The newer version is back and the older one changed nothing meanwhile: the file is put back.
    if (kept.kind === 'good' && tryRename(fs, beside(path, keptNewer), path)) {
      return { value: kept.value, problem: null, onDisk: kept.bytes, isLocked: false };
    }
  }

  const backup = backupOf(path);
  const found = find(options, backup);
  switch (found.kind) {
    case 'absent':
      return { value: initial, problem: null, onDisk: null, isLocked: false };
    case 'good': {
      const onDisk = restore(options, found.bytes);
      return { value: found.value, problem: missingProblem(what), onDisk, isLocked: false };
    }
    case 'unreadable': {
      const problem = unreadableProblem(what, basename(backup), found.code, 'initial');
      return { value: initial, problem, onDisk: null, isLocked: true };
    }
    case 'damaged': {
      const keptAs = trySetAside(options, backup, 'damaged');
      const problem = damagedProblem(what, basename(backup), found.reason, 'initial', keptAs);
      return { value: initial, problem, onDisk: null, isLocked: keptAs === null };
    }
    case 'newer': {
      const keptAs = trySetAside(options, backup, 'newer');
      return goOnBesideNewer(options, found.version, keptAs);
    }
  }
}

/**
 * The newer file is not put back from the backup's content: as long as nothing is changed in this
 * version, the newer one finds its own file again.
 */
function goOnBesideNewer<T>(
  options: RecoverOptions<T>,
  found: number,
  keptAs: string | null,
): Recovered<T> {
  const { path, what, version } = options;
  const rest = backupOrInitial(options, keptAs === null ? 'leave' : 'set-aside');
  const versions = { found, known: version };
  const problem = newerProblem(what, basename(path), versions, rest.fallback, keptAs);
  const isLocked = keptAs === null || !rest.mayBeReplaced;
  return { value: rest.value, problem, onDisk: null, isLocked };
}

interface Rest<T> {
  readonly value: T;
  readonly fallback: Fallback;
  readonly bytes: Buffer | null;
  /** False when something is in the backup's place that could be neither used nor moved. */
  readonly mayBeReplaced: boolean;
}

function backupOrInitial<T>(options: RecoverOptions<T>, ifBad: 'set-aside' | 'leave'): Rest<T> {
  const backup = backupOf(options.path);
  const found = find(options, backup);
  if (found.kind === 'good') {
    return { value: found.value, fallback: 'backup', bytes: found.bytes, mayBeReplaced: true };
  }
  const because = found.kind === 'newer' ? 'newer' : 'damaged';
  const mayBeReplaced =
    found.kind === 'absent' ||
    (ifBad === 'set-aside' && trySetAside(options, backup, because) !== null);
  return { value: options.initial, fallback: 'initial', bytes: null, mayBeReplaced };
}

function find<T>(options: RecoverOptions<T>, path: string): Found<T> {
  const { fs, maxBytes } = options;
  const outcome = readRegularFile(fs, path, maxBytes);
  if (outcome.kind === 'unfit') {
    const reason =
      outcome.reason === 'too-large'
        ? `it is larger than ${Math.floor(maxBytes / (1024 * 1024))} MB`
        : 'it is a link, a folder or a device instead of a file';
    return { kind: 'damaged', reason };
  }
  if (outcome.kind !== 'content') return outcome;
  const decoded = decodeEnvelope(outcome.bytes, options);
  return decoded.kind === 'good' ? { ...decoded, bytes: outcome.bytes } : decoded;
}

function trySetAside<T>(
  { fs, now }: RecoverOptions<T>,
  path: string,
  because: KeptBecause,
): string | null {
  try {
    return setAside(fs, path, because, now());
  } catch {
    // A folder that may not be written to. The caller then locks the file and says so.
    return null;
  }
}

function tryLatestNewer<T>({ fs, path }: RecoverOptions<T>): string | null {
  try {
    return latestNewerOf(fs, path);
  } catch {
    // The folder cannot be listed; the backup is looked for by its name.
    return null;
  }
}

function tryRename(fs: FileSystem, from: string, to: string): boolean {
  try {
    rename(fs, from, to);
    return true;
  } catch {
    return false;
  }
}

/** Puts the backup's content in the file's place; null when that failed, which the next write does. */
function restore<T>({ fs, path }: RecoverOptions<T>, bytes: Buffer): Buffer | null {
  try {
    replaceFile(fs, path, bytes, { previous: null });
    return bytes;
  } catch {
    return null;
  }
}
