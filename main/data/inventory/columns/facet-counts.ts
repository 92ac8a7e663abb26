import {
  DEVICE_VALUES,
  NOT_KNOWN,
  type FacetId,
} from '../../../../preload/contract/device-columns.ts';
import type { Facet } from '../../../../preload/contract/index.ts';
import { AGE_VALUES } from './ages.ts';
import { countSome, countStates, rowsInState, setFailing } from './code-loops.ts';
import type { Estate } from './estate.ts';
import type { Numbers } from './lane.ts';
import {
  agesOf,
  conditionsIn,
  isOpen,
  matchFacet,
  matchRest,
  type Conditions,
  type SegmentConditions,
} from './match.ts';
import { PART_ROWS } from './part-rows.ts';
import type { Part } from './part.ts';
import type { Segment } from './segment.ts';

export type FacetCount = Facet['values'][number];

const NONE: ReadonlyMap<string, number> = new Map();
const KNOWN: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map(
  Object.entries(DEVICE_VALUES).map(([id, values]) => [
    id,
    new Map(Object.keys(values).map((value, place) => [value, place])),
  ]),
);

/** Values of a facet at most; what is beyond is counted alone. */
const MOST_VALUES = 500;

/** Counts of facets, each by all conditions but its own. */
export function countFacets(
  estate: Estate,
  conditions: Conditions,
  ids: readonly FacetId[],
): readonly Facet[] {
  const counts = new Map(ids.map((id) => [id, new Map<string, number>()]));
  for (const [id, values] of counts) {
    // What was chosen stays in sight, also when nothing has it any more.
    for (const value of conditions.filter.facets[id] ?? []) values.set(value, 0);
  }
  for (const segment of estate.scope(conditions.filter.tenantIds)) {
    const since = estate.changedSince.get(segment.tenantId) ?? null;
    const histograms = isOpen(conditions)
      ? new Map([...counts.keys()].map((id) => [id, allOf(segment, id, conditions.now)]))
      : countSegment(segment, conditionsIn(segment, conditions, since), [...counts.keys()]);
    for (const [id, histogram] of histograms) {
      addCounts(segment, id, histogram, counts.get(id) ?? new Map<string, number>());
    }
  }
  return ids.map((id) => ({
    id,
    ...orderedCounts(id, counts.get(id) ?? new Map<string, number>(), MOST_VALUES),
  }));
}

/** Devices of a segment by the code of a facet, without conditions. */
export function allOf(segment: Segment, id: FacetId, now: number): Uint32Array {
  if (id === 'tenant') return Uint32Array.of(segment.size);
  if (id !== 'lastSeenAge') return segment.dictionaries[id].uses;
  const histogram = new Uint32Array(AGE_VALUES.length);
  for (const part of segment.parts) {
    // A live row counts, by the state that `alive` is.
    countStates(agesOf(part, now), part.alive, LIVE, part.rows, histogram);
  }
  return histogram;
}

const LIVE = Uint8Array.from({ length: 256 }, (_, state) => (state === 1 ? 1 : 0));

/** Adds the devices of a segment's codes to those of the values. */
export function addCounts(
  segment: Segment,
  id: FacetId,
  histogram: Uint32Array,
  counts: Map<string, number>,
): void {
  const add = (value: string, count: number) => counts.set(value, (counts.get(value) ?? 0) + count);
  if (id === 'tenant') {
    if ((histogram[0] ?? 0) > 0) add(segment.tenantId, histogram[0] ?? 0);
    return;
  }
  if (id === 'lastSeenAge') {
    for (const [code, value] of AGE_VALUES.entries()) {
      if ((histogram[code] ?? 0) > 0) add(value, histogram[code] ?? 0);
    }
    return;
  }
  const { entries } = segment.dictionaries[id];
  for (const [code, entry] of entries.entries()) {
    const count = histogram[code] ?? 0;
    if (count === 0) continue;
    if (entry.length === 0) add(NOT_KNOWN, count);
    else for (const value of new Set(entry)) add(value, count);
  }
}

/** Known values in their order, then the largest first; "not known" at the end. */
export function orderedCounts(
  id: FacetId,
  counts: ReadonlyMap<string, number>,
  most: number,
): { readonly values: FacetCount[]; readonly more: number } {
  const known = KNOWN.get(id) ?? NONE;
  const placeOf = (value: string) =>
    value === NOT_KNOWN ? known.size + 1 : (known.get(value) ?? known.size);
  const values = Array.from(counts, ([value, count]) => ({ value, count }));
  values.sort(
    (one, two) =>
      placeOf(one.value) - placeOf(two.value) ||
      two.count - one.count ||
      (one.value < two.value ? -1 : 1),
  );
  return { values: values.slice(0, most), more: Math.max(0, values.length - most) };
}

/** A state is 1 for a row that passes everything, with a bit for each facet's condition it fails. */
const OWN_BITS = 7;

// Used for every part.
const STATES = new Uint8Array(PART_ROWS);
const FULL = new Uint16Array(PART_ROWS);

function countSegment(
  segment: Segment,
  sought: SegmentConditions,
  ids: readonly FacetId[],
): ReadonlyMap<FacetId, Uint32Array> {
  const histograms = new Map(ids.map((id) => [id, new Uint32Array(codesOf(segment, id))]));
  const own = ids.filter((id) => sought.tables.has(id));
  const free = ids.filter((id) => !sought.tables.has(id));
  // Conditions that have no bit of their own in a group count as the rest, which is right for all
  // facets of that group.
  for (let from = 0; from === 0 || from < own.length; from += OWN_BITS) {
    const group = own.slice(from, from + OWN_BITS);
    for (const part of segment.parts) {
      countPart(part, sought, group, from === 0 ? free : [], histograms);
    }
  }
  return histograms;
}

function countPart(
  part: Part,
  sought: SegmentConditions,
  own: readonly FacetId[],
  free: readonly FacetId[],
  histograms: ReadonlyMap<FacetId, Uint32Array>,
): void {
  const { rows } = part;
  const { now, facets } = sought.conditions;
  STATES.set(part.alive.subarray(0, rows));
  if (!matchRest(part, sought, STATES)) return;
  for (const facet of facets) if (!own.includes(facet)) matchFacet(part, facet, sought, STATES);
  for (const [place, facet] of own.entries()) {
    const table = sought.tables.get(facet) ?? NO_TABLE;
    setFailing(codesIn(part, facet, now), table, rows, 2 << place, STATES);
  }
  for (const [place, facet] of own.entries()) {
    const counted = new Uint8Array(256);
    // Those that fail nothing, or this facet's condition alone.
    counted[1] = 1;
    counted[1 | (2 << place)] = 1;
    countStates(codesIn(part, facet, now), STATES, counted, rows, countsOf(histograms, facet));
  }
  if (free.length === 0) return;
  const full = rowsInState(STATES, 1, rows, FULL);
  for (const facet of free) {
    countSome(codesIn(part, facet, now), FULL, full, countsOf(histograms, facet));
  }
}

const NO_TABLE = new Uint8Array(0);

function countsOf(histograms: ReadonlyMap<FacetId, Uint32Array>, facet: FacetId): Uint32Array {
  return histograms.get(facet) ?? new Uint32Array(0);
}

/** Codes of a facet; those of ages are valid until the next are asked for. */
function codesIn(part: Part, id: FacetId, now: number): Numbers {
  if (id === 'tenant') return NO_CODES;
  return id === 'lastSeenAge' ? agesOf(part, now) : part.codes[id].dense(part.rows);
}

/** All devices of a segment are of one tenant. */
const NO_CODES = new Uint8Array(PART_ROWS);

function codesOf(segment: Segment, id: FacetId): number {
  if (id === 'tenant') return 1;
  return id === 'lastSeenAge' ? AGE_VALUES.length : segment.dictionaries[id].size;
}
