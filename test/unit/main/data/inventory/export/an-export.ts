import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { EVERYTHING } from '../../../../../../main/data/inventory/columns/device-table.ts';
import {
  type DeviceExport,
  exportDevices,
} from '../../../../../../main/data/inventory/export/export-devices.ts';
import type { ExportTenant } from '../../../../../../main/data/inventory/export/export-scope.ts';
import type { ColumnId } from '../../../../../../preload/contract/device-columns.ts';
import type { Cell, DeviceRow, TenantId } from '../../../../../../preload/contract/index.ts';

export const CONTOSO = '9d220a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
export const FABRIKAM = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2202' as TenantId;
export const LITWARE = '5b3e0a52-3c1e-4c58-9d0e-1b5e3a9f2203' as TenantId;

export const TENANTS: readonly ExportTenant[] = [
  {
    id: CONTOSO,
    name: 'Contoso',
    domain: 'contoso.example',
    collectedAt: '2026-03-04T01:02:03.000Z',
    isPartial: false,
  },
  {
    id: FABRIKAM,
    name: '=Fabrikam, "Ltd"',
    domain: 'fabrikam.example',
    collectedAt: '2026-03-03T01:02:03.000Z',
    isPartial: true,
  },
  { id: LITWARE, name: 'Litware', domain: 'litware.example', collectedAt: null, isPartial: false },
];

/** 2026-03-04T05:06:07Z. */
export const NOW = new Date('2026-03-04T05:06:07.000Z');
export const NOW_SECONDS = NOW.getTime() / 1_000;

export const aRow = (id: number, tenantId: TenantId, cells: readonly Cell[]): DeviceRow => ({
  id: id as DeviceRow['id'],
  tenantId,
  cells: [...cells],
});

/** What a table gives for a query whose rows are these. */
export function walkOf(rows: readonly DeviceRow[], total = rows.length): DeviceExport['walk'] {
  return {
    total,
    *blocks(size) {
      for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
    },
  };
}

export const MANY_COLUMNS: readonly ColumnId[] = ['name', 'tenant', 'risk', 'tags', 'lastSeen'];

/** So many devices, made as they are asked for; only one block is there at a time. */
export function manyDevices(total: number, onBlock: (from: number) => void = () => {}) {
  return {
    total,
    *blocks(size: number) {
      for (let from = 0; from < total; from += size) {
        onBlock(from);
        yield Array.from({ length: Math.min(size, total - from) }, (_, index) =>
          aRow(from + index, CONTOSO, [
            `device-${from + index}`,
            CONTOSO,
            'high',
            ['tag one', `tag ${index}`],
            NOW_SECONDS - index,
          ]),
        );
      }
    },
  };
}

/** A folder of its own, removed after the test. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-export-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const namesIn = (folder: string) => readdirSync(folder).toSorted();

export interface Exported {
  readonly folder: string;
  readonly path: string;
  readonly rows: number;
  readonly bytes: Buffer;
}

/** Exports into a folder of its own, unless a path is given. */
export async function runExport(
  asked: Partial<DeviceExport> & Pick<DeviceExport, 'walk' | 'columns' | 'format'>,
): Promise<Exported> {
  const folder = aFolder();
  const path = asked.path ?? join(folder, `devices.${asked.format}`);
  const { rows } = await exportDevices({
    query: { filter: EVERYTHING, sort: [] },
    tenants: TENANTS,
    appVersion: '1.2.3',
    now: NOW,
    signal: new AbortController().signal,
    onProgress: () => {},
    ...asked,
    path,
  });
  return { folder, path, rows, bytes: readFileSync(path) };
}
