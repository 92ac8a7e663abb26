/** Writes values one after the other into a buffer that grows. */
export class ByteWriter {
  private bytes = Buffer.allocUnsafe(16_384);
  private length = 0;

  clear(): void {
    this.length = 0;
  }

  /** A copy of what was written since `clear`. */
  toBytes(): Buffer {
    return Buffer.from(this.bytes.subarray(0, this.length));
  }

  byte(value: number): void {
    this.need(1);
    this.bytes[this.length] = value;
    this.length += 1;
  }

  /** Seven bits a byte, lowest first. @param value whole, not negative, at most 2^53 - 1 */
  varint(value: number): void {
    this.need(8);
    let rest = value;
    while (rest >= 128) {
      this.bytes[this.length] = (rest % 128) + 128;
      this.length += 1;
      rest = Math.floor(rest / 128);
    }
    this.bytes[this.length] = rest;
    this.length += 1;
  }

  double(value: number): void {
    this.need(8);
    this.bytes.writeDoubleLE(value, this.length);
    this.length += 8;
  }

  /** The text must be well-formed: half a surrogate pair would be lost. */
  utf8(text: string): void {
    const size = Buffer.byteLength(text);
    this.varint(size);
    this.need(size);
    this.bytes.write(text, this.length, 'utf8');
    this.length += size;
  }

  hex(text: string): void {
    const size = text.length / 2;
    this.need(size);
    this.bytes.write(text, this.length, 'hex');
    this.length += size;
  }

  private need(size: number): void {
    if (this.length + size <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + size));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}

/** Reads what a ByteWriter wrote. Throws a RangeError at the end of the bytes. */
export class ByteReader {
  private at = 0;
  private readonly bytes: Buffer;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  /** The next byte, which stays the next; undefined at the end. */
  peek(): number | undefined {
    return this.bytes[this.at];
  }

  byte(): number {
    const value = this.bytes[this.at];
    if (value === undefined) throw new RangeError('the bytes end too early');
    this.at += 1;
    return value;
  }

  varint(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte % 128) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
  }

  double(): number {
    return this.take(8).readDoubleLE(0);
  }

  utf8(): string {
    return this.take(this.varint()).toString('utf8');
  }

  hex(size: number): string {
    return this.take(size).toString('hex');
  }

  private take(size: number): Buffer {
    const end = this.at + size;
    if (end > this.bytes.length) throw new RangeError('the bytes end too early');
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }
}
