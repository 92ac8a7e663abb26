/** Shorter texts would be found by chance, and the search begins with this many bytes. */
const MIN_BYTES = 4;

/**
 * Makes a search for many texts in many bytes, as UTF-8 and as UTF-16, in which Chromium keeps some.
 *
 * It goes over the bytes once, however many texts there are: profiles have tens of megabytes, and a
 * tenant's devices more than a thousand names.
 *
 * @returns which of the texts are in some bytes, each once, in the order of `texts`
 */
export function searchOf(texts: readonly string[]): (bytes: Buffer) => string[] {
  const isBeginning = new Uint8Array(1 << 16);
  const byBeginning = new Map<number, { text: string; sought: Buffer }[]>();
  for (const text of texts) {
    for (const sought of [Buffer.from(text), Buffer.from(text, 'utf16le')]) {
      if (sought.length < MIN_BYTES) throw new Error(`"${text}" is too short to be looked for.`);
      isBeginning[sought.readUInt16LE(0)] = 1;
      const beginning = sought.readUInt32LE(0);
      byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? []), { text, sought }]);
    }
  }
  return (bytes) => {
    const found = new Set<string>();
    for (let at = 0; at <= bytes.length - MIN_BYTES; at += 1) {
      if (isBeginning[(bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)] === 0) continue;
      for (const { text, sought } of byBeginning.get(bytes.readUInt32LE(at)) ?? []) {
        if (bytes.subarray(at, at + sought.length).equals(sought)) found.add(text);
      }
    }
    return texts.filter((text) => found.has(text));
  };
}
