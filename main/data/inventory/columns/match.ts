import type { FacetId } from '../../../../preload/contract/device-columns.ts';
import type { DeviceFilter } from '../../../../preload/contract/index.ts';
import { AGE_VALUES, ageCode, newWindow, staleBefore } from './ages.ts';
import { wordsOf } from './fold.ts';
import { keepPassing } from './code-loops.ts';
import { PART_ROWS } from './part-rows.ts';
import type { Part } from './part.ts';
import type { Segment } from './segment.ts';
import {
  markIdsWith,
  markText,
  wordIn,
  wordOf,
  type SegmentWord,
  type Word,
} from './word-search.ts';

/** Marks of one word, used for every part. */
const FOUND = new Uint8Array(PART_ROWS);

/** A filter taken apart, as of a time. */
export interface Conditions {
  readonly filter: DeviceFilter;
  readonly words: readonly Word[];
  readonly facets: readonly FacetId[];
  /** Whole minutes, seconds since 1970. */
  readonly now: number;
}

/** The filter in one tenant. */
export interface SegmentConditions {
  readonly conditions: Conditions;
  readonly words: readonly SegmentWord[];
  /** Whether a code passes, by facets that are codes; null passes none. */
  readonly tables: ReadonlyMap<FacetId, Uint8Array>;
  readonly changedSince: number | null;
}

export function conditionsOf(filter: DeviceFilter, now: number): Conditions {
  const facets = (Object.keys(filter.facets) as FacetId[]).filter(
    (facet) => filter.facets[facet] !== undefined,
  );
  return { filter, words: wordsOf(filter.search).map(wordOf), facets, now };
}

/** Whether everything passes, of the tenants it names. */
export function isOpen({ filter, words, facets }: Conditions): boolean {
  return (
    words.length === 0 &&
    facets.length === 0 &&
    !filter.isNew &&
    filter.stale === null &&
    !filter.isChanged
  );
}

export function conditionsIn(
  segment: Segment,
  conditions: Conditions,
  changedSince: number | null,
): SegmentConditions {
  const tables = new Map<FacetId, Uint8Array>();
  for (const facet of conditions.facets) {
    const wanted = new Set(conditions.filter.facets[facet]);
    tables.set(facet, tableOf(segment, facet, wanted));
  }
  const words = conditions.words.map((word) => wordIn(segment, word));
  return { conditions, words, tables, changedSince };
}

function tableOf(segment: Segment, facet: FacetId, wanted: ReadonlySet<string>): Uint8Array {
  if (facet === 'tenant') return Uint8Array.of(wanted.has(segment.tenantId) ? 1 : 0);
  if (facet === 'lastSeenAge') {
    return Uint8Array.from(AGE_VALUES, (value) => (wanted.has(value) ? 1 : 0));
  }
  return Uint8Array.from(segment.dictionaries[facet].entries, (entry) =>
    (entry.length === 0 ? wanted.has('') : entry.some((value) => wanted.has(value))) ? 1 : 0,
  );
}

/**
 * Leaves the marks of those rows that pass all conditions but those of facets.
 * @param marks one byte a row, 1 for rows to look at
 * @returns false when surely none is left
 */
export function matchRest(
  part: Part,
  { conditions, words, changedSince }: SegmentConditions,
  marks: Uint8Array,
): boolean {
  const { filter, now } = conditions;
  for (const word of words) {
    FOUND.fill(0, 0, part.rows);
    const isInText = markText(part, word, FOUND);
    const isInIds = markIdsWith(part, word, FOUND);
    if (!isInText && !isInIds) {
      marks.fill(0, 0, part.rows);
      return false;
    }
    for (let row = 0; row < part.rows; row++) marks[row] = (marks[row] ?? 0) & (FOUND[row] ?? 0);
  }
  if (filter.isNew) matchNew(part, now, marks);
  if (filter.stale !== null) {
    matchStale(part, staleBefore(filter.staleAfterDays, now), filter.stale === 'only', marks);
  }
  if (filter.isChanged) matchChanged(part, changedSince, marks);
  return true;
}

/** Leaves the marks of those rows that pass a facet's condition. */
export function matchFacet(
  part: Part,
  facet: FacetId,
  { conditions, tables }: SegmentConditions,
  marks: Uint8Array,
): void {
  const table = tables.get(facet);
  if (table === undefined) return;
  if (facet === 'tenant') {
    if (table[0] === 0) marks.fill(0);
    return;
  }
  if (facet === 'lastSeenAge') {
    keepPassing(agesOf(part, conditions.now), table, part.rows, marks);
    return;
  }
  keepPassing(part.codes[facet].dense(part.rows), table, part.rows, marks);
}

/** Codes of the ages of a part's devices; valid until it is asked for the next part's. */
export function agesOf({ numbers, rows }: Part, now: number): Uint8Array {
  const seen = numbers.lastSeen.dense(rows);
  for (let row = 0; row < rows; row++) AGES[row] = ageCode(seen[row] ?? 0, now);
  return AGES;
}

const AGES = new Uint8Array(PART_ROWS);

function matchNew({ numbers, rows }: Part, now: number, marks: Uint8Array): void {
  const { from, to } = newWindow(now);
  const seen = numbers.firstSeen.dense(rows);
  const collected = numbers.firstCollectedAt.dense(rows);
  for (let row = 0; row < rows; row++) {
    const first = (seen[row] ?? 0) || (collected[row] ?? 0);
    if (first < from || first > to) marks[row] = 0;
  }
}

function matchStale(
  { numbers, rows }: Part,
  before: number,
  isWanted: boolean,
  marks: Uint8Array,
): void {
  const seen = numbers.lastSeen.dense(rows);
  const synced = numbers.lastSync.dense(rows);
  const signedIn = numbers.lastSignIn.dense(rows);
  for (let row = 0; row < rows; row++) {
    const newest = Math.max(seen[row] ?? 0, synced[row] ?? 0, signedIn[row] ?? 0);
    const isStale = newest < before || newest === 0;
    if (isStale !== isWanted) marks[row] = 0;
  }
}

function matchChanged({ numbers, rows }: Part, since: number | null, marks: Uint8Array): void {
  if (since === null) {
    marks.fill(0);
    return;
  }
  const changed = numbers.changedAt.dense(rows);
  const collected = numbers.firstCollectedAt.dense(rows);
  for (let row = 0; row < rows; row++) {
    const at = (changed[row] ?? 0) || (collected[row] ?? 0);
    if (at < since) marks[row] = 0;
  }
}
