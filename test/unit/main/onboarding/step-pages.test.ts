import { beforeEach, describe, expect, it } from 'vitest';
import { createOpenLink } from '../../../../main/onboarding/step-pages.ts';
import { hostsOfCloud } from '../../../../main/security/host-data.ts';
import { createHostList } from '../../../../main/security/host-list.ts';
import type { Cloud, TenantId } from '../../../../preload/contract/index.ts';
import { aFailure, idOf } from '../tenants/a-registry.ts';

const A = idOf(1);
const B = idOf(2);

describe('the page of a step', () => {
  let cloud: Cloud | null;
  let opened: unknown[];
  const open = createOpenLink({
    tenantOf: () => (cloud === null ? null : { cloud, domain: 'Contoso.com' }),
    hostsOf: () =>
      createHostList(hostsOfCloud(cloud ?? 'global'), {
        additionalNavigationHosts: ['sts.contoso.example'],
      }),
    handOffs: {
      openPortal: async (...args) => {
        opened.push(args);
        return { viewId: null, browser: 'Edge' };
      },
      openPage: async (...args) => {
        opened.push(args);
        return { viewId: null, browser: 'Edge' };
      },
    },
  });

  beforeEach(() => {
    cloud = 'global';
    opened = [];
  });

  it('is a portal’s, opened where the tenant’s portals open', async () => {
    const link = { portalId: 'entra', page: 'groups' } as const;

    expect(await open(A, link)).toEqual({ browser: 'Edge', isStartInstead: false });
    expect(opened).toEqual([[A, 'entra', { page: 'groups' }]]);
  });

  it('is the portal’s start where it has no known address, which is said', async () => {
    const unknown = { portalId: 'intune', page: 'groups' } as const;
    expect(await open(A, unknown)).toEqual({ browser: 'Edge', isStartInstead: true });
    // The start itself is meant.
    const start = { portalId: 'azure', page: null } as const;
    expect(await open(A, start)).toEqual({ browser: 'Edge', isStartInstead: false });
    expect(opened).toEqual([
      [A, 'intune', { page: 'groups' }],
      [A, 'azure', { page: null }],
    ]);
  });

  it('is the portal’s start where a value of its address is missing', async () => {
    const url = 'https://entra.microsoft.com/{targetId}/#view/{group}';

    expect(await open(A, { url })).toEqual({ browser: 'Edge', isStartInstead: true });
    expect(opened).toEqual([[A, 'entra', { page: null }]]);
  });

  it.each([
    ['global', `https://entra.microsoft.com/${A}/#view/x`, 'entra', null],
    ['global', 'https://purview.microsoft.com/', null, null],
    ['global', 'https://myaccess.microsoft.com/@contoso.com', 'my-access', null],
    ['gcc-high', `https://entra.microsoft.com/${A}`, 'entra', `https://entra.microsoft.us/${A}`],
    [
      'dod',
      `https://security.microsoft.com/?tid=${A}`,
      'defender',
      `https://security.apps.mil/?tid=${A}`,
    ],
  ] as const)('in %s is opened at %s', async (its, url, portalId, expected) => {
    cloud = its;
    await open(A, { url });

    expect(opened).toEqual([[A, portalId, expected ?? url]]);
  });

  it.each<[string, string, RegExp]>([
    ['a host that is not listed', 'https://attacker.example/', /not on this cloud’s list/],
    ['no https', 'http://entra.microsoft.com/', /only https/],
    ['an empty page', 'about:blank', /only https/],
    ['a user name', 'https://entra.microsoft.com@evil.example/', /user name/],
    ['a backslash', 'https:\\\\entra.microsoft.com\\', /looks like another/],
    ['another tenant in it', `https://entra.microsoft.com/${B}`, /names another tenant/],
    ['another tenant behind ?tid=', `https://purview.microsoft.com/?tid=${B}`, /another tenant/],
    [
      'this tenant and another in it',
      `https://security.microsoft.com/?tid=${A}&tid=${B}`,
      /another tenant/,
    ],
    [
      'this tenant in one place and another in the next',
      `https://entra.microsoft.com/${A}?tid=${B}`,
      /another tenant/,
    ],
    [
      'another tenant’s domain in it',
      'https://myaccess.microsoft.com/@fabrikam.com',
      /another tenant/,
    ],
    [
      'a consent to an app',
      `https://login.microsoftonline.com/${A}/adminconsent?client_id=x`,
      /no page of a portal/,
    ],
    ['a page that only policy lists', 'https://sts.contoso.example/', /no page of a portal/],
    ['a value that is missing', 'https://purview.microsoft.com/{group}', /not entered yet/],
  ])('with %s is not opened', async (_what, url, words) => {
    await expect(open(A, { url })).rejects.toEqual(aFailure('not-available', words));
    expect(opened).toEqual([]);
  });

  it('is not opened where the portal has no address', async () => {
    cloud = 'china';

    await expect(open(A, { url: 'https://security.microsoft.com/' })).rejects.toEqual(
      aFailure('not-available', 'no documented address'),
    );
  });

  it('of another cloud is not opened', async () => {
    cloud = 'gcc-high';

    await expect(open(A, { url: 'https://portal.azure.cn/' })).rejects.toEqual(
      aFailure('not-available', 'not on this cloud’s list'),
    );
  });

  it('is not opened for a tenant that is gone', async () => {
    cloud = null;

    await expect(open('x' as TenantId, { url: 'https://entra.microsoft.com/' })).rejects.toEqual(
      aFailure('not-found', 'not in the estate'),
    );
  });
});
