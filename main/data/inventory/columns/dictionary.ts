import { cleanTags, cleanValue } from './clean-device.ts';

/** What one number of a dictionary stands for: the value of a facet, or all values of a list. */
export type Entry = readonly string[];

const NOTHING: Entry = [];

/**
 * The values of one column of one tenant, and how many of its devices have each. Code 0 is "not
 * known". A list, such as the tags of a device, is one entry: there are few combinations of them.
 * Dictionaries are each tenant's own, so that forgetting a tenant leaves none of its words behind.
 */
export class Dictionary {
  readonly entries: Entry[] = [NOTHING];
  #codes = new Map<string, number>();
  /** Devices by code. */
  uses = new Uint32Array(8);

  get size(): number {
    return this.entries.length;
  }

  /** The code of a facet's value as a source says it; what is empty is not known. */
  codeOf(value: string | null): number {
    if (value === null || value === '') return 0;
    const known = this.#codes.get(value);
    if (known !== undefined) return known;
    const clean = cleanValue(value);
    return this.#codes.get(clean) ?? this.#add(clean, [clean]);
  }

  /** The code of a list of values. */
  codeOfList(values: readonly string[]): number {
    if (values.length === 0) return 0;
    // Two lists are never written alike, whatever is in their values.
    const known = this.#codes.get(JSON.stringify(values));
    if (known !== undefined) return known;
    const clean = cleanTags(values);
    if (clean.length === 0) return 0;
    const key = JSON.stringify(clean);
    return this.#codes.get(key) ?? this.#add(key, clean);
  }

  entry(code: number): Entry {
    return this.entries[code] ?? NOTHING;
  }

  take(code: number): void {
    this.uses[code] = (this.uses[code] ?? 0) + 1;
  }

  drop(code: number): void {
    this.uses[code] = (this.uses[code] ?? 0) - 1;
  }

  /** Codes that a device has. */
  get used(): number {
    let used = 0;
    for (let code = 0; code < this.size; code++) if ((this.uses[code] ?? 0) > 0) used += 1;
    return used;
  }

  #add(key: string, entry: Entry): number {
    const code = this.entries.length;
    this.entries.push(entry);
    this.#codes.set(key, code);
    if (code >= this.uses.length) {
      const uses = new Uint32Array(code * 2);
      uses.set(this.uses);
      this.uses = uses;
    }
    return code;
  }
}
