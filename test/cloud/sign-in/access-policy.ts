import type { Membership, SimulatedAccount, SimulatedTenant } from '../estates/estate.ts';
import type { App } from './apps.ts';
import type { RefusalCode } from './aadsts.ts';

export type AccessQuestion = {
  tenant: SimulatedTenant;
  account: SimulatedAccount;
  membership: Membership | undefined;
  app: App;
  /** The request showed a managed browser, see `showsManagedDevice`. */
  isManagedDevice: boolean;
  /** Tenants in which the session has a second factor. */
  mfaTenantIds: readonly string[];
  /** A second factor was given for this very request. */
  hasFreshMfa: boolean;
  /** Permissions of Graph that are asked for, as in `scp`. */
  permissions: readonly string[];
  /** An administrator consented since the start, to everything. */
  hasAdminConsent: boolean;
  /** The claims that were asked for are only given after a second factor. */
  isStepUp: boolean;
};

export type AccessAnswer =
  | { outcome: 'granted' }
  | { outcome: 'refused'; code: RefusalCode }
  /** A second factor is wanted; it counts for the tenant named. */
  | { outcome: 'mfa-wanted'; countsForTenantId: string };

/** By its rule, or since somebody set it up for the account's home. */
function trustsHome({ rules, crossTenant }: SimulatedTenant, account: SimulatedAccount): boolean {
  return (
    rules.mfa === 'trusts-home' ||
    crossTenant.partners.some(
      ({ tenantId, trust }) => tenantId === account.homeTenantId && trust?.mfa === true,
    )
  );
}

function mfaAnswer(question: AccessQuestion): AccessAnswer | null {
  const { tenant, account, mfaTenantIds, hasFreshMfa } = question;
  const done = (tenantId: string): boolean => mfaTenantIds.includes(tenantId);
  const wanted = (tenantId: string): AccessAnswer =>
    account.hasMfaMethod
      ? { outcome: 'mfa-wanted', countsForTenantId: tenantId }
      : { outcome: 'refused', code: 50079 };

  switch (tenant.rules.mfa) {
    case 'never':
      return question.isStepUp && !done(tenant.id) ? wanted(tenant.id) : null;
    case 'every-sign-in':
      return hasFreshMfa ? null : wanted(tenant.id);
    case 'once-per-session':
    case 'trusts-home': {
      const counts = trustsHome(tenant, account) ? account.homeTenantId : tenant.id;
      return done(tenant.id) || done(counts) ? null : wanted(counts);
    }
  }
}

/** `.default` asks for everything that is registered, and fails as a whole. */
function lacksConsent({
  tenant: { rules },
  app,
  permissions,
  hasAdminConsent,
}: AccessQuestion): boolean {
  if (app.key === 'bulkhead' && hasAdminConsent) return false;
  if (rules.consentMissingFor.includes(app.key)) return true;
  if (app.key !== 'bulkhead' || rules.permissionsMissing.length === 0) return false;
  return permissions.some(
    (permission) => permission === '.default' || rules.permissionsMissing.includes(permission),
  );
}

/**
 * What a tenant says to a signed-in account, in Entra's order: does it exist and may it sign in
 * here, is it let in from its home tenant, Conditional Access, second factor, consent.
 */
export function evaluateAccess(question: AccessQuestion): AccessAnswer {
  const { tenant, account, membership, app } = question;
  const { rules } = tenant;
  if (!membership) return { outcome: 'refused', code: 50020 };
  if (membership.isDisabled) return { outcome: 'refused', code: 50057 };
  if (rules.inboundBlockedFrom.includes(account.homeTenantId)) {
    return { outcome: 'refused', code: 500213 };
  }
  const isGuest = membership.kind !== 'member';
  const isBlocked = rules.blocks.some(
    (block) =>
      (block.who === 'everyone' || isGuest) &&
      (block.apps === 'all' || block.apps.includes(app.key)),
  );
  if (isBlocked) return { outcome: 'refused', code: 53003 };
  if (rules.device === 'compliant' && !question.isManagedDevice) {
    return { outcome: 'refused', code: 53000 };
  }
  const mfa = mfaAnswer(question);
  if (mfa) return mfa;
  if (lacksConsent(question)) return { outcome: 'refused', code: 65001 };
  return { outcome: 'granted' };
}
