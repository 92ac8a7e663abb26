import type { TenantId, TenantProof } from '../../preload/contract/index.ts';

/**
 * Proof of which tenant a page belongs to.
 *
 * Threat: separate sessions keep tenants apart, but a portal's own directory switch, a link or
 * operating-system single sign-on can still bring another tenant's page into a compartment, and
 * the operator acts on the wrong tenant. Isolation is therefore proven per page, never assumed.
 * Two things are evidence: the tenant named by a portal's address, and the tenant of the sign-in
 * response that a portal receives. A mismatch stays until the operator decides.
 * Tested in test/unit/main/tenants/tenant-proof.test.ts and test/e2e/electron.
 */

export type Evidence =
  | { readonly kind: 'portal-url'; readonly tenantId: TenantId }
  | { readonly kind: 'sign-in-response'; readonly tenantId: TenantId }
  /** A portal page that names no tenant: what was proven for its session stays. */
  | { readonly kind: 'silent-page' };

export const UNPROVEN: TenantProof = { state: 'unproven' };

/**
 * What is known after one more piece of evidence.
 * @param nameOf the estate's name of a tenant, or null when it is not in the estate
 * @param now time of the evidence, ISO with zone
 */
export function weigh(
  proof: TenantProof,
  evidence: Evidence,
  own: TenantId,
  nameOf: (id: TenantId) => string | null,
  now: string,
): TenantProof {
  // Only the operator's decision ends a mismatch: a page must not be able to navigate out of it.
  if (proof.state === 'mismatch' || evidence.kind === 'silent-page') return proof;
  if (evidence.tenantId !== own) {
    return {
      state: 'mismatch',
      evidence: evidence.kind,
      pageTenantId: evidence.tenantId,
      pageTenantName: nameOf(evidence.tenantId),
      seenAt: now,
    };
  }
  // An address is what was asked for; a sign-in response is what was answered, and outweighs it.
  if (proof.state === 'proven' && proof.evidence === 'sign-in-response') {
    return evidence.kind === 'sign-in-response' ? { ...proof, provenAt: now } : proof;
  }
  return { state: 'proven', evidence: evidence.kind, provenAt: now };
}
