import { describe, expect, it } from 'vitest';
import { type Evidence, UNPROVEN, weigh } from '../../../../main/tenants/tenant-proof.ts';
import type { TenantId, TenantProof } from '../../../../preload/contract/index.ts';

const OWN = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const OTHER = '9d22b1a4-0f6c-4b1d-8f3a-5a2f6f1c7b10' as TenantId;
const EARLY = '2026-11-21T08:12:00.000Z';
const LATE = '2026-11-21T09:12:00.000Z';

const after = (proof: TenantProof, kind: Evidence['kind'], tenantId: TenantId, now = LATE) =>
  weigh(
    proof,
    kind === 'silent-page' ? { kind } : { kind, tenantId },
    OWN,
    (id) => (id === OTHER ? 'Contoso' : null),
    now,
  );

const bySignIn: TenantProof = { state: 'proven', evidence: 'sign-in-response', provenAt: EARLY };
const byAddress: TenantProof = { state: 'proven', evidence: 'portal-url', provenAt: EARLY };

describe('weigh', () => {
  it('proves nothing from a page that names no tenant', () => {
    expect(after(UNPROVEN, 'silent-page', OWN)).toEqual(UNPROVEN);
    expect(after(bySignIn, 'silent-page', OWN)).toEqual(bySignIn);
  });

  it('proves the own tenant by address, and better by sign-in', () => {
    expect(after(UNPROVEN, 'portal-url', OWN)).toEqual({ ...byAddress, provenAt: LATE });
    expect(after(byAddress, 'sign-in-response', OWN)).toEqual({ ...bySignIn, provenAt: LATE });
  });

  it('keeps the sign-in as the evidence when an address says the same', () => {
    expect(after(bySignIn, 'portal-url', OWN)).toEqual(bySignIn);
  });

  it.each(['portal-url', 'sign-in-response'] as const)('sees another tenant by %s', (kind) => {
    expect(after(bySignIn, kind, OTHER)).toEqual({
      state: 'mismatch',
      evidence: kind,
      pageTenantId: OTHER,
      pageTenantName: 'Contoso',
      seenAt: LATE,
    });
  });

  it('keeps a mismatch whatever the page does next', () => {
    const mismatch = after(UNPROVEN, 'portal-url', OTHER, EARLY);
    expect(after(mismatch, 'portal-url', OWN)).toBe(mismatch);
    expect(after(mismatch, 'sign-in-response', OWN)).toBe(mismatch);
  });
});
