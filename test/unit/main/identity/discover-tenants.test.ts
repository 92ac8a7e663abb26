import { describe, expect, it } from 'vitest';
import { TenantId } from '../../../../preload/contract/ids.ts';
import { ReachableTenant } from '../../../../preload/contract/identity.ts';
import { createApiAsk } from '../../../../main/identity/api-ask.ts';
import {
  ApiRefusal,
  type AskApi,
  discoverTenants,
} from '../../../../main/identity/discover-tenants.ts';

const id = (n: number) => TenantId.parse(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
const ARM = 'https://management.azure.com/tenants?api-version=2022-12-01';
const row = (n: number, more: object = {}) => ({
  tenantId: id(n),
  displayName: `Tenant ${n}`,
  defaultDomain: `t${n}.example.com`,
  tenantCategory: 'ProjectedBy',
  ...more,
});
const nobody: AskApi = () => Promise.reject(new ApiRefusal(404));
const inEstate = (tenantId: TenantId) => tenantId === id(1);

describe('tenants that an account reaches', () => {
  it('are put together from three services, with how access is had', async () => {
    const { tenants, notes } = await discoverTenants(
      'global',
      async ({ url }) => {
        if (url === ARM) {
          return {
            value: [
              row(1, { tenantCategory: 'Home' }),
              row(2),
              row(3, { tenantCategory: 'ManagedBy' }),
              row(4),
            ],
          };
        }
        if (url.endsWith('/delegatedAdminCustomers')) {
          return { value: [{ tenantId: id(4).toUpperCase(), displayName: 'Customer' }] };
        }
        return {
          value: [
            { tenantId: id(2), displayName: 'Member' },
            { tenantId: id(5), displayName: 'Only a member' },
            { tenantId: id(6), displayName: 'Left', state: 'removed' },
          ],
        };
      },
      inEstate,
    );

    expect(tenants.map(({ tenantId, how }) => [tenantId, how])).toEqual([
      [id(1), 'home'],
      [id(4), 'gdap'],
      [id(3), 'lighthouse'],
      [id(2), 'guest'],
      [id(5), 'multitenant-organization'],
    ]);
    expect(tenants[1]).toMatchObject({ name: 'Customer', domain: 't4.example.com' });
    expect(tenants.map(({ isInEstate }) => isInEstate)).toEqual([true, false, false, false, false]);
    expect(notes).toEqual([]);
  });

  it('are still found when one service refuses, and that is said', async () => {
    const { tenants, notes } = await discoverTenants(
      'global',
      async ({ url }) => {
        if (url === ARM) return { value: [row(1)] };
        throw new ApiRefusal(403);
      },
      inEstate,
    );

    expect(tenants).toHaveLength(1);
    expect(notes).toHaveLength(2);
    expect(notes.join(' ')).toContain('not permitted');
  });

  it('are read page by page, within bounds', async () => {
    let asked = 0;
    const { tenants } = await discoverTenants(
      'china',
      async () => {
        asked += 1;
        return {
          value: [row(asked)],
          nextLink: `https://management.chinacloudapi.cn/tenants?api-version=2022-12-01&page=${asked}`,
        };
      },
      inEstate,
    );

    expect(asked).toBe(20);
    expect(tenants).toHaveLength(20);
  });

  it.each([
    'https://attacker.example/tenants?api-version=2022-12-01',
    'https://management.azure.com@attacker.example/tenants?page=2',
    'https://management.azure.com:443@attacker.example/tenants?page=2',
    'https://management.azure.com:8443/tenants?page=2',
    'http://management.azure.com/tenants?page=2',
    '//attacker.example/tenants?page=2',
    'https://management.azure.com/subscriptions?page=2',
    'https://management.azure.com/tenants/../subscriptions?x',
    '/tenants?page=2',
    ARM,
  ])('are not looked for at %s', async (nextLink) => {
    const asked: string[] = [];
    await discoverTenants(
      'global',
      async ({ url }) => {
        asked.push(url);
        return url.startsWith('https://management') ? { value: [row(1)], nextLink } : { value: [] };
      },
      inEstate,
    );

    expect(asked.filter((url) => !url.startsWith('https://graph.microsoft.com/'))).toEqual([ARM]);
  });

  it('are shown plainly, and fit the contract whatever a service writes', async () => {
    const { tenants } = await discoverTenants(
      'global',
      async ({ url }) =>
        url === ARM
          ? {
              value: [
                row(1, { displayName: `Con\u202etoso${'x'.repeat(500)}` }),
                row(2, { displayName: null, defaultDomain: '<img src=x onerror=alert(1)>' }),
                row(3, { tenantCategory: 'Surprise' }),
                { tenantId: 'not an id' },
                null,
                7,
              ],
            }
          : { value: [] },
      inEstate,
    );

    expect(tenants).toHaveLength(3);
    for (const tenant of tenants) expect(() => ReachableTenant.parse(tenant)).not.toThrow();
    expect(tenants[0]?.name.startsWith('Contoso')).toBe(true);
    expect(tenants[1]).toMatchObject({ name: '', domain: '' });
  });

  it.each([undefined, 'text', { value: 'text' }, { value: {} }])(
    'are none in %s',
    async (answer) => {
      const { tenants, notes } = await discoverTenants('china', async () => answer, inEstate);

      expect(tenants).toEqual([]);
      expect(notes[0]).toContain('cannot be read');
    },
  );

  it('are not asked for where a cloud has no such service', async () => {
    const { notes } = await discoverTenants('china', nobody, inEstate);

    expect(notes).toHaveLength(1);
  });
});

describe('asking an API', () => {
  it('sends the token only to the host that it is for', async () => {
    const asked: string[] = [];
    const ask = createApiAsk(
      async (url) => {
        asked.push(url);
        return Response.json({ value: [] });
      },
      async () => 'token',
    );
    const scopes = ['https://graph.microsoft.com/User.Read'];

    await ask({ scopes, url: 'https://graph.microsoft.com/v1.0/me' });
    await expect(ask({ scopes, url: 'https://management.azure.com/tenants' })).rejects.toThrow(
      'refused-address',
    );
    await expect(
      ask({ scopes, url: 'https://graph.microsoft.com@attacker.example/' }),
    ).rejects.toThrow('refused-address');

    expect(asked).toEqual(['https://graph.microsoft.com/v1.0/me']);
  });
});
