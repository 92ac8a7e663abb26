import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  takeCount,
  takeGuid,
  takeMac,
  takeText,
  takeTexts,
  takeTime,
  takeWord,
} from '../../../../../../main/data/inventory/sources/values.ts';

function noted() {
  const reasons: string[] = [];
  return { reasons, doubt: (reason: string) => void reasons.push(reason) };
}

describe('takeText', () => {
  it('is one well-formed line of bounded length, whatever came', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (value) => {
        const text = takeText(value, 'names', () => undefined) ?? '';

        expect(text.length).toBeLessThanOrEqual(256);
        expect(text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}]/u);
        expect(text).toBe(text.trim());
      }),
    );
  });

  it('cuts ten thousand characters between code points, and says so', () => {
    const { reasons, doubt } = noted();

    const text = takeText(`a${'😀'.repeat(10_000)}`, 'names', doubt);

    // 256 would be in the middle of the 128th pair.
    expect(text).toBe(`a${'😀'.repeat(127)}`);
    expect(reasons).toEqual(['values cut: names (after 256 characters)']);
  });

  it('keeps direction marks, which are spelling in some scripts', () => {
    const name = 'pc\u202eexe\u200f';

    expect(takeText(name, 'names', () => undefined)).toBe(name);
  });

  it('replaces halves of pairs, and makes line breaks and NUL spaces', () => {
    expect(takeText('a\ud800b\udc00', 'names', () => undefined)).toBe('a\ufffdb\ufffd');
    expect(takeText('a\r\nb\u0000\u2028c', 'names', () => undefined)).toBe('a b c');
  });

  it.each([1, true, {}, [], ['PAW']])('takes no text from %j, and says so', (value) => {
    const { reasons, doubt } = noted();

    expect(takeText(value, 'names', doubt)).toBeNull();
    expect(reasons).toEqual(['values left out: names (no text)']);
  });

  it.each([undefined, null, '', ' ', '\u0000'])('has nothing to say of %j', (value) => {
    const { reasons, doubt } = noted();

    expect(takeText(value, 'names', doubt)).toBeNull();
    expect(reasons).toEqual([]);
  });
});

describe('takeWord', () => {
  it.each([
    ['NoSensorDataImpairedCommunication', 'no-sensor-data-impaired-communication'],
    ['Active', 'active'],
    ['inGracePeriod', 'in-grace-period'],
    ['CanBeOnboarded', 'can-be-onboarded'],
    ['microsoft365ManagedMdm', 'microsoft365-managed-mdm'],
    ['easMdm', 'eas-mdm'],
    ['AzureAd', 'azure-ad'],
    ['Somewhat Better_now', 'somewhat-better-now'],
    ['ÄrgerLich', 'ärger-lich'],
  ])('makes %j the word %j', (value, word) => {
    expect(takeWord(value, 'x', () => undefined)).toBe(word);
  });

  it.each(['Unknown', 'unknown', 'unknownFutureValue'])('takes %j for no answer', (value) => {
    expect(takeWord(value, 'x', () => undefined)).toBeNull();
  });

  it('keeps what a service added later, bounded', () => {
    expect(takeWord('Catastrophic', 'x', () => undefined)).toBe('catastrophic');
    expect(takeWord('A'.repeat(10_000), 'x', () => undefined)?.length).toBeLessThanOrEqual(120);
  });

  it('finds no new name in what every object has', () => {
    expect(takeWord('constructor', 'x', () => undefined, { a: 'b' })).toBe('constructor');
    expect(takeWord('__proto__', 'x', () => undefined, { a: 'b' })).toBe('-proto-');
  });
});

describe('takeTime', () => {
  it.each([
    ['2026-11-20T08:12:44Z', Date.UTC(2026, 10, 20, 8, 12, 44) / 1_000],
    ['2018-08-02T14:55:03.7791856Z', Date.UTC(2018, 7, 2, 14, 55, 3) / 1_000],
    ['2017-01-01T00:02:49.3205976-08:00', Date.UTC(2017, 0, 1, 8, 2, 49) / 1_000],
    ['2026-11-20T08:12:44', Date.UTC(2026, 10, 20, 8, 12, 44) / 1_000],
  ])('reads %j', (value, seconds) => {
    expect(takeTime(value, 'last seen', () => undefined)).toBe(seconds);
  });

  it('takes the year one for no time, as services mean it', () => {
    const { reasons, doubt } = noted();

    expect(takeTime('0001-01-01T00:00:00Z', 'last seen', doubt)).toBeNull();
    expect(reasons).toEqual([]);
  });

  it.each([
    ['1999-12-31T23:59:59Z', 'out of range'],
    ['2100-01-01T00:00:00Z', 'out of range'],
    ['9999-12-31T23:59:59Z', 'out of range'],
    ['2026-13-45T99:99:99Z', 'out of range'],
    ['yesterday', 'no date'],
    ['2026-11-20', 'no date'],
    ['20 November 2026', 'no date'],
    [1_700_000_000, 'no date'],
    [{}, 'no date'],
    ['2026-11-20T08:12:44Z'.repeat(1_000), 'no date'],
  ])('does not take %j: %s', (value, why) => {
    const { reasons, doubt } = noted();

    expect(takeTime(value, 'last seen', doubt)).toBeNull();
    expect(reasons).toEqual([`values left out: last seen (${why})`]);
  });
});

describe('takeCount', () => {
  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e300, '7', true])(
    'does not take %j',
    (value) => {
      const { reasons, doubt } = noted();

      expect(takeCount(value, 'builds', doubt)).toBeNull();
      expect(reasons).toHaveLength(1);
    },
  );

  it('takes nought, which is not nothing', () => {
    expect(takeCount(0, 'builds', () => undefined)).toBe(0);
  });
});

describe('takeGuid', () => {
  it('takes it in lower case, and zeros for none', () => {
    const doubt = () => undefined;

    expect(takeGuid('80FE8FF8-2624-418E-9591-41F0491218F9', 'x', doubt)).toBe(
      '80fe8ff8-2624-418e-9591-41f0491218f9',
    );
    expect(takeGuid('00000000-0000-0000-0000-000000000000', 'x', doubt)).toBeNull();
  });

  it.each(['80fe8ff8', `80fe8ff8-2624-418e-9591-41f0491218f${'\u0131'}`, 5, ['x'], 'x'.repeat(36)])(
    'does not take %j',
    (value) => {
      const { reasons, doubt } = noted();

      expect(takeGuid(value, 'x', doubt)).toBeNull();
      expect(reasons).toEqual(['values left out: x (no GUID)']);
    },
  );
});

describe('takeTexts', () => {
  it('takes different texts, at most fifty, and says what it left out', () => {
    const { reasons, doubt } = noted();
    const many = Array.from({ length: 100 }, (_, index) => `tag ${index}`);

    expect(takeTexts(['a', 'a', 5, null, 'b'], 'tags', doubt)).toEqual(['a', 'b']);
    expect(takeTexts(many, 'tags', doubt)).toHaveLength(50);
    expect(takeTexts('tag', 'tags', doubt)).toEqual([]);
    expect(reasons).toEqual([
      'values left out: tags (no text)',
      'values cut: tags (after 50)',
      'values left out: tags (no list)',
    ]);
  });
});

describe('takeMac', () => {
  it.each(['AABBCCDDEEFF', 'aa:bb:cc:dd:ee:ff', 'AA-BB-CC-DD-EE-FF', 'aabb.ccdd.eeff'])(
    'writes %j as all others are written',
    (value) => {
      expect(takeMac(value, () => undefined)).toBe('AA:BB:CC:DD:EE:FF');
    },
  );

  it('takes zeros for none, and keeps other hardware addresses', () => {
    expect(takeMac('000000000000', () => undefined)).toBeNull();
    expect(takeMac('00:00:5e:00:53:01:02:03', () => undefined)).toBe('00:00:5e:00:53:01:02:03');
  });
});
