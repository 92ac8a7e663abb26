import type { ImportId, ImportPreview, ImportRow } from '../../../preload/contract/index.ts';
import { idOf } from './estates.ts';

const row = (
  number: number,
  outcome: ImportRow['outcome'],
  name: string,
  id: string,
  message = '',
): ImportRow => ({ row: number, outcome, name, id, message });

/** A file with every kind of row: good, there already, and refused for each reason. */
export function mixedImport(): ImportPreview {
  const rows: readonly ImportRow[] = [
    row(2, 'add', 'Southridge Video', idOf(501)),
    row(
      3,
      'add',
      'Wide World Importers',
      idOf(502),
      'The column “Owner” is not known and was left out.',
    ),
    row(
      4,
      'already-there',
      'Contoso',
      idOf(1),
      'Contoso has this tenant id already. Nothing changes.',
    ),
    row(5, 'refused', 'Lucerne Publishing', '12345', 'The tenant id is not a GUID.'),
    row(6, 'refused', 'Wide World Importers', idOf(502), 'The same tenant id is in row 3.'),
    row(
      7,
      'refused',
      '=HYPERLINK("https://evil.example")',
      idOf(503),
      'The name begins with “=”, which a spreadsheet would run as a formula.',
    ),
    row(8, 'add', 'City Power & Light', idOf(504)),
    row(9, 'refused', '', '', 'The line is longer than 64 KB.'),
  ];
  return anImport(rows, [
    'The file is not marked as UTF-8. It was read as Windows-1252.',
    'The column “Owner” is not known and was left out.',
  ]);
}

function anImport(rows: readonly ImportRow[], notes: readonly string[] = []): ImportPreview {
  const count = (outcome: ImportRow['outcome']) =>
    rows.filter((one) => one.outcome === outcome).length;
  return {
    importId: 'i0123456789abcdef' as ImportId,
    fileName: 'tenants.csv',
    rows: [...rows],
    rowsLeftOut: 0,
    notes: [...notes],
    counts: { add: count('add'), alreadyThere: count('already-there'), refused: count('refused') },
  };
}
