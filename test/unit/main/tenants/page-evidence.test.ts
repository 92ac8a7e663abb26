import { describe, expect, it } from 'vitest';
import { hostsOfCloud } from '../../../../main/security/host-data.ts';
import { createHostList } from '../../../../main/security/host-list.ts';
import { evidenceOfPage } from '../../../../main/tenants/page-evidence.ts';
import type { TenantId } from '../../../../preload/contract/index.ts';

const FABRIKAM = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const CONTOSO = '9d22b1a4-0f6c-4b1d-8f3a-5a2f6f1c7b10' as TenantId;
const hosts = createHostList(hostsOfCloud('global'));
const evidence = (url: string) =>
  evidenceOfPage(url, hosts, (domain) => (domain === 'contoso.com' ? CONTOSO : null));
const token = (tid: string) => `x.${Buffer.from(JSON.stringify({ tid })).toString('base64url')}.x`;

describe('evidenceOfPage', () => {
  it.each([
    [`https://security.microsoft.com/machines?tid=${FABRIKAM}`],
    [`https://entra.microsoft.com/${FABRIKAM.toUpperCase()}/#view/x`],
  ])('reads the tenant of %s', (url) => {
    expect(evidence(url)).toEqual({ kind: 'portal-url', tenantId: FABRIKAM });
  });

  it('reads a domain that the estate knows', () => {
    expect(evidence('https://portal.azure.com/#@contoso.com/resource')).toEqual({
      kind: 'portal-url',
      tenantId: CONTOSO,
    });
  });

  it('says nothing for a domain that it does not know: it may be a second one', () => {
    expect(evidence('https://portal.azure.com/#@other.example/x')).toEqual({ kind: 'silent-page' });
  });

  it('takes the sign-in response before the address', () => {
    const url = `https://security.microsoft.com/?tid=${FABRIKAM}#id_token=${token(CONTOSO)}`;
    expect(evidence(url)).toEqual({ kind: 'sign-in-response', tenantId: CONTOSO });
  });

  it('says nothing for a portal page without a tenant', () => {
    expect(evidence('https://security.microsoft.com/machines')).toEqual({ kind: 'silent-page' });
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
