import { describe, expect, it } from 'vitest';
import { aDraft, aRun, idOf } from '../a-registry.ts';
import { anEstate, csv, HEADER, lineOf, read, refusalOf, rowsOf } from './a-list.ts';

const GUID = idOf(1);

describe('a CSV file', () => {
  it('becomes tenants, one row at a time', async () => {
    const { preview, entries } = await read(csv(lineOf(1), lineOf(2)), 'my list.csv');

    expect(preview).toEqual({
      fileName: 'my list.csv',
      rows: [
        { row: 2, outcome: 'add', name: 'Tenant 1', id: idOf(1), message: '' },
        { row: 3, outcome: 'add', name: 'Tenant 2', id: idOf(2), message: '' },
      ],
      rowsLeftOut: 0,
      notes: [],
      counts: { add: 2, alreadyThere: 0, refused: 0 },
    });
    expect(entries[0]).toEqual({
      id: idOf(1),
      name: 'Tenant 1',
      domain: 'tenant1.example',
      cloud: 'global',
      accessPath: 'unknown',
      notes: '',
      groupName: null,
      isFavourite: false,
    });
  });

  it('may say everything that is kept of a tenant', async () => {
    const { entries } = await read(
      [
        'tenant_id;Display Name;Primary-Domain;Cloud;Access Path;Group;Favorite;Color;Initials;Notes',
        `{${GUID.toUpperCase()}};Contoso;CONTOSO.example.;GCC High;GDAP;East;yes;#0F6CBD;ct;"first line\nsecond; ""quoted"""`,
      ].join('\n'),
    );

    expect(entries).toEqual([
      {
        id: GUID,
        name: 'Contoso',
        domain: 'contoso.example',
        cloud: 'gcc-high',
        accessPath: 'gdap',
        notes: 'first line\nsecond; "quoted"',
        groupName: 'East',
        isFavourite: true,
        colour: '#0f6cbd',
        initials: 'ct',
      },
    ]);
  });

  it.each([
    ['commas', ','],
    ['semicolons', ';'],
    ['tabs', '\t'],
  ])('may be separated by %s', async (_name, separator) => {
    const text = csv(lineOf(1)).replaceAll(',', separator);

    expect(await rowsOf(text)).toMatchObject([{ outcome: 'add', name: 'Tenant 1' }]);
  });

  it('may say its separator as Excel does', async () => {
    const text = `sep=;\r\n${csv(lineOf(1)).replaceAll(',', ';')}`;

    expect(await rowsOf(text)).toMatchObject([{ row: 3, outcome: 'add' }]);
  });

  it.each([
    ['Windows', '\r\n'],
    ['Unix', '\n'],
    ['old Mac', '\r'],
  ])('may have the line ends of %s', async (_name, lineEnd) => {
    const text = csv(lineOf(1), '', lineOf(2)).replaceAll('\r\n', lineEnd);

    expect(await rowsOf(text)).toMatchObject([
      { row: 2, outcome: 'add' },
      { row: 4, outcome: 'add' },
    ]);
  });

  it.each([
    'tenantId,displayName,defaultDomain',
    'Tenant ID,Tenant name,Default domain',
    'Directory ID,Name,Primary domain',
    'customerId,displayName,defaultDomainName,initialDomainName',
    '"TENANT_ID","TENANT_NAME","DOMAIN"',
    'Microsoft ID,Company name,Primary domain name,Customer Id',
  ])('may name its columns %s', async (header) => {
    const isLast = header.endsWith('Customer Id');
    const line = isLast ? `x,Contoso,contoso.example,${GUID}` : `${GUID},Contoso,contoso.example,`;

    const { entries } = await read(`${header}\n${line}`);

    expect(entries).toMatchObject([{ id: GUID, name: 'Contoso', domain: 'contoso.example' }]);
  });

  it('prefers the surer of two columns for one thing, and says what it does not use', async () => {
    const { preview, entries } = await read(
      `id,tenantId,Name,Domain,Licences,Cloud,\n/tenants/x,${GUID},Contoso,contoso.example,7,global,`,
    );

    expect(entries[0]?.id).toBe(GUID);
    expect(preview.notes).toEqual(['Columns that Bulkhead does not use: “id”, “Licences”.']);
  });

  it('with many unknown columns gets one note', async () => {
    const extra = Array.from({ length: 40 }, (_, index) => `Extra ${index}`);

    const { preview } = await read(`${HEADER},${extra.join(',')}\n${lineOf(1)}`);

    expect(preview.notes).toHaveLength(1);
    expect(preview.notes[0]).toContain('“Extra 4” and 35 more');
  });

  it('without a cloud column takes what the domain says, else the global cloud, and says so', async () => {
    const { preview, entries } = await read(
      [
        'Tenant ID,Name,Domain',
        `${idOf(1)},A,a.example`,
        `${idOf(2)},B,b.onmschina.cn`,
        `${idOf(3)},C,c.onmicrosoft.us`,
      ].join('\n'),
    );

    expect(entries.map(({ cloud }) => cloud)).toEqual(['global', 'china']);
    expect(preview.rows[2]).toMatchObject({
      outcome: 'refused',
      message: 'The cloud is missing: GCC High or DoD?',
    });
    expect(preview.notes[0]).toContain('No column names the cloud');
  });

  it.each([
    ['no column of ids', 'Name,Domain\nContoso,contoso.example', 'No column holds tenant ids'],
    ['no header', `${lineOf(1)}\n${lineOf(2)}`, 'The first line is a tenant already'],
    ['no column of domains', `Tenant ID,Name\n${GUID},Contoso`, 'No column holds domains'],
    ['a header and nothing else', HEADER, 'no rows'],
    ['a web page', '<!DOCTYPE html>\n<html><body>Sign in</body></html>', 'No column holds tenant'],
    ['only line breaks', '\r\n\r\n', 'empty'],
    [
      'a first line of a megabyte',
      `Tenant ID,${'x'.repeat(1_000_000)}\n`,
      'first line cannot be read',
    ],
    ['a quote that never closes in the first line', `"Tenant ID,Name\n${GUID},x`, 'first line'],
  ])('with %s is refused as a whole', async (_name, text, words) => {
    expect(await refusalOf(text)).toContain(words);
  });
});

describe('a row', () => {
  const rowWith = async (line: string) => {
    const rows = await rowsOf(
      [
        'Tenant ID,Name,Domain,Cloud,Access path,Group,Favourite,Colour,Initials,Notes',
        `${idOf(8)},Before,before.example,,,,,,,`,
        line,
        `${idOf(9)},After,after.example,,,,,,,`,
      ].join('\n'),
    );
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({ outcome: 'add', row: 2 });
    expect(rows[2]).toMatchObject({ outcome: 'add', row: 4 });
    return rows[1];
  };

  it.each([
    ['without an id', `,A,a.example,,,,,,,`, 'The tenant id is missing.'],
    ['with a wrong GUID', `${GUID.slice(1)},A,a.example,,,,,,,`, 'The tenant id is not a GUID.'],
    ['with a GUID and a half', `${GUID}-1,A,a.example,,,,,,,`, 'The tenant id is not a GUID.'],
    ['with words for an id', `contoso,A,a.example,,,,,,,`, 'The tenant id is not a GUID.'],
    ['with zeros for an id', `${'0'.repeat(32)},A,a.example,,,,,,,`, 'all zeros'],
    ['with a path for an id', `../../x,A,a.example,,,,,,,`, 'not a GUID'],
    ['without a domain', `${GUID},A,,,,,,,,`, 'The domain is missing.'],
    ['with an e-mail address', `${GUID},A,x@a.example,,,,,,,`, 'is an e-mail address'],
    ['with a page address', `${GUID},A,https://a.example/x,,,,,,,`, 'is an address of a page'],
    ['with a domain of one label', `${GUID},A,localhost,,,,,,,`, 'is not a domain'],
    ['with an address of numbers', `${GUID},A,127.0.0.1,,,,,,,`, 'is not a domain'],
    ['with an encoded domain', `${GUID},A,%61.example,,,,,,,`, 'is not a domain'],
    ['with spaces in the domain', `${GUID},A,a b.example,,,,,,,`, 'is not a domain'],
    ['with an unknown cloud', `${GUID},A,a.example,Mars,,,,,,`, 'Cloud “Mars” is not known'],
    [
      'with a name of 121 characters',
      `${GUID},${'n'.repeat(121)},a.example,,,,,,,`,
      '120 characters',
    ],
    ['with notes of 4,001 characters', `${GUID},A,a.example,,,,,,,${'n'.repeat(4001)}`, '4,000'],
    ['with a value too many', `${GUID},A, Inc,a.example,,,,,,,,x`, 'needs quotes'],
    ['with a quote in the middle', `${GUID},A "B" C,a.example,,,,,,,`, 'quotes'],
    ['with one quote', `${GUID},5" pipes,a.example,,,,,,,`, 'quotes'],
    ['with text behind a quote', `${GUID},"A"B,a.example,,,,,,,`, 'quotes'],
    ['of 10 MB', `${GUID},${'x'.repeat(10 * 1024 * 1024)},a.example,,,,,,,`, '10 MB long'],
    ['of 10 MB of quotes', '"'.repeat(10 * 1024 * 1024 + 1), '10 MB long'],
    ['that opens a quote and never closes it', `${GUID},"A,a.example,,,,,,,`, 'quotes'],
  ])('%s is refused with one message, and the others are not', async (_name, line, words) => {
    const row = await rowWith(line);

    expect(row).toMatchObject({ row: 3, outcome: 'refused' });
    expect(row?.message).toContain(words);
  });

  it.each([
    ['Name', `${GUID},=HYPERLINK("http://x"),a.example,,,,,,,`],
    ['Name', `${GUID},"=HYPERLINK(""http://x"")",a.example,,,,,,,`],
    ['Name', `${GUID},+1+2,a.example,,,,,,,`],
    ['Name', `${GUID},-1,a.example,,,,,,,`],
    ['Name', `${GUID},@SUM(A1),a.example,,,,,,,`],
    ['Name', `${GUID},"\tx",a.example,,,,,,,`],
    ['Name', `${GUID},＝1,a.example,,,,,,,`],
    ['Name', `${GUID},＋1,a.example,,,,,,,`],
    ['Name', `${GUID},－1,a.example,,,,,,,`],
    ['Name', `${GUID},＠x,a.example,,,,,,,`],
    ['Name', `${GUID}, =1,a.example,,,,,,,`],
    ['Name', `${GUID},\u200b=1,a.example,,,,,,,`],
    ['Tenant id', `=1,A,a.example,,,,,,,`],
    ['Domain', `${GUID},A,=a.example,,,,,,,`],
    ['Cloud', `${GUID},A,a.example,=1,,,,,,`],
    ['Group', `${GUID},A,a.example,,,=1,,,,`],
    ['Notes', `${GUID},A,a.example,,,,,,,"=cmd|' /C calc'!A0"`],
  ])('with a formula in %s is refused and says where: %s', async (column, line) => {
    const row = await rowWith(line);

    expect(row?.outcome).toBe('refused');
    expect(row?.message).toMatch(/formula|quotes/);
    const isCell = !line.includes('("http');
    expect(row?.message.includes(`“${column}” begins like a formula`)).toBe(isCell);
  });

  it('with a carriage return before a value is refused', async () => {
    const rows = await rowsOf(`${HEADER}\n${GUID},"\rx",a.example,Global\n${lineOf(2)}`);

    expect(rows[0]?.message).toContain('“Name” begins like a formula');
    expect(rows[1]?.outcome).toBe('add');
  });

  it.each([
    ['hidden characters', `${GUID},Con\u202etoso,a.example,,,,,,,`, 'Hidden characters were taken'],
    ['no name', `${GUID},,a.example,,,,,,,`, 'There is no name; the domain is used.'],
    ['a name that cannot be seen', `${GUID},\u200b\u202e,a.example,,,,,,,`, 'There is no name'],
    ['letters beyond ASCII in the domain', `${GUID},A,münchen.example,,,,,,,`, 'xn--mnchen-3ya'],
    ['an unknown access path', `${GUID},A,a.example,,magic,,,,,`, 'Access path “magic”'],
    ['an unknown colour', `${GUID},A,a.example,,,,,teal,,`, 'Colour “teal”'],
    ['initials that are none', `${GUID},A,a.example,,,,,,ABCD,`, 'Initials “ABCD”'],
    ['a favourite that is neither', `${GUID},A,a.example,,,,maybe,,,`, 'Favourite “maybe”'],
    ['US Gov for a cloud', `${GUID},A,a.example,US Gov,,,,,,`, 'taken as GCC High'],
    ['a cloud the domain is not in', `${GUID},A,a.onmicrosoft.us,global,,,,,,`, 'another cloud'],
  ])('with %s is added with a note', async (_name, line, words) => {
    const row = await rowWith(line);

    expect(row?.outcome).toBe('add');
    expect(row?.message).toContain(words);
  });

  it('that is a blank one of a spreadsheet is no row', async () => {
    expect(await rowsOf(csv(lineOf(1), ',,,', ' , , ', '""', lineOf(2)))).toHaveLength(2);
  });

  it.each([
    ['global', ['', 'Global', 'Public', 'commercial', 'AzureCloud', 'Worldwide', 'GCC']],
    ['gcc-high', ['GCC High', 'gcc-high', 'GCCH', 'US Gov', 'usgov', 'AzureUSGovernment']],
    ['dod', ['DoD', 'US DoD', 'USGovDoD']],
    ['china', ['China', '21Vianet', 'Azure China', 'AzureChinaCloud']],
  ])('may call the cloud %s %j', async (cloud, names) => {
    const lines = names.map((name, n) => `${idOf(n + 1)},T ${n},t${n}.example,${name}`);

    const { entries } = await read(csv(...lines));

    expect(new Set(entries.map((entry) => entry.cloud))).toEqual(new Set([cloud]));
    expect(entries).toHaveLength(names.length);
  });

  it.each([
    ['member', ['member', 'Member']],
    ['guest-sync', ['Guest (sync)', 'cross-tenant sync']],
    ['guest-package', ['access package']],
    ['guest-invited', ['guest', 'B2B', 'invited']],
    ['gdap', ['GDAP']],
    ['lighthouse', ['Azure Lighthouse']],
    ['governance', ['governance relationship']],
    ['unknown', ['', 'unknown']],
  ])('may call the access path %s %j', async (accessPath, names) => {
    const lines = names.map((name, n) => `${idOf(n + 1)},T ${n},t${n}.example,${name}`);

    const { entries } = await read(`Tenant ID,Name,Domain,Access path\n${lines.join('\n')}`);

    expect(new Set(entries.map((entry) => entry.accessPath))).toEqual(new Set([accessPath]));
  });
});

describe('ids', () => {
  it('may come in capitals, in braces and without hyphens', async () => {
    const id = 'abcdef00-1234-4abc-8def-0123456789ab';
    const { entries } = await read(
      csv(
        `${id.toUpperCase()},A,a.example,`,
        `{${id.replace('a', 'b')}},B,b.example,`,
        `${id.replace('a', 'c').replaceAll('-', '')},C,c.example,`,
      ),
    );

    expect(entries.map((entry) => entry.id)).toEqual([
      id,
      id.replace('a', 'b'),
      id.replace('a', 'c'),
    ]);
  });

  it('that come twice are refused the second time, also in another case', async () => {
    const id = 'abcdef00-1234-4abc-8def-0123456789ab';
    const rows = await rowsOf(csv(`${id},A,a.example,`, `${id.toUpperCase()},B,b.example,`));

    expect(rows).toMatchObject([
      { outcome: 'add' },
      { outcome: 'refused', name: 'B', message: 'Row 2 has the same tenant id.' },
    ]);
  });

  it('that are in the estate stay as they are there', async () => {
    const rows = await rowsOf(
      csv(lineOf(1), `${idOf(2)},Renamed,tenant2.example,`, lineOf(3)),
      'x.csv',
      anEstate(1, 2),
    );

    expect(rows).toMatchObject([
      {
        outcome: 'already-there',
        message: 'In the estate already, as “Tenant 1”. Nothing is changed.',
      },
      { outcome: 'already-there', message: expect.stringContaining('The file calls it “Renamed”') },
      { outcome: 'add' },
    ]);
  });
});

describe('names', () => {
  it('that look like another tenant’s are pointed out', async () => {
    const { registry } = aRun();
    registry.add(aDraft(1, { name: 'Contoso' }));

    const rows = await rowsOf(
      csv(
        `${idOf(2)},Соntoso,b.example,`,
        `${idOf(3)},Fabrikam,c.example,`,
        `${idOf(4)},FABRlKAM,d.example,`,
      ),
      'x.csv',
      registry.get(),
    );

    expect(rows[0]?.message).toContain('Looks like “Contoso”, another tenant');
    expect(rows[1]?.message).toBe('');
    expect(rows[2]?.message).toContain('Looks like “Fabrikam”');
    expect(rows.map(({ outcome }) => outcome)).toEqual(['add', 'add', 'add']);
  });

  it('with the domain of another tenant are pointed out', async () => {
    const rows = await rowsOf(csv(`${idOf(2)},Other,tenant1.example,`), 'x.csv', anEstate(1));

    expect(rows[0]?.message).toBe('“Tenant 1” has the same domain.');
  });
});

describe('limits', () => {
  it('reads 2,000 rows and counts the rest', async () => {
    const lines = Array.from({ length: 2010 }, (_, index) => lineOf(index + 1));

    const { preview, entries } = await read(csv(...lines, '', ' '));

    expect(entries).toHaveLength(2000);
    expect(preview.rowsLeftOut).toBe(10);
    expect(preview.notes.at(-1)).toBe('Only the first 2,000 rows are read; 10 are left out.');
  });

  it('refuses rows for which the estate has no room', async () => {
    const { registry } = aRun();
    registry.addMany(
      Array.from({ length: 1999 }, (_, index) => ({
        ...aDraft(index + 1),
        groupName: null,
        isFavourite: false,
      })),
    );

    const rows = await rowsOf(csv(lineOf(3000), lineOf(3001)), 'x.csv', registry.get());

    expect(rows).toMatchObject([{ outcome: 'add' }, { outcome: 'refused' }]);
    expect(rows[1]?.message).toContain('2,000 tenants');
  });

  it('refuses a file of more than 16 MB', async () => {
    expect(await refusalOf(Buffer.alloc(16 * 1024 * 1024 + 1, 'a'))).toContain('16 MB');
  });

  it('goes on after hundreds of rows with open quotes', async () => {
    const bad = Array.from({ length: 600 }, (_, n) => `${idOf(n)},"open ${n},x.example,`);
    const { preview } = await read(csv(...bad, lineOf(9000)));

    expect(preview.counts.add).toBe(1);
    expect(preview.rows.at(-1)).toMatchObject({ row: 602, outcome: 'add' });
  });

  it('keeps a name of a value shown short and plain', async () => {
    const [row] = await rowsOf(csv(`"\u202e${'<b>'.repeat(60)}",${'n'.repeat(300)},a.example,`));

    expect(row?.id).toHaveLength(80);
    expect(row?.id).not.toContain('\u202e');
    expect(row?.name).toHaveLength(120);
  });
});
