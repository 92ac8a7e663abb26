import { describe, expect, it } from 'vitest';
import { CLOUDS, TenantDraft } from '../../../preload/contract/tenants.ts';
import type { Estate } from '../../cloud/estates/estate.ts';
import { createDirectory } from '../../cloud/estates/directory.ts';
import { makeEstate } from '../../cloud/estates/make-estate.ts';
import { createRandom } from '../../cloud/estates/random.ts';

function countBy(estate: Estate, of: (tenant: Estate['tenants'][number]) => string) {
  const counts: Record<string, number> = {};
  for (const tenant of estate.tenants) counts[of(tenant)] = (counts[of(tenant)] ?? 0) + 1;
  return counts;
}

describe('makeEstate', () => {
  it('makes the same estate from the same seed and another one from another', () => {
    expect(makeEstate('demo', 7)).toEqual(makeEstate('demo', 7));
    expect(makeEstate('large', 7)).toEqual(makeEstate('large', 7));
    expect(makeEstate('demo', 7).tenants[0]?.id).not.toBe(makeEstate('demo', 8).tenants[0]?.id);
  });

  it.each(['demo', 'large'] as const)(
    'makes a %s estate that the application can import',
    (kind) => {
      const estate = makeEstate(kind, 1);

      const refused = estate.tenants.flatMap((tenant) => {
        const { id, name, domain, cloud, accessPath } = tenant;
        const parsed = TenantDraft.safeParse({ id, name, domain, cloud, accessPath });
        return parsed.success ? [] : [parsed.error.message];
      });

      expect(refused).toEqual([]);
      for (const key of ['id', 'name', 'domain', 'initialDomain'] as const) {
        expect(new Set(estate.tenants.map((tenant) => tenant[key])).size).toBe(
          estate.tenants.length,
        );
      }
    },
  );

  it('has every state of the demo among its eight tenants', () => {
    const { tenants } = makeEstate('demo', 1);

    expect(countBy(makeEstate('demo', 1), (tenant) => tenant.cloud)).toEqual({
      global: 5,
      'gcc-high': 1,
      dod: 1,
      china: 1,
    });
    expect(tenants.filter((tenant) => tenant.rules.device === 'compliant')).toHaveLength(1);
    expect(tenants.some((tenant) => tenant.rules.mfa === 'every-sign-in')).toBe(true);
    expect(tenants.filter((tenant) => tenant.rules.consentMissingFor.length > 0)).toHaveLength(1);
    expect(new Set(tenants.map((tenant) => tenant.accessPath)).size).toBeGreaterThanOrEqual(5);
  });

  it('has two hundred tenants of all clouds in groups', () => {
    const estate = makeEstate('large', 1);

    expect(estate.tenants).toHaveLength(200);
    expect(Object.keys(countBy(estate, (tenant) => tenant.cloud)).toSorted()).toEqual(
      CLOUDS.toSorted(),
    );
    expect(Object.keys(countBy(estate, (tenant) => tenant.group ?? 'none')).length).toBeGreaterThan(
      8,
    );
    expect(estate.tenants.filter((tenant) => tenant.favourite)).toHaveLength(9);
  });

  it.each(['demo', 'large'] as const)(
    'gives every %s tenant an account of its own cloud',
    (kind) => {
      const estate = makeEstate(kind, 1);
      const directory = createDirectory(estate);
      const instance = (cloud: string): string => (cloud === 'dod' ? 'gcc-high' : cloud);

      const strangers = estate.tenants.filter((tenant) => {
        const able = directory.accountsOf(tenant.id).filter((account) => !account.isDisabled);
        const homes = able.map((account) => directory.tenant(account.homeTenantId)?.cloud ?? '');
        return !homes.some((cloud) => instance(cloud) === instance(tenant.cloud));
      });

      expect(strangers.map((tenant) => tenant.name)).toEqual([]);
    },
  );
});

describe('createDirectory', () => {
  const directory = createDirectory(makeEstate('demo', 1));

  it('finds tenants by id and both domains, accounts by name, whatever the case', () => {
    const fabrikam = directory.tenant('FABRIKAM.com');

    expect(directory.tenant(fabrikam?.id.toUpperCase() ?? '')).toBe(fabrikam);
    expect(directory.tenant('fabrikam.onmicrosoft.com')).toBe(fabrikam);
    expect(directory.knows('nobody.example')).toBe(false);
    expect(directory.accountByName(' ADM-Dana@fabrikam.com')?.homeTenantId).toBe(fabrikam?.id);
  });

  it('gives a guest an object id of its own and a delegated operator none', () => {
    const operator = directory.accountByName('dana.okafor@contoso.com');
    const home = operator?.id.split('.')[0];
    const at = (domain: string) =>
      directory.membership(operator?.id ?? '', directory.tenant(domain)?.id ?? '');

    expect(at('contoso.com')).toMatchObject({ kind: 'member', objectId: home });
    expect(at('fabrikam.com')?.kind).toBe('guest');
    expect(at('fabrikam.com')?.objectId).not.toBe(home);
    expect(at('litwareinc.com')).toMatchObject({ kind: 'delegated', objectId: home });
    expect(at('woodgrove.onmicrosoft.us')).toBeUndefined();
  });
});

describe('createRandom', () => {
  it('stays within its bounds and makes version 4 GUIDs', () => {
    const random = createRandom(1, 'test');

    const integers = Array.from({ length: 200 }, () => random.integer(3, 5));

    expect(new Set(integers)).toEqual(new Set([3, 4, 5]));
    expect(random.guid()).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(() => random.pick([])).toThrow(RangeError);
  });
});
