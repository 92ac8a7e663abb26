import { describe, expect, it } from 'vitest';
import { aCheck, SOURCE_ID, TARGET_ID } from './a-check.ts';

const DEFENDER = 'https://security.microsoft.com';

describe('what Bulkhead knows by itself', () => {
  it.each([
    [null, 'passed'],
    [`${DEFENDER}/?tid=${TARGET_ID}`, 'passed'],
    [`${DEFENDER}/incidents?tid=${TARGET_ID.toUpperCase()}`, 'passed'],
    [`${DEFENDER}/?tid=${SOURCE_ID}`, 'failed: The link names 7c1f'],
    [`${DEFENDER}/?tid=${TARGET_ID}&tid=${SOURCE_ID}`, 'failed: The link names'],
    [`${DEFENDER}/homepage`, 'failed: The link does not name a tenant'],
    [`https://security.microsoft.us/?tid=${TARGET_ID}`, 'failed: The link leads to security'],
    [`${DEFENDER}@attacker.example/?tid=${TARGET_ID}`, 'failed: The link is not an address'],
    [`http://security.microsoft.com/?tid=${TARGET_ID}`, 'failed: The link is not an address'],
    ['not a link', 'failed: The link is not an address'],
    [`${DEFENDER}/?tid={targetId}`, 'passed'],
  ])('a link to the portal: %s', async (link, expected) => {
    const given = { id: 'portal-link-names-tenant', with: link === null ? {} : { link } };
    const { said, asked } = await aCheck(given, {});
    expect(said).toMatch(new RegExp(`^${expected}`));
    expect(asked).toEqual([]);
  });

  it('has no link where the cloud has no portal', async () => {
    const tenant = {
      id: TARGET_ID,
      name: 'Tailwind',
      domain: 'x.cn',
      cloud: 'china',
      accessPath: 'member',
    } as const;
    const { said } = await aCheck({ id: 'portal-link-names-tenant' }, {}, { tenant });
    expect(said).toMatch(/^not-available/);
  });

  const record = {
    tenantId: TARGET_ID,
    purpose: 'production',
    owner: 'Dana',
    licences: '',
    note: '',
    links: [{ label: 'Tier 1', url: 'https://myaccess.microsoft.com/@fabrikam.com#/' }],
    changedAt: null,
  } as const;
  it.each([
    [record, {}, 'passed'],
    [{ ...record, owner: ' ' }, {}, 'failed: .*lacks owner'],
    [{ ...record, purpose: 'not-said' as const }, {}, 'failed: .*lacks purpose'],
    [record, { fields: 'owner;licences' }, 'failed: .*lacks licences'],
    [record, { links: 'tier 1' }, 'passed'],
    [record, { links: 'Tier 1;Tier 2' }, 'failed: .*lacks the link “Tier 2”'],
    [{ ...record, owner: '' }, { links: 'Tier 1' }, 'passed'],
    [record, { fields: 'colour' }, 'needs-value: .*no field “colour”'],
  ])('the record %#', async (kept, values, expected) => {
    const given = { id: 'tenant-record', with: values };
    const { said } = await aCheck(given, {}, { record: { ...kept, links: [...kept.links] } });
    expect(said).toMatch(new RegExp(`^${expected}`));
  });
});
