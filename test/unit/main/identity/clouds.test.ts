import { describe, expect, it } from 'vitest';
import { TenantId } from '../../../../preload/contract/ids.ts';
import { CLOUDS } from '../../../../preload/contract/tenants.ts';
import { apiHostOf, scopesOf } from '../../../../main/identity/api-scopes.ts';
import {
  authorityOf,
  cloudDiscoveryOf,
  redirectUriOf,
} from '../../../../main/identity/authority.ts';
import { consentLink } from '../../../../main/identity/consent-link.ts';

const TENANT = TenantId.parse('9d22b5a8-1111-4222-8333-444455556666');

/** Microsoft Graph, "National cloud deployments"; Azure in China and Azure Government guides. */
const HOSTS = {
  global: ['login.microsoftonline.com', 'graph.microsoft.com', 'management.azure.com'],
  'gcc-high': ['login.microsoftonline.us', 'graph.microsoft.us', 'management.usgovcloudapi.net'],
  dod: ['login.microsoftonline.us', 'dod-graph.microsoft.us', 'management.usgovcloudapi.net'],
  china: [
    'login.partner.microsoftonline.cn',
    'microsoftgraph.chinacloudapi.cn',
    'management.chinacloudapi.cn',
  ],
} as const;

describe('clouds', () => {
  it.each(CLOUDS)('%s has its own sign-in service and APIs', (cloud) => {
    const [login, graph, arm] = HOSTS[cloud];

    expect(authorityOf(cloud).host).toBe(login);
    expect(apiHostOf(cloud, 'graph')).toBe(graph);
    expect(apiHostOf(cloud, 'arm')).toBe(arm);
    expect(redirectUriOf(authorityOf(cloud))).toBe(`https://${login}/common/oauth2/nativeclient`);
    expect(scopesOf(cloud, 'graph', ['User.Read'])).toEqual([`https://${graph}/User.Read`]);
    expect(cloudDiscoveryOf(authorityOf(cloud)).match(/login[a-z.]+/g)).toEqual(
      Array.from({ length: 4 }, () => login),
    );
  });

  it.each([
    [
      'global',
      'api.security.microsoft.com',
      'https://api.securitycenter.microsoft.com/Machine.Read',
    ],
    [
      'gcc-high',
      'api-gov.securitycenter.microsoft.us',
      'https://api-gov.securitycenter.microsoft.us/Machine.Read',
    ],
    [
      'dod',
      'api-gov.securitycenter.microsoft.us',
      'https://api-gov.securitycenter.microsoft.us/Machine.Read',
    ],
  ] as const)('%s has Defender at its host, with tokens for its resource', (cloud, host, scope) => {
    expect(apiHostOf(cloud, 'defender')).toBe(host);
    expect(scopesOf(cloud, 'defender', ['Machine.Read'])).toEqual([scope]);
  });

  it('know of no Defender in 21Vianet', () => {
    expect(() => scopesOf('china', 'defender', ['Machine.Read'])).toThrow(RangeError);
  });

  it('have an admin consent link per tenant', () => {
    expect(consentLink('china', TENANT, 'the client', 's&t')).toBe(
      `https://login.partner.microsoftonline.cn/${TENANT}/v2.0/adminconsent?client_id=the+client&scope=https%3A%2F%2Fmicrosoftgraph.chinacloudapi.cn%2F.default&redirect_uri=https%3A%2F%2Flogin.partner.microsoftonline.cn%2Fcommon%2Foauth2%2Fnativeclient&state=s%26t`,
    );
  });
});
