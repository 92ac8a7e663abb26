const FREE = -1;
const GONE = -2;

/**
 * Where the device of an id is, of one tenant: an open-addressed hash table of places. The ids
 * themselves are read from the columns, so it takes five to ten bytes a device, not a map's forty.
 */
export class IdIndex {
  #slots = new Int32Array(16).fill(FREE);
  #taken = 0;
  #size = 0;
  readonly #idAt: (place: number) => number;

  /** @param idAt the id of the device at a place */
  constructor(idAt: (place: number) => number) {
    this.#idAt = idAt;
  }

  get(id: number): number | null {
    const slot = this.#slotOf(id);
    return slot === -1 ? null : (this.#slots[slot] ?? FREE);
  }

  /** Puts a device at a place, or at another one. */
  set(id: number, place: number): void {
    const slot = this.#slotOf(id);
    if (slot !== -1) {
      this.#slots[slot] = place;
      return;
    }
    if ((this.#taken + 1) * 10 > this.#slots.length * 7) this.#rehash();
    this.#insert(id, place);
    this.#size += 1;
  }

  delete(id: number): void {
    const slot = this.#slotOf(id);
    if (slot === -1) return;
    this.#slots[slot] = GONE;
    this.#size -= 1;
  }

  #insert(id: number, place: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash(id) & mask;
    while ((this.#slots[slot] ?? FREE) !== FREE) slot = (slot + 1) & mask;
    this.#slots[slot] = place;
    this.#taken += 1;
  }

  #slotOf(id: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash(id) & mask; ; slot = (slot + 1) & mask) {
      const place = this.#slots[slot] ?? FREE;
      if (place === FREE) return -1;
      if (place !== GONE && this.#idAt(place) === id) return slot;
    }
  }

  #rehash(): void {
    const places = this.#slots.filter((place) => place >= 0);
    let length = 16;
    while ((this.#size + 1) * 10 > length * 6) length *= 2;
    this.#slots = new Int32Array(length).fill(FREE);
    this.#taken = 0;
    for (const place of places) this.#insert(this.#idAt(place), place);
  }
}

function hash(id: number): number {
  const low = id % 0x1_0000_0000;
  const high = (id - low) / 0x1_0000_0000;
  const mixed = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}
