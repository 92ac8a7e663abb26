import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  packRecord,
  unpackRecord,
  type Words,
} from '../../../../../../main/data/inventory/store/packing.ts';

/** Gives every text and every list of keys a number at once. */
function someWords({ isFull = false } = {}): Words {
  const words: string[] = [];
  const shapes: (readonly string[])[] = [];
  return {
    word(text) {
      if (isFull) return null;
      const at = words.indexOf(text);
      return at === -1 ? words.push(text) - 1 : at;
    },
    wordOf: (number) => words[number] as string,
    shape(keys) {
      if (isFull) return null;
      const at = shapes.findIndex((shape) => JSON.stringify(shape) === JSON.stringify(keys));
      return at === -1 ? shapes.push(keys) - 1 : at;
    },
    shapeOf: (number) => shapes[number] as readonly string[],
  };
}

function roundTrip(raw: string, joinId: string | null = null, words = someWords()) {
  const value: unknown = JSON.parse(raw);
  const record = { source: 'defender', sourceId: 'a1', joinId, raw, value } as const;
  const bytes = packRecord(record, words);
  return { bytes, back: unpackRecord(bytes, 'a1', words) };
}

/** As JSON writes it; what is nested too deep for that is kept as it came. */
function textOf(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw));
  } catch {
    return raw;
  }
}

const MACHINE = {
  id: '1e5bc9d7e413ddd7902c2932e418702b84d0cc07',
  computerDnsName: 'paw-017.contoso.example',
  firstSeen: '2026-03-02T14:55:03.77Z',
  lastSeen: '2026-11-20T08:12:44.1000000Z',
  osBuild: 26_100,
  agent: null,
  isAadJoined: true,
  aadDeviceId: '80fe8ff8-2624-418e-9591-41f0491218f9',
  machineTags: ['paw', 'tier0'],
};

describe('packRecord', () => {
  it('gives a record back, its keys in their order, in a third of the bytes', () => {
    const raw = JSON.stringify(MACHINE);
    const words = someWords();
    roundTrip(raw, MACHINE.aadDeviceId, words);

    const { bytes, back } = roundTrip(raw, MACHINE.aadDeviceId, words);

    expect(JSON.stringify(back.value)).toBe(raw);
    expect(back.joinId).toBe(MACHINE.aadDeviceId);
    expect(bytes.length * 3).toBeLessThan(raw.length);
  });

  it.each([
    ['text that is nearly a GUID', '"80FE8FF8-2624-418e-9591-41f0491218f9"'],
    ['text that is nearly an instant', '["2026-02-30T00:00:00Z","2026-01-01T24:00:00Z"]'],
    [
      'instants of other years',
      '["0001-01-01T00:00:00Z","1969-12-31T23:59:59Z","9999-12-31T23:59:59Z"]',
    ],
    [
      'instants of every exactness',
      '["2026-01-01T00:00:00Z","2026-01-01T00:00:00.000Z","2026-01-01T00:00:00.0000001Z"]',
    ],
    ['numbers', '[0,-0,-1,1.5,1e300,9007199254740991,9007199254740993,-9007199254740991]'],
    ['hexadecimal text', '["00000000","ABCDEF01","abcdef0","abcdef01"]'],
    ['keys of every object', '{"__proto__":{"a":1},"constructor":2,"":3,"toString":null}'],
    ['halves of pairs', '{"\\ud800":"\\udc00","b":"\\ud83d\\ude00"}'],
    ['half a pair that is not escaped', `"${'\ud800'}"`],
    ['NUL and signs that are not seen', '"a\\u0000b\\u202e\\u2028"'],
    ['nesting without end', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
    [
      'a number of keys',
      JSON.stringify(Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`k${n}`, n]))),
    ],
  ])('gives back %s', (_, raw) => {
    for (const words of [someWords(), someWords({ isFull: true })]) {
      const { back } = roundTrip(raw, 'odd \ud800 id', words);

      expect(back.joinId).toBe('odd \ud800 id');
      expect(textOf(back.raw ?? JSON.stringify(back.value))).toBe(textOf(raw));
    }
  });

  it('gives back any JSON value', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ depthSize: 'medium', stringUnit: 'binary' }),
        fc.boolean(),
        (value, isFull) => {
          const raw = JSON.stringify(value);
          const { back } = roundTrip(raw, null, someWords({ isFull }));
          expect(JSON.stringify(back.value)).toBe(raw);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('refuses bytes that are cut', () => {
    const words = someWords();
    const { bytes } = roundTrip(JSON.stringify(MACHINE), null, words);

    for (let size = 0; size < bytes.length; size += 1) {
      expect(() => unpackRecord(bytes.subarray(0, size), 'a1', words)).toThrow(RangeError);
    }
  });
});
