import { type Db, sql } from '../../store/sql.ts';
import type { Words } from './packing.ts';

export interface TenantWords {
  of(slot: number): Words;
  /** After a transaction was undone: what it added is not there. */
  reset(): void;
}

const WORD = 0;
const SHAPE = 1;

/** A text is given a number when it comes for the third time; before that it may be a device's own. */
const WORTH_A_WORD = 3;
const MAX_WORD = 48;
/** Bounds of what one tenant can make of them; beyond, texts are written out. */
const MAX_WORDS = 4_000;
const MAX_SHAPES = 200;
const MAX_COUNTED = 10_000;
/** As many as are collected at a time, and some. */
const MAX_TENANTS = 10;

/**
 * The words of each tenant's records. They are kept with the tenant and never shared, so that
 * forgetting it leaves none of them behind.
 */
export function createTenantWords(db: Db): TenantWords {
  const selectWords = db.prepare<[number], { kind: number; number: number; text: string }>(
    sql`SELECT kind, number, text FROM device_word WHERE slot = ? ORDER BY kind, number`,
  );
  const insertWord = db.prepare<[number, number, number, string], unknown>(
    sql`INSERT INTO device_word (slot, kind, number, text) VALUES (?, ?, ?, ?)`,
  );
  /** The tenant that was asked for last is at the end. */
  const tenants = new Map<number, Words>();

  const open = (slot: number): Words => {
    const words: string[] = [];
    const shapes: (readonly string[])[] = [];
    const wordNumbers = new Map<string, number>();
    const shapeNumbers = new Map<string, number>();
    for (const { kind, text } of selectWords.all(slot)) {
      if (kind === WORD) wordNumbers.set(text, words.push(text) - 1);
      else shapeNumbers.set(text, shapes.push(JSON.parse(text) as string[]) - 1);
    }
    let counts = new Map<string, number>();
    return {
      word(text) {
        const known = wordNumbers.get(text);
        if (known !== undefined) return known;
        if (text.length < 2 || text.length > MAX_WORD || words.length >= MAX_WORDS) return null;
        const count = (counts.get(text) ?? 0) + 1;
        if (count < WORTH_A_WORD || /\p{Surrogate}/u.test(text)) {
          if (counts.size >= MAX_COUNTED) counts = new Map();
          counts.set(text, count);
          return null;
        }
        counts.delete(text);
        const number = words.push(text) - 1;
        wordNumbers.set(text, number);
        insertWord.run(slot, WORD, number, text);
        return number;
      },
      wordOf: (number) => of(words, number),
      shape(keys) {
        const text = JSON.stringify(keys);
        const known = shapeNumbers.get(text);
        if (known !== undefined) return known;
        if (shapes.length >= MAX_SHAPES || text.length > 8_000) return null;
        const number = shapes.push(keys) - 1;
        shapeNumbers.set(text, number);
        insertWord.run(slot, SHAPE, number, text);
        return number;
      },
      shapeOf: (number) => of(shapes, number),
    };
  };

  return {
    of(slot) {
      const words = tenants.get(slot) ?? open(slot);
      tenants.delete(slot);
      tenants.set(slot, words);
      const [oldest] = tenants.keys();
      if (tenants.size > MAX_TENANTS && oldest !== undefined) tenants.delete(oldest);
      return words;
    },
    reset: () => tenants.clear(),
  };
}

function of<T>(list: readonly T[], number: number): T {
  const found = list[number];
  if (found === undefined) throw new RangeError('a record names a word that is not kept');
  return found;
}
