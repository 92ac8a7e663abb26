import type { DeviceRow } from '../../../../../preload/contract/index.ts';
import type { ShownColumn } from '../export-cells.ts';
import type { RowCursor } from './row-cursor.ts';
import { sheetEnd, type SheetCell, sheetRow, sheetStart } from './sheet-xml.ts';

export interface SheetLimits {
  /** Rows with the header; Excel takes 1,048,576. */
  readonly rows: number;
  /** Bytes of a sheet before it is packed. From four GiB on Excel takes a workbook for damaged. */
  readonly bytes: number;
}

/** One sheet of devices, as far as it goes: what does not fit stays in the cursor. */
export async function* deviceSheet(
  rows: RowCursor<DeviceRow>,
  columns: readonly ShownColumn[],
  limits: SheetLimits,
  isFirst: boolean,
): AsyncGenerator<Buffer> {
  const widths = columns.map(({ width }) => width);
  const titles = columns.map(({ title }): SheetCell => ({ kind: 'title', text: title }));
  yield Buffer.from(sheetStart(widths, { isFirst, isTable: true }) + sheetRow(1, titles));
  let at = 1;
  let bytes = 0;
  while (bytes < limits.bytes) {
    const block = await rows.take(limits.rows - at);
    if (block.length === 0) break;
    let xml = '';
    for (const row of block) {
      at += 1;
      xml += sheetRow(
        at,
        columns.map((column) => column.cellOf(row)),
      );
    }
    const chunk = Buffer.from(xml);
    bytes += chunk.length;
    yield chunk;
  }
  yield Buffer.from(sheetEnd({ columns: columns.length, rows: at }));
}
