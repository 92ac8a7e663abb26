export type DecodedText =
  | { readonly ok: true; readonly text: string; readonly note: string | null }
  /** Plain words: what the file is instead, and what to do. */
  | { readonly ok: false; readonly message: string };

/** What Windows-1252 has at 0x80 to 0x9f; five places are empty. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const EMPTY_PLACES = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

export const SAVE_AS = 'Save it as “CSV UTF-8” and choose it again.';

export const ENCODING_NOT_KNOWN = `The file’s encoding is not known. ${SAVE_AS}`;
export const UTF_16_NOTE = 'The file is in UTF-16.';
export const WINDOWS_1252_NOTE =
  'The file is not in UTF-8. It was read as Windows-1252. Look at letters with accents.';

/** Beginnings of files that people choose by mistake. */
const KNOWN_FORMATS: readonly (readonly [signature: readonly number[], name: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'an Excel workbook or a ZIP archive'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
  [[0x1f, 0x8b], 'a gzip archive'],
];

/**
 * The text of a file in UTF-8, UTF-16 with a byte order mark, or Windows-1252. A file that is none
 * of these for certain is refused: half-decoded names are worse than none. Never throws.
 */
export function decodeText(bytes: Buffer): DecodedText {
  if (bytes.length === 0) return refuse('The file is empty.');
  const known = knownFormat(bytes);
  if (known !== null) return refuse(`The file is ${known}, not text. ${SAVE_AS}`);

  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decodeUtf16(bytes.subarray(2));
  if (first === 0xfe && second === 0xff) {
    const swapped = Buffer.from(bytes.subarray(2));
    if (swapped.length % 2 !== 0) return decodeUtf16(swapped);
    return decodeUtf16(swapped.swap16());
  }

  try {
    // The decoder drops a byte order mark.
    return accept(new TextDecoder('utf-8', { fatal: true }).decode(bytes), null);
  } catch {
    return decodeWindows1252(bytes);
  }
}

function decodeUtf16(littleEndian: Buffer): DecodedText {
  if (littleEndian.length % 2 !== 0) {
    return refuse(`The file is cut off in the middle of a character. ${SAVE_AS}`);
  }
  const text = littleEndian.toString('utf16le');
  // Half of a surrogate pair: this is not UTF-16, whatever its first bytes say.
  if (/\p{Surrogate}/u.test(text)) return refuse(`The file is not proper UTF-16. ${SAVE_AS}`);
  return accept(text, UTF_16_NOTE);
}

function decodeWindows1252(bytes: Buffer): DecodedText {
  if (!isWindows1252(bytes)) return refuse(ENCODING_NOT_KNOWN);
  return accept(fromWindows1252(bytes), WINDOWS_1252_NOTE);
}

function accept(text: string, note: string | null): DecodedText {
  if (text.trim() === '') return refuse('The file is empty.');
  if (text.includes('\0')) {
    return refuse(`The file is not text, or its encoding is not known. ${SAVE_AS}`);
  }
  return { ok: true, text, note };
}

const refuse = (message: string): DecodedText => ({ ok: false, message });

/** What a file is by its first bytes, with an article; null when these may be text. */
export function knownFormat(bytes: Buffer): string | null {
  const known = KNOWN_FORMATS.find(([signature]) =>
    signature.every((byte, index) => bytes[index] === byte),
  );
  return known?.[1] ?? null;
}

/** False for bytes that Windows-1252 has no characters for. */
export function isWindows1252(bytes: Buffer): boolean {
  return !EMPTY_PLACES.some((place) => bytes.includes(place));
}

/** The platform's own decoder depends on which character tables it was built with. */
export function fromWindows1252(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replaceAll(/[\u0080-\u009f]/g, (place) => WINDOWS_1252[place.charCodeAt(0) - 0x80] ?? place);
}
