import type { JournalDraft } from './record.ts';
import { readEntries } from './read-entries.ts';

const MAX_LOOKED_AT = 5_000;

/**
 * Intents of the run before that have no outcome: Bulkhead ended while they were under way. Each
 * gets one that says so, so that nothing looks undone that may have been done.
 * @param before number of this run's first record
 */
export async function unknownOutcomes(dir: string, before: number): Promise<JournalDraft[]> {
  const settled = new Set<number>();
  const open: JournalDraft[] = [];
  let at: number | null = before;
  for (let looked = 0; at !== null && looked < MAX_LOOKED_AT; looked += 200) {
    const found = await readEntries(dir, {
      before: at,
      tenantId: null,
      topics: null,
      text: '',
      count: 200,
    });
    for (const { seq, kind, action, tenantId, ref } of found.entries) {
      // Runs before that one were looked at when it began.
      if (action === 'journal.opened') return open;
      if (kind === 'outcome' && ref !== null) settled.add(ref);
      if (kind === 'intent' && !settled.has(seq)) {
        open.push({ kind: 'outcome', action, tenantId, ref: seq, outcome: 'unknown', fields: {} });
      }
    }
    at = found.before;
  }
  return open;
}
