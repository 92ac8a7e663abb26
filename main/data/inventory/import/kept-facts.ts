import type { RecordFacts } from '../device.ts';
import type { FileSource } from './file-columns.ts';
import { readKeptRow } from './kept-row.ts';
import { rowFacts } from './row-facts.ts';

/** What a kept row says; nothing when it is damaged. Never throws. */
export function keptFacts(source: FileSource, record: unknown): RecordFacts {
  const kept = readKeptRow(source, record);
  return kept === null ? {} : rowFacts(kept.layout, kept.cells, kept.orders);
}
