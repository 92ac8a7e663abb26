import { demoEstate } from './estates.ts';
import type { FakeWorld } from './fake-bridge.ts';
import type { FakeJournalState } from './journal.ts';
import { aJournal, journalOf } from './journal-data.ts';
import { demo } from './worlds.ts';

/** The demo estate, with its journal in some other way. */
function withJournal(said: Partial<FakeJournalState>): FakeWorld {
  const estate = demoEstate();
  return demo({ journal: aJournal(estate, said) }, estate);
}

const NOT_SEALED =
  'This device offers no keystore and there is no passphrase, so records are chained and not sealed: whoever can write the files can make all of them anew.';
const NO_ANCHOR =
  'The head of the journal could not be noted outside this profile (ENOENT). Tell your administrator.';

export const JOURNAL_SCENARIOS: Readonly<Record<string, () => FakeWorld>> = {
  'journal-empty': () => withJournal({ entries: [], isChecked: false, anchor: null }),
  'journal-long': () =>
    withJournal({ entries: journalOf(demoEstate(), 40), isChecked: false, anchor: null }),
  'journal-tampered': () =>
    withJournal({ firstBad: { seq: 9, file: 'journal-00000001.jsonl', fault: 'changed' } }),
  'journal-not-sealed': () =>
    withJournal({
      protection: 'none',
      notice: NOT_SEALED,
      entries: journalOf(demoEstate(), 1, false),
      anchor: { kind: 'folder', lastAt: null, problem: NO_ANCHOR },
    }),
  'journal-full-disk': () =>
    withJournal({
      state: 'cannot-write',
      notice:
        'The journal cannot be written: the disk is full. Until it can, no portal is opened, nobody is signed in, and nothing else is done that needs a record. Bulkhead tries again by itself.',
    }),
  'journal-read-only': () =>
    withJournal({
      state: 'read-only',
      notice:
        'The journal is read-only: this account may not write its folder. Until it may, no portal is opened, nobody is signed in, and nothing else is done that needs a record.',
    }),
  'journal-clock-behind': () =>
    withJournal({ recordedAhead: new Date(Date.now() + 50 * 3_600_000).toISOString() }),
  'journal-unreadable': () => withJournal({ failsToRead: true, isChecked: false }),
};
