/** Tenants whose administrator has consented to Bulkhead since the start. */
export type Consents = {
  give: (tenantId: string) => void;
  has: (tenantId: string) => boolean;
  clear: () => void;
};

export function createConsents(): Consents {
  const given = new Set<string>();
  return {
    give: (tenantId) => void given.add(tenantId),
    has: (tenantId) => given.has(tenantId),
    clear: () => given.clear(),
  };
}
