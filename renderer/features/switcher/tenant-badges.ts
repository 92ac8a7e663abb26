import type { CheckId, StatusCell, StatusRow } from '../../../preload/contract/index.ts';
import { STATE_WORDS } from '../../lib/check-words.ts';
import { agoText, exactText } from '../../lib/moments.ts';
import { visibleText } from '../../lib/visible-text.ts';
import type { MarkFrame } from '../../ui/StateMark.tsx';

/** One of the three badges of a tenant. */
export interface Badge {
  readonly checkId: CheckId;
  readonly name: string;
  readonly frame: MarkFrame;
  readonly cell: StatusCell;
}

const BADGES: readonly Omit<Badge, 'cell'>[] = [
  { checkId: 'sign-in', name: 'Sign-in', frame: 'circle' },
  { checkId: 'mfa-done', name: 'MFA', frame: 'diamond' },
  { checkId: 'conditional-access', name: 'Conditional Access', frame: 'shield' },
];

/** Sign-in, MFA and Conditional Access of a tenant; of what nobody asked, that nobody asked. */
export function badgesOf(row: StatusRow | null): readonly Badge[] {
  return BADGES.map(({ checkId, name, frame }) => ({
    checkId,
    name,
    frame,
    cell: row?.cells.find((one) => one.checkId === checkId) ?? {
      checkId,
      state: 'not-collected',
      word: STATE_WORDS['not-collected'],
      reason: 'Nothing was collected from this tenant yet.',
      collectedAt: null,
    },
  }));
}

/**
 * The age that a row shows: of the last complete collection, else of the oldest badge that has one.
 * A tenant that refuses to be collected still said what the badges say, at some time.
 */
export function ageOf(row: StatusRow | null, badges: readonly Badge[]): string | null {
  if (row === null || row.collectedAt !== null) return row?.collectedAt ?? null;
  const ages = badges.map(({ cell }) => cell.collectedAt).filter((age) => age !== null);
  return ages.toSorted()[0] ?? null;
}

/** A badge in a few words: "MFA: MFA done". A word that only the state would give is not repeated. */
export function badgeText({ name, cell }: Badge): string {
  return `${name}: ${visibleText(cell.word)}`;
}

/** A badge in full, for its tooltip: word, state, reason, and the age with the exact time. */
export function badgeTitle(badge: Badge, nowMs: number): string {
  const { state, reason, collectedAt } = badge.cell;
  const age =
    collectedAt === null
      ? 'Not collected yet.'
      : `Collected ${agoText(collectedAt, nowMs)} (${exactText(collectedAt)}).`;
  return `${badgeText(badge)} (${STATE_WORDS[state].toLowerCase()}).\n${visibleText(reason)}\n${age}`;
}
