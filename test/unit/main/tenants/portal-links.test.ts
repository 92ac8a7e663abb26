import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AccessPath,
  type Cloud,
  CLOUDS,
  Portal,
  PORTAL_IDS,
  PORTAL_PAGES,
  PortalDeviceId,
  type TenantId,
} from '../../../../preload/contract/index.ts';
import { hostsOfCloud } from '../../../../main/security/host-data.ts';
import { createHostList } from '../../../../main/security/host-list.ts';
import {
  portalOfUrl,
  portalsOf,
  portalUrl,
  tenantOfPortalUrl,
  urlInCloud,
} from '../../../../main/tenants/portal-links.ts';

const id = '11111111-2222-3333-4444-555555555555' as TenantId;
const other = '99999999-2222-3333-4444-555555555555';

const aTenant = (change: { cloud?: Cloud; accessPath?: AccessPath; domain?: string } = {}) => ({
  id,
  domain: 'contoso.example',
  cloud: 'global' as Cloud,
  accessPath: 'member' as AccessPath,
  ...change,
});

describe('portalsOf', () => {
  it.each(CLOUDS)('lists every portal of %s with a host or a reason', (cloud) => {
    const portals = portalsOf(aTenant({ cloud }));

    expect(portals.map((portal) => portal.id)).toEqual(PORTAL_IDS);
    for (const portal of portals) {
      expect(Portal.parse(portal)).toEqual(portal);
      expect((portal.host === null) === (portal.reason !== null)).toBe(true);
    }
  });

  it('has every portal in the global cloud', () => {
    expect(portalsOf(aTenant()).filter((portal) => portal.host === null)).toEqual([]);
  });

  it('makes no address up', () => {
    const without = (cloud: Cloud) =>
      portalsOf(aTenant({ cloud })).flatMap(({ id, host }) => (host === null ? [id] : []));

    expect(without('gcc-high')).toEqual(['my-account', 'defender-mto']);
    expect(without('dod')).toEqual(['my-account', 'defender-mto']);
    expect(without('china')).toEqual(['defender', 'my-account', 'my-access', 'defender-mto']);
  });
});

const deviceId = PortalDeviceId.parse('80fe8ff8-2624-418e-9591-41f0491218f9');

describe('portalUrl', () => {
  it.each([
    ['defender', `https://security.microsoft.com/?tid=${id}`],
    ['entra', `https://entra.microsoft.com/${id}`],
    ['azure', `https://portal.azure.com/${id}`],
    ['intune', `https://intune.microsoft.com/${id}`],
    ['my-account', 'https://myaccount.microsoft.com/organizations'],
    ['my-access', 'https://myaccess.microsoft.com/@contoso.example#/'],
    ['defender-mto', 'https://mto.security.microsoft.com/'],
    ['m365-admin', 'https://admin.cloud.microsoft/'],
  ] as const)('of %s', (portalId, url) => {
    expect(portalUrl(aTenant(), portalId)).toBe(url);
  });

  it.each([
    ['global', 'defender', `https://security.microsoft.com/machines/v2/${deviceId}?tid=${id}`],
    [
      'gcc-high',
      'intune',
      `https://intune.microsoft.us/${id}/#view/Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/overview/mdmDeviceId/${deviceId}`,
    ],
    [
      'global',
      'entra',
      `https://entra.microsoft.com/${id}/#view/Microsoft_AAD_Devices/DeviceDetailsMenuBlade/~/Properties/objectId/${deviceId}/deviceId/`,
    ],
    ['global', 'azure', null],
    ['china', 'defender', null],
  ] as const)('in %s of %s, of one device', (cloud, portalId, url) => {
    expect(portalUrl(aTenant({ cloud }), portalId, { deviceId })).toBe(url);
  });

  it.each([
    ['gcc-high', 'defender', `https://security.microsoft.us/?tid=${id}`],
    ['dod', 'defender', `https://security.apps.mil/?tid=${id}`],
    ['china', 'defender', null],
    ['dod', 'defender-mto', null],
    ['china', 'azure', `https://portal.azure.cn/${id}`],
  ] as const)('in %s of %s', (cloud, portalId, url) => {
    expect(portalUrl(aTenant({ cloud }), portalId)).toBe(url);
  });

  it('reaches a customer of delegated administration by Microsoft’s name for it', () => {
    const domain = 'contoso.onmicrosoft.com';

    expect(portalUrl(aTenant({ accessPath: 'gdap', domain }), 'm365-admin')).toBe(
      'https://admin.cloud.microsoft/?delegatedOrg=contoso.onmicrosoft.com',
    );
    expect(portalUrl(aTenant({ accessPath: 'gdap' }), 'm365-admin')).toBe(
      'https://admin.cloud.microsoft/',
    );
  });

  it('stays on the portal’s host whatever the domain holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (domain) => {
        const url = portalUrl(aTenant({ domain }), 'my-access');
        expect(new URL(url ?? '').host).toBe('myaccess.microsoft.com');
        expect(new URL(url ?? '').pathname).toBe(`/@${encodeURIComponent(domain)}`);
      }),
    );
  });

  it.each(CLOUDS)('is on the list of hosts of %s', (cloud) => {
    const hosts = createHostList(hostsOfCloud(cloud));
    const urls = PORTAL_IDS.flatMap((portalId) => portalUrl(aTenant({ cloud }), portalId) ?? []);

    expect(urls.filter((url) => !hosts.allowsNavigation(url).allowed)).toEqual([]);
    expect(urls.filter((url) => !hosts.isPortalHost(new URL(url).host))).toEqual([]);
  });
});

describe('pages of portals', () => {
  const VIEW = `https://entra.microsoft.com/${id}/#view/`;
  const everyPage = (cloud: Cloud) =>
    PORTAL_IDS.flatMap((portalId) =>
      PORTAL_PAGES.flatMap((page) => {
        const start = portalUrl(aTenant({ cloud }), portalId);
        const url = portalUrl(aTenant({ cloud }), portalId, { page });
        return url === null || url === start ? [] : [{ portalId, page, url, start }];
      }),
    );

  it.each([
    ['entra', 'groups', `${VIEW}Microsoft_AAD_IAM/GroupsManagementMenuBlade/~/AllGroups`],
    ['defender', 'hunting', `https://security.microsoft.com/v2/advanced-hunting?tid=${id}`],
    ['defender', 'incidents', `https://security.microsoft.com/incidents?tid=${id}`],
    ['defender', 'permissions', `https://security.microsoft.com/securitypermissions?tid=${id}`],
    ['defender-mto', 'tenants', 'https://mto.security.microsoft.com/mtosettings'],
    ['defender-mto', 'hunting', 'https://mto.security.microsoft.com/v2/advanced-hunting'],
    [
      'azure',
      'sentinel',
      `https://portal.azure.com/${id}/#view/HubsExtension/BrowseResource/resourceType/microsoft.securityinsightsarg%2Fsentinel`,
    ],
    [
      'entra',
      'named-locations',
      `${VIEW}Microsoft_AAD_ConditionalAccess/ConditionalAccessBlade/~/NamedLocations`,
    ],
    // Not documented: the portal's start page.
    ['entra', 'pim-groups', `https://entra.microsoft.com/${id}`],
    ['entra', 'multitenant-organization', `https://entra.microsoft.com/${id}`],
    ['intune', 'groups', `https://intune.microsoft.com/${id}`],
  ] as const)('%s has %s', (portalId, page, url) => {
    expect(portalUrl(aTenant(), portalId, { page })).toBe(url);
  });

  it('are none where the portal has no address', () => {
    expect(portalUrl(aTenant({ cloud: 'china' }), 'defender', { page: 'hunting' })).toBeNull();
  });

  it('give way to a device', () => {
    expect(portalUrl(aTenant(), 'defender', { page: 'hunting', deviceId })).toContain(deviceId);
    expect(portalUrl(aTenant(), 'azure', { page: 'lighthouse', deviceId })).toBeNull();
  });

  it.each(CLOUDS)('name their tenant as the start page does, on a listed host, in %s', (cloud) => {
    const hosts = createHostList(hostsOfCloud(cloud));
    const pages = everyPage(cloud);
    const names = pages.filter(({ start }) => tenantOfPortalUrl(start ?? '') !== null);

    expect(pages.length).toBeGreaterThan(15);
    // Defender multitenant management and My Account name no tenant anywhere.
    expect(
      new Set(pages.map(({ portalId }) => portalId)).size -
        new Set(names.map(({ portalId }) => portalId)).size,
    ).toBeLessThanOrEqual(2);
    expect(names.map(({ url }) => tenantOfPortalUrl(url))).toEqual(
      names.map(() => ({ kind: 'id', tenantId: id })),
    );
    expect(pages.filter(({ url }) => !hosts.allowsNavigation(url).allowed)).toEqual([]);
    expect(pages.filter(({ url }) => /[{}]/.test(url))).toEqual([]);
  });
});

describe('urlInCloud', () => {
  it.each([
    ['https://entra.microsoft.com/x?a=1#b', 'global', 'https://entra.microsoft.com/x?a=1#b'],
    ['https://entra.microsoft.com/x?a=1#b', 'gcc-high', 'https://entra.microsoft.us/x?a=1#b'],
    ['https://security.microsoft.com/?tid=1', 'dod', 'https://security.apps.mil/?tid=1'],
    ['https://portal.azure.com/', 'china', 'https://portal.azure.cn/'],
    ['https://security.microsoft.com/', 'china', null],
    ['https://mto.security.microsoft.com/', 'gcc-high', null],
    // Not a portal of the global cloud: as it is.
    ['https://entra.microsoft.us/', 'dod', 'https://entra.microsoft.us/'],
    ['https://other.example/', 'dod', 'https://other.example/'],
    ['nothing', 'dod', 'nothing'],
  ] as const)('turns %s in %s into %s', (url, cloud, expected) => {
    expect(urlInCloud(url, cloud)).toBe(expected);
  });
});

describe('portalOfUrl', () => {
  it.each([
    ['https://entra.microsoft.com/x', 'entra'],
    ['https://security.apps.mil/', 'defender'],
    ['https://purview.microsoft.com/', null],
    ['https://entra.microsoft.com.evil.example/', null],
    ['', null],
  ])('of %s is %s', (url, portalId) => {
    expect(portalOfUrl(url)).toBe(portalId);
  });
});

describe('tenantOfPortalUrl', () => {
  const byId = { kind: 'id', tenantId: id };
  const byDomain = { kind: 'domain', domain: 'contoso.example' };

  it.each([
    [`https://security.microsoft.com/?tid=${id}`, byId],
    [`https://security.microsoft.com/incidents/1?x=y&tid=${id.toUpperCase()}#a`, byId],
    [`https://security.apps.mil/machines?tid=${id}`, byId],
    [`https://portal.azure.com/${id}`, byId],
    [`https://entra.microsoft.us/${id}/#view/x`, byId],
    [`https://portal.azure.com/#@${id}/resource/x`, byId],
    ['https://portal.azure.com/#@Contoso.Example/resource/x', byDomain],
    ['https://portal.azure.com/@contoso.example', byDomain],
    ['https://portal.azure.com/contoso.example', byDomain],
    ['https://myaccess.microsoft.com/@contoso.example#/access-packages', byDomain],
    [`https://myaccess.microsoft.us/@${id}`, byId],
    ['https://admin.cloud.microsoft/?delegatedOrg=contoso.example', byDomain],
    [`https://portal.azure.com/${id}#@contoso.example/x`, byId],
  ])('reads %s', (url, tenant) => {
    expect(tenantOfPortalUrl(url)).toEqual(tenant);
  });

  it.each([
    'https://security.microsoft.com/',
    'https://security.microsoft.com/?tid=common',
    'https://security.microsoft.com/?tid=',
    `https://security.microsoft.com/?tid=${id}&tid=${other}`,
    `https://portal.azure.com/${id}#@${other}/x`,
    'https://portal.azure.com/#view/Microsoft_AAD_IAM/x',
    'https://portal.azure.com/%ff',
    `https://myaccount.microsoft.com/${id}`,
    `https://login.microsoftonline.com/${id}/oauth2/v2.0/authorize`,
    `https://attacker.example/?tid=${id}`,
    `https://security.microsoft.com.attacker.example/?tid=${id}`,
    `http://security.microsoft.com/?tid=${id}`,
    `https://security.microsoft.com:8443/?tid=${id}`,
    'about:blank',
    '',
  ])('reads nothing out of %j', (url) => {
    expect(tenantOfPortalUrl(url)).toBeNull();
  });

  it('reads back what portalUrl wrote', () => {
    const urls = CLOUDS.flatMap((cloud) =>
      (['defender', 'entra', 'azure', 'intune'] as const).flatMap(
        (portalId) => portalUrl(aTenant({ cloud }), portalId) ?? [],
      ),
    );

    expect(urls).toHaveLength(15);
    expect(urls.map((url) => tenantOfPortalUrl(url))).toEqual(urls.map(() => byId));
  });
});
