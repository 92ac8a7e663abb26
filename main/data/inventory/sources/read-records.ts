import type { NewRecord } from '../device.ts';

/** What could be taken of a page or file, and why the rest could not. */
export interface ReadRecords {
  readonly records: readonly NewRecord[];
  /** "12 without an id" and the like: reason and how often. */
  readonly refusals: ReadonlyMap<string, number>;
}
