import type { DeviceRow } from '../../../../preload/contract/index.ts';
import { BYTE_ORDER_MARK, type Cell, csvLine } from '../../csv.ts';
import { isoTime, type ShownCell, type ShownColumn } from './export-cells.ts';
import { collectedWords, type ExportStatement, scopeWords, statementLines } from './statement.ts';

/** A cell of a spreadsheet holds 32,767 characters; the rest is for apostrophes. */
const MAX_ABOUT = 32_000;

/**
 * The rows as CSV. After the shown columns every row says how old its tenant is, when and by what it
 * was exported and of how many it is one, because rows are cut out of files and pasted into others.
 * The first row says all about the export; where there is none, the header does, so that a count of
 * rows stays a count of devices.
 */
export async function* csvChunks(
  blocks: AsyncIterable<readonly DeviceRow[]>,
  columns: readonly ShownColumn[],
  statement: ExportStatement,
): AsyncGenerator<Uint8Array> {
  const about = aboutText(statement);
  const title = 'About this export';
  const header = [
    ...columns.map((column) => column.title),
    'Tenant collected (UTC)',
    'Exported (UTC)',
    'App version',
    'Form version',
    statement.rows === 0 ? `${title}: ${about}` : title,
  ];
  yield Buffer.from(`${BYTE_ORDER_MARK}${csvLine(header)}`);

  const collected = new Map<string, string | null>(
    statement.tenantsIn.map(({ id, collectedAt }) => [id, collectedAt]),
  );
  const scope = scopeWords(statement);
  let isFirst = true;
  for await (const block of blocks) {
    const lines = block.map((row) => {
      const line = csvLine([
        ...columns.map((column) => plainCell(column.cellOf(row))),
        collected.get(row.tenantId) ?? null,
        statement.exportedAt,
        statement.appVersion,
        statement.formVersion,
        isFirst ? about : scope,
      ]);
      isFirst = false;
      return line;
    });
    yield Buffer.from(lines.join(''));
  }
}

function plainCell(cell: ShownCell): Cell {
  switch (cell?.kind) {
    case undefined:
      return null;
    case 'text':
      return cell.text;
    case 'number':
      return cell.number;
    case 'time':
      return isoTime(cell.seconds);
  }
}

/** The whole statement on one line: a line break in a cell is one too many for some readers. */
function aboutText(statement: ExportStatement): string {
  const tenants = (title: string, list: ExportStatement['tenantsIn']) =>
    list.map(
      (tenant) =>
        `${title}: ${tenant.name}, ${tenant.domain}, ${tenant.id}, ${collectedWords(tenant)}`,
    );
  const parts = [
    ...statementLines(statement).map(([label, value]) => `${label}: ${value}`),
    ...tenants('Tenant', statement.tenantsIn),
    ...tenants('Tenant left out', statement.tenantsOut),
  ];
  const text = parts.join(' | ');
  return text.length <= MAX_ABOUT ? text : `${text.slice(0, MAX_ABOUT)}… (cut)`;
}
