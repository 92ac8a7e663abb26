import { dirname } from 'node:path';
import { createBallast } from './ballast.ts';
import { freeBytesAt, megabytes } from './free-space.ts';

export interface SpaceState {
  /** `short`: begin nothing that writes much. `full`: a write failed; what is kept can be read. */
  readonly state: 'enough' | 'short' | 'full';
  /** What the operator must know of it, in plain words; null when there is enough. */
  readonly notice: string | null;
}

export interface StoreSpace {
  /** Looks at the disk. Renews the ballast when there is room for it, unless that is put off. */
  look(options?: { readonly putsOffBallast?: boolean }): SpaceState;
  /** Tells it of an error. When the disk was full, gives up the ballast and answers true. */
  note(error: unknown): boolean;
  /** Runs what must get through, and once more on the space of the ballast when the disk is full. */
  withRoom<R>(work: () => R): R;
}

export interface SpaceOptions {
  /** Of the database. */
  readonly path: string;
  /** Bytes that are held ready for a full disk. */
  readonly ballastBytes: number;
  /** With less left, a collection is not begun. */
  readonly minFreeBytes: number;
}

/** The disk under the database. It is full when a write says so, and until there is room again. */
export function createStoreSpace({ path, ballastBytes, minFreeBytes }: SpaceOptions): StoreSpace {
  const ballast = createBallast(`${path}.ballast`, ballastBytes);
  let isFull = false;

  const note = (error: unknown): boolean => {
    if (!isDiskFull(error)) return false;
    isFull = true;
    ballast.release();
    return true;
  };

  return {
    look({ putsOffBallast = false } = {}) {
      const free = freeBytesAt(dirname(path));
      const hasRoom = free === null || free >= minFreeBytes + ballastBytes;
      // Only with more than a collection may begin with, or it would end as it did before.
      if (isFull && hasRoom) isFull = false;
      if (hasRoom && !isFull && !putsOffBallast) ballast.make();
      if (isFull) {
        return {
          state: 'full',
          notice: `The disk is full. Everything kept so far can be read, and tenants can be forgotten; nothing new is kept until ${megabytes(minFreeBytes + ballastBytes)} are free.`,
        };
      }
      if (free !== null && free < minFreeBytes) {
        return {
          state: 'short',
          notice: `The disk has ${megabytes(free)} left. Collecting waits until ${megabytes(minFreeBytes)} are free; everything kept so far can be read.`,
        };
      }
      return { state: 'enough', notice: null };
    },
    note,
    withRoom(work) {
      try {
        return work();
      } catch (error) {
        if (!note(error)) throw error;
        return work();
      }
    },
  };
}

/** A store that is in memory needs no disk. */
export const NO_DISK: StoreSpace = {
  look: () => ({ state: 'enough', notice: null }),
  note: () => false,
  withRoom: (work) => work(),
};

/** Whether an error says that the disk, or this account's share of it, is full. */
export function isDiskFull(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('SQLITE_FULL') || code === 'ENOSPC' || code === 'EDQUOT';
}
