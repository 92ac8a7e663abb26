import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseRecord } from '../../../../main/text-files/csv-record.ts';
import { RecordReader, type TextPieces } from '../../../../main/text-files/record-reader.ts';
import { atOnce } from '../../../../main/text-files/slices.ts';

const limits = { maxLength: 100, tooLong: (length: number) => `${length} long` };

function piecesOf(pieces: readonly string[]): TextPieces {
  const rest = [...pieces];
  return { next: () => rest.shift() ?? null };
}

function all(source: string | TextPieces) {
  const reader = new RecordReader(source, limits);
  const records = [];
  for (;;) {
    const record = atOnce(reader.next((text) => parseRecord(text, ',')));
    if (record === null) return records;
    records.push(record);
  }
}

const anyText = fc.string({
  unit: fc.constantFrom('"', ',', '\r', '\n', '\r\n', 'a', ' ', 'x'.repeat(30)),
  maxLength: 60,
});

it('reads the same in pieces of any size as in one', () => {
  fc.assert(
    fc.property(anyText, fc.array(fc.nat({ max: 9 })), (text, sizes) => {
      const pieces: string[] = [];
      let at = 0;
      for (const size of sizes) {
        pieces.push(text.slice(at, at + size));
        at += size;
      }
      pieces.push(text.slice(at));

      expect(all(piecesOf(pieces))).toEqual(all(text));
    }),
    { numRuns: 1_000 },
  );
});

it('counts the rest in pieces as in one', () => {
  fc.assert(
    fc.property(anyText, fc.nat({ max: 60 }), (text, at) => {
      const count = (source: string | TextPieces) =>
        atOnce(new RecordReader(source, limits).countRest());

      expect(count(piecesOf([text.slice(0, at), text.slice(at)]))).toBe(count(text));
    }),
  );
});

it('tells the line and the length of a line that is too long, however long it is', () => {
  const long = Array.from({ length: 1_000 }, () => 'x'.repeat(1_000));

  expect(all(piecesOf(['a,b\r', '\n', ...long, '\r\n', 'c,d']))).toEqual([
    { ok: true, line: 1, value: ['a', 'b'] },
    { ok: false, line: 2, message: '1000000 long', text: 'x'.repeat(80) },
    { ok: true, line: 3, value: ['c', 'd'] },
  ]);
});
