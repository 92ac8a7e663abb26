import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  firstIdOf,
  joinKey,
  keyRange,
  lastIdOf,
  recordKey,
  sequenceOf,
  slotOf,
  sourceIdOf,
} from '../../../../../../main/data/inventory/store/keys.ts';

const LAST_SLOT = 2 ** 21 - 1;

describe('numbers of rows', () => {
  it('are safe integers that say whose they are', () => {
    expect(Number.isSafeInteger(lastIdOf(LAST_SLOT))).toBe(true);
    expect(lastIdOf(6) + 1).toBe(firstIdOf(7));
    expect([slotOf(lastIdOf(6)), sequenceOf(firstIdOf(7) + 12)]).toEqual([6, 12]);
  });
});

describe('keys', () => {
  const id = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    fc.uuid(),
    fc.stringMatching(/^[0-9a-f]{40}$/),
    fc.stringMatching(/^[0-9A-F]{40}$/),
    fc.constantFrom('\ud800', '\ud801', '\u0000', 'ÿ'),
  );

  it('give the id back, whatever it is', () => {
    fc.assert(
      fc.property(id, (text) => {
        expect(sourceIdOf(recordKey(3, 'intune', text))).toBe(text);
      }),
    );
  });

  it('are different for different ids, sources, tenants and joins', () => {
    fc.assert(
      fc.property(id, id, (one, two) => {
        const keys = [
          recordKey(1, 'defender', one),
          recordKey(1, 'intune', one),
          recordKey(2, 'defender', one),
          joinKey(1, one),
          ...(one === two ? [] : [recordKey(1, 'defender', two)]),
        ].map((key) => key.toString('hex'));
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('of a source lie in its range, and no others', () => {
    const [first, before] = keyRange(2, 'intune');
    const isIn = (key: Buffer) => Buffer.compare(key, first) > 0 && Buffer.compare(key, before) < 0;

    expect(isIn(recordKey(2, 'intune', '\uffff'))).toBe(true);
    expect(isIn(recordKey(2, 'defender', 'a'))).toBe(false);
    expect(isIn(recordKey(2, 'entra', 'a'))).toBe(false);
    expect(isIn(recordKey(3, 'intune', 'a'))).toBe(false);
    expect(isIn(joinKey(2, 'a'))).toBe(false);
  });
});
