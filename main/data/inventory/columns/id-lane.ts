/** Ids of one kind as bytes, a row after the other. Takes no memory while there is none. */
export class IdLane {
  /** Bytes of one id: 16 of a GUID, 20 of a Defender id. */
  readonly width: number;
  bytes: Buffer = Buffer.alloc(0);
  #capacity = 0;

  constructor(width: number) {
    this.width = width;
  }

  /** @param id of the usual form, or null */
  set(row: number, id: string | null): void {
    if (this.bytes.length === 0) {
      if (id === null) return;
      this.bytes = Buffer.alloc(this.#capacity * this.width);
    }
    const start = row * this.width;
    if (id === null) {
      this.bytes.fill(0, start, start + this.width);
      return;
    }
    let at = start;
    let high = -1;
    for (let index = 0; index < id.length; index++) {
      const code = id.charCodeAt(index);
      if (code === 0x2d) continue;
      const digit = code <= 0x39 ? code - 0x30 : (code | 0x20) - 0x57;
      if (high === -1) high = digit;
      else {
        this.bytes[at++] = high * 16 + digit;
        high = -1;
      }
    }
  }

  /** In lower case; GUIDs with hyphens. */
  text(row: number): string {
    const start = row * this.width;
    const hex = this.bytes.toString('hex', start, start + this.width);
    return this.width === 16
      ? `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
      : hex;
  }

  reserve(capacity: number): void {
    this.#capacity = capacity;
    if (this.bytes.length === 0) return;
    const bytes = Buffer.alloc(capacity * this.width);
    this.bytes.copy(bytes, 0, 0, Math.min(bytes.length, this.bytes.length));
    this.bytes = bytes;
  }

  keep(rows: Uint32Array): void {
    if (this.bytes.length === 0) return;
    for (let to = 0; to < rows.length; to++) {
      const from = (rows[to] ?? 0) * this.width;
      this.bytes.copyWithin(to * this.width, from, from + this.width);
    }
    this.bytes.fill(0, rows.length * this.width);
  }

  adopt(bytes: Buffer, capacity: number): void {
    this.bytes = bytes;
    this.#capacity = capacity;
  }
}
