/**
 * Ids that have the form of a tenant's and are none that can be administered.
 * Source: learn.microsoft.com/entra/identity-platform/id-token-claims-reference (`tid`) and
 * learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in.
 */
const SPECIAL: Readonly<Record<string, string>> = {
  '00000000-0000-0000-0000-000000000000': 'This id is all zeros. It stands for no tenant.',
  '9188040d-6c67-4c5b-b112-36a304b66dad':
    'This id stands for all personal Microsoft accounts. It is no tenant that can be managed.',
  'f8cdef31-a31e-4b4a-93e4-5f571e91255a':
    'This id is Microsoft’s own tenant for its services. It is no tenant that can be managed.',
};

/** Why this id is no tenant of an operator, in plain words; null for all others. */
export function wellKnownTenant(id: string): string | null {
  return Object.hasOwn(SPECIAL, id) ? (SPECIAL[id] ?? null) : null;
}
