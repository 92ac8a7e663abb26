import type { TenantId, TenantRecord } from '../../../preload/contract/index.ts';

const MAX_LINKS = 20;

export function emptyRecord(tenantId: TenantId): TenantRecord {
  return {
    tenantId,
    purpose: 'not-said',
    owner: '',
    licences: '',
    note: '',
    links: [],
    changedAt: null,
  };
}

/**
 * The record with a link that was entered in a run, in place of the one of the same label; null for
 * the address takes it away. A link such as a request link stays good for years, so it is kept with
 * the tenant and not only with the run.
 * @returns null when the record has no room for another link
 */
export function recordWithLink(
  record: TenantRecord,
  label: string,
  url: string | null,
  changedAt: string,
): TenantRecord | null {
  const at = record.links.findIndex((link) => link.label === label);
  const entered = url === null ? [] : [{ label, url }];
  const links =
    at < 0
      ? [...record.links, ...entered]
      : [...record.links.slice(0, at), ...entered, ...record.links.slice(at + 1)];
  return links.length > MAX_LINKS ? null : { ...record, links, changedAt };
}
