import { readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVERYTHING } from '../../../../../../main/data/inventory/columns/device-table.ts';
import {
  type DeviceExport,
  exportDevices,
} from '../../../../../../main/data/inventory/export/export-devices.ts';
import { ExportFailure } from '../../../../../../main/chosen-files/export-failure.ts';
import { spreadsheetText } from '../../../../../../main/data/spreadsheet-text.ts';
import {
  COLUMN_IDS,
  type ColumnId,
  DEVICE_COLUMNS,
} from '../../../../../../preload/contract/device-columns.ts';
import { EXPORT_FORMATS } from '../../../../../../preload/contract/inventory.ts';
import type { Cell, DeviceRow } from '../../../../../../preload/contract/index.ts';
import {
  aFolder,
  aRow,
  CONTOSO,
  FABRIKAM,
  LITWARE,
  MANY_COLUMNS,
  manyDevices,
  namesIn,
  NOW,
  NOW_SECONDS,
  runExport,
  TENANTS,
  walkOf,
} from './an-export.ts';
import { readWorkbook } from './read-workbook.ts';

const COLUMNS: readonly ColumnId[] = [
  'lastSeen',
  'name',
  'tenant',
  'risk',
  'vulnerabilities',
  'tags',
  'sources',
  'os',
];
const ROWS = [
  aRow(1, CONTOSO, [
    NOW_SECONDS,
    'pc-1',
    CONTOSO,
    'none',
    0,
    ['a', 'b, c'],
    ['defender', 'intune-file'],
    'Windows 11',
  ]),
  aRow(2, FABRIKAM, [null, '=cmd|calc', FABRIKAM, null, null, [], ['entra'], '＝2']),
];
const walk = walkOf(ROWS);

const csvRows = (bytes: Buffer) => parse(bytes, { bom: true }) as string[][];
const linesOf = (bytes: Buffer) =>
  bytes
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('CSV', () => {
  it('has the shown columns in their order, words for values, and rows that say what they are of', async () => {
    const { bytes, rows } = await runExport({ walk, columns: COLUMNS, format: 'csv' });
    const [header, first, second, ...more] = csvRows(bytes);

    expect(rows).toBe(2);
    expect(header).toEqual([
      'Last seen (UTC)',
      'Name',
      'Tenant',
      'Tenant ID',
      'Risk',
      'Vulnerabilities',
      'Tags',
      'Sources',
      'OS',
      'Tenant collected (UTC)',
      'Exported (UTC)',
      'App version',
      'Form version',
      'About this export',
    ]);
    expect(first?.slice(0, -1)).toEqual([
      '2026-03-04T05:06:07Z',
      'pc-1',
      'Contoso',
      CONTOSO,
      'No known risk',
      '0',
      'a; b, c',
      'Defender; Intune file',
      'Windows 11',
      '2026-03-04T01:02:03.000Z',
      '2026-03-04T05:06:07.000Z',
      '1.2.3',
      '1',
    ]);
    expect(second).toEqual([
      '',
      "'=cmd|calc",
      '\'=Fabrikam, "Ltd"',
      FABRIKAM,
      '',
      '',
      '',
      'Entra',
      "'＝2",
      '2026-03-03T01:02:03.000Z',
      '2026-03-04T05:06:07.000Z',
      '1.2.3',
      '1',
      '2 devices of 3 tenants',
    ]);
    expect(more).toEqual([]);
  });

  it('says all about itself in the first row', async () => {
    const { bytes } = await runExport({
      walk: walkOf(ROWS.slice(0, 1)),
      columns: COLUMNS,
      format: 'csv',
      query: {
        filter: {
          ...EVERYTHING,
          tenantIds: [CONTOSO],
          facets: { risk: ['none', ''] },
          staleAfterDays: 14,
        },
        sort: [{ column: 'lastSeen', isDescending: true }],
      },
    });
    const about = csvRows(bytes)[1]?.at(-1) ?? '';

    expect(about.split(' | ')).toEqual([
      'Content: 1 device of 1 of 3 tenants',
      'Filter: Tenant is Contoso; Risk is No known risk or not known',
      'Stale after: 14 days without being seen',
      'Order: Last seen descending, then name',
      'Exported: 2026-03-04T05:06:07.000Z (UTC)',
      'Written by: Bulkhead 1.2.3, form 1',
      expect.stringContaining('An empty cell means that no source says'),
      expect.stringContaining('"staleAfterDays":14'),
      `Tenant: Contoso, contoso.example, ${CONTOSO}, collected 2026-03-04T01:02:03.000Z`,
      `Tenant left out: =Fabrikam, "Ltd", fabrikam.example, ${FABRIKAM}, collected 2026-03-03T01:02:03.000Z (partly)`,
      `Tenant left out: Litware, litware.example, ${LITWARE}, not collected`,
    ]);
  });

  it('says it in the header when there is no row', async () => {
    const { bytes, rows } = await runExport({ walk: walkOf([]), columns: ['name'], format: 'csv' });
    const [header, ...none] = csvRows(bytes);

    expect([rows, none]).toEqual([0, []]);
    expect(header?.slice(0, 2)).toEqual(['Name', 'Tenant ID']);
    expect(header?.at(-1)).toMatch(/^About this export: Content: 0 devices of 3 tenants \| /);
  });

  it('keeps what it says of itself within a cell of a spreadsheet', async () => {
    const tenants = Array.from({ length: 2_000 }, (_, index) => ({
      ...TENANTS[0],
      id: `${String(index).padStart(8, '0')}-3c1e-4c58-9d0e-1b5e3a9f2201` as typeof CONTOSO,
      name: 'N'.repeat(120),
      domain: 'contoso.example',
      collectedAt: null,
      isPartial: false,
    }));
    const { bytes } = await runExport({
      walk: walkOf([]),
      columns: ['name'],
      format: 'csv',
      tenants,
    });

    expect(csvRows(bytes)[0]?.at(-1)?.length).toBeLessThan(32_767);
  });
});

describe('JSON Lines', () => {
  it('begins with what the export is and keeps the values as they are', async () => {
    const filter = { ...EVERYTHING, isNew: true, facets: { tenant: [CONTOSO, FABRIKAM] } };
    const { bytes } = await runExport({
      walk,
      columns: COLUMNS,
      format: 'jsonl',
      query: { filter, sort: [] },
    });

    expect(linesOf(bytes)).toEqual([
      {
        bulkhead: {
          format: 'bulkhead-devices',
          formVersion: 1,
          appVersion: '1.2.3',
          exportedAt: '2026-03-04T05:06:07.000Z',
          timeZone: 'UTC',
          rows: 2,
          filterWords: ['Tenant is Contoso or =Fabrikam, "Ltd"', 'First seen within 7 days'],
          filter,
          staleAfterDays: 30,
          sortWords: 'name',
          sort: [],
          columns: COLUMNS,
          tenantsIn: TENANTS.slice(0, 2),
          tenantsOut: TENANTS.slice(2),
        },
      },
      {
        tenantId: CONTOSO,
        lastSeen: '2026-03-04T05:06:07Z',
        name: 'pc-1',
        tenant: 'Contoso',
        risk: 'none',
        vulnerabilities: 0,
        tags: ['a', 'b, c'],
        sources: ['defender', 'intune-file'],
        os: 'Windows 11',
      },
      {
        tenantId: FABRIKAM,
        lastSeen: null,
        name: '=cmd|calc',
        tenant: '=Fabrikam, "Ltd"',
        risk: null,
        vulnerabilities: null,
        tags: [],
        sources: ['entra'],
        os: '＝2',
      },
    ]);
  });
});

describe('XLSX', () => {
  it('has typed cells: text, numbers and dates, and nothing for what is not known', async () => {
    const { bytes } = await runExport({ walk, columns: COLUMNS, format: 'xlsx' });
    const [devices, about] = readWorkbook(bytes);
    const values = devices?.rows.map((row) => row.map((cell) => cell?.value ?? null));

    expect([devices?.name, about?.name]).toEqual(['Devices', 'About this export']);
    expect(values).toEqual([
      [
        'Last seen (UTC)',
        'Name',
        'Tenant',
        'Tenant ID',
        'Risk',
        'Vulnerabilities',
        'Tags',
        'Sources',
        'OS',
      ],
      [
        // 2026-03-04 is day 46085 of a spreadsheet; 05:06:07 is 0.21258102 of a day.
        expect.closeTo(46_085.212_581_02, 7),
        'pc-1',
        'Contoso',
        CONTOSO,
        'No known risk',
        0,
        'a; b, c',
        'Defender; Intune file',
        'Windows 11',
      ],
      [null, "'=cmd|calc", '\'=Fabrikam, "Ltd"', FABRIKAM, null, null, null, 'Entra', "'＝2"],
    ]);
    expect(devices?.rows[1]?.map((cell) => [cell?.isText, cell?.style])).toEqual([
      [false, 1],
      [true, 3],
      [true, 3],
      [true, 3],
      [true, 3],
      [false, 0],
      [true, 3],
      [true, 3],
      [true, 3],
    ]);
    expect(devices?.xml).toContain('<autoFilter ref="A1:I3"/>');
    expect(bytes.includes('<f>')).toBe(false);
  });

  it('says about itself on a sheet of its own, with every tenant in and left out', async () => {
    const filter = { ...EVERYTHING, stale: 'only' as const, tenantIds: [CONTOSO, LITWARE] };
    const { bytes } = await runExport({
      walk: walkOf([]),
      columns: ['name'],
      format: 'xlsx',
      query: { filter, sort: [] },
    });
    const about = readWorkbook(bytes)
      .at(-1)
      ?.rows.map((row) => row.map((cell) => cell?.value));

    expect(about?.slice(0, 3)).toEqual([
      ['Content', '0 devices of 2 of 3 tenants'],
      ['Filter', 'Tenant is Contoso or Litware; Not seen for 30 days, or never'],
      ['Stale after', '30 days without being seen'],
    ]);
    expect(about?.slice(-4)).toEqual([
      ['Tenant', 'Domain', 'Tenant ID', 'In this export', 'Collected (UTC)', 'Partly'],
      ['Contoso', 'contoso.example', CONTOSO, 'yes', expect.closeTo(46_085.043_090_28, 7)],
      ['Litware', 'litware.example', LITWARE, 'yes', 'not collected'],
      [
        '\'=Fabrikam, "Ltd"',
        'fabrikam.example',
        FABRIKAM,
        'no',
        expect.closeTo(46_084.043_090_28, 7),
        'yes',
      ],
    ]);
  });
});

describe('every format', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc
      .array(
        fc.constantFrom(
          '=',
          '+',
          '@',
          ';',
          '\t',
          '\r',
          '\n',
          '\0',
          '"',
          ',',
          '_x0041_',
          '<',
          '&',
          '\ud800',
          '\uffff',
          ']]>',
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join('')),
  );
  const cellFor = (column: ColumnId): fc.Arbitrary<Cell> => {
    const { kind } = DEVICE_COLUMNS[column];
    const nothing = fc.constant(null);
    if (kind === 'list') return fc.oneof(nothing, fc.array(hostile, { maxLength: 4 }));
    if (kind === 'time') return fc.oneof(nothing, fc.integer({ min: 0, max: 253_402_300_799 }));
    if (kind === 'count') return fc.oneof(nothing, fc.nat());
    return fc.oneof(nothing, hostile);
  };
  const aList = fc
    .uniqueArray(fc.constantFrom(...COLUMN_IDS.filter((id) => id !== 'sources')), { minLength: 1 })
    .chain((columns) =>
      fc.record({
        columns: fc.constant(columns),
        rows: fc.array(
          fc
            .tuple(fc.constantFrom(CONTOSO, FABRIKAM), fc.tuple(...columns.map(cellFor)))
            .map(([tenantId, cells]) => aRow(1, tenantId, cells)),
          { maxLength: 5 },
        ),
      }),
    );
  const nameOf = (tenantId: string) => TENANTS.find(({ id }) => id === tenantId)?.name ?? '';
  /** Half a character has no bytes of its own. */
  const asText = (text: string) => Buffer.from(spreadsheetText(text)).toString();
  /** What a row is in a spreadsheet: text, numbers, seconds since 1970. */
  const shown = ({ tenantId, cells }: DeviceRow, columns: readonly ColumnId[]) => {
    const values = columns.flatMap((column, index): (string | number)[] => {
      const cell = cells[index] ?? null;
      if (column === 'tenant') return [asText(nameOf(tenantId)), tenantId];
      if (cell === null) return [''];
      if (typeof cell === 'number') return [cell];
      return [asText(typeof cell === 'string' ? cell : cell.join('; '))];
    });
    return columns.includes('tenant') ? values : [...values, tenantId];
  };
  const raw = ({ tenantId, cells }: DeviceRow, columns: readonly ColumnId[]) => ({
    tenantId,
    ...Object.fromEntries(
      columns.map((column, index) => [
        column,
        column === 'tenant' ? nameOf(tenantId) : cells[index],
      ]),
    ),
  });
  const isTime = (title: string) => title.endsWith(' (UTC)');
  const secondsOf = (value: unknown) => Math.round(Date.parse(String(value)) / 1_000);

  it('gives back what went in, but for what keeps formulas from running', async () => {
    await fc.assert(
      fc.asyncProperty(aList, async ({ columns, rows }) => {
        const asked = { walk: walkOf(rows), columns };
        const [header = [], ...csv] = csvRows((await runExport({ ...asked, format: 'csv' })).bytes);
        const [sheet] = readWorkbook((await runExport({ ...asked, format: 'xlsx' })).bytes);
        const [, ...lines] = linesOf((await runExport({ ...asked, format: 'jsonl' })).bytes);
        const width = shown(aRow(0, CONTOSO, []), columns).length;

        const fromCsv = csv.map((row) =>
          row.slice(0, width).map((value, index) => {
            if (value === '') return '';
            return isTime(header[index] ?? '') ? secondsOf(value) : value;
          }),
        );
        const fromSheet = sheet?.rows.slice(1).map((row) =>
          Array.from({ length: width }, (_, index) => {
            const value = row[index]?.value ?? '';
            const isDate = row[index]?.style === 1;
            return isDate ? Math.round((Number(value) - 25_569) * 86_400) : value;
          }),
        );
        const fromLines = lines.map((line) =>
          Object.fromEntries(
            Object.entries(line).map(([id, value]) => [
              id,
              value !== null && DEVICE_COLUMNS[id as ColumnId]?.kind === 'time'
                ? secondsOf(value)
                : value,
            ]),
          ),
        );
        const expected = rows.map((row) => shown(row, columns));

        expect(fromSheet).toEqual(expected);
        // CSV knows no numbers but those of its reader.
        expect(fromCsv.map((row) => row.map(String))).toEqual(
          expected.map((row) => row.map(String)),
        );
        expect(fromLines).toEqual(rows.map((row) => raw(row, columns)));
      }),
      { numRuns: 60 },
    );
  });

  it.each(EXPORT_FORMATS)('%s ends when a row is of a tenant that is left out', async (format) => {
    const folder = aFolder();
    const asked = {
      walk,
      columns: COLUMNS,
      format,
      path: join(folder, 'a.file'),
      query: { filter: { ...EVERYTHING, tenantIds: [CONTOSO] }, sort: [] },
      tenants: TENANTS,
      appVersion: '1',
      now: NOW,
      signal: new AbortController().signal,
      onProgress: () => {},
    };

    await expect(exportDevices(asked)).rejects.toThrow('tenant that the filter leaves out');

    expect(namesIn(folder)).toEqual([]);
  });

  it.each(EXPORT_FORMATS)('%s never says another number of rows than it has', async (format) => {
    for (const total of [1, 3]) {
      await expect(
        runExport({ walk: walkOf(ROWS, total), columns: COLUMNS, format }),
      ).rejects.toThrow('2 rows came');
    }
  });

  it.each(EXPORT_FORMATS)('%s that is cancelled leaves what was there', async (format) => {
    const folder = aFolder();
    const path = join(folder, `devices.${format}`);
    writeFileSync(path, 'as it was');
    const cancel = new AbortController();
    const seen: number[] = [];

    const exporting = exportDevices({
      walk: manyDevices(50_000),
      columns: MANY_COLUMNS,
      format,
      path,
      query: { filter: EVERYTHING, sort: [] },
      tenants: TENANTS,
      appVersion: '1',
      now: NOW,
      signal: cancel.signal,
      onProgress: (rows) => {
        seen.push(rows);
        if (rows >= 10_000) cancel.abort();
      },
    });

    await expect(exporting).rejects.toMatchObject({ code: 'cancelled' });
    await expect(exporting).rejects.toBeInstanceOf(ExportFailure);
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((thousand) => thousand * 1_000));
    expect(readFileSync(path, 'utf8')).toBe('as it was');
    expect(namesIn(folder)).toEqual([`devices.${format}`]);
  });

  it.each(EXPORT_FORMATS)('%s makes no more rows than a slow disk takes', async (format) => {
    let made = 0;
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    let turnsUntilStuck = 500;
    const openSlowly: DeviceExport['openFile'] = async (...asked) => {
      const file = await open(...asked);
      const write = async (...what: Parameters<typeof file.write>) => {
        await slow;
        return await file.write(...what);
      };
      return {
        write: write as typeof file.write,
        sync: () => file.sync(),
        close: () => file.close(),
      };
    };
    const exporting = runExport({
      walk: manyDevices(100_000, () => {
        made += 1;
      }),
      columns: MANY_COLUMNS,
      format,
      openFile: openSlowly,
    });
    // Long after a writer that does not wait would be through.
    while (turnsUntilStuck > 0) {
      turnsUntilStuck -= 1;
      await setImmediate();
    }
    const madeWhileStuck = made;
    release();
    await exporting;

    expect(madeWhileStuck).toBeLessThanOrEqual(12);
    expect(made).toBe(100);
  });
});
