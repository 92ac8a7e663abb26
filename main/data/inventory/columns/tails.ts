/** No tail: the whole value is in the text. */
export const NO_TAIL = 0;
/** The value is another field's: the DNS name is the name, the e-mail address the user. */
export const SAME = 1;
const FIRST = 2;
/** Beyond this many, values are kept whole: then they are not the few domains this is for. */
const MOST = 4_096;

/**
 * The ends that a tenant's DNS names and addresses share, such as `@contoso.com`, kept once. A DNS
 * name that is the name with a domain needs no text of its own.
 */
export class Tails {
  readonly texts: string[] = ['', ''];
  #codes = new Map<string, number>();

  /** The code of a tail, or null when there is no place for more. */
  codeOf(tail: string): number | null {
    const known = this.#codes.get(tail);
    if (known !== undefined) return known;
    if (this.texts.length >= MOST) return null;
    this.texts.push(tail);
    this.#codes.set(tail, this.texts.length - 1);
    return this.texts.length - 1;
  }

  text(code: number): string {
    return this.texts[code] ?? '';
  }

  /** A table by code of the tails for which it holds; null when there is none. */
  where(holds: (tail: string) => boolean): Uint8Array | null {
    let table: Uint8Array | null = null;
    for (let code = FIRST; code < this.texts.length; code++) {
      if (!holds(this.texts[code] ?? '')) continue;
      table ??= new Uint8Array(this.texts.length);
      table[code] = 1;
    }
    return table;
  }
}
