import {
  ENCODING_NOT_KNOWN,
  fromWindows1252,
  isWindows1252,
  knownFormat,
  SAVE_AS,
  UTF_16_NOTE,
  WINDOWS_1252_NOTE,
} from './decode-text.ts';
import type { TextPieces } from './record-reader.ts';
import type { Sliced } from './slices.ts';

/** Bytes that are read where they are wanted, so that nobody has to hold all of them. */
export interface ByteSource {
  readonly size: number;
  /** The bytes from `at` on: as many as asked for, fewer at the end. They are good until the next. */
  read(at: number, length: number): Buffer;
}

type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface FoundEncoding {
  readonly encoding: TextEncoding;
  /** Where the text begins: behind the byte order mark. */
  readonly start: number;
  /** What the operator should know of it; null for what is usual. */
  readonly note: string | null;
}

const PIECE = 256 * 1024;
const HEAD = 64 * 1024;

const CUT_OFF = 'The file ends in the middle of a character; it may be cut off.';

/**
 * The encoding of a text file of any size: UTF-8, UTF-16 also without a byte order mark, or
 * Windows-1252. Reads all of the file, because a file that is UTF-8 up to its last line and not in
 * there is not UTF-8. Answers with plain words for what is none of these.
 */
export function* findEncoding(bytes: ByteSource): Sliced<FoundEncoding | string> {
  const head = bytes.read(0, HEAD);
  if (head.length === 0) return 'The file is empty.';
  const format = knownFormat(head);
  if (format !== null) return `The file is ${format}, not text. ${SAVE_AS}`;

  const [first, second, third] = head;
  if (first === 0xff && second === 0xfe) return utf16('utf-16le', 2, bytes.size);
  if (first === 0xfe && second === 0xff) return utf16('utf-16be', 2, bytes.size);
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    const isUtf8 = yield* checkUtf8(bytes, 3);
    return { encoding: 'utf-8', start: 3, note: isUtf8 === 'yes' ? null : NOT_ALL_UTF_8 };
  }
  const zeros = countZeros(head);
  const pairs = head.length / 2;
  if (zeros.odd > 0.4 * pairs && zeros.even < 0.05 * pairs) return utf16('utf-16le', 0, bytes.size);
  if (zeros.even > 0.4 * pairs && zeros.odd < 0.05 * pairs) return utf16('utf-16be', 0, bytes.size);
  if (zeros.odd + zeros.even > 0.02 * head.length) {
    return `The file is not text, or its encoding is not known. ${SAVE_AS}`;
  }
  const isUtf8 = yield* checkUtf8(bytes, 0);
  if (isUtf8 !== 'no') {
    return { encoding: 'utf-8', start: 0, note: isUtf8 === 'yes' ? null : CUT_OFF };
  }
  for (let at = 0; at < bytes.size; at += PIECE) {
    yield;
    if (!isWindows1252(bytes.read(at, PIECE))) return ENCODING_NOT_KNOWN;
  }
  return { encoding: 'windows-1252', start: 0, note: WINDOWS_1252_NOTE };
}

const NOT_ALL_UTF_8 = 'Some characters of the file cannot be read; they are shown as “\ufffd”.';

function utf16(encoding: TextEncoding, start: number, size: number): FoundEncoding {
  return { encoding, start, note: size % 2 === 0 ? UTF_16_NOTE : CUT_OFF };
}

function countZeros(head: Buffer): { readonly even: number; readonly odd: number } {
  const counts = { even: 0, odd: 0 };
  for (let at = head.indexOf(0); at !== -1; at = head.indexOf(0, at + 1)) {
    counts[at % 2 === 0 ? 'even' : 'odd'] += 1;
  }
  return counts;
}

function* checkUtf8(bytes: ByteSource, start: number): Sliced<'yes' | 'no' | 'cut-off'> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let units = 0;
  try {
    for (let at = start; at < bytes.size; at += PIECE) {
      yield;
      units += decoder.decode(bytes.read(at, PIECE), { stream: true }).length;
    }
  } catch {
    // The decoder says that it is not UTF-8 by throwing.
    return 'no';
  }
  try {
    decoder.decode();
    return 'yes';
  } catch {
    // Only what may be the beginning of a character is left. It is one where others came before;
    // a file of single bytes may just as well end in a letter with an accent.
    return units < bytes.size - start - MAX_LEFT ? 'cut-off' : 'no';
  }
}

/** Bytes of a character that are there when its last one is not. */
const MAX_LEFT = 3;

/** The text of a file a piece at a time. `told` is how many bytes were read. */
export function decodedPieces(
  bytes: ByteSource,
  { encoding, start }: FoundEncoding,
  told: (done: number) => void,
): TextPieces {
  const decode = decoderOf(encoding);
  let at = start;
  let isDone = false;
  return {
    next() {
      if (isDone) return null;
      const piece = bytes.read(at, PIECE);
      isDone = piece.length === 0;
      at += piece.length;
      told(at);
      return decode(piece, isDone);
    },
  };
}

/** Decodes piece after piece; an empty last one gets what is left of a character. */
function decoderOf(encoding: TextEncoding): (piece: Buffer, isLast: boolean) => string {
  if (encoding === 'windows-1252') return fromWindows1252;
  if (encoding === 'utf-8') {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    return (piece, isLast) => decoder.decode(piece, { stream: !isLast });
  }
  let half = Buffer.alloc(0);
  return (piece) => {
    const joined = half.length === 0 ? piece : Buffer.concat([half, piece]);
    const whole = joined.subarray(0, joined.length - (joined.length % 2));
    half = Buffer.from(joined.subarray(whole.length));
    return (encoding === 'utf-16be' ? Buffer.from(whole).swap16() : whole).toString('utf16le');
  };
}
