import { type Migration, MIGRATIONS } from './migrate.ts';
import { setAside } from './set-aside.ts';
import { keepInFile, openMemory, openStoreFile, type StoreFile } from './store-file.ts';

export interface OpenStoreOptions {
  readonly path: string | null;
  /** 32 random bytes; null keeps everything in memory. */
  readonly key: Uint8Array | null;
  readonly nativeBinding: string | null;
  readonly appVersion: string;
  readonly now: () => Date;
  readonly migrations?: readonly Migration[];
  /** Held ready for a full disk; 32 MB unless given. */
  readonly ballastBytes?: number;
  /** With less left on the disk, nothing is begun that writes much; 64 MB unless given. */
  readonly minFreeBytes?: number;
}

export interface Store extends StoreFile {
  /** `memory` keeps nothing after quitting. */
  readonly storage: 'kept' | 'memory';
  /** What the operator must know of it, in plain words; null when nothing. */
  readonly notice: string | null;
  /**
   * Writes all of it into the file, under a key that came later; null when it is kept already, or
   * cannot be for another reason than the want of a key. The next opening finds it there.
   */
  readonly keepUnder: ((key: Uint8Array) => void) | null;
}

/**
 * Opens the estate's database. What it holds can be collected again: a damaged one is set aside and
 * begun anew. Only throws when not even memory can be had.
 */
export function openStore({
  path,
  key,
  migrations = MIGRATIONS,
  ...rest
}: OpenStoreOptions): Store {
  const inMemory = (notice: string | null): Store => {
    const file = openMemory({ ...rest, migrations });
    const keepUnder =
      path === null || key !== null
        ? null
        : (later: Uint8Array) => keepInFile(file, { ...rest, migrations, path, key: later });
    return { ...file, storage: 'memory', notice, keepUnder };
  };
  if (path === null || key === null) return inMemory(null);
  const open = () => openStoreFile({ ...rest, path, key, migrations });

  const opened = open();
  switch (opened.kind) {
    case 'open':
      return { ...opened.file, storage: 'kept', notice: null, keepUnder: null };
    case 'newer':
      return inMemory(
        'What was collected was kept by a newer version of Bulkhead and is left alone. Until you start that version, nothing is kept after quitting.',
      );
    case 'unavailable':
      return inMemory(reasonToKeepNothing(opened.reason));
    case 'broken': {
      const name = setAsideOrNull(path, rest.now());
      const again = name === null ? null : open();
      if (again?.kind !== 'open') {
        return inMemory(reasonToKeepNothing(again?.kind === 'unavailable' ? again.reason : null));
      }
      const why = opened.hasOtherKey
        ? 'was encrypted with another key'
        : 'is damaged and cannot be read';
      const notice = `What was collected before ${why}. It was kept as “${name}”, and collecting starts anew.`;
      return { ...again.file, storage: 'kept', notice, keepUnder: null };
    }
  }
}

function setAsideOrNull(path: string, now: Date): string | null {
  try {
    return setAside(path, now);
  } catch {
    return null;
  }
}

function reasonToKeepNothing(reason: string | null): string {
  return `What is collected cannot be kept on this device${reason === null ? '' : `, because ${reason}`}. It is gone after quitting. Set that right, then restart Bulkhead.`;
}
