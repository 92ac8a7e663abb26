import type { FileHandle } from 'node:fs/promises';
import { lstat, unlink } from 'node:fs/promises';
import type { JournalReference } from '../../preload/contract/index.ts';
import { systemCodeOf } from '../stored-files/file-system.ts';
import { writeHeadMark } from './head-mark.ts';
import { encodeLine, type JournalKey } from './line.ts';
import type { OpenedChain } from './open-chain.ts';
import { type JournalDraft, type JournalRecord, MAX_LINE, plainFields } from './record.ts';
import { createSegment, SegmentError, segmentOf } from './segments.ts';

/**
 * The one writer of the journal.
 *
 * Threat: an action whose record could not be written is an action that nobody can prove; two
 * writers, or a file that is taken away under an open one, make a journal that proves nothing; and
 * a disk that is full must not take what is written already.
 * So records are written one batch after the other, to the end of a file that is looked at before
 * each; a batch is on disk whole or taken back whole; what an action waits for is on disk before it
 * is told, and what cannot be written is told too.
 * Tested in test/unit/main/journal/journal-writer.test.ts and test/integration/journal.
 */

const MAX_SEGMENT_BYTES = 4 * 1024 * 1024;
/** Records that nobody waits for are written together after this time. */
const BATCH_AFTER_MS = 200;
const MAX_BATCH = 100;
const MAX_BATCH_BYTES = 128 * 1024;
/** Events that wait while nothing can be written; further ones are counted. */
const MAX_WAITING = 1_000;
const RETRY_AFTER_MS = 5_000;
/** A clock that is set back by less is one that is kept right. */
const CLOCK_SLACK_MS = 1_000;

export interface WriterState {
  readonly lastSeq: number;
  readonly lastHash: string;
  readonly lastAt: string | null;
  /** The system's code of what kept the last batch from being written; null when all is well. */
  readonly problem: string | null;
  readonly waiting: number;
  readonly lost: number;
}

export interface WriterOptions {
  readonly dir: string;
  readonly chain: OpenedChain;
  readonly run: string;
  readonly key: JournalKey | null;
  readonly now: () => Date;
  /** Milliseconds since the start, by a clock that nobody sets. */
  readonly elapsed: () => number;
  readonly onChanged: (state: WriterState) => void;
  /** Size at which a new file is begun. */
  readonly maxSegmentBytes?: number;
  /** Called after a new file was begun. */
  readonly onRotated?: () => void;
}

export interface JournalWriter {
  /** Resolves when the record is on disk; rejects when it is not, and then it never will be. */
  append(draft: JournalDraft): Promise<JournalReference>;
  /** Written soon; kept until there is room again. */
  note(draft: JournalDraft): void;
  /** Records from now on are sealed with it. */
  setKey(key: JournalKey | null): void;
  /** What waits is on disk, or cannot be. */
  flush(): Promise<void>;
  stop(): Promise<void>;
  state(): WriterState;
}

interface Waiting {
  readonly draft: JournalDraft;
  /** When it happened, which may be long before there is room for it. */
  readonly at: Date;
  readonly ms: number;
  readonly settle: {
    readonly resolve: (reference: JournalReference) => void;
    readonly reject: (error: unknown) => void;
  } | null;
}

export function createJournalWriter(options: WriterOptions): JournalWriter {
  const { dir, chain, run, now, elapsed, maxSegmentBytes = MAX_SEGMENT_BYTES } = options;
  let { key } = options;
  let file = chain.current;
  let { size, nextSegment, last, lastAt } = chain;
  /** Why the next file does not simply go on where the last one ended. */
  let brokenBy: string | null = chain.fault?.fault ?? chain.leftBy;
  /** Names of the open file when it was begun: one, but for file systems that count otherwise. */
  let names = 1;
  let waiting: Waiting[] = [];
  let problem: string | null = null;
  let lost = 0;
  let turn = 0;
  /** Id of the key of the last mark; undefined while there is no mark. */
  let markedUnder = chain.mark?.key;
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;

  const state = (): WriterState => ({
    lastSeq: last.seq,
    lastHash: last.hash,
    lastAt,
    problem,
    waiting: waiting.length,
    lost,
  });
  const tell = () => options.onChanged(state());

  const later = (ms: number) => {
    timer ??= setTimeout(() => void pump(), ms);
  };
  const pump = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    running ??= writeAll().finally(() => {
      running = null;
      // What came between the last look and now.
      if (problem === null && waiting.length > 0) void pump();
    });
    return running;
  };

  const writeAll = async () => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MAX_BATCH);
      try {
        const taken = await writeBatch(batch);
        waiting = waiting.slice(taken);
        problem = null;
      } catch (error) {
        problem = codeOf(error);
        // SECURITY(journal-intent): what waits for its record hears that there is none.
        for (const { settle } of waiting) settle?.reject(error);
        waiting = waiting.filter(({ settle }) => settle === null);
        if (!isStopped && waiting.length > 0) later(RETRY_AFTER_MS);
        break;
      }
    }
    tell();
  };

  /** Answers with how many of the batch are on disk now. */
  const writeBatch = async (batch: readonly Waiting[]): Promise<number> => {
    const draftsBefore: JournalDraft[] = [];
    const lookedAt = await look();
    if (lookedAt !== null) brokenBy = lookedAt;
    if (brokenBy !== null || (file !== null && size >= maxSegmentBytes)) await closeFile();
    const opened = file ?? (await begin());
    if (file === null) {
      draftsBefore.push(
        anEvent('journal.segment', {
          number: opened.segment.number,
          ...(brokenBy === null ? {} : { after: brokenBy }),
        }),
      );
    }
    const lostBefore = lost;
    if (lostBefore > 0) draftsBefore.push(anEvent('journal.lost', { records: lostBefore }));

    // Of the time of the first that waited, so that the times of records do not go back.
    const { at, ms } = batch[0] ?? { at: now(), ms: elapsed() };
    const ahead = draftsBefore.map((draft) => ({ draft, at, ms, settle: null }));
    const built = build([...ahead, ...batch], ahead.length);
    const isNew = file === null;
    const sizeBefore = isNew ? 0 : size;
    try {
      if (markedUnder === undefined || (built.key !== null && markedUnder !== built.key.id)) {
        // Before the first record, and the first under a key: records without a mark, or with none
        // under their key, are always a mark taken away.
        await writeHeadMark(dir, { ...last, segment: opened.segment.number }, built.key, turn++);
        markedUnder = built.key?.id ?? null;
      }
      await writeWhole(opened.handle, built.bytes);
      await opened.handle.datasync();
    } catch (error) {
      await takeBack(opened, sizeBefore, isNew);
      throw error;
    }
    file = opened;
    size = sizeBefore + built.bytes.length;
    brokenBy = null;
    // More may have found no room while this was written; the next batch says so.
    lost -= lostBefore;
    last = built.last;
    lastAt = built.lastAt;
    if (isNew) {
      nextSegment = opened.segment.number + 1;
      options.onRotated?.();
    }
    // The records are there; a mark that cannot be written now is written with the next.
    await writeHeadMark(dir, { ...last, segment: opened.segment.number }, built.key, turn++).catch(
      () => undefined,
    );
    for (const [index, reference] of built.references.entries()) {
      batch[index]?.settle?.resolve(reference);
    }
    return built.references.length;
  };

  /** Says why the open file cannot be gone on with; null when it can, or none is open. */
  const look = async (): Promise<string | null> => {
    if (file === null) return null;
    // SECURITY(journal-one-writer): the file is as it was left, and it is still the one in the folder.
    const [own, named] = await Promise.all([
      file.handle.stat(),
      lstat(file.segment.path).catch((error: unknown) => {
        if (systemCodeOf(error) === 'ENOENT') return null;
        throw error;
      }),
    ]);
    if (named === null) return 'file-removed';
    if (named.ino !== own.ino || named.dev !== own.dev) return 'file-replaced';
    // SECURITY(journal-one-name): what is added under this name is not added under another one.
    if (own.size === size) return own.nlink > names ? 'second-name' : null;
    return own.size > size ? 'second-writer' : 'file-cut';
  };

  const begin = async () => {
    for (let attempt = 0; ; attempt += 1) {
      const segment = segmentOf(dir, nextSegment);
      try {
        const handle = await createSegment(segment);
        names = (await handle.stat()).nlink;
        return { segment, handle };
      } catch (error) {
        // Another's file under that number stays; the check of the journal says what it is.
        if (systemCodeOf(error) !== 'EEXIST' || attempt === 100) throw error;
        nextSegment += 1;
        brokenBy ??= 'file-in-place';
      }
    }
  };

  const closeFile = async () => {
    const closing = file;
    file = null;
    size = 0;
    await closing?.handle.close().catch(() => undefined);
  };

  /** Nothing of a batch that is not whole stays. */
  const takeBack = async (opened: NonNullable<typeof file>, to: number, isNew: boolean) => {
    try {
      if (isNew) await unlink(opened.segment.path);
      else await opened.handle.truncate(to);
      await opened.handle.datasync();
    } catch {
      // The next batch sees a file that is not as it was left, and begins another.
    }
    if (isNew) await opened.handle.close().catch(() => undefined);
  };

  const build = (entries: readonly Waiting[], before: number) => {
    const lines: string[] = [];
    const references: JournalReference[] = [];
    let bytes = 0;
    let previous = last;
    let previousAt = lastAt;
    const add = ({ draft, at, ms }: Omit<Waiting, 'settle'>) => {
      const record: JournalRecord = {
        v: 1,
        seq: previous.seq + 1,
        at: at.toISOString(),
        run,
        ms: Math.max(0, Math.round(ms)),
        prev: previous.hash,
        key: key?.id ?? null,
        kind: draft.kind,
        action: draft.action,
        tenant: draft.tenantId,
        ref: draft.ref,
        outcome: draft.outcome,
        fields: plainFields(draft.fields),
      };
      let line = encodeLine(record, key);
      if (Buffer.byteLength(line.text) > MAX_LINE) {
        // SECURITY(journal-bounds): a record that would not be read back is written without fields.
        line = encodeLine({ ...record, fields: { tooLong: true } }, key);
      }
      lines.push(line.text);
      bytes += Buffer.byteLength(line.text) + 1;
      previous = { seq: record.seq, hash: line.hash };
      previousAt = record.at;
      return previous;
    };
    for (const [index, entry] of entries.entries()) {
      if (index > before && bytes > MAX_BATCH_BYTES) break;
      const behindMs = previousAt === null ? 0 : Date.parse(previousAt) - entry.at.getTime();
      if (behindMs > CLOCK_SLACK_MS) {
        add({ ...entry, draft: anEvent('journal.clock-back', { byMs: behindMs }) });
      }
      const reference = add(entry);
      if (index >= before) references.push(reference);
    }
    return {
      bytes: Buffer.from(`${lines.join('\n')}\n`, 'utf8'),
      references,
      key,
      last: previous,
      lastAt: previousAt,
    };
  };

  const enter = (draft: JournalDraft, settle: Waiting['settle']) => {
    waiting.push({ draft, at: now(), ms: elapsed(), settle });
  };

  return {
    append: (draft) =>
      new Promise((resolve, reject) => {
        if (isStopped) return reject(new SegmentError('stopped'));
        enter(draft, { resolve, reject });
        void pump();
      }),
    note(draft) {
      if (isStopped) return;
      if (waiting.length >= MAX_WAITING) {
        lost += 1;
        return;
      }
      enter(draft, null);
      later(problem === null ? BATCH_AFTER_MS : RETRY_AFTER_MS);
    },
    setKey(next) {
      key = next;
    },
    async flush() {
      await running;
      await pump();
    },
    async stop() {
      await running;
      await pump();
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      await closeFile();
    },
    state,
  };
}

function anEvent(action: string, fields: JournalDraft['fields']): JournalDraft {
  return { kind: 'event', action, tenantId: null, ref: null, outcome: null, fields };
}

async function writeWhole(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done);
    done += bytesWritten;
  }
}

function codeOf(error: unknown): string {
  return error instanceof SegmentError ? error.code : systemCodeOf(error);
}
