import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excelSeparator, parseRecord, sizeText } from '../../../../main/text-files/csv-record.ts';

describe('parseRecord', () => {
  it.each([
    ['a,b,', ['a', 'b', '']],
    ['', ['']],
    ['"a",b', ['a', 'b']],
    ['"a,b","c""d"', ['a,b', 'c"d']],
    ['"",""', ['', '']],
    ['"a\r\nb",c', ['a\r\nb', 'c']],
    ['""""', ['"']],
    ['a,"b",', ['a', 'b', '']],
  ])('reads %j', (text, values) => {
    expect(parseRecord(text, ',')).toEqual(values);
  });

  it.each(['"a', 'a"b', '"a"b', '"a" ,b', 'a,"', '"a""', 'x,"y"\nz'])('refuses %j', (text) => {
    expect(parseRecord(text, ',')).toBeNull();
  });

  it('agrees with another parser on every record', () => {
    const text = fc.string({ unit: fc.constantFrom('"', '""', ',', '\n', '\r\n', 'a', ' ', 'ß') });

    fc.assert(
      fc.property(text, (record) => {
        // What holds a quote; without one it is no matter of parsing, and a line break ends it.
        fc.pre(record.includes('"') && record.trim() !== '');
        expect(parseRecord(record, ',')).toEqual(byAnotherParser(record));
      }),
      { numRuns: 3_000 },
    );
  });
});

function byAnotherParser(record: string): readonly string[] | null {
  try {
    const records: string[][] = parse(record, {
      delimiter: ',',
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
    });
    // A line break behind the record is another, empty one to us.
    return records.length === 1 && !/[\r\n]$/.test(record) ? (records[0] ?? null) : null;
  } catch {
    return null;
  }
}

describe('excelSeparator', () => {
  it.each([
    ['sep=;', ';'],
    ['"sep=,"', ','],
    ['SEP=\t', '\t'],
    [' sep=; ', ';'],
    ['sep=', null],
    ['sep=x', null],
    ['a,b', null],
  ])('%j is %j', (line, separator) => {
    expect(excelSeparator(line)).toBe(separator);
  });
});

it('sizeText says kilobytes and megabytes', () => {
  expect([1, 70_000, 10 * 1024 * 1024].map(sizeText)).toEqual(['1 KB', '68 KB', '10 MB']);
});
