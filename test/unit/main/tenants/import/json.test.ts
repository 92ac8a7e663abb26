import { describe, expect, it } from 'vitest';
import { idOf } from '../a-registry.ts';
import { entryOf, read, refusalOf, rowsOf } from './a-list.ts';

const list = (...entries: readonly unknown[]) => JSON.stringify(entries);
const raw = (...entries: readonly string[]) => `[${entries.join(',\n')}]`;
const good = (n: number) => JSON.stringify(entryOf(n));

describe('a JSON file', () => {
  it.each([
    ['a list', list(entryOf(1), entryOf(2))],
    ['an object with tenants', JSON.stringify({ version: 1, tenants: [entryOf(1), entryOf(2)] })],
    [
      'an answer of an API',
      JSON.stringify({ '@odata.context': 'x[', value: [entryOf(1), entryOf(2)] }),
    ],
    [
      'a list with a mark and blanks',
      `\ufeff \n${JSON.stringify([entryOf(1), entryOf(2)], null, 2)}\n`,
    ],
    [
      'an object whose other members look like lists',
      `{"a":{"tenants":[]},"b":"]}","Tenants":${list(entryOf(1), entryOf(2))}}`,
    ],
  ])('may be %s', async (_name, text) => {
    const { preview, entries } = await read(text, 'x.json');

    expect(preview.rows).toMatchObject([
      { row: 1, outcome: 'add', name: 'Tenant 1' },
      { row: 2, outcome: 'add', name: 'Tenant 2' },
    ]);
    expect(entries[1]).toMatchObject({ id: idOf(2), domain: 'tenant2.example' });
  });

  it('may say everything that is kept of a tenant', async () => {
    const { entries } = await read(
      list({
        ...entryOf(1),
        cloud: 'dod',
        accessPath: 'lighthouse',
        group: 'East',
        isFavourite: true,
        colour: '06B',
        initials: 'X1',
        notes: 'a\nb',
      }),
    );

    expect(entries[0]).toMatchObject({
      cloud: 'dod',
      accessPath: 'lighthouse',
      groupName: 'East',
      isFavourite: true,
      colour: '#0066bb',
      initials: 'X1',
      notes: 'a\nb',
    });
  });

  it('takes the tenant’s id from the lists of Azure and Graph', async () => {
    const { entries, preview } = await read(
      list(
        { id: `/tenants/${idOf(1)}`, ...entryOf(1), tenantCategory: 'Home' },
        { id: idOf(99), customerId: idOf(2), displayName: 'B', defaultDomainName: 'b.example' },
      ),
    );

    expect(entries.map(({ id }) => id)).toEqual([idOf(1), idOf(2)]);
    expect(preview.notes.join()).toContain('tenantCategory');
  });

  it.each([
    ['no list', '{"name":"x"}', 'no list of tenants'],
    ['a text', '"x"', 'not proper JSON'],
    ['a list that is not JSON', 'tenants: []', 'not proper JSON'],
    ['an empty list', '[ ]', 'empty'],
    ['no ids', list({ name: 'A', domain: 'a.example' }), 'No entry of the list has a tenant id'],
    ['an object that ends', '{"tenants"', 'no list of tenants'],
    ['an object of brackets', `{"tenants":${'{'.repeat(1_000_000)}`, 'no list of tenants'],
  ])('with %s is refused as a whole', async (_name, text, words) => {
    expect(await refusalOf(text, 'x.json')).toContain(words);
  });
});

describe('an entry', () => {
  it.each([
    ['is not JSON', '{"tenantId": nope}', 'not proper JSON'],
    ['has a comma too many', '{"tenantId":"x",}', 'not proper JSON'],
    ['holds NaN', '{"tenantId":NaN}', 'not proper JSON'],
    ['lacks a quote', '{"tenantId":"x,"name":"y"}', 'not proper JSON'],
    ['is a number', '7', 'not an object'],
    ['is null', 'null', 'not an object'],
    ['is a list', '[1,2]', 'not an object'],
    ['has an object for an id', '{"tenantId":{"a":1}}', '“tenantId” is not a plain value'],
    [
      'has a key twice',
      `{"tenantId":"${idOf(5)}","tenantId":"${idOf(6)}"}`,
      '“tenantId” is in this entry twice',
    ],
    [
      'has a key twice in another spelling',
      `{"tenantId":"${idOf(5)}","tenant\\u0049d":"${idOf(6)}"}`,
      'twice',
    ],
    ['is nested a thousand times', `${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`, 'id is missing'],
    ['is nested a million times', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`, 'MB long'],
    [
      'is 10 MB long',
      JSON.stringify({ ...entryOf(5), notes: 'x'.repeat(10 * 1024 * 1024) }),
      '10 MB long',
    ],
    ['has no domain', JSON.stringify({ tenantId: idOf(5) }), 'The domain is missing'],
    ['has a formula', JSON.stringify({ ...entryOf(5), displayName: '=1' }), 'formula'],
    ['is empty', '{}', 'The tenant id is missing'],
  ])('that %s is refused with one message, and the others are not', async (_name, text, words) => {
    const rows = await rowsOf(raw(good(1), text, good(2)), 'x.json');

    expect(rows).toMatchObject([
      { row: 1, outcome: 'add' },
      { row: 2, outcome: 'refused' },
      { row: 3, outcome: 'add' },
    ]);
    expect(rows[1]?.message).toContain(words);
  });

  it('that is cut off by the end of the file is told, and those before are kept', async () => {
    const whole = list(entryOf(1), entryOf(2), entryOf(3));

    const rows = await rowsOf(whole.slice(0, -30), 'x.json');

    expect(rows.map(({ outcome }) => outcome)).toEqual(['add', 'add', 'refused']);
    expect(rows[2]?.message).toContain('ends in the middle');
  });

  it('that is whole is kept when only the end of the list is cut off', async () => {
    const rows = await rowsOf(list(entryOf(1), entryOf(2)).slice(0, -1), 'x.json');

    expect(rows.map(({ outcome }) => outcome)).toEqual(['add', 'add']);
  });

  it('cannot reach the prototype of objects', async () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const hostile = `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"tenantId":"${idOf(5)}","domain":"a.example"}`;

    const rows = await rowsOf(raw(hostile, good(1)), 'x.json');

    expect(rows.map(({ outcome }) => outcome)).toEqual(['add', 'add']);
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

it('reads 2,000 entries and counts the rest', async () => {
  const entries = Array.from({ length: 2003 }, (_, index) => entryOf(index + 1));

  const { preview } = await read(list(...entries), 'x.json');

  expect(preview.counts.add).toBe(2000);
  expect(preview.rowsLeftOut).toBe(3);
});
