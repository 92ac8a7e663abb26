/** Takes rows from blocks in pieces of another size, so that a block may end up in two sheets. */
export class RowCursor<T> {
  readonly #blocks: AsyncIterator<readonly T[]>;
  #rest: readonly T[] = [];

  constructor(blocks: AsyncIterator<readonly T[]>) {
    this.#blocks = blocks;
  }

  /** The next rows, at most so many; none at the end, or when none are asked for. */
  async take(count: number): Promise<readonly T[]> {
    if (count <= 0 || (await this.isAtEnd())) return [];
    const taken = this.#rest.slice(0, count);
    this.#rest = this.#rest.slice(count);
    return taken;
  }

  async isAtEnd(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const next = await this.#blocks.next();
      if (next.done === true) return true;
      this.#rest = next.value;
    }
    return false;
  }
}
