import { constants } from 'node:fs';
import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A journal is a folder of files whose numbers grow; the chain goes through all of them. */
const SEGMENT = /^journal-([0-9]{8})\.jsonl$/;

const { O_RDONLY, O_RDWR, O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

export interface Segment {
  readonly number: number;
  readonly name: string;
  readonly path: string;
}

export function segmentOf(dir: string, number: number): Segment {
  const name = `journal-${String(number).padStart(8, '0')}.jsonl`;
  return { number, name, path: join(dir, name) };
}

/** Oldest first. Throws what the system threw. */
export async function listSegments(dir: string): Promise<Segment[]> {
  return (await readdir(dir))
    .flatMap((name) => SEGMENT.exec(name)?.[1] ?? [])
    .map((digits) => segmentOf(dir, Number(digits)))
    .toSorted((one, other) => one.number - other.number);
}

/** A file of the journal could not be used; `code` is the system's, `not-a-file` or `not-owned`. */
export class SegmentError extends Error {
  readonly code: string;

  constructor(code: string, options?: ErrorOptions) {
    super(`The journal: ${code}`, options);
    this.name = 'SegmentError';
    this.code = code;
  }
}

/** Opens for reading; no link is followed and nothing is waited for. */
export function openToRead(segment: Segment): Promise<FileHandle> {
  return openRegular(segment.path, O_RDONLY);
}

/** Opens for adding; the system puts every write at the end. */
export function openToAppend(segment: Segment): Promise<FileHandle> {
  return openRegular(segment.path, O_RDWR | O_APPEND);
}

/** Makes a file that was not there, for this account alone. */
export function createSegment(segment: Segment): Promise<FileHandle> {
  return openRegular(segment.path, O_RDWR | O_APPEND | O_CREAT | O_EXCL);
}

async function openRegular(path: string, flags: number): Promise<FileHandle> {
  // SECURITY(journal-file): a regular file of the folder's own, and of this account.
  const handle = await open(path, flags | O_NOFOLLOW | O_NONBLOCK, 0o600);
  const facts = await handle.stat();
  // Whose file it is, Windows says by its access list, which the profile folder hands on.
  const isOwned = facts.uid === (process.getuid?.() ?? facts.uid);
  if (facts.isFile() && isOwned) return handle;
  await handle.close();
  throw new SegmentError(isOwned ? 'not-a-file' : 'not-owned');
}

const CHUNK = 32 * 1024;
/** More than is ever written at once, so that a write that was cut off is seen whole. */
const TAIL = 256 * 1024;

/**
 * The end of a file: its last whole line, null when it has none, and what follows the last end of a
 * line. Where none is near its end, the last line is what was looked at, which is no record.
 */
export async function readTail(
  handle: FileHandle,
): Promise<{ readonly lastLine: string | null; readonly rest: Buffer; readonly size: number }> {
  const { size } = await handle.stat();
  const length = Math.min(size, TAIL);
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await handle.read(bytes, 0, length, size - length);
  const tail = bytes.subarray(0, bytesRead);
  const end = tail.lastIndexOf(0x0a);
  const rest = tail.subarray(end + 1);
  if (end < 0) return { lastLine: length < size ? tail.toString('utf8') : null, rest, size };
  const start = tail.lastIndexOf(0x0a, end - 1) + 1;
  return { lastLine: tail.subarray(start, end).toString('utf8'), rest, size };
}

/**
 * The lines of a file, some at a time so that no turn takes long; the last has what follows the
 * last end of a line. A line without an end is cut at `maxLine`, and is then no record.
 */
export async function* linesOf(
  handle: FileHandle,
  maxLine: number,
): AsyncGenerator<{ readonly lines: readonly string[]; readonly rest: string }> {
  const chunk = Buffer.alloc(CHUNK);
  let rest = Buffer.alloc(0);
  for (let at = 0; ;) {
    const { bytesRead } = await handle.read(chunk, 0, CHUNK, at);
    if (bytesRead === 0) break;
    at += bytesRead;
    const bytes = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    const end = bytes.lastIndexOf(0x0a);
    const lines = end < 0 ? [] : bytes.subarray(0, end).toString('utf8').split('\n');
    // SECURITY(journal-bounds): a line that never ends takes no memory; cut, it is no record.
    rest = Buffer.from(bytes.subarray(end + 1, end + 2 + maxLine));
    if (lines.length > 0) yield { lines, rest: '' };
  }
  yield { lines: [], rest: rest.toString('utf8') };
}
