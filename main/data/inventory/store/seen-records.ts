import { ByteReader, ByteWriter } from './bytes.ts';

/**
 * Which records of a tenant a run has come across, a bit for each. Marking a record in its own row
 * would write every page of the table anew at each collection, whether anything changed or not.
 */
export class SeenRecords {
  private bits = new Uint8Array(1_024);

  /** Answers whether it was not in before. @param sequence number within the tenant */
  add(sequence: number): boolean {
    const at = Math.floor(sequence / 8);
    if (at >= this.bits.length) {
      const larger = new Uint8Array(Math.max(this.bits.length * 2, at + 1));
      larger.set(this.bits);
      this.bits = larger;
    }
    const byte = this.bits[at] ?? 0;
    const bit = 1 << (sequence % 8);
    this.bits[at] = byte | bit;
    return (byte & bit) === 0;
  }

  has(sequence: number): boolean {
    return ((this.bits[Math.floor(sequence / 8)] ?? 0) & (1 << (sequence % 8))) !== 0;
  }

  /** In ascending order. */
  *all(): Iterable<number> {
    for (let at = 0; at < this.bits.length; at += 1) {
      const byte = this.bits[at] ?? 0;
      for (let bit = 0; byte >> bit !== 0; bit += 1) if ((byte >> bit) & 1) yield at * 8 + bit;
    }
  }
}

/** The records of one page in a byte or two each. */
export function packSeen(sequences: readonly number[]): Buffer {
  const writer = new ByteWriter();
  let before = 0;
  for (const sequence of sequences.toSorted((one, two) => one - two)) {
    writer.varint(sequence - before);
    before = sequence;
  }
  return writer.toBytes();
}

export function addSeen(seen: SeenRecords, bytes: Uint8Array): void {
  const reader = new ByteReader(bytes);
  let sequence = 0;
  while (!reader.isAtEnd) {
    sequence += reader.varint();
    seen.add(sequence);
  }
}
