import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  extensionOf,
  numberedName,
  plainFileName,
} from '../../../../main/security/plain-file-name.ts';

describe('plainFileName', () => {
  it.each([
    ['report.csv', 'report.csv'],
    ['Übersicht Geräte (Mai).xlsx', 'Übersicht Geräte (Mai).xlsx'],
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\Windows\\x.csv', 'x.csv'],
    ['C:\\x\\a:b.csv', 'ab.csv'],
    ['.bashrc', 'bashrc'],
    ['...', 'download'],
    ['', 'download'],
    ['\0\n\t', 'download'],
    ['CON', '_CON'],
    ['con.csv', '_con.csv'],
    ['LPT1.txt', '_LPT1.txt'],
    ['com².log', '_com².log'],
    ['console.csv', 'console.csv'],
    ['report.csv. . ', 'report.csv'],
    ['report\u202Evsc.exe', 'reportvsc.exe'],
    ['a\u200bb\u2066c\ufeff.csv', 'abc.csv'],
    ['a\n\r b.csv', 'a b.csv'],
    ['$(rm -rf).csv', '$(rm -rf).csv'],
    ['e\u0301.csv', 'é.csv'],
    ['x\ud800.csv', 'x.csv'],
  ])('makes %j into %j', (suggested, name) => {
    expect(plainFileName(suggested)).toBe(name);
  });

  it('keeps the extension of a long name', () => {
    const name = plainFileName(`${'a'.repeat(300)}.csv`);

    expect(name).toHaveLength(120);
    expect(extensionOf(name)).toBe('csv');
  });

  it('never leaves its folder, hides itself or turns its direction', () => {
    const hostile = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 4 }),
        fc.constantFrom(
          '../',
          '..\\',
          '/',
          '\0',
          '.',
          ' ',
          '\u202e',
          'CON',
          ':',
          '~',
          '.exe',
          '.csv',
        ),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(hostile, (parts) => {
        const name = plainFileName(parts.join(''));
        expect(name.length).toBeGreaterThan(0);
        expect(name.length).toBeLessThanOrEqual(120);
        // eslint-disable-next-line no-control-regex
        expect(name).not.toMatch(/[/\\:\u0000-\u001f\u202a-\u202e\u2066-\u2069]/);
        expect(name).not.toMatch(/^[. ]|[. ]$/);
        expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('numberedName', () => {
  it('numbers before the extension', () => {
    expect([1, 2, 3].map((number) => numberedName('a.csv', number))).toEqual([
      'a.csv',
      'a (2).csv',
      'a (3).csv',
    ]);
    expect(numberedName('a', 2)).toBe('a (2)');
  });
});
