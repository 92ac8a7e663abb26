import { LAST } from './code-order.ts';
import type { Estate } from './estate.ts';
import { sortByKeys } from './radix-sort.ts';
import { eachRow, textKeys, type TextColumn } from './text-keys.ts';
import { orderTexts } from './text-order.ts';

/** Columns whose order is kept, besides that of names; four bytes a row each. */
const MOST_COLUMNS = 1;
/** Lists of less than this part of all rows, or of few, are ordered by themselves. */
const FEW_OF_ALL = 16;
/** Lists of less than this part of all rows are sorted by places in the order of all. */
const SOME_OF_ALL = 3;
const FEW = 4_096;

/** The order of all rows by name and id. */
interface NameOrder {
  /** Row numbers in order. */
  readonly rows: Uint32Array;
  /** Of each row its place in the order. */
  readonly places: Uint32Array;
}

/**
 * Orders of text columns. Ordering a million texts takes some tenths of a second, so the orders of
 * all rows are kept as long as no row comes to be or moves; what is asked of few rows is ordered
 * anew when there is none.
 */
export class Orders {
  readonly #estate: Estate;
  #layout = -1;
  #byName: NameOrder | null = null;
  /** In the order of their last use. */
  readonly #ranks = new Map<TextColumn, Uint32Array>();

  constructor(estate: Estate) {
    this.#estate = estate;
  }

  /**
   * Of each row its place among the different texts of a column; `LAST` when it has none.
   * @param rows ascending
   */
  ranks(column: TextColumn, rows: Uint32Array): Uint32Array {
    this.#refresh();
    const kept = this.#ranks.get(column);
    if (kept === undefined && this.#isFew(rows)) return textRanks(this.#estate, rows, column);
    const ranks = kept ?? textRanks(this.#estate, this.#allRows(), column);
    this.#ranks.delete(column);
    this.#ranks.set(column, ranks);
    if (this.#ranks.size > MOST_COLUMNS) {
      for (const oldest of this.#ranks.keys()) {
        this.#ranks.delete(oldest);
        break;
      }
    }
    return pick(ranks, rows);
  }

  /** Places in `rows`, by name, then id; nameless ones last. @param rows ascending */
  byName(rows: Uint32Array): Uint32Array {
    this.#refresh();
    if (this.#byName === null && this.#isFew(rows)) return placesByName(this.#estate, rows);
    const order = (this.#byName ??= this.#orderAll());
    const all = order.rows.length;
    if (rows.length === all) return order.rows.slice();
    if (rows.length * SOME_OF_ALL < all) {
      const places = counting(rows.length);
      sortByKeys(places, pick(order.places, rows));
      return places;
    }
    const placeOf = new Uint32Array(all).fill(LAST);
    for (let place = 0; place < rows.length; place++) placeOf[rows[place] ?? 0] = place;
    const places = new Uint32Array(rows.length + 1);
    let next = 0;
    for (let at = 0; at < all; at++) {
      const place = placeOf[order.rows[at] ?? 0] ?? LAST;
      places[next] = place;
      next += place === LAST ? 0 : 1;
    }
    return places.subarray(0, rows.length);
  }

  #isFew(rows: Uint32Array): boolean {
    return rows.length <= FEW || rows.length * FEW_OF_ALL < this.#estate.rows;
  }

  #refresh(): void {
    if (this.#layout === this.#estate.layout) return;
    this.#layout = this.#estate.layout;
    this.#byName = null;
    this.#ranks.clear();
  }

  #allRows(): Uint32Array {
    return counting(this.#estate.rows);
  }

  #orderAll(): NameOrder {
    const rows = placesByName(this.#estate, this.#allRows());
    const places = new Uint32Array(rows.length);
    for (let place = 0; place < rows.length; place++) places[rows[place] ?? 0] = place;
    return { rows, places };
  }
}

function counting(length: number): Uint32Array {
  const numbers = new Uint32Array(length);
  for (let number = 0; number < length; number++) numbers[number] = number;
  return numbers;
}

function textRanks(estate: Estate, rows: Uint32Array, column: TextColumn): Uint32Array {
  const keys = textKeys(estate, rows, column);
  const { order, ranks } = orderTexts(keys);
  const ofRow = new Uint32Array(rows.length);
  for (let at = 0; at < order.length; at++) {
    const text = order[at] ?? 0;
    const isKnown = keys.starts[text] !== keys.starts[text + 1];
    ofRow[text] = isKnown ? (ranks[at] ?? 0) : LAST;
  }
  return ofRow;
}

/** @param rows ascending */
function placesByName(estate: Estate, rows: Uint32Array): Uint32Array {
  const ranks = textRanks(estate, rows, 'name');
  const low = new Uint32Array(rows.length);
  const high = new Uint32Array(rows.length);
  let isAscending = true;
  let before = -1;
  eachRow(estate, rows, ({ part }, row, index) => {
    const id = part.ids[row] ?? 0;
    low[index] = id % 0x1_0000_0000;
    high[index] = Math.floor(id / 0x1_0000_0000);
    isAscending &&= id > before;
    before = id;
  });
  const places = counting(rows.length);
  // Rows are often in the order of their ids already.
  if (!isAscending) {
    sortByKeys(places, low);
    sortByKeys(places, pick(high, places));
  }
  sortByKeys(places, pick(ranks, places));
  return places;
}

/** The values at places. */
export function pick(values: Uint32Array, places: Uint32Array): Uint32Array {
  const picked = new Uint32Array(places.length);
  for (let at = 0; at < picked.length; at++) picked[at] = values[places[at] ?? 0] ?? 0;
  return picked;
}
