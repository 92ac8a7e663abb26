import type { DeviceExportFormat } from '../../preload/contract/index.ts';
import { plainFileName } from '../security/plain-file-name.ts';

/** `bulkhead-devices-fabrikam-2026-11-20.csv`; a name of many tenants has none of them. */
export function exportName(
  tenantName: string | null,
  format: DeviceExportFormat,
  now: Date,
): string {
  const day = now.toISOString().slice(0, 10);
  const scope = (tenantName ?? '')
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);
  return plainFileName(`bulkhead-devices${scope === '' ? '' : `-${scope}`}-${day}.${format}`);
}
