import { describe, expect, it } from 'vitest';
import { NO_TRUST, OPEN_RULES } from '../../cloud/estates/estate.ts';
import type { AccessRules, Membership } from '../../cloud/estates/estate.ts';
import { createDirectory } from '../../cloud/estates/directory.ts';
import { makeEstate } from '../../cloud/estates/make-estate.ts';
import { INHERITS } from '../../cloud/estates/tenant-drafts.ts';
import { evaluateAccess } from '../../cloud/sign-in/access-policy.ts';
import type { AccessQuestion } from '../../cloud/sign-in/access-policy.ts';
import { APPS } from '../../cloud/sign-in/apps.ts';

const directory = createDirectory(makeEstate('demo', 1));
const resource = directory.tenant('fabrikam.com');
const account = directory.accountByName('dana.okafor@contoso.com');
if (!resource || !account) throw new Error('the demo estate has changed');
const home = account.homeTenantId;
const here = resource.id;
const guest: Membership = {
  tenantId: here,
  objectId: 'o',
  kind: 'guest',
  isDisabled: false,
  roles: [],
};

function ask(rules: Partial<AccessRules>, more: Partial<AccessQuestion> = {}) {
  if (!resource || !account) throw new Error('the demo estate has changed');
  return evaluateAccess({
    tenant: {
      ...resource,
      rules: { ...OPEN_RULES, ...rules },
      crossTenant: { ...resource.crossTenant, partners: [] },
    },
    account,
    membership: guest,
    app: APPS.defender,
    isManagedDevice: false,
    mfaTenantIds: [],
    hasFreshMfa: false,
    permissions: [],
    hasAdminConsent: false,
    isStepUp: false,
    ...more,
  });
}

const granted = { outcome: 'granted' };
const refused = (code: number) => ({ outcome: 'refused', code });
const mfaFor = (countsForTenantId: string) => ({ outcome: 'mfa-wanted', countsForTenantId });

describe('evaluateAccess', () => {
  it('grants when the tenant wants nothing', () => {
    expect(ask({})).toEqual(granted);
  });

  it('refuses strangers before it looks at anything else', () => {
    expect(ask({ device: 'compliant' }, { membership: undefined })).toEqual(refused(50020));
  });

  it('refuses home tenants that the inbound policy keeps out', () => {
    expect(ask({ inboundBlockedFrom: [home] })).toEqual(refused(500213));
    expect(ask({ inboundBlockedFrom: [here] })).toEqual(granted);
  });

  it('blocks guests or everyone, in some apps or all', () => {
    const member: Membership = { ...guest, kind: 'member' };

    expect(ask({ blocks: [{ who: 'guests', apps: ['defender'] }] })).toEqual(refused(53003));
    expect(ask({ blocks: [{ who: 'guests', apps: ['entra'] }] })).toEqual(granted);
    expect(ask({ blocks: [{ who: 'guests', apps: 'all' }] }, { membership: member })).toEqual(
      granted,
    );
    expect(ask({ blocks: [{ who: 'everyone', apps: 'all' }] }, { membership: member })).toEqual(
      refused(53003),
    );
  });

  it('wants a managed device where only compliant ones may in', () => {
    expect(ask({ device: 'compliant' })).toEqual(refused(53000));
    expect(ask({ device: 'compliant' }, { isManagedDevice: true })).toEqual(granted);
  });

  it.each([
    ['never', [], false, granted],
    ['every-sign-in', [here, home], false, mfaFor(here)],
    ['every-sign-in', [], true, granted],
    ['once-per-session', [home], false, mfaFor(here)],
    ['once-per-session', [here], false, granted],
    ['trusts-home', [], false, mfaFor(home)],
    ['trusts-home', [home], false, granted],
    ['trusts-home', [here], false, granted],
  ] as const)(
    'with MFA %s and factors in %j, fresh %s',
    (mfa, mfaTenantIds, hasFreshMfa, answer) => {
      expect(ask({ mfa }, { mfaTenantIds, hasFreshMfa })).toEqual(answer);
    },
  );

  it('takes the factor of a home that an entry trusts since it was set up', () => {
    const partners = [{ ...INHERITS, tenantId: home, trust: { ...NO_TRUST, mfa: true } }];
    const tenant = {
      ...resource,
      rules: { ...OPEN_RULES, mfa: 'once-per-session' as const },
      crossTenant: { ...resource.crossTenant, partners },
    };
    expect(ask({}, { tenant })).toEqual(mfaFor(home));
    expect(ask({}, { tenant, mfaTenantIds: [home] })).toEqual(granted);
  });

  it('refuses when a factor is wanted and none is registered', () => {
    expect(ask({ mfa: 'every-sign-in' }, { account: { ...account, hasMfaMethod: false } })).toEqual(
      refused(50079),
    );
  });

  it('asks for the factor before it says that consent is missing', () => {
    const rules = { mfa: 'every-sign-in', consentMissingFor: ['defender'] } as const;

    expect(ask(rules)).toEqual(mfaFor(here));
    expect(ask(rules, { hasFreshMfa: true })).toEqual(refused(65001));
  });

  it('refuses a user object whose sign-in is blocked, wherever else it is good', () => {
    const membership = { ...guest, isDisabled: true };

    expect(ask({ device: 'compliant' }, { membership })).toEqual(refused(50057));
  });

  it('misses consent for one permission, and for everything at once', () => {
    const rules = { permissionsMissing: ['Policy.Read.All'] };
    const asBulkhead = (permissions: string[]) => ask(rules, { app: APPS.bulkhead, permissions });

    expect(asBulkhead(['User.Read'])).toEqual(granted);
    expect(asBulkhead(['User.Read', 'Policy.Read.All'])).toEqual(refused(65001));
    expect(asBulkhead(['.default'])).toEqual(refused(65001));
    expect(ask(rules, { permissions: ['Policy.Read.All'] })).toEqual(granted);
  });

  it('has all consents once an administrator gave them to Bulkhead, and to no other app', () => {
    const rules = { consentMissingFor: ['bulkhead', 'defender'] } as const;

    expect(ask(rules, { app: APPS.bulkhead })).toEqual(refused(65001));
    expect(ask(rules, { app: APPS.bulkhead, hasAdminConsent: true })).toEqual(granted);
    expect(ask(rules, { hasAdminConsent: true })).toEqual(refused(65001));
  });

  it('wants a factor for a step-up even where no policy does', () => {
    expect(ask({}, { isStepUp: true })).toEqual(mfaFor(here));
    expect(ask({}, { isStepUp: true, mfaTenantIds: [here] })).toEqual(granted);
  });
});
