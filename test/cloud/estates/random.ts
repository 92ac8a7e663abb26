/** Repeatable pseudo-random numbers: the same seed gives the same estate on every machine. */
export type Random = {
  /** From 0 up to, not including, 1. */
  next: () => number;
  /** From `min` to `max`, both included. */
  integer: (min: number, max: number) => number;
  pick: <T>(values: readonly T[]) => T;
  /** A version 4 GUID in lower case. */
  guid: () => string;
};

/** FNV-1a over UTF-16 units: spreads `contoso:7` and `contoso:8` far apart. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

/**
 * A generator for one topic of one seed. Topics keep estates stable: a draw added for one topic
 * does not shift the GUIDs of another.
 */
export function createRandom(seed: number, topic: string): Random {
  let state = hash(`${seed}/${topic}`);

  // mulberry32: 32 bits of state are plenty for names and ids that only have to look random.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const integer = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));

  return {
    next,
    integer,
    pick: (values) => {
      const value = values[integer(0, values.length - 1)];
      if (value === undefined) throw new RangeError('nothing to pick from');
      return value;
    },
    guid: () => {
      const bytes = Array.from({ length: 16 }, () => integer(0, 255));
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
      return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        hex.slice(12, 16),
        hex.slice(16, 20),
        hex.slice(20),
      ].join('-');
    },
  };
}
