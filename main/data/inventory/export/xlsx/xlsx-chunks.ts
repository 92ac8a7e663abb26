import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { DeviceRow } from '../../../../../preload/contract/index.ts';
import type { ShownColumn } from '../export-cells.ts';
import type { ExportStatement } from '../statement.ts';
import { aboutSheet } from './about-sheet.ts';
import { deviceSheet, type SheetLimits } from './device-sheet.ts';
import { RowCursor } from './row-cursor.ts';
import { FIRST_PARTS, lastParts, sheetPart } from './workbook-parts.ts';

const LIMITS: SheetLimits = { rows: 1_048_576, bytes: 3_500_000_000 };
/** Sheets are the same tags again and again: more effort gains little and costs minutes. */
const COMPRESSION = 3;

/**
 * The rows as a workbook: sheets of devices, as many as it takes, and a last one about the export.
 * A sheet is packed while its rows are made, so that no more than a few blocks are in memory.
 */
export async function* xlsxChunks(
  blocks: AsyncGenerator<readonly DeviceRow[]>,
  columns: readonly ShownColumn[],
  statement: ExportStatement,
  limits: SheetLimits = LIMITS,
): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const packed = zip.outputStream;
  if (!(packed instanceof Readable)) throw new TypeError('The zip writer gives no stream');
  const entry = { mtime: new Date(statement.exportedAt), compressionLevel: COMPRESSION };
  const addPart = (path: string, content: string) =>
    zip.addBuffer(Buffer.from(content), path, entry);

  const sheets: Readable[] = [];
  let isStopped = false;
  const addSheet = async (xml: AsyncIterable<Buffer>) => {
    if (isStopped) throw new Error('Nobody takes the workbook');
    const sheet = Readable.from(xml, { objectMode: true, highWaterMark: 1 });
    sheets.push(sheet);
    zip.addReadStream(sheet, sheetPart(sheets.length), entry);
    await finished(sheet);
  };
  const fill = async () => {
    for (const [path, content] of FIRST_PARTS) addPart(path, content);
    const rows = new RowCursor(blocks);
    const names: string[] = [];
    do {
      names.push(names.length === 0 ? 'Devices' : `Devices ${names.length + 1}`);
      await addSheet(deviceSheet(rows, columns, limits, names.length === 1));
    } while (!(await rows.isAtEnd()));
    names.push('About this export');
    await addSheet(aboutSheet(statement));
    for (const [path, content] of lastParts(names)) addPart(path, content);
    zip.end();
  };

  const fail = (error: unknown) =>
    packed.destroy(error instanceof Error ? error : new Error('The workbook failed'));
  zip.on('error', fail);
  const filling = fill().catch(fail);
  try {
    yield* packed;
  } finally {
    // Whoever takes no more chunks also ends the making of rows.
    isStopped = true;
    for (const sheet of sheets) sheet.destroy();
    await filling;
    await blocks.return(undefined);
  }
}
