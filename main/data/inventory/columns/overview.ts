import { NOT_KNOWN, type FacetId } from '../../../../preload/contract/device-columns.ts';
import type { TenantCounts } from '../../../../preload/contract/index.ts';
import { newWindow, staleBefore } from './ages.ts';
import { addCounts, allOf, orderedCounts, type FacetCount } from './facet-counts.ts';
import type { Part } from './part.ts';
import type { Segment } from './segment.ts';

/** Facets that are shown as stacked bars. */
const BARS = [
  'risk',
  'exposure',
  'health',
  'compliance',
  'onboarding',
  'os',
  'lastSeenAge',
  'managedBy',
  'encryption',
] as const satisfies readonly FacetId[];
/** Values of a bar at most. */
const MOST_VALUES = 50;

/** Counts of a tenant without devices. */
export function noCounts(tenantId: TenantCounts['tenantId']): TenantCounts {
  return {
    tenantId,
    total: 0,
    highRisk: null,
    highExposure: null,
    internetFacing: null,
    canBeOnboarded: null,
    highValue: null,
    newlyDiscovered: 0,
    stale: 0,
    bars: {},
    oldestCollected: null,
    newestCollected: null,
  };
}

export function countTenant(segment: Segment, staleAfterDays: number, now: number): TenantCounts {
  const bars: Partial<Record<FacetId, FacetCount[]>> = {};
  for (const facet of BARS) {
    const counts = knownCounts(segment, facet, now);
    if (counts !== null) bars[facet] = orderedCounts(facet, counts, MOST_VALUES).values;
  }
  const { newlyDiscovered, stale, oldest, newest } = countTimes(segment, staleAfterDays, now);
  return {
    tenantId: segment.tenantId,
    total: segment.size,
    highRisk: devicesWith(segment, 'risk', 'high'),
    highExposure: devicesWith(segment, 'exposure', 'high'),
    internetFacing: devicesWith(segment, 'internetFacing', 'yes'),
    canBeOnboarded: devicesWith(segment, 'onboarding', 'can-be-onboarded'),
    highValue: devicesWith(segment, 'criticality', 'high'),
    newlyDiscovered,
    stale,
    bars,
    oldestCollected: newest === 0 ? null : oldest,
    newestCollected: newest === 0 ? null : newest,
  };
}

/** Null when no source says it of any device: a count of 0 would be a claim. */
function devicesWith(
  segment: Segment,
  facet: Exclude<FacetId, 'tenant' | 'lastSeenAge'>,
  value: string,
): number | null {
  const { entries, uses } = segment.dictionaries[facet];
  let known = 0;
  let having = 0;
  for (let code = 1; code < entries.length; code++) {
    known += uses[code] ?? 0;
    if (entries[code]?.[0] === value) having += uses[code] ?? 0;
  }
  return known === 0 ? null : having;
}

function knownCounts(segment: Segment, facet: FacetId, now: number): Map<string, number> | null {
  const counts = new Map<string, number>();
  addCounts(segment, facet, allOf(segment, facet, now), counts);
  return counts.size > (counts.has(NOT_KNOWN) ? 1 : 0) ? counts : null;
}

function countTimes(segment: Segment, staleAfterDays: number, now: number) {
  const { from, to } = newWindow(now);
  const before = staleBefore(staleAfterDays, now);
  let newlyDiscovered = 0;
  let stale = 0;
  let oldest = 0;
  let newest = 0;
  for (const part of segment.parts) {
    newlyDiscovered += countNew(part, from, to);
    stale += countStale(part, before);
    const collected = collectedIn(part);
    newest = Math.max(newest, collected.newest);
    if (oldest === 0 || collected.oldest < oldest) oldest = collected.oldest;
  }
  return { newlyDiscovered, stale, oldest, newest };
}

// A loop for each question: each reads few columns, and V8 keeps no branch in it.

function countNew({ rows, alive, numbers }: Part, from: number, to: number): number {
  const seen = numbers.firstSeen.dense(rows);
  const collected = numbers.firstCollectedAt.dense(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const first = (seen[row] ?? 0) || (collected[row] ?? 0);
    count += first >= from && first <= to ? (alive[row] ?? 0) : 0;
  }
  return count;
}

function countStale({ rows, alive, numbers }: Part, before: number): number {
  const seen = numbers.lastSeen.dense(rows);
  const synced = numbers.lastSync.dense(rows);
  const signedIn = numbers.lastSignIn.dense(rows);
  // Never seen is 0, which is before everything.
  const limit = Math.max(1, before);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const isFresh =
      (seen[row] ?? 0) >= limit || (synced[row] ?? 0) >= limit || (signedIn[row] ?? 0) >= limit;
    count += isFresh ? 0 : (alive[row] ?? 0);
  }
  return count;
}

function collectedIn({ rows, alive, numbers }: Part): { oldest: number; newest: number } {
  const collected = numbers.collectedAt.dense(rows);
  let oldest = 0xffff_ffff;
  let newest = 0;
  for (let row = 0; row < rows; row++) {
    if (alive[row] !== 1) continue;
    const at = collected[row] ?? 0;
    if (at > newest) newest = at;
    if (at < oldest) oldest = at;
  }
  return { oldest, newest };
}
