import type { Tenant, TenantId, TrustCell, TrustValue } from '../../../preload/contract/index.ts';
import { findableTenant } from '../../lib/findable-tenant.ts';
import { readQuery, scoreOf } from '../../lib/ranking.ts';

type ValueKey = Exclude<keyof TrustCell, 'sourceId' | 'targetId' | 'collectedAt'>;

/** A value of cross-tenant access as it is drawn: a letter with its name. */
export interface TrustField {
  readonly key: ValueKey;
  readonly letter: string;
  readonly name: string;
}

/** What the target accepts from the source. */
export const INBOUND: readonly TrustField[] = [
  { key: 'inboundMfa', letter: 'M', name: 'MFA' },
  { key: 'inboundCompliantDevice', letter: 'D', name: 'Compliant devices' },
  { key: 'inboundHybridJoin', letter: 'H', name: 'Hybrid joined devices' },
  { key: 'inboundRedemption', letter: 'R', name: 'Automatic redemption' },
  { key: 'inboundCollaboration', letter: 'C', name: 'B2B collaboration' },
  { key: 'inboundDirectConnect', letter: 'X', name: 'B2B direct connect' },
  { key: 'inboundSync', letter: 'S', name: 'Synchronization' },
];

/** What the source sends to the target. */
export const OUTBOUND: readonly TrustField[] = [
  { key: 'outboundRedemption', letter: 'R', name: 'Automatic redemption' },
  { key: 'outboundCollaboration', letter: 'C', name: 'B2B collaboration' },
];

/** A value in words; an inherited one says so. */
function valueText({ value, isInherited }: TrustValue): string {
  const word = value === null ? 'not known' : value ? 'yes' : 'no';
  return isInherited ? `${word}, inherited` : word;
}

/** What works only when both sides say yes, and on which side it stops. */
export interface OneSided {
  readonly name: string;
  readonly stops: 'source' | 'target';
}

const PAIRS: readonly (readonly [string, ValueKey, ValueKey])[] = [
  ['Automatic redemption', 'inboundRedemption', 'outboundRedemption'],
  ['B2B collaboration', 'inboundCollaboration', 'outboundCollaboration'],
];

/** Where the two sides of a cell are known and disagree. What is not known is not called so. */
export function oneSided(cell: TrustCell): readonly OneSided[] {
  return PAIRS.flatMap(([name, inbound, outbound]): OneSided[] => {
    const accepts = cell[inbound].value;
    const sends = cell[outbound].value;
    if (accepts === null || sends === null || accepts === sends) return [];
    return [{ name, stops: accepts ? 'source' : 'target' }];
  });
}

/** A cell in a sentence, for its accessible name. */
export function cellText(source: string, target: string, cell: TrustCell | undefined): string {
  const pair = `${source} to ${target}`;
  if (cell === undefined) return `${pair}: not known`;
  const list = (fields: readonly TrustField[]) =>
    fields.map(({ key, name }) => `${name} ${valueText(cell[key])}`).join('; ');
  const sided = oneSided(cell).map(({ name }) => name);
  const mark = sided.length === 0 ? '' : `. One side only: ${sided.join(' and ')}`;
  return `${pair}. In: ${list(INBOUND)}. Out: ${list(OUTBOUND)}${mark}`;
}

export interface TrustFilter {
  readonly source: string;
  readonly target: string;
  readonly isOneSidedOnly: boolean;
}

export interface TrustAxes {
  readonly sources: readonly Tenant[];
  readonly targets: readonly Tenant[];
  /** By `source target`. */
  readonly cells: ReadonlyMap<string, TrustCell>;
}

export const pairKey = (sourceId: TenantId, targetId: TenantId): string =>
  `${sourceId} ${targetId}`;

/** Tenants with a known pair on either axis, in the order of the estate, as the filter asks. */
export function trustAxes(
  tenants: readonly Tenant[],
  cells: readonly TrustCell[],
  filter: TrustFilter,
): TrustAxes {
  const isThere = new Set(tenants.map(({ id }) => id));
  const known = cells.filter(
    ({ sourceId, targetId }) => isThere.has(sourceId) && isThere.has(targetId),
  );
  const asked = filter.isOneSidedOnly ? known.filter((cell) => oneSided(cell).length > 0) : known;
  const axis = (ids: ReadonlySet<TenantId>, text: string) => {
    const query = readQuery(text);
    return tenants.filter(
      (tenant) =>
        ids.has(tenant.id) && (text.trim() === '' || scoreOf(findableTenant(tenant), query) > 10),
    );
  };
  return {
    sources: axis(new Set(asked.map(({ sourceId }) => sourceId)), filter.source),
    targets: axis(new Set(asked.map(({ targetId }) => targetId)), filter.target),
    cells: new Map(known.map((cell) => [pairKey(cell.sourceId, cell.targetId), cell])),
  };
}
