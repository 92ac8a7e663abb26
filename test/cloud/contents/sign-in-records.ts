import type { Directory } from '../estates/directory.ts';
import type { SimulatedTenant } from '../estates/estate.ts';
import { directoryName } from '../sign-in/account-claims.ts';
import { REFUSALS } from '../sign-in/aadsts.ts';
import type { ConditionalAccessPolicy } from './conditional-access-policy.ts';
import type { NamedLocation } from './named-locations.ts';
import { reasonAgainst, situationOf } from './policy-evaluation.ts';
import type { SignInEvent } from './sign-in-journal.ts';

const NAMES: Readonly<Record<string, string>> = {
  mfa: 'Mfa',
  compliantDevice: 'RequireCompliantDevice',
  block: 'Block',
};

/** A documentation address (RFC 5737), outside the trusted office of tenants that have one. */
const OUTSIDE_ADDRESS = '198.51.100.24';

function isMet(policy: ConditionalAccessPolicy, event: SignInEvent): boolean {
  const controls = policy.grantControls?.builtInControls ?? [];
  if (policy.grantControls?.authenticationStrength) return false;
  return controls.every((control) => {
    if (control === 'mfa') return event.hasMfa;
    if (control === 'compliantDevice') return event.isManagedDevice;
    return false;
  });
}

type Applied = { id: string; displayName: string; result: string };

function applied(
  policy: ConditionalAccessPolicy,
  event: SignInEvent,
  reason: string,
): Applied & Record<string, unknown> {
  const isReportOnly = policy.state === 'enabledForReportingButNotEnforced';
  const applies = reason === 'notSet';
  let result = applies ? (isMet(policy, event) ? 'success' : 'failure') : 'notApplied';
  if (policy.state === 'disabled') result = 'notEnabled';
  else if (isReportOnly) result = `reportOnly${result.charAt(0).toUpperCase()}${result.slice(1)}`;
  const controls = policy.grantControls?.builtInControls ?? [];
  return {
    id: policy.id,
    displayName: policy.displayName,
    enforcedGrantControls: applies ? controls.map((control) => NAMES[control] ?? control) : [],
    enforcedSessionControls:
      applies && policy.sessionControls?.signInFrequency ? ['SignInFrequency'] : [],
    result,
  };
}

const CROSS_TENANT = {
  member: 'none',
  guest: 'b2bCollaboration',
  'external-member': 'b2bCollaboration',
  delegated: 'serviceProvider',
} as const;

export type SignInRecords = {
  directory: Directory;
  tenant: SimulatedTenant;
  policies: readonly ConditionalAccessPolicy[];
  locations: readonly NamedLocation[];
};

/** One entry of `auditLogs/signIns`; only the beta version says what authentication was asked for. */
export function signInRecord(
  { directory, tenant, policies, locations }: SignInRecords,
  event: SignInEvent,
  isBeta: boolean,
): Record<string, unknown> {
  const account = directory.account(event.accountId);
  const membership = account && directory.membership(account.id, tenant.id);
  if (!account || !membership) throw new Error(`no ${event.accountId} in ${tenant.name}`);
  const situation = {
    ...situationOf(membership, account.homeTenantId, []),
    applicationIds: [event.app.clientId],
    clientAppType: event.app.key === 'bulkhead' ? 'mobileAppsAndDesktopClients' : 'browser',
    devicePlatform: 'windows',
    ipAddress: OUTSIDE_ADDRESS,
    device: event.isManagedDevice ? { isCompliant: true } : null,
    transferMethod: null,
  };
  const results = policies.map((policy) =>
    applied(policy, event, reasonAgainst(policy, situation, locations)),
  );
  const enforced = results.filter(({ result }) => result === 'success' || result === 'failure');
  const requiresMfa = tenant.rules.mfa !== 'never' && (event.hasMfa || event.errorCode === 50076);
  const status = enforced.some(({ result }) => result === 'failure') ? 'failure' : 'success';
  return {
    id: event.id,
    createdDateTime: new Date(event.atMs).toISOString(),
    userId: membership.objectId,
    userDisplayName: account.displayName,
    userPrincipalName: directoryName(tenant, account, membership).toLowerCase(),
    appId: event.app.clientId,
    appDisplayName: event.app.name,
    resourceDisplayName: event.app.key === 'bulkhead' ? 'Microsoft Graph' : event.app.name,
    homeTenantId: account.homeTenantId,
    resourceTenantId: tenant.id,
    correlationId: event.correlationId,
    ipAddress: OUTSIDE_ADDRESS,
    isInteractive: true,
    clientAppUsed: event.app.key === 'bulkhead' ? 'Mobile Apps and Desktop clients' : 'Browser',
    conditionalAccessStatus: enforced.length === 0 ? 'notApplied' : status,
    status: {
      errorCode: event.errorCode,
      failureReason: event.errorCode === 0 ? 'Other.' : REFUSALS[event.errorCode].title,
      additionalDetails: event.hasMfa ? 'MFA requirement satisfied by claim in the token' : null,
    },
    deviceDetail: {
      deviceId: '',
      displayName: event.isManagedDevice ? 'PAW-017' : '',
      isCompliant: event.isManagedDevice,
      isManaged: event.isManagedDevice,
      trustType: event.isManagedDevice ? 'Azure AD joined' : '',
      operatingSystem: 'Windows11',
      browser: 'Edge 142.0.0',
    },
    appliedConditionalAccessPolicies: results,
    ...(isBeta
      ? {
          authenticationRequirement: requiresMfa
            ? 'multiFactorAuthentication'
            : 'singleFactorAuthentication',
          crossTenantAccessType: CROSS_TENANT[membership.kind],
          signInEventTypes: ['interactiveUser'],
          incomingTokenType: 'none',
          authenticationProtocol: 'none',
        }
      : {}),
  };
}
