import type { TrustValue } from '../../../../preload/contract/status.ts';
import type { AccessRule, AccessSettings, TenantFacts } from '../facts.ts';

/**
 * Cross-tenant access as it works: the partner's value where there is one, else the default's,
 * value by value (Microsoft Learn, "Cross-tenant access overview"). What cannot be known stays
 * null; what comes from the default says so.
 */

export const NOT_KNOWN: TrustValue = { value: null, isInherited: false };

/** The entry for a partner; undefined when there is none or when entries are not known. */
export function partnerOf(facts: TenantFacts, partnerId: string): AccessSettings | undefined {
  if (facts.crossTenantPartners.kind !== 'known') return undefined;
  return facts.crossTenantPartners.value.find(
    (one) => one.tenantId?.toLowerCase() === partnerId.toLowerCase(),
  );
}

/** One setting of `facts`' tenant towards a partner. */
export function settingFor(
  facts: TenantFacts,
  partnerId: string,
  read: (settings: AccessSettings) => boolean | null | undefined,
): TrustValue {
  // A default means nothing as long as an entry of its own may overrule it.
  if (facts.crossTenantPartners.kind !== 'known') return NOT_KNOWN;
  const partner = partnerOf(facts, partnerId);
  return settingOf(
    partner,
    facts.crossTenantDefault.kind === 'known' ? facts.crossTenantDefault.value : null,
    read,
  );
}

/** The same for an entry that was found already. */
export function settingOf(
  partner: AccessSettings | undefined,
  byDefault: AccessSettings | null,
  read: (settings: AccessSettings) => boolean | null | undefined,
): TrustValue {
  const own = partner === undefined ? null : (read(partner) ?? null);
  if (own !== null) return { value: own, isInherited: false };
  if (byDefault === null) return NOT_KNOWN;
  return { value: read(byDefault) ?? null, isInherited: true };
}

/** Synchronization has no default: without an entry that allows it there is none. */
export function syncFor(facts: TenantFacts, sourceId: string): TrustValue {
  if (facts.crossTenantPartners.kind !== 'known') return NOT_KNOWN;
  return syncOf(partnerOf(facts, sourceId));
}

export function syncOf(partner: AccessSettings | undefined): TrustValue {
  return { value: partner?.isInboundSyncAllowed === true, isInherited: false };
}

/**
 * Whether a rule lets anybody through: all, or some by name. Null when the rule is not there or
 * says something unknown. `blocked` with a list of names blocks those and lets the others through.
 */
function letsAnybody(rule: AccessRule | null | undefined): boolean | null {
  if (rule === null || rule === undefined) return null;
  const users = partLetsAnybody(rule.usersAndGroups, 'AllUsers');
  const apps = partLetsAnybody(rule.applications, 'AllApplications');
  if (users === false || apps === false) return false;
  return users === null || apps === null ? null : true;
}

/** Whether a rule names single users, groups or apps, so that it may hold for some and not others. */
export function isForSome(rule: AccessRule | null | undefined): boolean {
  if (rule === null || rule === undefined) return false;
  return [
    { part: rule.usersAndGroups, all: 'AllUsers' },
    { part: rule.applications, all: 'AllApplications' },
  ].some(({ part, all }) => part !== null && !part.targets.includes(all));
}

function partLetsAnybody(part: AccessRule['usersAndGroups'], all: string): boolean | null {
  if (part === null) return null;
  const isAll = part.targets.includes(all);
  if (part.accessType === 'allowed') return isAll || part.targets.length > 0;
  if (part.accessType === 'blocked') return !isAll;
  return null;
}

export const READ = {
  mfa: (one: AccessSettings) => one.inboundTrust?.isMfaAccepted,
  compliantDevice: (one: AccessSettings) => one.inboundTrust?.isCompliantDeviceAccepted,
  hybridJoin: (one: AccessSettings) => one.inboundTrust?.isHybridAzureADJoinedDeviceAccepted,
  inboundRedemption: (one: AccessSettings) => one.automaticUserConsentSettings?.inboundAllowed,
  outboundRedemption: (one: AccessSettings) => one.automaticUserConsentSettings?.outboundAllowed,
  inboundCollaboration: (one: AccessSettings) => letsAnybody(one.b2bCollaborationInbound),
  outboundCollaboration: (one: AccessSettings) => letsAnybody(one.b2bCollaborationOutbound),
  inboundDirectConnect: (one: AccessSettings) => letsAnybody(one.b2bDirectConnectInbound),
} as const;
