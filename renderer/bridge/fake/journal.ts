import type { JournalCheck, JournalEntry, JournalState } from '../../../preload/contract/index.ts';
import { fails, ok } from './answers.ts';
import { emitter } from './emitter.ts';
import type { FakeArea } from './fake-area.ts';

export interface FakeJournalState {
  readonly state: JournalState['state'];
  readonly protection: JournalState['protection'];
  readonly notice: string | null;
  readonly anchor: JournalState['anchor'];
  readonly recordedAhead: JournalState['recordedAhead'];
  /** Newest first. */
  readonly entries: readonly JournalEntry[];
  /** What a check finds. */
  readonly firstBad: JournalCheck['firstBad'];
  /** Whether a check was made before the page opens. */
  readonly isChecked: boolean;
  readonly failsToRead: boolean;
}

export function fakeJournal(
  initial: FakeJournalState,
  { now, checkMs }: { readonly now: () => string; readonly checkMs: number },
): FakeArea<'journal'> {
  const { entries, firstBad } = initial;
  const sealed = entries.filter(({ isSealed }) => isSealed).length;
  const aCheck = (): JournalCheck => ({
    checkedAt: now(),
    records: firstBad === null ? entries.length : firstBad.seq - 1,
    unsealed: entries.length - sealed,
    firstBad,
  });
  let current: JournalState = {
    revision: 1,
    state: initial.state,
    protection: initial.protection,
    notice: initial.notice,
    lastSeq: entries[0]?.seq ?? 0,
    lastAt: entries[0]?.at ?? null,
    recordedAhead: initial.recordedAhead,
    waiting: 0,
    lost: 0,
    isChecking: false,
    check: initial.isChecked ? aCheck() : null,
    anchor: initial.anchor,
  };
  const changed = emitter<JournalState>();
  const set = (next: Partial<JournalState>) => {
    current = { ...current, ...next, revision: current.revision + 1 };
    changed.emit(current);
  };
  const notRecorded = () =>
    fails('not-recorded', 'This was not done, because the journal cannot be written.');

  return {
    get: () => ok(current),
    list: ({ before, tenantId, topics, text, count }) => {
      if (initial.failsToRead) {
        return fails('not-available', 'The files of the journal cannot be read.');
      }
      const sought = text.trim().toLowerCase();
      const found = entries.filter(
        (entry) =>
          (before === null || entry.seq < before) &&
          (tenantId === null || entry.tenantId === tenantId) &&
          (topics === null || topics.includes(entry.topic)) &&
          JSON.stringify(entry).toLowerCase().includes(sought),
      );
      const part = found.slice(0, count);
      const isAll = part.length === found.length;
      return ok({ entries: part, before: isAll ? null : (part.at(-1)?.seq ?? null) });
    },
    verify: async () => {
      set({ isChecking: true });
      await new Promise((resolve) => setTimeout(resolve, checkMs));
      const check = aCheck();
      set({ isChecking: false, check });
      return ok(check);
    },
    exportFile: ({ format }) =>
      current.state === 'ready'
        ? ok({ fileName: `bulkhead-journal-${format}-2026-11-21.jsonl`, records: entries.length })
        : notRecorded(),
    exportKey: () => {
      if (current.state !== 'ready') return notRecorded();
      return sealed === 0
        ? fails('not-available', 'There is no key: records are chained and not sealed.')
        : ok({ fileName: 'bulkhead-journal-key-a1b2c3d4e5f60718.json' });
    },
    onChanged: changed.on,
  };
}
