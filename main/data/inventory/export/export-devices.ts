import type { ColumnId } from '../../../../preload/contract/device-columns.ts';
import type { DeviceExportFormat, DeviceQuery } from '../../../../preload/contract/index.ts';
import { csvChunks } from './csv-chunks.ts';
import { shownColumns } from './export-cells.ts';
import { type ExportTenant, scopeOf } from './export-scope.ts';
import { jsonlChunks } from './jsonl-chunks.ts';
import { rowBlocks, type Walk } from './row-blocks.ts';
import { makeStatement } from './statement.ts';
import { type OpenFile, writeAtomically } from '../../../chosen-files/write-atomically.ts';
import { xlsxChunks } from './xlsx/xlsx-chunks.ts';

export interface DeviceExport {
  /** What `DeviceTable.walk` gave for `query`, `columns` and `now`. */
  readonly walk: Walk;
  readonly query: DeviceQuery;
  readonly columns: readonly ColumnId[];
  readonly format: DeviceExportFormat;
  /** Where to, absolute; what is there is replaced when the export is whole. */
  readonly path: string;
  /** All tenants of the estate; the filter says which are in. */
  readonly tenants: readonly ExportTenant[];
  readonly appVersion: string;
  readonly now: Date;
  readonly signal: AbortSignal;
  /** Called about once for a thousand rows, with the rows done so far. */
  readonly onProgress: (rows: number) => void;
  readonly openFile?: OpenFile;
}

/**
 * Writes exactly what is filtered, in the shown columns and order, into a file that says what it
 * holds. Memory does not grow with the rows, and questions are answered between blocks.
 * Throws an ExportFailure with words for the operator when it was cancelled or could not be written;
 * what was at the path is then as it was.
 */
export async function exportDevices(asked: DeviceExport): Promise<{ readonly rows: number }> {
  const { walk, query, columns, format, path, tenants, openFile } = asked;
  const scope = scopeOf(query.filter, tenants);
  const names = new Map<string, string>(tenants.map(({ id, name }) => [id, name]));
  const nameOf = (tenantId: string) => names.get(tenantId) ?? tenantId;
  const rows = walk.total;
  const statement = makeStatement({ ...asked, rows, scope, nameOf });
  const blocks = rowBlocks({ ...asked, tenantIds: new Set(scope.tenantsIn.map(({ id }) => id)) });

  const chunks = () => {
    switch (format) {
      case 'csv':
        return csvChunks(blocks, shownColumns(columns, nameOf), statement);
      case 'xlsx':
        return xlsxChunks(blocks, shownColumns(columns, nameOf), statement);
      case 'jsonl':
        return jsonlChunks(blocks, columns, statement, nameOf);
    }
  };
  await writeAtomically(path, chunks(), openFile);
  return { rows };
}
