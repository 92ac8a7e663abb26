import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeEnvelope, encodeEnvelope } from '../../../../main/stored-files/envelope.ts';
import { aFolder, contentOf, openShelf, Shelf, shelfOptions } from './a-stored-file.ts';

const options = shelfOptions('');

const aShelf: fc.Arbitrary<Shelf> = fc.record({
  books: fc.array(fc.record({ id: fc.string(), title: fc.string({ unit: 'binary' }) }), {
    maxLength: 8,
  }),
});

it('gives back every value that can be written', () => {
  fc.assert(
    fc.property(aShelf, (value) => {
      const decoded = decodeEnvelope(encodeEnvelope(value, options), options);

      expect(decoded).toEqual({ kind: 'good', value });
    }),
  );
});

it('answers any bytes with a verdict and leaves Object.prototype alone', () => {
  const names = Object.getOwnPropertyNames(Object.prototype);
  const anyBytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.json().map((text) => Buffer.from(text)),
    fc
      .json()
      .map((data) => Buffer.from(`{"format":"bulkhead-tenants","version":1,"data":${data}}`)),
  );

  fc.assert(
    fc.property(anyBytes, (bytes) => {
      expect(['good', 'damaged', 'newer']).toContain(decodeEnvelope(bytes, options).kind);
    }),
  );
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(names);
});

it('has the good backup and the damaged bytes after any damage to the file', () => {
  const damage = fc.oneof(
    fc.record({ kind: fc.constant('cut' as const), at: fc.nat() }),
    fc.record({ kind: fc.constant('zero' as const), at: fc.nat() }),
    fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), bit: fc.nat({ max: 7 }) }),
    fc.record({
      kind: fc.constant('insert' as const),
      at: fc.nat(),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 9 }),
    }),
  );

  fc.assert(
    fc.property(aShelf, aShelf, damage, (older, newer, harm) => {
      const folder = aFolder();
      const path = join(folder, 'shelf.json');
      const file = openShelf(folder);
      file.write(older);
      file.write(newer);
      const whole = readFileSync(path);
      const at = harm.at % whole.length;
      const harmed = Buffer.from(whole);
      if (harm.kind === 'zero') harmed.fill(0, at);
      if (harm.kind === 'flip') harmed[at] = (harmed[at] ?? 0) ^ (1 << harm.bit);
      const bytes =
        harm.kind === 'cut'
          ? harmed.subarray(0, at)
          : harm.kind === 'insert'
            ? Buffer.concat([harmed.subarray(0, at), harm.bytes, harmed.subarray(at)])
            : harmed;
      writeFileSync(path, bytes);

      const opened = openShelf(folder);

      // Harm inside a text or to white space leaves a file of the right form.
      const isGood = opened.problem === null;
      const keptAs = opened.problem?.keptAs ?? 'shelf.json';
      expect(Shelf.safeParse(opened.value).success).toBe(true);
      expect(isGood ? older : opened.value).toEqual(older);
      expect(contentOf(folder)[keptAs]).toBe(bytes.toString('latin1'));
    }),
    { numRuns: 80 },
  );
});
