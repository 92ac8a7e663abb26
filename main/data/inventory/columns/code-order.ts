import {
  DEVICE_SOURCES,
  DEVICE_VALUES,
  type DeviceSource,
  type FacetId,
} from '../../../../preload/contract/device-columns.ts';
import type { Entry } from './dictionary.ts';
import { fold } from './fold.ts';
import type { CodeColumn } from './part.ts';
import type { Segment } from './segment.ts';

/** Greater than every rank: where "not known" is, in both directions. */
export const LAST = 0xffff_ffff;

/**
 * Places of values in the order of a column, by segment and code: known values in their order, then
 * others by their text.
 */
export function codeRanks(
  segments: readonly Segment[],
  column: CodeColumn,
): ReadonlyMap<Segment, Uint32Array> {
  const keys = new Map<string, Buffer>();
  const keyOf = orderingOf(column);
  for (const segment of segments) {
    for (const entry of segment.dictionaries[column].entries) {
      const key = keyOf(entry);
      if (!keys.has(key)) keys.set(key, Buffer.from(key));
    }
  }
  const sorted = [...keys].sort(([, one], [, two]) => Buffer.compare(one, two));
  const ranks = new Map(sorted.map(([key], rank) => [key, rank]));
  return new Map(
    segments.map((segment) => [
      segment,
      Uint32Array.from(segment.dictionaries[column].entries, (entry) =>
        entry.length === 0 ? LAST : (ranks.get(keyOf(entry)) ?? LAST),
      ),
    ]),
  );
}

/** Writes entries so that the order of their bytes is the order of the column. */
function orderingOf(column: CodeColumn): (entry: Entry) => string {
  if (column === 'sources') {
    return (entry) =>
      entry.map((source) => DEVICE_SOURCES.indexOf(source as DeviceSource)).join('');
  }
  if (column === 'tags') return (entry) => entry.map(fold).join('\u0001');
  const known = Object.keys(DEVICE_VALUES[column as FacetId] ?? {});
  return ([value = '']) => {
    const place = known.indexOf(value);
    // One character more than the known values have is behind all of them.
    return String.fromCodePoint(0x20 + (place === -1 ? known.length : place)) + fold(value);
  };
}
