import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { mkdir } from 'node:fs/promises';
import type { JournalFault } from '../../preload/contract/index.ts';
import { systemCodeOf } from '../stored-files/file-system.ts';
import type { JournalMark } from './chain-check.ts';
import { type HeadMark, type ReadMark, readHeadMark } from './head-mark.ts';
import { decodeLine, isSealedBy, type JournalKey } from './line.ts';
import { NO_HASH } from './record.ts';
import { listSegments, openToAppend, readTail, type Segment, segmentOf } from './segments.ts';

/** Where the writer goes on, and what has to be said about what was found. */
export interface OpenedChain {
  /** The file to go on with; null when a new one is begun, under `nextSegment`. */
  readonly current: { readonly segment: Segment; readonly handle: FileHandle } | null;
  readonly size: number;
  readonly nextSegment: number;
  /** The last record; `seq` 0 when there is none. */
  readonly last: JournalMark;
  readonly lastAt: string | null;
  /** Bytes of a record that was not written to its end, taken away. */
  readonly torn: { readonly bytes: number; readonly sha256: string } | null;
  /** What is wrong with the end of the journal; the rest is for the check of all of it. */
  readonly fault: {
    readonly seq: number;
    readonly file: string;
    readonly fault: JournalFault;
  } | null;
  /** Why a sound file is not gone on with; null when it is, or there is none. */
  readonly leftBy: 'second-name' | null;
  /** The mark that was found, for the check. */
  readonly mark: HeadMark | null;
}

/**
 * Finds the end of the journal. What a kill or a loss of power left half written was never
 * acknowledged and is taken away, with its digest in a record. Whatever else is wrong stays as it
 * is, and a new file goes on from the best that is known: the chain shows the break for ever.
 * Throws what the system threw.
 */
export async function openChain(dir: string, key: JournalKey | null): Promise<OpenedChain> {
  // The profile folder is there; of one that may not be written, only this call says so.
  await mkdir(dir, { mode: 0o700 }).catch((error: unknown) => {
    if (systemCodeOf(error) !== 'EEXIST') throw error;
  });
  const segments = await listSegments(dir);
  const newest = segments.at(-1);
  if (newest === undefined) return openEmpty(dir, key);

  const handle = await openToAppend(newest);
  try {
    const { lastLine, rest, size } = await readTail(handle);
    const hasSecondName = (await handle.stat()).nlink > 1;
    const text = lastLine ?? (await endOf(segments.at(-2)));
    const decoded = text === null ? null : decodeLine(text);
    const line = decoded?.kind === 'line' ? decoded.line : null;
    const read = await readHeadMark(dir, key, line?.record.key ?? null);
    const mark = read.kind === 'mark' ? read.mark : null;
    const last = line === null ? null : { seq: line.record.seq, hash: line.hash };
    const fault =
      decoded?.kind === 'bad'
        ? { seq: mark?.seq ?? 1, fault: decoded.fault }
        : line !== null && key !== null && line.record.key === key.id && !isSealedBy(line, key)
          ? { seq: line.record.seq, fault: 'wrong-seal' as const }
          : // SECURITY(journal-one-name): without a line of ours it may be anybody's, and stays whole.
            hasSecondName && rest.length > 0 && lastLine === null
            ? { seq: (last?.seq ?? 0) + 1, fault: 'cut-off' as const }
            : faultAtEnd(last, read);
    if (fault !== null) {
      await handle.close();
      return {
        current: null,
        size: 0,
        nextSegment: newest.number + 1,
        last: goOnFrom(last, mark),
        lastAt: line?.record.at ?? null,
        torn: null,
        fault: { ...fault, file: newest.name },
        leftBy: null,
        mark,
      };
    }
    const whole = size - rest.length;
    if (rest.length > 0) {
      await handle.truncate(whole);
      await handle.datasync();
    }
    // SECURITY(journal-one-name): nothing more is added to it; what is there stays in the chain.
    if (hasSecondName) await handle.close();
    return {
      current: hasSecondName ? null : { segment: newest, handle },
      size: whole,
      nextSegment: newest.number + 1,
      last: last ?? { seq: 0, hash: NO_HASH },
      lastAt: line?.record.at ?? null,
      torn:
        rest.length === 0
          ? null
          : { bytes: rest.length, sha256: createHash('sha256').update(rest).digest('hex') },
      fault: null,
      leftBy: hasSecondName ? 'second-name' : null,
      mark,
    };
  } catch (error) {
    await handle.close().catch(() => undefined);
    throw error;
  }
}

async function openEmpty(dir: string, key: JournalKey | null): Promise<OpenedChain> {
  const read = await readHeadMark(dir, key, null);
  const mark = read.kind === 'mark' ? read.mark : null;
  const nextSegment = (mark?.segment ?? 0) + 1;
  return {
    current: null,
    size: 0,
    nextSegment,
    last: mark ?? { seq: 0, hash: NO_HASH },
    lastAt: null,
    torn: null,
    fault:
      mark === null || mark.seq === 0
        ? null
        : { seq: 1, file: segmentOf(dir, mark.segment).name, fault: 'ends-early' },
    leftBy: null,
    mark,
  };
}

/** The last line of a file that was begun and then not written to is the one before it. */
async function endOf(segment: Segment | undefined): Promise<string | null> {
  if (segment === undefined) return null;
  const handle = await openToAppend(segment);
  try {
    return (await readTail(handle)).lastLine;
  } finally {
    await handle.close();
  }
}

function faultAtEnd(
  last: JournalMark | null,
  read: ReadMark,
): { readonly seq: number; readonly fault: JournalFault } | null {
  const end = last?.seq ?? 0;
  // SECURITY(journal-mark): who takes the mark away takes with it what shows a cut.
  if (read.kind !== 'mark') return end === 0 ? null : { seq: end, fault: 'ends-early' };
  const { mark } = read;
  if (mark.seq > end) return { seq: end + 1, fault: 'ends-early' };
  return mark.seq === end && last !== null && mark.hash !== last.hash
    ? { seq: end, fault: 'replaced' }
    : null;
}

function goOnFrom(last: JournalMark | null, mark: HeadMark | null): JournalMark {
  if (mark !== null && mark.seq >= (last?.seq ?? 0)) return mark;
  return last ?? { seq: 0, hash: NO_HASH };
}
