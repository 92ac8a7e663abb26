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
};

export type AccessAnswer =
  | { outcome: 'granted' }
  | { outcome: 'refused'; code: RefusalCode }
  /** A second factor is wanted; it counts for the tenant named. */
  | { outcome: 'mfa-wanted'; countsForTenantId: string };

function mfaAnswer(question: AccessQuestion): AccessAnswer | null {
  const { tenant, account, mfaTenantIds, hasFreshMfa } = question;
  const done = (tenantId: string): boolean => mfaTenantIds.includes(tenantId);
  const wanted = (tenantId: string): AccessAnswer =>
    account.hasMfaMethod
      ? { outcome: 'mfa-wanted', countsForTenantId: tenantId }
      : { outcome: 'refused', code: 50079 };

  switch (tenant.rules.mfa) {
    case 'never':
      return null;
    case 'every-sign-in':
      return hasFreshMfa ? null : wanted(tenant.id);
    case 'once-per-session':
      return done(tenant.id) ? null : wanted(tenant.id);
    case 'trusts-home':
      return done(tenant.id) || done(account.homeTenantId) ? null : wanted(account.homeTenantId);
  }
}

/**
 * What a tenant says to a signed-in account, in Entra's order: is it let in from its home tenant,
 * does it exist here, Conditional Access, second factor, consent.
 */
export function evaluateAccess(question: AccessQuestion): AccessAnswer {
  const { tenant, account, membership, app } = question;
  const { rules } = tenant;
  if (!membership) return { outcome: 'refused', code: 50020 };
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
  if (rules.consentMissingFor.includes(app.key)) return { outcome: 'refused', code: 65001 };
  return { outcome: 'granted' };
}
