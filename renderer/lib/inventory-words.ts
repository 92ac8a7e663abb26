import type { SourceState, TenantInventory } from '../../preload/contract/index.ts';
import { countText } from './count-text.ts';
import { clockText, dayText } from './moments.ts';

/** Each state of a source in a word or two. None stands for another, and none for "no devices". */
export const SOURCE_STATE_WORDS: Readonly<Record<SourceState['state'], string>> = {
  complete: 'Complete',
  partial: 'Partial',
  never: 'Not collected',
  'not-permitted': 'Not permitted',
  'not-licensed': 'Not licensed',
  'not-available': 'Not available in this cloud',
  failed: 'Failed',
};

/** How far a source came, in a sentence. */
export function sourceText(source: SourceState): string {
  const { state, records, covered } = source;
  const kept = records === 0 ? '' : ` ${countText(records)} from before are kept.`;
  switch (state) {
    case 'complete':
      return `${countText(records)} ${records === 1 ? 'record' : 'records'}.`;
    case 'partial':
      return `Covered ${countText(covered)}; ${countText(records)} records are kept.`;
    case 'never':
      return 'Nobody has asked it yet.';
    case 'not-permitted':
      return `Your account may not read this.${kept}`;
    case 'not-licensed':
      return `The tenant has no licence for this.${kept}`;
    case 'not-available':
      return `This source does not exist in this tenant’s cloud.${kept}`;
    case 'failed':
      return `The last try did not get through.${kept}`;
  }
}

/**
 * "12 rows refused: 12 without an id"; null when none was. Values that were left out of rows are said
 * in the same place.
 */
export function refusedText({ refused, refusals }: SourceState): string | null {
  if (refused === 0) return refusals.length === 0 ? null : refusals.join('; ');
  const why = refusals.length === 0 ? '' : `: ${refusals.join('; ')}`;
  return `${countText(refused)} ${refused === 1 ? 'row' : 'rows'} refused${why}`;
}

/** The oldest of what tenants say last; null when one of them was never collected, or none is there. */
export function oldestOf(tenants: readonly TenantInventory[]): string | null {
  const times = tenants.flatMap(({ collectedAt }) => collectedAt ?? []).sort();
  return times[0] ?? null;
}

/** "as of 08:31 (2 tenants partial)": how old a list is and where it is not whole. */
export function asOfText(tenants: readonly TenantInventory[], nowMs: number): string {
  const oldest = oldestOf(tenants);
  const partial = tenants.filter(({ isPartial }) => isPartial).length;
  const never = tenants.filter(({ collectedAt }) => collectedAt === null).length;
  const notes = [
    ...(partial === 0 ? [] : [`${tenantsText(partial)} partial`]),
    ...(never === 0 ? [] : [`${tenantsText(never)} not collected`]),
  ];
  const brackets = notes.length === 0 ? '' : ` (${notes.join(', ')})`;
  if (oldest === null) return `not collected yet${tenants.length === never ? '' : brackets}`;
  const isToday = nowMs - Date.parse(oldest) < 20 * 3_600_000;
  return `as of ${isToday ? clockText(oldest) : dayText(oldest)}${brackets}`;
}

const tenantsText = (count: number) => (count === 1 ? '1 tenant' : `${String(count)} tenants`);
