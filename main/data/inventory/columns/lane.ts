export type Numbers = Uint8Array | Uint16Array | Uint32Array;
type Width = 1 | 2 | 4;

/**
 * One column of a part: whole numbers in as few bytes as the largest of them needs. A column in
 * which all is 0, which stands for "not known", takes no memory: `values` is empty then.
 */
export class Lane {
  values: Numbers;
  #width: Width;
  #capacity = 0;

  constructor(width: Width = 1) {
    this.#width = width;
    this.values = ofWidth(width, 0);
  }

  /** The values of so many rows, also where there are none in memory. */
  dense(rows: number): Numbers {
    return this.values.length >= rows ? this.values : zeros(rows);
  }

  at(row: number): number {
    return this.values[row] ?? 0;
  }

  set(row: number, value: number): void {
    if (this.values.length === 0) {
      if (value === 0) return;
      this.#move(this.#fitting(value), this.#capacity);
    } else if (this.#width < 4 && value >= 2 ** (8 * this.#width)) {
      this.#move(this.#fitting(value), this.#capacity);
    }
    this.values[row] = value;
  }

  /** Makes room for so many rows. */
  reserve(capacity: number): void {
    this.#capacity = capacity;
    if (this.values.length > 0) this.#move(this.#width, capacity);
  }

  /** Keeps these rows, ascending, as the first ones. */
  keep(rows: Uint32Array): void {
    if (this.values.length === 0) return;
    const from = this.values;
    for (let to = 0; to < rows.length; to++) from[to] = from[rows[to] ?? 0] ?? 0;
    from.fill(0, rows.length);
  }

  /** Takes over values whose length is 0 or the capacity. */
  adopt(values: Numbers, capacity: number): void {
    this.values = values;
    this.#width = values.BYTES_PER_ELEMENT as Width;
    this.#capacity = capacity;
  }

  #fitting(value: number): Width {
    const needed = value < 2 ** 8 ? 1 : value < 2 ** 16 ? 2 : 4;
    return needed > this.#width ? needed : this.#width;
  }

  #move(width: Width, capacity: number): void {
    const values = ofWidth(width, capacity);
    values.set(this.values.length > capacity ? this.values.subarray(0, capacity) : this.values);
    this.#width = width;
    this.values = values;
  }
}

let sharedZeros = new Uint8Array(0);

function zeros(length: number): Uint8Array {
  if (sharedZeros.length < length) sharedZeros = new Uint8Array(length);
  return sharedZeros;
}

export function ofWidth(width: number, length: number): Numbers {
  if (width === 1) return new Uint8Array(length);
  return width === 2 ? new Uint16Array(length) : new Uint32Array(length);
}
