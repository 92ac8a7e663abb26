import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type {
  Device,
  NewRecord,
  RecordFacts,
} from '../../../../../../main/data/inventory/device.ts';
import type { FileSource } from '../../../../../../main/data/inventory/import/file-columns.ts';
import {
  createImports,
  type ImportsDeps,
} from '../../../../../../main/data/inventory/import/imports.ts';
import { factsOf } from '../../../../../../main/data/inventory/sources/facts-of.ts';
import {
  type DeviceImportPreview,
  inventory,
  type SourceState,
  TenantId,
} from '../../../../../../preload/contract/index.ts';

export const TENANT = TenantId.parse('10000000-0000-4000-8000-000000000001');
export const NOW = new Date('2026-11-21T12:00:00Z');

export const DEFENDER_HEADERS =
  'Device ID,Device Name,Domain,First Seen,Last device update,OS Platform,OS Distribution,OS Version,OS Build,Windows 10 Version,Tags,Group,Is AAD Joined,Device IPs,Risk Level,Exposure Level,Health Status,Onboarding Status,Device Role,Cloud Platforms,Managed By,Antivirus status,Is Internet Facing';

export const INTUNE_HEADERS =
  'Device ID,Device name,Enrollment date,Last check-in,Azure AD Device ID,OS version,Azure AD registered,Serial number,Manufacturer,Model,Wi-Fi MAC,Category,Primary user UPN,Primary user email address,Primary user display name,WiFiIPv4Address,Compliance,Managed by,Ownership,Device state,Encrypted,OS,JoinType,EthernetMAC';

interface Kept {
  readonly records: readonly NewRecord[];
  readonly exportedAt: number;
}

/** A store that keeps files whole or not at all, as the real one does. */
function aFileStore() {
  const files = new Map<FileSource, Kept>();
  const store: ImportsDeps['store'] = {
    *replaceFile(_tenantId, source, records, { exportedAt }) {
      if (source !== 'defender-file' && source !== 'intune-file') throw new Error('not a file');
      const taken: NewRecord[] = [];
      for (const record of records) {
        taken.push(record);
        yield null;
      }
      const before = files.get(source)?.records.length ?? 0;
      files.set(source, { records: taken, exportedAt });
      return { added: taken.length, changed: 0, removed: before };
    },
    sourcesOf: () =>
      [...files].map(([source, { records }]): SourceState => ({
        source,
        state: 'complete',
        records: records.length,
        completeAt: null,
        triedAt: null,
        covered: records.length,
        refused: 0,
        refusals: [],
        problem: null,
        needs: null,
      })),
    *devicesOf() {
      for (const [index, source] of [...files.keys()].entries()) {
        // Only what imports look at.
        yield { id: index, sources: [source] } as unknown as Device;
      }
    },
    get(id) {
      const [source, kept] = [...files][id] ?? [];
      const [first] = kept?.records ?? [];
      if (source === undefined || kept === undefined || first === undefined) return null;
      const { exportedAt } = kept;
      const record = { ...first, collectedAt: 0, firstCollectedAt: 0, exportedAt };
      return { device: {} as unknown as Device, records: [record], changes: [] };
    },
  };
  return { store, files };
}

/** Imports over a folder of their own. */
export function anImport(options: Partial<ImportsDeps> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-import-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const { store, files } = aFileStore();
  let next = 0;
  const imports = createImports({
    store,
    apply: () => undefined,
    now: () => NOW,
    random: (size) => Buffer.alloc(size, (next += 1)),
    ...options,
  });
  let written = 0;
  const write = (content: string | Buffer, name = `devices-${(written += 1)}.csv`) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  return {
    imports,
    files,
    folder,
    write,
    /** The preview of a file, checked against the contract. */
    async preview(content: string | Buffer, name?: string): Promise<DeviceImportPreview> {
      const preview = await imports.preview(TENANT, write(content, name));
      return inventory.previewImport.output.parse(preview);
    },
    /** What every imported row says. */
    facts(source: FileSource): readonly RecordFacts[] {
      return (files.get(source)?.records ?? []).map(({ raw, facts }) => {
        const again = factsOf(source, JSON.parse(raw));
        // What the import says, and what is made of the kept text later.
        expect(facts).toEqual(again);
        return again;
      });
    },
  };
}

/** Lines of a CSV file of Defender, by header; what is left out is empty. */
export function defenderCsv(...rows: readonly Readonly<Record<string, string>>[]): string {
  return csvOf(DEFENDER_HEADERS, rows);
}

export function intuneCsv(...rows: readonly Readonly<Record<string, string>>[]): string {
  return csvOf(INTUNE_HEADERS, rows);
}

function csvOf(headers: string, rows: readonly Readonly<Record<string, string>>[]): string {
  const names = headers.split(',');
  const lines = rows.map((row) => names.map((name) => quoted(row[name] ?? '')).join(','));
  return [headers, ...lines, ''].join('\r\n');
}

export const quoted = (cell: string) =>
  /[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

export const textsOf = ({ messages }: DeviceImportPreview) =>
  messages.map(({ line, message }) => `${line}: ${message}`);
