import { expect, it } from 'vitest';
import { shownColumns } from '../../../../../../main/data/inventory/export/export-cells.ts';
import { makeStatement } from '../../../../../../main/data/inventory/export/statement.ts';
import { EVERYTHING } from '../../../../../../main/data/inventory/columns/device-table.ts';
import type { SheetLimits } from '../../../../../../main/data/inventory/export/xlsx/device-sheet.ts';
import { xlsxChunks } from '../../../../../../main/data/inventory/export/xlsx/xlsx-chunks.ts';
import { MANY_COLUMNS, manyDevices, NOW } from './an-export.ts';
import { readWorkbook, unzip } from './read-workbook.ts';

async function* inBlocksOf(size: number, total: number) {
  yield* manyDevices(total).blocks(size);
}

async function workbook(total: number, limits: SheetLimits): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const nameOf = () => 'Contoso';
  const statement = makeStatement({
    query: { filter: EVERYTHING, sort: [] },
    columns: MANY_COLUMNS,
    rows: total,
    scope: { tenantsIn: [], tenantsOut: [] },
    nameOf,
    appVersion: '1',
    now: NOW,
  });
  const made = xlsxChunks(
    inBlocksOf(4, total),
    shownColumns(MANY_COLUMNS, nameOf),
    statement,
    limits,
  );
  for await (const chunk of made) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const namesOf = (bytes: Buffer) =>
  readWorkbook(bytes)
    .slice(0, -1)
    .map(({ rows }) => rows.slice(1).map((row) => row[0]?.value));
const device = (number: number) => `device-${number}`;

it.each([
  [3, [[0, 1, 2]]],
  [6, [[0, 1, 2, 3, 4, 5]]],
  [7, [[0, 1, 2, 3, 4, 5], [6]]],
  [13, [[0, 1, 2, 3, 4, 5], [6, 7, 8, 9, 10, 11], [12]]],
])('goes on with %i rows on further sheets, each with its header', async (total, sheets) => {
  const bytes = await workbook(total, { rows: 7, bytes: 1e9 });

  expect(namesOf(bytes)).toEqual(sheets.map((sheet) => sheet.map(device)));
  expect(readWorkbook(bytes).map(({ name }) => name)).toEqual([
    ...['Devices', 'Devices 2', 'Devices 3'].slice(0, sheets.length),
    'About this export',
  ]);
});

it('begins a new sheet before one becomes too large to be read', async () => {
  const bytes = await workbook(10, { rows: 1_000, bytes: 100 });

  expect(namesOf(bytes).map((names) => names.length)).toEqual([4, 4, 2]);
});

it('is a workbook to programs that look at its beginning', async () => {
  const parts = [...unzip(await workbook(1, { rows: 7, bytes: 1e9 })).keys()];

  expect(parts.slice(0, 3)).toEqual([
    '[Content_Types].xml',
    '_rels/.rels',
    'xl/worksheets/sheet1.xml',
  ]);
});

it('ends when nobody takes it any more', async () => {
  let made = 0;
  const blocks = (async function* () {
    try {
      for (;;) {
        made += 1;
        yield* manyDevices(1_000).blocks(1_000);
      }
    } finally {
      made = -1;
    }
  })();
  const statement = {} as Parameters<typeof xlsxChunks>[2];
  const chunks = xlsxChunks(
    blocks,
    shownColumns(MANY_COLUMNS, () => 'Contoso'),
    { ...statement, exportedAt: NOW.toISOString() },
  );
  for (let taken = 0; taken < 20; taken += 1) await chunks.next();
  expect(made).toBeGreaterThan(0);

  await chunks.return(undefined);

  expect(made).toBe(-1);
});
