import type {
  DeviceExportFormat,
  DeviceImportPreview,
  DeviceSource,
  ImportId,
  TenantId,
} from '../../preload/contract/index.ts';
import { bridge } from '../bridge/bridge.ts';
import { failureWords } from '../bridge/failure-words.ts';
import { countText } from '../lib/count-text.ts';
import { devicesText } from '../lib/device-words.ts';
import { tell, tellFailure } from './app-store.ts';
import { listOf, type ListPlace } from './device-list-store.ts';
import { useEstateStore } from './estate-store.ts';
import { withWork } from './inventory-store.ts';
import { openDialog } from './shell-store.ts';

/** Lets the operator choose an export of Defender or Intune, and shows what importing it would do. */
export async function startDeviceImport(tenantId: TenantId): Promise<void> {
  const answer = await bridge().inventory.previewImport({ tenantId });
  if (answer.ok) openDialog({ kind: 'import-devices', tenantId, preview: answer.value });
  else tellFailure(answer.error);
}

type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

/** Reads the file again as another kind of export or with another mapping. */
export async function remapDeviceImport(
  importId: ImportId,
  source: Extract<DeviceSource, `${string}-file`>,
  columns: DeviceImportPreview['headers'][number]['column'][],
): Promise<Outcome<DeviceImportPreview>> {
  const answer = await bridge().inventory.remapImport({ importId, source, columns });
  return answer.ok ? answer : { ok: false, message: failureWords(answer.error) };
}

/** Takes the devices of a file in. Answers with the failure in words, or null when they are there. */
export async function applyDeviceImport(
  tenantId: TenantId,
  importId: ImportId,
  exportedAt: string,
): Promise<string | null> {
  const answer = await withWork('import', () =>
    bridge().inventory.applyImport({ importId, exportedAt }),
  );
  if (!answer.ok) {
    return answer.error.code === 'cancelled'
      ? 'Cancelled. Nothing of the file was taken in.'
      : failureWords(answer.error);
  }
  const { devices, added, changed, removed, refused } = answer.value;
  const refusals = refused === 0 ? '' : `, ${countText(refused)} refused`;
  const name = useEstateStore.getState().byId[tenantId]?.name ?? 'the tenant';
  tell(
    `${devicesText(devices)} of ${name} imported: ${countText(added)} added, ${countText(changed)} changed, ${countText(removed)} removed${refusals}.`,
    tenantId,
  );
  return null;
}

export async function dropDeviceImport(importId: ImportId): Promise<void> {
  const answer = await bridge().inventory.dropImport({ importId });
  if (!answer.ok) tellFailure(answer.error);
}

/**
 * Writes exactly what a list shows into a file that the operator chooses. Answers with the failure
 * in words, or null when it is written.
 */
export async function exportDevices(
  place: ListPlace,
  format: DeviceExportFormat,
): Promise<string | null> {
  const { query, columns } = listOf(place);
  const answer = await withWork('export', () =>
    bridge().inventory.exportFile({ query, columns: [...columns], format }),
  );
  if (!answer.ok) {
    return answer.error.code === 'cancelled'
      ? 'Cancelled. No file was written.'
      : failureWords(answer.error);
  }
  const { fileName, rows } = answer.value;
  tell(`${fileName} is written: ${devicesText(rows)}.`);
  return null;
}
