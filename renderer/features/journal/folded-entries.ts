import type { JournalEntry } from '../../../preload/contract/index.ts';

/** A row of the table: a record, and the record of how it ended when that is another one. */
export interface FoldedEntry {
  readonly entry: JournalEntry;
  readonly outcome: JournalEntry | null;
}

/** Outcomes go to their intents where both are there, so that one action is one row. */
export function foldedEntries(entries: readonly JournalEntry[]): readonly FoldedEntry[] {
  const intents = new Set(entries.flatMap(({ kind, seq }) => (kind === 'intent' ? [seq] : [])));
  const outcomes = new Map(
    entries.flatMap((entry) => (entry.ref === null ? [] : [[entry.ref, entry] as const])),
  );
  return entries
    .filter(({ ref }) => ref === null || !intents.has(ref))
    .map((entry) => ({ entry, outcome: outcomes.get(entry.seq) ?? null }));
}
