import { type ColumnId, DEVICE_COLUMNS } from '../../../../preload/contract/device-columns.ts';
import type { Cell, DeviceRow } from '../../../../preload/contract/index.ts';
import { isoTime } from './export-cells.ts';
import type { ExportStatement } from './statement.ts';

/**
 * The rows as JSON Lines: first what the export is, then a line a device. Values are those of the
 * inventory, not their words; times are ISO 8601; null is "no source says".
 */
export async function* jsonlChunks(
  blocks: AsyncIterable<readonly DeviceRow[]>,
  columns: readonly ColumnId[],
  statement: ExportStatement,
  nameOf: (tenantId: string) => string,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${JSON.stringify({ bulkhead: statement })}\n`);
  for await (const block of blocks) {
    const lines = block.map((row) => {
      const device: Record<string, Cell> = { tenantId: row.tenantId };
      for (const [index, column] of columns.entries()) {
        device[column] =
          column === 'tenant' ? nameOf(row.tenantId) : rawValue(column, row.cells[index] ?? null);
      }
      return `${JSON.stringify(device)}\n`;
    });
    yield Buffer.from(lines.join(''));
  }
}

const rawValue = (column: ColumnId, cell: Cell): Cell =>
  typeof cell === 'number' && DEVICE_COLUMNS[column].kind === 'time' ? isoTime(cell) : cell;
