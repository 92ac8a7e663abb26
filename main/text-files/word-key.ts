/** `Tenant ID`, `tenant_id` and `TenantId` are one name: letters and digits only, in lower case. */
export function wordKey(text: string): string {
  return text
    .slice(0, 100)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
