import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseTenantsFile } from '../../../../../main/tenants/tenants-file.ts';
import { ImportPreview } from '../../../../../preload/contract/index.ts';
import { idOf } from '../a-registry.ts';
import { anEstate, csv, entryOf, lineOf, read } from './a-list.ts';

/** For a machine that is busy with other tests. */
const PATIENCE_MS = 60_000;

const estate = anEstateOnce();

function anEstateOnce() {
  let made: ReturnType<typeof anEstate> | null = null;
  return () => (made ??= anEstate(1, 2));
}

const anyContent = fc.oneof(
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
  fc.string({ unit: 'binary' }).map((text) => Buffer.from(`\ufeff${text}`, 'utf16le')),
  fc.json().map((text) => Buffer.from(text)),
  fc.json().map((text) => Buffer.from(`{"tenants":[${text},${JSON.stringify(entryOf(3))}]}`)),
  fc
    .array(fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', ';', 'a', '=', '\t') }))
    .map((lines) => Buffer.from(csv(...lines))),
);

it(
  'answers any bytes with a preview of the contract’s form or one message',
  async () => {
    await fc.assert(
      fc.asyncProperty(anyContent, fc.string(), async (bytes, fileName) => {
        const parsed = await parseTenantsFile(bytes, fileName, estate());

        const isPreview =
          parsed.ok &&
          ImportPreview.safeParse({ importId: 'i0000000000000000', ...parsed.preview }).success;
        const isMessage = !parsed.ok && parsed.message.length > 0 && parsed.message.length <= 200;
        expect(isPreview || isMessage).toBe(true);
      }),
      { numRuns: 300 },
    );
  },
  PATIENCE_MS,
);

it(
  'adds every good row whatever stands between',
  async () => {
    const aBadLine = fc
      .string({ unit: fc.constantFrom('"', ',', 'x', '=', ';', '\u202e', ' ', '1', '-') })
      .filter((line) => line.trim() !== '');

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(aBadLine, { nil: null }), { maxLength: 12 }),
        async (between) => {
          const lines = between.flatMap((bad, index) => [
            ...(bad === null ? [] : [bad]),
            lineOf(index + 10),
          ]);

          const { entries } = await read(csv(...lines, lineOf(9)));

          // A quote that is opened before a good row and closed after it makes that row its content.
          const isQuoted = between.filter((bad) => oddQuotes(bad ?? '')).length > 1;
          const ids = new Set<string>(entries.map(({ id }) => id));
          const wanted = [9, ...between.map((_, index) => index + 10)].map(idOf);
          expect(isQuoted || wanted.every((id) => ids.has(id))).toBe(true);
        },
      ),
      { numRuns: 120 },
    );
  },
  PATIENCE_MS,
);

const oddQuotes = (line: string) => line.replaceAll(/[^"]/g, '').length % 2 === 1;

it(
  'adds every good entry whatever its neighbours are',
  async () => {
    const aBadEntry = fc.oneof(
      fc.json(),
      fc.constantFrom('{', '{"a":"', 'nope', '{"tenantId":1e999}', '{"tenantId":"x",}'),
    );

    await fc.assert(
      fc.asyncProperty(fc.array(aBadEntry, { maxLength: 8 }), async (between) => {
        const closed = between.map((bad) => (/^\{(?:"a":")?$/.test(bad) ? `${bad}"\n}` : bad));
        const entries = closed.flatMap((bad, index) => [bad, JSON.stringify(entryOf(index + 10))]);

        const result = await read(
          `[${[...entries, JSON.stringify(entryOf(9))].join(',')}]`,
          'x.json',
        );

        const ids = new Set<string>(result.entries.map(({ id }) => id));
        const wanted = [9, ...between.map((_, index) => index + 10)].map(idOf);
        expect(wanted.filter((id) => !ids.has(id))).toEqual([]);
      }),
      { numRuns: 120 },
    );
  },
  PATIENCE_MS,
);

it(
  'leaves others their turn while it reads 16 MB',
  async () => {
    // Letters that have to be looked at one by one: plain ones are done too soon to see turns.
    const wide = `${idOf(1)},${'é'.repeat(30_000)},a.example,Global`;
    const bytes = Buffer.from(csv(...Array.from({ length: 260 }, () => wide)));
    let turns = 0;
    let isDone = false;
    const take = () => {
      turns += 1;
      if (!isDone) setImmediate(take);
    };
    setImmediate(take);

    const parsed = await parseTenantsFile(bytes, 'x.csv', estate());
    isDone = true;

    expect(parsed.ok).toBe(true);
    expect(turns).toBeGreaterThan(5);
  },
  PATIENCE_MS,
);
