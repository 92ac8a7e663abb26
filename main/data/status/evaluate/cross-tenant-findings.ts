import type { CheckId, Finding, TrustValue } from '../../../../preload/contract/status.ts';
import type { AccessSettings } from '../facts.ts';
import { countsOnlyFromHome } from './authentication-strength.ts';
import { isForSome, NOT_KNOWN, partnerOf, READ, settingFor, syncFor } from './cross-tenant.ts';
import { finding, gapFinding, type Draft, type Origin } from './finding.ts';
import type { Picture } from './picture.ts';

/** Whether MFA that was done in the home tenant counts here. */
export function inboundMfaTrust(picture: Picture): Finding {
  const asked = ask(picture, 'inbound-mfa-trust', READ.mfa);
  if ('checkId' in asked) return asked;
  const { value, inherited, from } = asked;
  const strict = picture.verdicts.find((one) => {
    const strength = one.policy.grantControls?.authenticationStrength ?? null;
    return isEnforced(one) && strength !== null && countsOnlyFromHome(strength);
  });
  if (value) {
    return finding('inbound-mfa-trust', {
      state: 'pass',
      word: 'Trusted',
      reason: `MFA from your home tenant counts here.${inherited}`,
      from,
    });
  }
  return finding('inbound-mfa-trust', {
    state: strict === undefined ? 'attention' : 'fail',
    word: 'Not trusted',
    reason:
      strict === undefined
        ? `MFA from your home tenant does not count here. You register and do MFA in this tenant.${inherited}`
        : `A policy demands methods that count only from a trusted home tenant, and yours is not trusted.${inherited}`,
    evidence: strict === undefined ? [] : [['Policy', strict.policy.displayName]],
    from,
  });
}

/** Whether what the home tenant says of a device counts here. */
export function inboundDeviceTrust(picture: Picture): Finding {
  const asked = ask(picture, 'inbound-device-trust', READ.compliantDevice);
  if ('checkId' in asked) return asked;
  const { home, from, inherited } = asked;
  const hybrid = settingFor(picture.facts, home, READ.hybridJoin);
  const evidence = [
    ['Compliant devices', shown({ value: asked.value, isInherited: inherited !== '' })],
    ['Hybrid joined devices', shown(hybrid)],
  ] as const;
  if (asked.value) {
    return finding('inbound-device-trust', {
      state: 'pass',
      word: 'Trusted',
      reason: `Compliant devices of your home tenant count here.${inherited}`,
      evidence,
      from,
    });
  }
  const strict = picture.verdicts.find(
    (one) =>
      isEnforced(one) && one.policy.grantControls?.builtInControls.includes('compliantDevice'),
  );
  return finding('inbound-device-trust', {
    state: strict === undefined ? 'attention' : 'fail',
    word: hybrid.value === true ? 'Hybrid joined only' : 'Not trusted',
    reason:
      strict === undefined
        ? `Compliant devices of your home tenant do not count here. A policy that demands one would keep you out.${inherited}`
        : `A policy demands a compliant device, and those of your home tenant do not count here. No browser helps.${inherited}`,
    evidence:
      strict === undefined ? evidence : [['Policy', strict.policy.displayName], ...evidence],
    from,
  });
}

/** Automatic redemption takes both sides: inbound here, outbound at home. */
export function automaticRedemption(picture: Picture): Finding {
  const asked = ask(picture, 'automatic-redemption', READ.inboundRedemption);
  if ('checkId' in asked) return asked;
  const { inherited } = asked;
  const { homeFacts } = picture.context;
  const outbound =
    homeFacts === null || homeFacts === undefined
      ? NOT_KNOWN
      : settingFor(homeFacts, picture.facts.tenantId, READ.outboundRedemption);
  const evidence = [
    ['This tenant, inbound', asked.value ? 'on' : 'off'],
    ['Your home tenant, outbound', shown(outbound)],
  ] as const;
  const from = outbound.value === null ? asked.from : [...asked.from, ...originsOf(homeFacts)];
  if (!asked.value || outbound.value === false) {
    const side = asked.value ? 'Your home tenant does' : 'This tenant does';
    return finding('automatic-redemption', {
      state: 'attention',
      word: 'Asks each user',
      reason: `${side} not redeem invitations by itself, so each user is asked to accept.${asked.value ? '' : inherited}`,
      evidence,
      from,
    });
  }
  if (outbound.value === null) {
    return finding('automatic-redemption', {
      state: 'unknown',
      word: 'One side known',
      reason:
        'This tenant redeems invitations by itself. Whether your home tenant does, too, is not known.',
      evidence,
      from,
      needs: 'Policy.Read.All and Security Reader in your home tenant',
      waysOut: [{ kind: 'collect' }],
    });
  }
  return finding('automatic-redemption', {
    state: 'pass',
    word: 'Automatic',
    reason: 'Both tenants redeem invitations by themselves. Nobody is asked.',
    evidence,
    from,
  });
}

/** Whether the home tenant may synchronize users into this one. There is no default for this. */
export function crossTenantSync(picture: Picture): Finding {
  const asked = ask(picture, 'cross-tenant-sync', (one) => one.isInboundSyncAllowed === true);
  if ('checkId' in asked) return asked;
  const isAllowed = syncFor(picture.facts, asked.home).value === true;
  const isSaid = picture.facts.statedAccessPath === 'guest-sync';
  return finding('cross-tenant-sync', {
    state: isSaid && !isAllowed ? 'attention' : 'fact',
    word: isAllowed ? 'Allowed' : 'Not set up',
    reason: isAllowed
      ? 'Your home tenant may create and change users here. Whether it does is read in the home tenant.'
      : `This tenant lets your home tenant synchronize nobody.${isSaid ? ' You said that you come by synchronization.' : ''}`,
    from: [picture.facts.crossTenantPartners],
  });
}

/** Whether users of the home tenant may be guests here, and may leave home for here. */
export function b2bCollaboration(picture: Picture): Finding {
  const refused = refusedBySettings(picture.facts.signIn);
  if (refused !== null) return refused;
  const asked = ask(picture, 'b2b-collaboration', READ.inboundCollaboration);
  if ('checkId' in asked) return asked;
  const { facts, context } = picture;
  const { home, inherited } = asked;
  const { homeFacts } = context;
  const outbound =
    homeFacts === null || homeFacts === undefined
      ? NOT_KNOWN
      : settingFor(homeFacts, facts.tenantId, READ.outboundCollaboration);
  const evidence = [
    ['Into this tenant', asked.value ? 'allowed' : 'blocked'],
    ['Out of your home tenant', shown(outbound, 'allowed', 'blocked')],
  ] as const;
  const from = outbound.value === null ? asked.from : [...asked.from, ...originsOf(homeFacts)];
  if (!asked.value || outbound.value === false) {
    return finding('b2b-collaboration', {
      state: 'fail',
      word: 'Blocked',
      reason: asked.value
        ? 'Your home tenant lets nobody work in this tenant.'
        : `This tenant admits nobody from your home tenant.${inherited}`,
      evidence,
      from,
    });
  }
  const rule = ruleFor(facts, home);
  if (isForSome(rule)) {
    return finding('b2b-collaboration', {
      state: 'attention',
      word: 'For some',
      reason: `This tenant admits some users or apps of your home tenant only. Whether you are among them is not known.${inherited}`,
      evidence,
      from,
    });
  }
  return finding('b2b-collaboration', {
    state: 'pass',
    word: 'Allowed',
    reason: `This tenant admits users of your home tenant.${outbound.value === null ? ' Whether your home tenant lets you go is not known.' : ''}${inherited}`,
    evidence,
    from,
  });
}

/** What a sign-in met says more than what settings are read to say. */
function refusedBySettings(signIn: Picture['facts']['signIn']): Finding | null {
  if (signIn.kind !== 'known' || signIn.value.state !== 'blocked') return null;
  const number = signIn.value.code?.replace(/^AADSTS/, '') ?? '';
  if (number !== '500212' && number !== '500213') return null;
  return finding('b2b-collaboration', {
    state: 'fail',
    word: 'Blocked',
    reason:
      number === '500212'
        ? 'Your home tenant does not let you work in this tenant. Ask its administrator.'
        : 'This tenant does not admit users of your home tenant. Ask its administrator.',
    evidence: [['Code', `AADSTS${number}`]],
    from: [signIn],
  });
}

interface Asked {
  readonly home: string;
  readonly value: boolean;
  /** A sentence when the value comes from the default. */
  readonly inherited: string;
  readonly from: readonly Origin[];
}

/** The value that the tenant has for the operator's home tenant, or why there is none. */
function ask(
  { facts, operator, isExternal }: Picture,
  checkId: CheckId,
  read: (settings: AccessSettings) => boolean | null | undefined,
): Asked | Finding {
  const { crossTenantPartners: partners, crossTenantDefault: byDefault, token } = facts;
  const say = (draft: Pick<Draft, 'state' | 'word' | 'reason' | 'from' | 'waysOut' | 'needs'>) =>
    finding(checkId, draft);
  if (isExternal === 'no') {
    return say({
      state: 'not-available',
      word: 'Your home',
      reason: 'Your account lives in this tenant, so nothing has to be trusted.',
      from: [token],
    });
  }
  const home = operator.homeTenantId;
  if (home === null) {
    return say({
      state: 'unknown',
      word: 'Home not known',
      reason: 'Where your account lives is not known. Sign in, so that the token tells.',
      from: [token],
      waysOut: [{ kind: 'sign-in' }],
    });
  }
  if (partners.kind !== 'known') return gapFinding(checkId, partners, 'Cross-tenant settings');
  const { value, isInherited } = settingFor(facts, home, read);
  if (value !== null) {
    return {
      home,
      value,
      inherited: isInherited ? ' This comes from the tenant’s default.' : '',
      from: isInherited ? [partners, byDefault] : [partners],
    };
  }
  if (byDefault.kind !== 'known') return gapFinding(checkId, byDefault, 'Cross-tenant defaults');
  return say({
    state: 'unknown',
    word: 'Not told',
    reason: 'Neither the entry for your home tenant nor the default says anything about this.',
    from: [partners, byDefault],
  });
}

function ruleFor(facts: Picture['facts'], home: string) {
  const own = partnerOf(facts, home)?.b2bCollaborationInbound ?? null;
  if (own !== null) return own;
  return facts.crossTenantDefault.kind === 'known'
    ? facts.crossTenantDefault.value.b2bCollaborationInbound
    : null;
}

const originsOf = (facts: Picture['facts'] | null | undefined): readonly Origin[] =>
  facts === null || facts === undefined ? [] : [facts.crossTenantPartners];

const isEnforced = (verdict: Picture['verdicts'][number]) =>
  verdict.state === 'enabled' && verdict.applies === 'yes';

function shown({ value, isInherited }: TrustValue, on = 'on', off = 'off'): string {
  if (value === null) return 'not known';
  return `${value ? on : off}${isInherited ? ' (default)' : ''}`;
}
