import { describe, expect, it } from 'vitest';
import { hostsOfCloud } from '../../../../main/security/host-data.ts';
import { createHostList } from '../../../../main/security/host-list.ts';
import { evidenceOfPage } from '../../../../main/tenants/page-evidence.ts';
import type { TenantId } from '../../../../preload/contract/index.ts';

const FABRIKAM = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const CONTOSO = '9d22b1a4-0f6c-4b1d-8f3a-5a2f6f1c7b10' as TenantId;
const hosts = createHostList(hostsOfCloud('global'));
const evidence = (url: string, owners: readonly TenantId[] = [CONTOSO]) =>
  evidenceOfPage(url, {
    own: FABRIKAM,
    hosts,
    tenantsOfDomain: (domain) => (domain === 'contoso.com' ? owners : []),
  });
const token = (tid: string) => `x.${Buffer.from(JSON.stringify({ tid })).toString('base64url')}.x`;

describe('evidenceOfPage', () => {
  it.each([
    [`https://security.microsoft.com/machines?tid=${FABRIKAM}`],
    [`https://entra.microsoft.com/${FABRIKAM.toUpperCase()}/#view/x`],
  ])('reads the tenant of %s', (url) => {
    expect(evidence(url)).toEqual({
      kind: 'portal-url',
      tenantId: FABRIKAM,
      host: new URL(url).host,
    });
  });

  it.each([
    `https://admin.microsoft.com/?delegatedOrg=${FABRIKAM}`,
    `https://myaccount.microsoft.com/organizations?tenantId=${FABRIKAM}`,
  ])('reads the tenant where a query names it, as in %s', (url) => {
    expect(evidence(url)).toMatchObject({ kind: 'portal-url', tenantId: FABRIKAM });
  });

  it('takes the domain of one other tenant against the page', () => {
    expect(evidence('https://portal.azure.com/#@contoso.com/resource')).toEqual({
      kind: 'portal-url',
      tenantId: CONTOSO,
      host: 'portal.azure.com',
    });
  });

  it.each([
    ['the own tenant’s', [FABRIKAM]],
    ['a domain that two tenants have', [CONTOSO, FABRIKAM]],
    ['a domain that two others have', [CONTOSO, CONTOSO]],
  ] as const)('takes %s for nothing: an operator typed it', (_what, owners) => {
    expect(evidence('https://portal.azure.com/#@contoso.com/x', owners)).toMatchObject({
      kind: 'silent-page',
    });
  });

  it('says nothing for a domain that it does not know: it may be a second one', () => {
    expect(evidence('https://portal.azure.com/#@other.example/x')).toMatchObject({
      kind: 'silent-page',
    });
  });

  it('takes the sign-in response before the address', () => {
    const url = `https://security.microsoft.com/?tid=${FABRIKAM}#id_token=${token(CONTOSO)}`;
    expect(evidence(url)).toMatchObject({ kind: 'sign-in-response', tenantId: CONTOSO });
  });

  it('says nothing for a portal page without a tenant', () => {
    expect(evidence('https://security.microsoft.com/machines')).toMatchObject({
      kind: 'silent-page',
    });
  });

  it.each([
    `https://login.microsoftonline.com/${CONTOSO}/oauth2/v2.0/authorize`,
    `https://security.microsoft.com.attacker.example/?tid=${CONTOSO}`,
    'about:blank',
    '',
  ])('takes no evidence from %j', (url) => {
    expect(evidence(url)).toBeNull();
  });
});
