import { setTimeout as pause } from 'node:timers/promises';
import type { JournalCheck, JournalReference, JournalState } from '../../preload/contract/index.ts';
import { systemCodeOf } from '../stored-files/file-system.ts';
import type { AnchorPlace, writeAnchor } from './anchor.ts';
import { type Anchoring, createAnchoring } from './anchoring.ts';
import { checkJournal } from './check-journal.ts';
import { isMarkGood } from './head-mark.ts';
import { createJournalWriter, type JournalWriter, type WriterState } from './journal-writer.ts';
import { journalKeyOf } from './journal-key.ts';
import type { JournalKey } from './line.ts';
import { type LostMark, type LostRecords, NOTHING_LOST } from './lost-mark.ts';
import { openChain, type OpenedChain } from './open-chain.ts';
import type { JournalDraft, JournalFields } from './record.ts';
import { removeOldSegments } from './retention.ts';
import { SegmentError } from './segments.ts';
import { noticeOf, problemWords } from './journal-words.ts';
import { unknownOutcomes } from './unknown-outcomes.ts';

/** Kept while the journal is not open yet; further ones are counted. */
const MAX_EARLY = 1_000;
/** The check at the start waits for the start to be over. */
const CHECK_AFTER_MS = 20_000;
/** Clocks that are kept right are put back by less. */
const CLOCK_BEHIND_MS = 10 * 60_000;
const OPEN_AGAIN_MS = 5_000;
const ANCHOR_AT_END_MS = 2_000;

export interface JournalOptions {
  readonly dir: string;
  /** 16 hex digits, of this start. */
  readonly run: string;
  readonly now: () => Date;
  /** Milliseconds since the start, by a clock that nobody sets. */
  readonly elapsed: () => number;
  /** Days after which whole files are deleted; 0 keeps them. */
  readonly keepDays: number;
  readonly anchor: AnchorPlace | null;
  /** Where is counted what could not be written. */
  readonly lostMark: LostMark;
  readonly who: { readonly device: string; readonly account: string };
  /** What the first record of a run says besides. */
  readonly about: JournalFields;
  readonly onChanged: (state: JournalState) => void;
  readonly checkAfterMs?: number;
  readonly maxSegmentBytes?: number;
  readonly writeAnchor?: typeof writeAnchor;
}

export type JournalProtection = JournalState['protection'];

export interface Journal {
  get(): JournalState;
  /** What protects the key is known, or is another now. Opens the journal when it is not open. */
  protect(protection: JournalProtection, estateKey: Uint8Array | null): void;
  /** Waits for the journal to be open. Rejects when the record is not on disk. */
  append(draft: JournalDraft): Promise<JournalReference>;
  note(draft: JournalDraft): void;
  verify(): Promise<JournalCheck>;
  /** What waits is on disk, for who reads the files. */
  flush(): Promise<void>;
  /** The key that seals, for a check elsewhere; null when there is none. */
  key(): JournalKey | null;
  stop(): Promise<void>;
}

/** The journal of one start: opened once its key is looked for, written by one writer. */
export function createJournal(options: JournalOptions): Journal {
  const { dir, now, elapsed, run } = options;
  let key: JournalKey | null = null;
  let protection: JournalProtection = 'none';
  let writer: JournalWriter | null = null;
  let chain: OpenedChain | null = null;
  let opening: Promise<void> | null = null;
  let openProblem: string | null = null;
  let recordedAhead: string | null = null;
  let early: JournalDraft[] = [];
  let lostEarly = 0;
  let check: JournalCheck | null = null;
  let checking: Promise<JournalCheck> | null = null;
  let revision = 0;
  let isStopped = false;
  const marked = options.lostMark.read();
  /** Of runs before this one; until it is in the journal. */
  let lostBefore: LostRecords = marked ?? NOTHING_LOST;
  /** Something keeps records of this run from the disk; until all of them are there. */
  let isKept = false;
  /** What the mark says, as text; null when there is no mark. */
  let markedAs = marked === null ? null : JSON.stringify(marked);
  const timers = new Set<NodeJS.Timeout>();
  let letOpen: () => void = () => undefined;
  const mayOpen = new Promise<void>((resolve) => {
    letOpen = resolve;
  });

  const written = (): WriterState | null => writer?.state() ?? null;
  const get = (): JournalState => {
    const state = written();
    const problem = state?.problem ?? openProblem;
    return {
      revision,
      state: problem !== null ? problemWords(problem).state : state === null ? 'starting' : 'ready',
      protection,
      notice: noticeOf({ problem, protection, isOpen: state !== null }),
      lastSeq: state?.lastSeq ?? 0,
      lastAt: state?.lastAt ?? null,
      recordedAhead,
      waiting: (state?.waiting ?? 0) + early.length,
      lost: (state?.lost ?? 0) + lostEarly,
      isChecking: checking !== null,
      check,
      anchor: anchoring?.get() ?? null,
    };
  };
  /** Counts in the mark what is missing, also of this run while something keeps it from the disk. */
  const markLost = (isAtEnd: boolean) => {
    const state = written();
    const isHeldUp = (state?.problem ?? null) !== null;
    const missing = (state?.waiting ?? 0) + (state?.lost ?? 0) + early.length + lostEarly;
    isKept = openProblem !== null || ((isKept || isAtEnd || isHeldUp) && missing > 0);
    const lost = {
      runs: lostBefore.runs + (isKept ? 1 : 0),
      records: lostBefore.records + (isKept ? missing : 0),
    };
    const text = JSON.stringify(lost);
    if (text === markedAs) return;
    markedAs = text;
    options.lostMark.write(lost);
  };
  const tell = () => {
    revision += 1;
    markLost(false);
    options.onChanged(get());
  };
  const headOf = (state: WriterState) => ({
    at: now().toISOString(),
    run,
    seq: state.lastSeq,
    hash: state.lastHash,
  });
  const anchoring: Anchoring | null =
    options.anchor === null
      ? null
      : createAnchoring({
          place: options.anchor,
          who: options.who,
          elapsed,
          onChanged: tell,
          ...(options.writeAnchor === undefined ? {} : { write: options.writeAnchor }),
        });

  const later = (work: () => unknown, ms: number) => {
    if (isStopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void work();
    }, ms);
    // Nothing here keeps a process that wants to end.
    timer.unref();
    timers.add(timer);
  };
  const keepOld = () => {
    const own = writer;
    // The record of it has to be sealed, or it looks like a head that was cut off.
    if (own === null || protection === 'locked') return;
    removeOldSegments({ dir, keepDays: options.keepDays, now, append: own.append }).catch(() => {
      // What could not be deleted is tried again with the next file.
    });
  };

  const open = async () => {
    await mayOpen;
    let opened: OpenedChain;
    try {
      opened = await openChain(dir, key);
    } catch (error) {
      openProblem = error instanceof SegmentError ? error.code : systemCodeOf(error);
      tell();
      later(ensureOpen, OPEN_AGAIN_MS);
      throw error;
    }
    chain = opened;
    openProblem = null;
    if (opened.lastAt !== null && Date.parse(opened.lastAt) - now().getTime() > CLOCK_BEHIND_MS) {
      recordedAhead = opened.lastAt;
    }
    if (opened.fault !== null) noteFault(opened.fault);
    const own = createJournalWriter({
      dir,
      chain: opened,
      run,
      key,
      now,
      elapsed,
      onChanged: (state) => {
        anchoring?.look(headOf(state));
        tell();
      },
      onRotated: () => later(keepOld, 0),
      ...(options.maxSegmentBytes === undefined
        ? {}
        : { maxSegmentBytes: options.maxSegmentBytes }),
    });
    writer = own;
    own.note(
      anEvent('journal.opened', {
        ...options.about,
        ...options.who,
        protection,
        fault: opened.fault?.fault,
      }),
    );
    if (opened.torn !== null) own.note(anEvent('journal.torn', opened.torn));
    if (lostBefore.runs > 0) noteLostBefore(own);
    if (lostEarly > 0) own.note(anEvent('journal.lost', { records: lostEarly }));
    for (const draft of early) own.note(draft);
    early = [];
    lostEarly = 0;
    unknownOutcomes(dir, opened.last.seq + 1).then(
      (drafts) => {
        for (const draft of drafts) own.note(draft);
      },
      () => undefined,
    );
    later(keepOld, 0);
    later(() => verify(true).catch(() => undefined), options.checkAfterMs ?? CHECK_AFTER_MS);
    tell();
  };
  const ensureOpen = (): Promise<void> => {
    if (writer !== null) return Promise.resolve();
    opening ??= open().finally(() => {
      opening = null;
    });
    // Whoever waits hears of it there.
    opening.catch(() => undefined);
    return opening;
  };
  const noteLostBefore = (own: JournalWriter) => {
    const { runs, records } = lostBefore;
    own.append(anEvent('journal.lost', { records, earlierRuns: runs })).then(
      () => {
        lostBefore = NOTHING_LOST;
        markLost(false);
      },
      // The mark stays, and the next start says it.
      () => undefined,
    );
  };
  const noteFault = (fault: NonNullable<JournalCheck['firstBad']>) => {
    check = { checkedAt: now().toISOString(), records: 0, unsealed: 0, firstBad: fault };
  };

  const verify = (isQuiet: boolean): Promise<JournalCheck> => {
    checking ??= (async () => {
      tell();
      await ensureOpen();
      await writer?.flush();
      const state = written();
      const mark =
        state === null || state.lastSeq === 0 ? null : { seq: state.lastSeq, hash: state.lastHash };
      check = await checkJournal({
        dir,
        key,
        mark,
        now,
        rest: () => (isQuiet ? pause(4) : undefined),
      });
      return check;
    })().finally(() => {
      checking = null;
      tell();
    });
    return checking;
  };

  return {
    get,
    protect(next, estateKey) {
      protection = next;
      key = estateKey === null ? null : journalKeyOf(estateKey);
      if (writer !== null) {
        // The mark that was taken on trust can be checked now.
        const mark = chain?.mark ?? null;
        if (mark !== null && key !== null && !isMarkGood(mark, key)) {
          noteFault({ seq: Math.max(1, mark.seq), file: 'head', fault: 'wrong-seal' });
        }
        writer.setKey(key);
        writer.note(anEvent('journal.key', { protection }));
        later(keepOld, 0);
      }
      letOpen();
      void ensureOpen().catch(() => undefined);
      tell();
    },
    async append(draft) {
      await ensureOpen();
      if (writer === null) throw new SegmentError('closed');
      return writer.append(draft);
    },
    note(draft) {
      if (writer !== null) writer.note(draft);
      else if (early.length < MAX_EARLY) early.push(draft);
      else lostEarly += 1;
    },
    verify: () => verify(false),
    flush: async () => {
      await ensureOpen();
      await writer?.flush();
    },
    key: () => key,
    async stop() {
      isStopped = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      if (writer === null && (opening !== null || early.length > 0)) {
        // Bulkhead ends before it was known what seals: better a record without a seal than none.
        letOpen();
        await ensureOpen().catch(() => undefined);
      }
      const own = written() === null ? null : writer;
      if (own !== null) {
        own.note(anEvent('journal.closed', {}));
        await own.stop();
      }
      markLost(true);
      if (own !== null) await anchoring?.finish(headOf(own.state()), ANCHOR_AT_END_MS);
    },
  };
}

function anEvent(action: string, fields: JournalFields): JournalDraft {
  return { kind: 'event', action, tenantId: null, ref: null, outcome: null, fields };
}
