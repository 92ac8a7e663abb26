import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ImportError } from '../../../../../../main/data/inventory/import/import-error.ts';
import { inventory } from '../../../../../../preload/contract/index.ts';
import { anImport, DEFENDER_HEADERS, defenderCsv, quoted, TENANT, textsOf } from './an-import.ts';

/** For a machine that is busy with other tests. */
const PATIENCE_MS = 60_000;

const HEADERS = 'Device ID,Device Name,Risk Level,Exposure Level,Group';
const NAMES = ['Zoë', 'Straße “1”', '名前'];

async function namesOf(content: string | Buffer) {
  const { preview, imports, facts } = anImport();
  const told = await preview(content);
  await imports.apply(told.importId, told.exportedAt);
  return { names: facts('defender-file').map(({ name }) => name), told, texts: textsOf(told) };
}

const table = (names: readonly string[], separator = ',', end = '\r\n') =>
  [
    HEADERS.split(',').join(separator),
    ...names.map((name, n) => [`d${n}`, name, 'High', 'Low', 'g'].map(quoted).join(separator)),
  ].join(end);

const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('encodings', () => {
  it.each([
    ['UTF-8', Buffer.from(table(NAMES)), []],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${table(NAMES)}`), []],
    ['UTF-16 LE', Buffer.from(`\ufeff${table(NAMES)}`, 'utf16le'), ['1: The file is in UTF-16.']],
    ['UTF-16 BE', swapped(`\ufeff${table(NAMES)}`), ['1: The file is in UTF-16.']],
    [
      'UTF-16 LE without a mark',
      Buffer.from(table(NAMES), 'utf16le'),
      ['1: The file is in UTF-16.'],
    ],
    ['UTF-16 BE without a mark', swapped(table(NAMES)), ['1: The file is in UTF-16.']],
  ])('%s is read', async (_name, bytes, notes) => {
    const { names, texts } = await namesOf(bytes);

    expect(names).toEqual(NAMES);
    expect(texts).toEqual(notes);
  });

  it('Windows-1252 is read with a word', async () => {
    const { names, texts } = await namesOf(
      Buffer.from(table(['Zoë', '\u0093x\u0094 \u0080']), 'latin1'),
    );

    expect(names).toEqual(['Zoë', '“x” €']);
    expect(texts).toEqual([expect.stringMatching(/^1: .*Windows-1252/)]);
  });

  it('Windows-1252 is read when its only such letter is the last of the file', async () => {
    const { told } = await namesOf(Buffer.from(`${table(['x'])}é`, 'latin1'));

    expect(told.headers[4]?.samples).toEqual(['gé']);
  });

  it('characters over the border of two pieces stay whole', async () => {
    const long = Array.from({ length: 12_000 }, (_none, n) => `${'ß'.repeat(n % 7)}名😀${n}`);

    for (const bytes of [
      Buffer.from(table(long)),
      Buffer.from(`\ufeff${table(long)}`, 'utf16le'),
      swapped(`\ufeff${table(long)}`),
    ]) {
      expect((await namesOf(bytes)).names).toEqual(long);
    }
  });

  it('a byte that is no UTF-8 after the mark is shown and does not change the rest', async () => {
    const bytes = Buffer.concat([Buffer.from(`\ufeff${table(['Zoë', 'x'])}`), Buffer.from([0xff])]);

    const { names, texts } = await namesOf(bytes);

    expect(names).toEqual(['Zoë', 'x']);
    expect(texts).toEqual([expect.stringMatching(/cannot be read/)]);
  });

  it.each([
    ['UTF-8', Buffer.from(`${table(['Zoë', '名前'])}名`).subarray(0, -1)],
    ['UTF-16', Buffer.from(`\ufeff${table(['a', 'b'])}`, 'utf16le').subarray(0, -1)],
  ])('a %s file that is cut off is read up to there', async (_name, bytes) => {
    const { names, texts } = await namesOf(bytes);

    expect(names).toHaveLength(2);
    expect(texts.length).toBeGreaterThan(0);
  });

  it('what is no text is refused', async () => {
    const { preview } = anImport();
    const noise = Buffer.from(Array.from({ length: 5_000 }, (_none, n) => (n * 7919) % 256));

    await expect(preview(noise)).rejects.toMatchObject({ code: 'invalid' });
    await expect(preview(Buffer.alloc(5_000))).rejects.toMatchObject({ code: 'invalid' });
    await expect(
      preview(Buffer.concat([Buffer.from(table(['x']), 'latin1'), Buffer.from([0xe9, 0x81])])),
    ).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('tables', () => {
  it.each([
    ['commas', table(['a,b', 'c'], ',')],
    ['semicolons', table(['a,b', 'c'], ';')],
    ['tabs', table(['a,b', 'c'], '\t')],
    ['a sep= line', `sep=;\r\n${table(['a,b', 'c'], ';')}`],
    ['line feeds', table(['a,b', 'c'], ',', '\n')],
    ['carriage returns', table(['a,b', 'c'], ',', '\r')],
    ['blank lines', table(['a,b', 'c'], ',', '\r\n\r\n')],
    ['rows of nothing', `${table(['a,b', 'c'])}\r\n,,,,\r\n,,,,\r\n`],
  ])('with %s are read', async (_name, text) => {
    const { names, told } = await namesOf(text);

    expect(names).toEqual(['a,b', 'c']);
    expect(told).toMatchObject({ rows: 2, good: 2, messages: [] });
  });

  it('with quotes and line breaks in their values are read', async () => {
    const values = ['a\r\nb', '"quoted"', 'a\n\n\nb', '', '""', ';', 'x"y'];
    const text = [
      HEADERS,
      ...values.map((value, n) => `d${n},"${value.replaceAll('"', '""')}",Low,,`),
    ];

    const { preview, imports, files } = anImport();
    const told = await preview(text.join('\r\n'));
    await imports.apply(told.importId, told.exportedAt);

    const rows = (files.get('defender-file')?.records ?? []).map(({ raw }) => JSON.parse(raw).row);
    expect(rows.map((row) => row['Device Name'])).toEqual(values);
    expect(told.messages).toEqual([]);
  });

  it('with titles above the names are read, with a word', async () => {
    const text = `Devices of Contoso\r\n"Exported by, Ann"\r\n\r\n${table(['a', 'b'])}`;

    const { names, texts, told } = await namesOf(text);

    expect(names).toEqual(['a', 'b']);
    expect(told.rows).toBe(2);
    expect(texts).toEqual(['1: The column names are in line 4; what is above them is left out.']);
  });

  it('with two columns of one name have them both', async () => {
    const { preview } = anImport();

    const told = await preview(
      'Device ID,Risk Level,Exposure Level,Tags,Tags,,\u202eTags\n1,Low,Low,a,b,c,d\n',
    );

    expect(told.headers.slice(3)).toEqual([
      { header: 'Tags', column: 'tags', isKnown: true, samples: ['a'] },
      { header: 'Tags (2)', column: null, isKnown: false, samples: ['b'] },
      { header: 'Column 6', column: null, isKnown: false, samples: ['c'] },
      { header: 'Tags (3)', column: null, isKnown: false, samples: ['d'] },
    ]);
  });
});

describe('bad rows', () => {
  it('that are too short are taken, and too long ones are not', async () => {
    const text = `${HEADERS}\r\nd1,one\r\nd2,two,Low,Low,g,more\r\nd3,three,Low,Low,g,,\r\n`;

    const { names, texts } = await namesOf(text);

    expect(names).toEqual(['one', 'three']);
    expect(texts).toEqual([
      '2: This row has 2 values, the column names are 5. The rest is taken as empty.',
      '3: This row has 6 values, the column names are 5. A value with a separator in it needs quotes (").',
    ]);
  });

  it('with quotes that do not match cost themselves only', async () => {
    const rows = [
      'd1,one,Low,,',
      'd2,"two,Low,,',
      'd3,three,Low,,',
      'd4,"fo"ur,Low,,',
      'd5,five,Low,,',
    ];

    const { names, texts } = await namesOf([HEADERS, ...rows].join('\r\n'));

    expect(names).toEqual(['one', 'three', 'five']);
    expect(texts).toEqual([
      '3: The quotes (") in this row do not match.',
      '5: The quotes (") in this row do not match.',
    ]);
  });

  it('of megabytes cost themselves only', async () => {
    const long = 'x'.repeat(10 * 1024 * 1024);
    const rows = [
      'd1,one,Low,,',
      `d2,${long},Low,,`,
      'd3,three,Low,,',
      `d4,"${long}`,
      'd5,five,Low,,',
    ];

    const { names, texts } = await namesOf([HEADERS, ...rows].join('\r\n'));

    expect(names).toEqual(['one', 'three', 'five']);
    expect(texts).toEqual([
      '3: This row is 10 MB long; a device has at most 64 KB.',
      '5: This row is 10 MB long; a device has at most 64 KB.',
    ]);
  });

  it('with NULs are taken without them', async () => {
    const { names, texts } = await namesOf(
      table(['a\u0000b', ...Array.from({ length: 20 }, (_none, n) => `fine ${n}`)]),
    );

    expect(names[0]).toBe('ab');
    expect(texts).toEqual(['2: “Device Name”: hidden characters are left out.']);
  });

  it('of a device that is there already are left out', async () => {
    const { names, texts } = await namesOf(
      defenderCsv(
        { 'Device ID': 'A', 'Device Name': 'first' },
        { 'Device ID': 'a', 'Device Name': 'second' },
      ),
    );

    expect(names).toEqual(['first']);
    expect(texts).toEqual(['3: A row above has the same device ID; this one is left out.']);
  });
});

it(
  'gives back the values of any table that was written as CSV',
  async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({
        unit: fc.constantFrom('"', ',', ';', '\t', '\r', '\n', ' ', 'a', '\u0000', '='),
      }),
    );
    const rows = fc.array(fc.array(cell, { minLength: 4, maxLength: 4 }), { maxLength: 8 });
    const form = fc.record({
      rows,
      separator: fc.constantFrom(',', ';', '\t'),
      end: fc.constantFrom('\r\n', '\n', '\r'),
      encoding: fc.constantFrom<BufferEncoding>('utf8', 'utf16le'),
    });

    await fc.assert(
      fc.asyncProperty(form, async ({ rows: values, separator, end, encoding }) => {
        const { preview, imports, files } = anImport();
        const written = (cells: readonly string[]) =>
          cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(separator);
        const lines = [
          written(HEADERS.split(',')),
          ...values.map((cells, n) => written([`d${n}`, ...cells])),
        ];

        const told = await preview(Buffer.from(`\ufeff${lines.join(end)}`, encoding));
        if (values.length > 0) await imports.apply(told.importId, told.exportedAt);

        const read = (files.get('defender-file')?.records ?? []).map(({ raw }) =>
          Object.values(JSON.parse(raw).row),
        );
        expect(read).toEqual(values.map((cells, n) => [`d${n}`, ...cells]));
        expect(told).toMatchObject({ rows: values.length, good: values.length });
      }),
      { numRuns: 150 },
    );
  },
  PATIENCE_MS,
);

it(
  'answers any bytes with a preview of the contract’s form or one message',
  async () => {
    const anyContent = fc.oneof(
      fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
      fc.string({ unit: 'binary' }).map((text) => Buffer.from(`${DEFENDER_HEADERS}\n${text}`)),
      fc
        .array(fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', ';', 'a', '\u0000') }))
        .map((parts) => Buffer.from([HEADERS, ...parts].join('\n'), 'utf16le')),
    );

    await fc.assert(
      fc.asyncProperty(anyContent, async (bytes) => {
        const { imports, write } = anImport();
        const answer: unknown = await imports
          .preview(TENANT, write(bytes))
          .catch((error: unknown) => error);

        const isPreview = inventory.previewImport.output.safeParse(answer).success;
        const isMessage = answer instanceof ImportError && answer.message.length <= 300;
        expect(isPreview || isMessage).toBe(true);
      }),
      { numRuns: 200 },
    );
  },
  PATIENCE_MS,
);
