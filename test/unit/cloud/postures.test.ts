import { describe, expect, it } from 'vitest';
import { policiesOf } from '../../cloud/contents/policies.ts';
import type { ConditionalAccessPolicy } from '../../cloud/contents/conditional-access-policy.ts';
import { reasonAgainst, situationOf } from '../../cloud/contents/policy-evaluation.ts';
import { namedLocationsOf } from '../../cloud/contents/named-locations.ts';
import { createDirectory } from '../../cloud/estates/directory.ts';
import type { Estate, SimulatedTenant } from '../../cloud/estates/estate.ts';
import { ESTATE_KINDS, makeEstate } from '../../cloud/estates/make-estate.ts';
import { APPS } from '../../cloud/sign-in/apps.ts';

/** The enabled policies that hit an account which signs in from an embedded browser. */
function hitting(estate: Estate, tenant: SimulatedTenant): ConditionalAccessPolicy[] {
  const directory = createDirectory(estate);
  const account = directory.accountsOf(tenant.id).find(({ isDisabled }) => !isDisabled);
  const membership = account && directory.membership(account.id, tenant.id);
  if (!account || !membership) throw new Error(`nobody gets into ${tenant.name}`);
  const situation = {
    ...situationOf(membership, account.homeTenantId, []),
    applicationIds: [APPS.defender.clientId],
    clientAppType: 'browser',
    devicePlatform: 'windows',
    ipAddress: '198.51.100.24',
    device: null,
    transferMethod: null,
  };
  const locations = namedLocationsOf(estate.seed, tenant);
  return policiesOf(estate.seed, tenant).filter(
    (policy) =>
      policy.state === 'enabled' && reasonAgainst(policy, situation, locations) === 'notSet',
  );
}

const asks = (policies: readonly ConditionalAccessPolicy[], control: string): boolean =>
  policies.some((policy) => policy.grantControls?.builtInControls.includes(control));

describe.each(ESTATE_KINDS)('what the %s estate is set up as', (kind) => {
  const estate = makeEstate(kind, 1);
  const names = (of: (tenant: SimulatedTenant) => boolean): string[] =>
    estate.tenants.filter(of).map(({ name }) => name);

  it('asks for a second factor by policy or by security defaults where the sign-in does', () => {
    const untrue = names((tenant) => {
      const byDefaults = tenant.posture.mfaBy === 'security-defaults';
      return (
        (asks(hitting(estate, tenant), 'mfa') || byDefaults) !== (tenant.rules.mfa !== 'never')
      );
    });

    expect(untrue).toEqual([]);
  });

  it('asks for a compliant device, and blocks, where the sign-in does', () => {
    const devices = names(
      (tenant) =>
        asks(hitting(estate, tenant), 'compliantDevice') !== (tenant.rules.device === 'compliant'),
    );
    const blocks = names((tenant) => {
      const isBlocked = tenant.rules.blocks.some(({ apps }) => apps === 'all');
      return (
        asks(hitting(estate, tenant), 'block') !== (isBlocked && tenant.accessPath !== 'member')
      );
    });

    expect(devices).toEqual([]);
    expect(blocks).toEqual([]);
  });

  it('has Conditional Access only with a licence, and never beside security defaults', () => {
    const unlicensed = names(
      (tenant) => tenant.licence === 'none' && policiesOf(1, tenant).length > 0,
    );
    const both = names(
      (tenant) =>
        tenant.posture.mfaBy === 'security-defaults' &&
        policiesOf(1, tenant).some(({ state }) => state === 'enabled'),
    );

    expect(unlicensed).toEqual([]);
    expect(both).toEqual([]);
  });

  it('trusts the home factor exactly where the sign-in takes it', () => {
    const directory = createDirectory(estate);
    const untrue = names((tenant) => {
      const visitor = directory
        .accountsOf(tenant.id)
        .find(({ homeTenantId }) => homeTenantId !== tenant.id);
      if (!visitor || tenant.rules.mfa === 'never') return false;
      const { partners, defaultTrust } = tenant.crossTenant;
      const entry = partners.find(({ tenantId }) => tenantId === visitor.homeTenantId);
      return (entry?.trust ?? defaultTrust).mfa !== (tenant.rules.mfa === 'trusts-home');
    });

    expect(untrue).toEqual([]);
  });

  it('refuses nobody by cross-tenant access without an entry that says so', () => {
    for (const { rules, crossTenant } of estate.tenants) {
      const blocked = crossTenant.partners.filter(
        ({ inboundCollaboration }) => inboundCollaboration === 'blocked',
      );
      expect(rules.inboundBlockedFrom).toEqual(blocked.map(({ tenantId }) => tenantId));
    }
  });
});

describe('the demo estate’s variety', () => {
  const { tenants } = makeEstate('demo', 1);
  const where = (of: (tenant: SimulatedTenant) => boolean): string[] =>
    tenants.filter(of).map(({ name }) => name);

  it('has every way of asking for a second factor', () => {
    const ways = where(({ posture }) => posture.mfaBy === 'conditional-access');

    expect(ways).toEqual(['Contoso', 'Fabrikam', 'Adatum Corporation', 'Northwind Traders']);
    expect(where(({ posture }) => posture.mfaBy === 'security-defaults')).toEqual([
      'Proseware Defense',
    ]);
    expect(where(({ posture }) => posture.mfaBy === 'report-only')).toEqual([
      'Woodgrove Bank (Government)',
    ]);
    expect(where(({ posture }) => posture.mfaBy === 'nothing')).toEqual([
      'Litware',
      'Tailwind Traders China',
    ]);
  });

  it('has PAW-only administrators, missing permissions and missing licences somewhere', () => {
    expect(where(({ posture }) => posture.hasPawOnlyAdmins)).toEqual(['Contoso']);
    expect(where(({ rules }) => rules.permissionsMissing.length > 0)).toEqual([
      'Adatum Corporation',
    ]);
    expect(where(({ licence }) => licence === 'none')).toEqual([
      'Proseware Defense',
      'Tailwind Traders China',
    ]);
  });

  it('trusts in one direction only, and inherits in places', () => {
    const byName = new Map(tenants.map((tenant) => [tenant.name, tenant]));
    const trust = (target: string, source: string) =>
      byName
        .get(target)
        ?.crossTenant.partners.find(({ tenantId }) => tenantId === byName.get(source)?.id)?.trust;

    expect(trust('Fabrikam', 'Contoso')).toMatchObject({ mfa: true });
    expect(trust('Contoso', 'Fabrikam')).toBeNull();
    expect(trust('Northwind Traders', 'Contoso')).toBeNull();
    expect(byName.get('Northwind Traders')?.crossTenant.defaultTrust.mfa).toBe(true);
  });
});
