import { describe, expect, it } from 'vitest';
import { pathInPortal, portalPath, tenantInAddress } from '../../cloud/portals/portal-address.ts';

const ID = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201';
const knows = (name: string): boolean => name === 'contoso.com';
const TENANT = { id: ID, domain: 'contoso.com' };

describe('tenantInAddress', () => {
  it.each([
    [`https://security.microsoft.com/machines?category=endpoints&tid=${ID}`, ID],
    [`https://entra.microsoft.com/${ID}/#view/x`, ID],
    [`https://entra.microsoft.com/${ID.toUpperCase()}`, ID.toUpperCase()],
    ['https://portal.azure.com/contoso.com/users', 'contoso.com'],
    ['https://myaccess.microsoft.com/@fabrikam.com#/', 'fabrikam.com'],
    ['https://myaccess.microsoft.com/%40fabrikam.com', 'fabrikam.com'],
    [
      'https://admin.cloud.microsoft/?delegatedOrg=litware.onmicrosoft.com',
      'litware.onmicrosoft.com',
    ],
    ['https://myaccount.microsoft.com/organizations', null],
    ['https://security.microsoft.com/report.csv', null],
    ['https://security.microsoft.com/%E0%A4%A', null],
  ])('%s names %s', (address, tenant) => {
    expect(tenantInAddress(new URL(address), knows)).toBe(tenant);
  });
});

describe('pathInPortal', () => {
  it('leaves the tenant out', () => {
    const at = (path: string) => pathInPortal(new URL(`https://entra.microsoft.com${path}`), knows);

    expect([at(`/${ID}`), at(`/${ID}/users`), at('/@contoso.com/x'), at('/users/x')]).toEqual([
      '/',
      '/users',
      '/x',
      '/users/x',
    ]);
  });
});

describe('portalPath', () => {
  it('makes addresses that name the tenant where the portal has a way to', () => {
    expect(portalPath('defender', TENANT, '/machines')).toBe(`/machines?tid=${ID}`);
    expect(portalPath('intune', TENANT, '/devices')).toBe(`/${ID}/devices`);
    expect(portalPath('my-access', TENANT, '/')).toBe('/@contoso.com');
    expect(portalPath('my-account', TENANT, '/')).toBe('/organizations');
    expect(portalPath('defender-mto', TENANT, '/settings')).toBe('/settings');
  });
});
