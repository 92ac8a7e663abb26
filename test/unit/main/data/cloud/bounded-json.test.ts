import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBoundedJson } from '../../../../../main/data/cloud/bounded-json.ts';

const malformed = expect.objectContaining({ name: 'CloudError', kind: 'malformed' });

describe('parseBoundedJson', () => {
  it('answers what JSON.parse answers for any JSON that is not deep', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        expect(parseBoundedJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses what is a hundred thousand deep, in objects and in lists', () => {
    const deep = 100_000;

    expect(() => parseBoundedJson('['.repeat(deep) + ']'.repeat(deep))).toThrowError(malformed);
    expect(() => parseBoundedJson(`${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`)).toThrowError(
      malformed,
    );
  });

  it('does not take brackets in strings for depth', () => {
    const text = JSON.stringify({ a: '[{'.repeat(1_000), b: '"\\', c: ['\\\\"'] });

    expect(parseBoundedJson(text)).toEqual(JSON.parse(text));
  });

  it.each([
    '{"value":[],"value":[1]}',
    '{"a":{"b":1,"b":2}}',
    '[{"x":1},{"y":1,"y":1}]',
    String.raw`{"state":"enabled","st\u0061te":"disabled"}`,
    String.raw`{"\u0061":1,"\u0061":2}`,
    '{"__proto__":1,"__proto__":2}',
    '{"value":[{"id":"1","__proto__":{"id":"2","id":"3"}}]}',
    String.raw`{"a\":":1,"a\":":2}`,
    '{"":1,"":2}',
    '{"1":1,"01":1,"1":2}',
  ])('refuses the same key twice in one object: %s', (text) => {
    expect(() => parseBoundedJson(text)).toThrowError(malformed);
  });

  it('does not take colons and quotes in strings for members', () => {
    const text = JSON.stringify({ 'a:"b': ':":\\', c: { ':': [':', '"a":"b"'] } });

    expect(parseBoundedJson(text)).toEqual(JSON.parse(text));
  });

  it('takes the same key in different objects, and a key that is also a value', () => {
    const text = '{"a":"a","b":[{"a":1},{"a":"b"}],"c":{"a":null}}';

    expect(parseBoundedJson(text)).toEqual(JSON.parse(text));
  });

  it.each(['', '{', '{"a":1', '{"a":"b', '[1,2', '<html>', 'undefined', '{"a":1}}', 'nul'])(
    'refuses %j',
    (text) => {
      expect(() => parseBoundedJson(text)).toThrowError(malformed);
    },
  );

  it('changes no prototype', () => {
    const value = parseBoundedJson('{"__proto__":{"isAdmin":true}}') as object;

    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
  });
});
