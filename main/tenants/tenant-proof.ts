import type { TenantId, TenantProof } from '../../preload/contract/index.ts';

/**
 * Proof of which tenant a page belongs to.
 *
 * Threat: separate sessions keep tenants apart, but a portal's own directory switch, a link or
 * operating-system single sign-on can still bring another tenant's page into a compartment, and
 * the operator acts on the wrong tenant. Isolation is therefore shown per page, never assumed.
 * The tenant of the sign-in response that a portal receives is proof, for that portal. The tenant
 * in a portal's address is what was asked for: it speaks against a page, and for it only until
 * something better is known. A mismatch stays until the operator decides. What is not seen is
 * written down in docs/known-issues.md.
 * Tested in test/unit/main/tenants/tenant-proof.test.ts and test/e2e/electron.
 */

export type Evidence =
  | { readonly kind: 'portal-url'; readonly tenantId: TenantId; readonly host: string }
  | { readonly kind: 'sign-in-response'; readonly tenantId: TenantId; readonly host: string }
  /** A portal page that names no tenant. */
  | { readonly kind: 'silent-page'; readonly host: string };

/** What is known, and of which portal: another portal may have signed in to another tenant. */
export interface HeldProof {
  readonly proof: TenantProof;
  readonly host: string | null;
}

export const UNPROVEN: HeldProof = { proof: { state: 'unproven' }, host: null };

export interface ProofContext {
  /** The tenant whose compartment the page is in. */
  readonly own: TenantId;
  /** The estate's name of a tenant, or null when it is not in the estate. */
  readonly nameOf: (id: TenantId) => string | null;
  /** Time of the evidence, ISO with zone. */
  readonly now: string;
}

/** What is known after one more piece of evidence. */
export function weigh(held: HeldProof, evidence: Evidence, context: ProofContext): HeldProof {
  const { proof } = held;
  // Only the operator's decision ends a mismatch: a page must not be able to navigate out of it.
  if (proof.state === 'mismatch') return held;
  const isSamePortal = held.host === evidence.host;

  if (evidence.kind === 'silent-page') return isSamePortal ? held : UNPROVEN;
  if (evidence.tenantId !== context.own) {
    const mismatch = {
      state: 'mismatch',
      evidence: evidence.kind,
      pageTenantId: evidence.tenantId,
      pageTenantName: context.nameOf(evidence.tenantId),
      seenAt: context.now,
    } as const;
    return { proof: mismatch, host: evidence.host };
  }
  const isBetterKnown =
    isSamePortal && proof.state === 'proven' && proof.evidence === 'sign-in-response';
  if (evidence.kind === 'portal-url' && isBetterKnown) return held;
  const proven = { state: 'proven', evidence: evidence.kind, provenAt: context.now } as const;
  return { proof: proven, host: evidence.host };
}

/** What is known when a page stands on a sign-in: whom it ends with is open again. */
export function whileSigningIn(held: HeldProof): HeldProof {
  return held.proof.state === 'mismatch' ? held : UNPROVEN;
}
