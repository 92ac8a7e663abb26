import { create } from 'zustand';
import type {
  JournalEntry,
  JournalState,
  JournalTopic,
  TenantId,
} from '../../preload/contract/index.ts';
import { bridge } from '../bridge/bridge.ts';
import { failureWords } from '../bridge/failure-words.ts';
import { countText } from '../lib/count-text.ts';
import { tell, tellFailure } from './app-store.ts';
import { registered } from './store-registry.ts';

export interface JournalFilter {
  readonly tenantId: TenantId | null;
  readonly topic: JournalTopic | null;
  readonly text: string;
}

export const NO_JOURNAL_FILTER: JournalFilter = { tenantId: null, topic: null, text: '' };

interface JournalStore {
  /** Null until main has said. */
  readonly state: JournalState | null;
  readonly filter: JournalFilter;
  /** The filter that the entries are of; another while they are read. */
  readonly shown: JournalFilter | null;
  readonly list:
    | { readonly status: 'loading' | 'ready' }
    | { readonly status: 'failed'; readonly message: string };
  /** Newest first. */
  readonly entries: readonly JournalEntry[];
  /** Where older ones begin; null when there are none. */
  readonly before: number | null;
}

type Page = Pick<JournalStore, 'entries' | 'before'>;

const COUNT = 100;
const PAUSE_MS = 200;

export const useJournalStore = registered(
  create<JournalStore>()(() => ({
    state: null,
    filter: NO_JOURNAL_FILTER,
    shown: null,
    list: { status: 'loading' },
    entries: [],
    before: null,
  })),
);

const set = useJournalStore.setState;
const get = useJournalStore.getState;
/** An answer that comes after another was asked for is not shown. */
let asked = 0;
let pause: ReturnType<typeof setTimeout> | undefined;

/** Listens to main; answers with the function that stops it. */
export function followJournal(): () => void {
  return bridge().journal.onChanged(receive);
}

export async function loadJournal(): Promise<void> {
  const answer = await bridge().journal.get({});
  if (answer.ok) receive(answer.value);
}

function receive(next: JournalState): void {
  const before = get().state;
  if (before === null || next.revision >= before.revision) set({ state: next });
}

/** Reads the newest records that fit the filter; older ones that are shown stay. */
export async function loadEntries(): Promise<void> {
  const page = await read(null);
  if (page === null) return;
  const { entries, before, filter, shown } = get();
  const isSame = filter === shown;
  const newest = entries[0]?.seq ?? 0;
  const last = page.entries.at(-1)?.seq ?? 0;
  // Where the new ones reach down to those that are there, nothing is missing between them.
  if (isSame && last <= newest && page.before !== null) {
    const older = entries.filter(({ seq }) => seq < last);
    const end = older.length === 0 ? page.before : before;
    set({ list: { status: 'ready' }, entries: [...page.entries, ...older], before: end });
  } else {
    set({ list: { status: 'ready' }, shown: filter, ...page });
  }
}

/** A change of what was typed is read for after a pause: every letter would read the files. */
export function changeJournalFilter(change: Partial<JournalFilter>): void {
  const next = { ...get().filter, ...change };
  const isNone = next.tenantId === null && next.topic === null && next.text === '';
  set({ filter: isNone ? NO_JOURNAL_FILTER : next, list: { status: 'loading' } });
  clearTimeout(pause);
  pause = setTimeout(() => void loadEntries(), change.text === undefined ? 0 : PAUSE_MS);
}

/** Reads those before the oldest that is shown. */
export async function loadOlder(): Promise<void> {
  const { before, entries, filter, shown } = get();
  if (before === null || filter !== shown) return;
  const page = await read(before);
  if (page === null) return;
  set({ list: { status: 'ready' }, entries: [...entries, ...page.entries], before: page.before });
}

/** Null when another was asked for meanwhile, or it failed. */
async function read(before: number | null): Promise<Page | null> {
  const turn = (asked += 1);
  const { tenantId, topic, text } = get().filter;
  const topics = topic === null ? null : [topic];
  const answer = await bridge().journal.list({ before, tenantId, topics, text, count: COUNT });
  if (turn !== asked) return null;
  if (answer.ok) return answer.value;
  set({ list: { status: 'failed', message: failureWords(answer.error) } });
  return null;
}

/** Has all of the journal checked; the state says what was found. */
export async function verifyJournal(): Promise<void> {
  const answer = await bridge().journal.verify({});
  if (!answer.ok) return tellFailure(answer.error);
  const { firstBad, records } = answer.value;
  tell(
    firstBad === null
      ? `The journal is sound: ${countText(records)} records.`
      : `The journal was tampered with, from record ${countText(firstBad.seq)} on.`,
  );
}

export async function exportJournal(format: 'plain' | 'pseudonymised'): Promise<void> {
  const answer = await bridge().journal.exportFile({ format });
  if (!answer.ok) return tellFailure(answer.error);
  const { fileName, records } = answer.value;
  tell(`${fileName} is written: ${countText(records)} records.`);
}

export async function exportJournalKey(): Promise<void> {
  const answer = await bridge().journal.exportKey({});
  if (!answer.ok) return tellFailure(answer.error);
  tell(`${answer.value.fileName} is written. Keep it off this device.`);
}
