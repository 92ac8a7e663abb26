import { CHECK_CATALOGUE } from '../../../../preload/contract/check-catalogue.ts';
import type { CheckId, CheckState, Finding, WayOut } from '../../../../preload/contract/status.ts';
import type { Answer, Gap } from '../facts.ts';
import { boundedText } from './bounded-text.ts';
import { instantOf, normalInstant } from './instants.ts';

/** What a check concludes, before it is cut to the contract's bounds. */
export interface Draft {
  readonly state: CheckState;
  readonly word: string;
  readonly reason: string;
  readonly evidence?: readonly (readonly [label: string, value: string])[];
  /** The answers that it was concluded from; the oldest gives the time. */
  readonly from: readonly Origin[];
  readonly needs?: string | null;
  readonly waysOut?: readonly WayOut[];
}

/** Where something comes from and when it was asked. */
export type Origin = Pick<Answer<unknown>, 'source' | 'collectedAt'>;

/** What the operator entered; has no time and proves nothing. */
export const SAID: Origin = { source: 'what you said', collectedAt: null };

/** A finding whose texts are plain, bounded and never empty, whatever a tenant put into its names. */
export function finding(checkId: CheckId, draft: Draft): Finding {
  return {
    checkId,
    state: draft.state,
    word: boundedText(draft.word, 40) || 'Unknown',
    reason: boundedText(draft.reason, 500) || 'Nothing more was told.',
    evidence: (draft.evidence ?? []).slice(0, 60).map(([label, value]) => ({
      label: boundedText(label, 80) || 'Without a name',
      value: boundedText(value, 400),
    })),
    source: boundedText([...new Set(draft.from.map((one) => one.source))].join(', '), 160),
    collectedAt: oldest(draft.from),
    needs: boundedText(draft.needs ?? '', 200) || null,
    waysOut: (draft.waysOut ?? []).slice(0, 4),
  };
}

/** Null as soon as one of them has no time that can be read. */
function oldest(origins: readonly Origin[]): string | null {
  const times = origins.map((one) => instantOf(one.collectedAt));
  if (times.length === 0 || times.includes(null)) return null;
  const first = Math.min(...times.filter((time) => time !== null));
  return normalInstant(new Date(first).toISOString());
}

/** An answer that is missing. */
export type GapAnswer = Gap & Origin;

const WORDS: Readonly<Record<Gap['kind'], string>> = {
  'not-permitted': 'Not permitted',
  'not-licensed': 'Not licensed',
  'not-available': 'Not available',
  'not-collected': 'Not collected',
  failed: 'Could not ask',
};

const WHY: Readonly<Record<Gap['kind'], string>> = {
  'not-permitted': 'cannot be read with the permissions and roles that you have here.',
  'not-licensed': 'cannot be read: the tenant has no licence for that.',
  'not-available': 'cannot be read in this cloud or by this access path.',
  'not-collected': 'were not collected yet.',
  failed: 'could not be read.',
};

/**
 * A gap as an answer of its own: never good, never bad.
 * @param what the thing that is missing, as the plural subject of a sentence
 * @param more what is known all the same
 */
export function gapFinding(checkId: CheckId, gap: GapAnswer, what: string, more = ''): Finding {
  const wanted = gap.kind === 'failed' || gap.kind === 'not-available' ? null : neededBy(checkId);
  const said = gap.detail === null ? '' : ` The service said: ${boundedText(gap.detail, 160)}`;
  return finding(checkId, {
    state: gap.kind === 'failed' ? 'unknown' : gap.kind,
    word: WORDS[gap.kind],
    reason: `${what} ${WHY[gap.kind]}${more === '' ? '' : ` ${more}`}${said}`,
    from: [gap],
    needs: boundedText(gap.needs ?? '', 200) || wanted,
    waysOut: waysOutOf(gap),
  });
}

const neededBy = (checkId: CheckId) => CHECK_CATALOGUE[checkId].needs;

function waysOutOf(gap: Gap): readonly WayOut[] {
  if (gap.kind === 'not-permitted') return [{ kind: 'ask-consent' }];
  return gap.kind === 'failed' || gap.kind === 'not-collected' ? [{ kind: 'collect' }] : [];
}
