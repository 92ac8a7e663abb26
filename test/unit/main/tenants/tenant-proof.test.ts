import { describe, expect, it } from 'vitest';
import {
  type Evidence,
  type HeldProof,
  UNPROVEN,
  weigh,
  whileSigningIn,
} from '../../../../main/tenants/tenant-proof.ts';
import type { TenantId } from '../../../../preload/contract/index.ts';

const OWN = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const OTHER = '9d22b1a4-0f6c-4b1d-8f3a-5a2f6f1c7b10' as TenantId;
const EARLY = '2026-11-21T08:12:00.000Z';
const LATE = '2026-11-21T09:12:00.000Z';
const DEFENDER = 'security.microsoft.com';
const AZURE = 'portal.azure.com';

const nameOf = (id: TenantId) => (id === OTHER ? 'Contoso' : null);
const after = (held: HeldProof, evidence: Evidence, now = LATE) =>
  weigh(held, evidence, { own: OWN, nameOf, now });
const says = (
  kind: 'portal-url' | 'sign-in-response',
  tenantId: TenantId,
  host = DEFENDER,
): Evidence => ({ kind, tenantId, host });
const silent = (host: string): Evidence => ({ kind: 'silent-page', host });

const proven = (evidence: 'portal-url' | 'sign-in-response', provenAt = EARLY): HeldProof => ({
  proof: { state: 'proven', evidence, provenAt },
  host: DEFENDER,
});

describe('weigh', () => {
  it('learns nothing from a page that names no tenant', () => {
    expect(after(UNPROVEN, silent(DEFENDER))).toEqual(UNPROVEN);
    expect(after(proven('sign-in-response'), silent(DEFENDER))).toEqual(proven('sign-in-response'));
  });

  it('knows nothing any more on a page of another portal that names no tenant', () => {
    expect(after(proven('sign-in-response'), silent(AZURE))).toEqual(UNPROVEN);
  });

  it('takes the own tenant by address, and better by sign-in', () => {
    expect(after(UNPROVEN, says('portal-url', OWN))).toEqual(proven('portal-url', LATE));
    expect(after(proven('portal-url'), says('sign-in-response', OWN))).toEqual(
      proven('sign-in-response', LATE),
    );
  });

  it('keeps the sign-in as the evidence when an address of the same portal says the same', () => {
    expect(after(proven('sign-in-response'), says('portal-url', OWN))).toEqual(
      proven('sign-in-response'),
    );
  });

  it('does not carry a sign-in to another portal', () => {
    expect(after(proven('sign-in-response'), says('portal-url', OWN, AZURE)).proof).toEqual({
      state: 'proven',
      evidence: 'portal-url',
      provenAt: LATE,
    });
  });

  it.each(['portal-url', 'sign-in-response'] as const)('sees another tenant by %s', (kind) => {
    expect(after(proven('sign-in-response'), says(kind, OTHER)).proof).toEqual({
      state: 'mismatch',
      evidence: kind,
      pageTenantId: OTHER,
      pageTenantName: 'Contoso',
      seenAt: LATE,
    });
  });

  it('keeps a mismatch whatever the page does next', () => {
    const mismatch = after(UNPROVEN, says('portal-url', OTHER), EARLY);
    expect(after(mismatch, says('portal-url', OWN))).toBe(mismatch);
    expect(after(mismatch, says('sign-in-response', OWN))).toBe(mismatch);
    expect(after(mismatch, silent(AZURE))).toBe(mismatch);
    expect(whileSigningIn(mismatch)).toBe(mismatch);
  });
});

describe('whileSigningIn', () => {
  it('forgets a proof: the sign-in may end with another account', () => {
    expect(whileSigningIn(proven('sign-in-response'))).toEqual(UNPROVEN);
  });
});
