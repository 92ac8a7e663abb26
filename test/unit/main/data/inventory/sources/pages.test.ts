import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  COUNT_FIELDS,
  FACET_FIELDS,
  ID_FIELDS,
  LIST_FIELDS,
  MAX_FACET_VALUE,
  MAX_LIST,
  MAX_TEXT,
  TEXT_FIELDS,
  TIME_FIELDS,
} from '../../../../../../main/data/inventory/device.ts';
import type { RecordFacts } from '../../../../../../main/data/inventory/device.ts';
import { readDefenderPage } from '../../../../../../main/data/inventory/sources/defender.ts';
import { readEntraPage } from '../../../../../../main/data/inventory/sources/entra.ts';
import { factsOf } from '../../../../../../main/data/inventory/sources/facts-of.ts';
import { readIntunePage } from '../../../../../../main/data/inventory/sources/intune.ts';
import { DEVICE_OBJECT, MACHINE, MANAGED_DEVICE } from './a-record.ts';

const PAGES = [
  ['defender', readDefenderPage, MACHINE],
  ['intune', readIntunePage, MANAGED_DEVICE],
  ['entra', readEntraPage, DEVICE_OBJECT],
] as const;

/** Fields that have not their kind or not their bounds; what comes after the facts relies on both. */
function unsound(facts: RecordFacts): string[] {
  const all = facts as Readonly<Record<string, unknown>>;
  const isText = (value: unknown, max: number) =>
    typeof value === 'string' && value.length <= max && !/[\p{Cc}\p{Surrogate}]/u.test(value);
  const isList = (value: unknown) =>
    Array.isArray(value) &&
    value.length <= MAX_LIST &&
    value.every((item) => item !== '' && isText(item, MAX_FACET_VALUE));
  const kinds: [readonly string[], (value: unknown) => boolean][] = [
    [[...TEXT_FIELDS, ...ID_FIELDS], (value) => isText(value, MAX_TEXT)],
    [FACET_FIELDS, (value) => isText(value, MAX_FACET_VALUE)],
    [LIST_FIELDS, isList],
    [[...TIME_FIELDS, ...COUNT_FIELDS], Number.isSafeInteger],
  ];
  return kinds.flatMap(([fields, isSound]) =>
    fields.filter((field) => (all[field] ?? null) !== null && !isSound(all[field])),
  );
}

describe.each(PAGES)('a page of %s', (source, readPage, good) => {
  it('is taken as it came, with the facts that its text says', () => {
    const { records, refusals } = readPage([good]);

    expect(refusals).toEqual(new Map());
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      source,
      sourceId: good.id,
      joinId: '80fe8ff8-2624-418e-9591-41f0491218f9',
      raw: JSON.stringify(good),
    });
    expect(records[0]?.facts).toEqual(factsOf(source, JSON.parse(records[0]?.raw ?? '')));
  });

  it('is taken without the rows that are none or have no id, each counted', () => {
    const rows = [
      null,
      5,
      'row',
      [],
      { ...good, id: undefined },
      { ...good, id: '' },
      { ...good, id: 7 },
      { ...good, id: { id: 'x' } },
      { ...good, id: 'x'.repeat(200) },
      { ...good, id: 'two\nlines' },
      good,
    ];

    const { records, refusals } = readPage(rows);

    expect(records.map(({ sourceId }) => sourceId)).toEqual([good.id]);
    expect(refusals).toEqual(
      new Map([
        ['rows that are no object', 4],
        ['rows without an id', 6],
      ]),
    );
  });

  it('takes the last of two rows with the same id', () => {
    const { records, refusals } = readPage([good, { ...good, note: 'later' }]);

    expect(records).toHaveLength(1);
    expect(records[0]?.raw).toContain('later');
    expect(refusals).toEqual(new Map([['rows listed twice, of which the last was taken', 1]]));
  });

  it.each(Object.keys(good).filter((field) => field !== 'id'))(
    'leaves out a value of the wrong type of %s and keeps its row',
    (field) => {
      const value = (good as Readonly<Record<string, unknown>>)[field];
      const wrong = typeof value === 'object' ? 'text' : { nested: value };

      const { records } = readPage([{ ...good, [field]: wrong }]);

      expect(records).toHaveLength(1);
      expect(unsound(records[0]?.facts ?? {})).toEqual([]);
    },
  );

  it('says which values it left out', () => {
    const name = source === 'entra' ? 'displayName' : 'deviceName';
    const wrong = { ...good, [source === 'defender' ? 'computerDnsName' : name]: ['PAW'] };

    expect(readPage([wrong, { ...wrong, id: 'other' }]).refusals).toEqual(
      new Map([['values left out: names (no text)', 2]]),
    );
  });

  it('refuses a row that is no record of a device by its size', () => {
    const { records, refusals } = readPage([{ ...good, blob: 'x'.repeat(300_000) }]);

    expect(records).toEqual([]);
    expect([...refusals.values()]).toEqual([1]);
  });

  it('keeps the text of hostile names whole, and shows them bounded', () => {
    const hostile = `\u202e<script>\ud800${'x'.repeat(10_000)}`;
    const row = Object.fromEntries(
      Object.entries(good).map(([key, value]) => [
        key,
        typeof value === 'string' && key !== 'id' ? hostile : value,
      ]),
    );

    const [record] = readPage([row]).records;

    expect(unsound(record?.facts ?? {})).toEqual([]);
    expect(record?.facts?.name?.startsWith('\u202e<script>\ufffd')).toBe(true);
    expect(record?.raw).toContain('x'.repeat(10_000));
    // Well-formed text, so that it comes out of the database as it went in.
    expect(record?.raw).not.toMatch(/\p{Surrogate}/u);
  });

  it('changes no prototype', () => {
    const row = JSON.parse(
      `{"id":"a","__proto__":{"id":"b","deviceName":"polluted"},"constructor":{"x":1}}`,
    ) as unknown;

    const { records } = readPage([row]);

    expect(records[0]?.sourceId).toBe('a');
    expect(records[0]?.facts?.name).toBeNull();
    expect(({} as Record<string, unknown>)['deviceName']).toBeUndefined();
  });

  it('is sound whatever it is made of', () => {
    const anyRow = fc.record(
      Object.fromEntries(
        Object.keys(good).map((key) => [
          key,
          fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: 'binary' }), fc.double()),
        ]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(anyRow, fc.jsonValue({ maxDepth: 2 }))), (rows) => {
        const { records } = readPage(rows);

        expect(records.length).toBeLessThanOrEqual(rows.length);
        for (const record of records) {
          expect(unsound(record.facts ?? {})).toEqual([]);
          expect(factsOf(source, JSON.parse(record.raw))).toEqual(record.facts);
        }
      }),
    );
  });
});

describe('a page of Entra', () => {
  it('tells what is gone, also when the same object is listed', () => {
    const gone = { id: DEVICE_OBJECT.id, '@removed': { reason: 'deleted' } };
    const other = { ...DEVICE_OBJECT, id: 'another-id' };

    const page = readEntraPage([DEVICE_OBJECT, gone, other, { '@removed': {} }]);

    expect(page.removedIds).toEqual([DEVICE_OBJECT.id]);
    expect(page.records.map(({ sourceId }) => sourceId)).toEqual(['another-id']);
    expect(page.refusals).toEqual(new Map([['rows without an id', 1]]));
  });

  it.each([
    [{ isManaged: false }, 'none'],
    [{ isManaged: null, mdmAppId: null }, null],
    [{ isManaged: true, mdmAppId: '54b943f8-d761-4f8d-951e-9cea1846db5a' }, 'other'],
    [{ isManaged: true, mdmAppId: null }, null],
  ])('knows by %j that it is managed by %j', (change, managedBy) => {
    const [record] = readEntraPage([{ ...DEVICE_OBJECT, ...change }]).records;

    expect(record?.facts?.managedBy).toBe(managedBy);
  });
});
