import type { TrustCell, TrustValue } from '../../../../preload/contract/status.ts';
import { TenantId } from '../../../../preload/contract/ids.ts';
import { parseGuarded } from '../../../security/parse-guarded.ts';
import type { AccessSettings, Answer, TenantFacts } from '../facts.ts';
import { NOT_KNOWN, READ, settingOf, syncOf } from './cross-tenant.ts';
import { instantOf, normalInstant } from './instants.ts';

/** The contract's bound on the trust matrix. */
const MAX_CELLS = 40_000;

/** A tenant's settings, ready to be asked for many partners. */
interface Side {
  readonly id: TenantId;
  readonly cloud: string;
  /** Null: not known. */
  readonly partners: ReadonlyMap<string, AccessSettings> | null;
  readonly byDefault: AccessSettings | null;
  readonly collectedAt: string | null;
}

/**
 * What every tenant of the estate accepts from every other, and what those send. Pairs with an
 * entry of their own come first, so that the bound cuts off only what defaults say. Tenants of
 * different clouds trust one another only by an entry, so that defaults make no cell for them.
 */
export function trustCells(factsOfAll: readonly TenantFacts[]): readonly TrustCell[] {
  const sides = factsOfAll.flatMap(sideOf);
  const own: TrustCell[] = [];
  const inherited: TrustCell[] = [];
  for (const target of sides) {
    for (const source of sides) {
      if (source.id === target.id) continue;
      const hasEntry =
        target.partners?.has(source.id) === true || source.partners?.has(target.id) === true;
      if (!hasEntry && source.cloud !== target.cloud) continue;
      const into = hasEntry ? own : inherited;
      if (into.length >= MAX_CELLS) continue;
      const cell = cellOf(source, target);
      if (cell !== null) into.push(cell);
    }
  }
  return [...own, ...inherited].slice(0, MAX_CELLS);
}

function sideOf(facts: TenantFacts): readonly Side[] {
  const id = parseGuarded(TenantId, facts.tenantId.toLowerCase());
  if (!id.success) return [];
  const partners = facts.crossTenantPartners;
  return [
    {
      id: id.data,
      cloud: facts.cloud,
      partners: partners.kind === 'known' ? byTenant(partners.value) : null,
      byDefault: facts.crossTenantDefault.kind === 'known' ? facts.crossTenantDefault.value : null,
      collectedAt: timeOf(partners),
    },
  ];
}

const byTenant = (entries: readonly AccessSettings[]) =>
  new Map(entries.map((entry) => [entry.tenantId?.toLowerCase() ?? '', entry]));

const timeOf = (answer: Answer<unknown>) =>
  answer.kind === 'known' ? normalInstant(answer.collectedAt) : null;

/** Null when neither side tells anything. */
function cellOf(source: Side, target: Side): TrustCell | null {
  if (target.partners === null && source.partners === null) return null;
  const accepts = asked(target, source.id);
  const sends = asked(source, target.id);
  return {
    sourceId: source.id,
    targetId: target.id,
    inboundMfa: accepts(READ.mfa),
    inboundCompliantDevice: accepts(READ.compliantDevice),
    inboundHybridJoin: accepts(READ.hybridJoin),
    inboundRedemption: accepts(READ.inboundRedemption),
    outboundRedemption: sends(READ.outboundRedemption),
    inboundCollaboration: accepts(READ.inboundCollaboration),
    outboundCollaboration: sends(READ.outboundCollaboration),
    inboundDirectConnect: accepts(READ.inboundDirectConnect),
    inboundSync: target.partners === null ? NOT_KNOWN : syncOf(target.partners.get(source.id)),
    collectedAt: older(source, target),
  };
}

type Read = (settings: AccessSettings) => boolean | null | undefined;

function asked(side: Side, partnerId: string): (read: Read) => TrustValue {
  const { partners, byDefault } = side;
  if (partners === null) return () => NOT_KNOWN;
  const partner = partners.get(partnerId);
  return (read) => settingOf(partner, byDefault, read);
}

/** The older of the two, because a cell is no newer than its oldest part. */
function older(source: Side, target: Side): string | null {
  const times = [source, target]
    .filter((side) => side.partners !== null)
    .map((side) => instantOf(side.collectedAt));
  if (times.includes(null)) return null;
  return normalInstant(new Date(Math.min(...times.filter((time) => time !== null))).toISOString());
}
