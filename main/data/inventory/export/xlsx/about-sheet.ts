import type { ExportTenant } from '../export-scope.ts';
import { type ExportStatement, statementLines } from '../statement.ts';
import { sheetEnd, type SheetCell, sheetRow, sheetStart } from './sheet-xml.ts';

const WIDTHS = [170, 330, 280, 110, 150, 90];

/** The sheet that says what the others hold: the statement, then every tenant in and left out. */
export async function* aboutSheet(statement: ExportStatement): AsyncGenerator<Buffer> {
  const { tenantsIn, tenantsOut } = statement;
  const rows: readonly (readonly SheetCell[])[] = [
    ...statementLines(statement).map(([label, value]) => [title(label), text(value)]),
    [],
    ['Tenant', 'Domain', 'Tenant ID', 'In this export', 'Collected (UTC)', 'Partly'].map(title),
    ...tenantsIn.map((tenant) => tenantRow(tenant, 'yes')),
    ...tenantsOut.map((tenant) => tenantRow(tenant, 'no')),
  ];
  yield Buffer.from(
    [
      sheetStart(WIDTHS, { isFirst: false, isTable: false }),
      ...rows.map((cells, index) => sheetRow(index + 1, cells)),
      sheetEnd(null),
    ].join(''),
  );
}

function tenantRow(tenant: ExportTenant, isIn: 'yes' | 'no'): readonly SheetCell[] {
  const { name, domain, id, collectedAt, isPartial } = tenant;
  const milliseconds = collectedAt === null ? Number.NaN : Date.parse(collectedAt);
  const collected: SheetCell = Number.isFinite(milliseconds)
    ? { kind: 'time', seconds: Math.floor(milliseconds / 1_000) }
    : text('not collected');
  return [
    text(name),
    text(domain),
    text(id),
    text(isIn),
    collected,
    isPartial ? text('yes') : null,
  ];
}

const text = (value: string): SheetCell => ({ kind: 'text', text: value });
const title = (value: string): SheetCell => ({ kind: 'title', text: value });
