import type { JournalReference, RunRecords } from '../../preload/contract/index.ts';
import { type FoundEntries, readEntries, type Wanted } from './read-entries.ts';

const MAX_RECORDS = 1_000;

/**
 * The records of a run of a checklist, newest first and at most 1,000, for its hand-over. An answer
 * that cannot be read is no reason not to hand it over: then it has none but its own.
 */
export async function recordsOfRun(
  dir: string,
  engagementId: string,
  exported: JournalReference,
): Promise<RunRecords> {
  const records: number[] = [];
  let before: number | null = exported.seq;
  while (before !== null && records.length < MAX_RECORDS) {
    const wanted: Wanted = { before, tenantId: null, topics: null, text: engagementId, count: 200 };
    const found: FoundEntries | null = await readEntries(dir, wanted).catch(() => null);
    records.push(...(found?.entries ?? []).map(({ seq }) => seq));
    before = found?.before ?? null;
  }
  return { exported, records: records.slice(0, MAX_RECORDS) };
}
