import type { DeviceSource } from '../../../../preload/contract/device-columns.ts';
import type { NewRecord, RecordFacts } from '../device.ts';
import type { ReadRecords } from './read-records.ts';
import { type Doubt, isRow, type Row } from './values.ts';

/** Longer records are no records of devices: one of Intune with everything has 6,000 characters. */
const MAX_RAW = 250_000;
/** Longest id of a source; Defender's have 40 characters, GUIDs 36. */
const MAX_ID = 128;
const ID = /^[\x21-\x7e]+$/;

/** Makes the facts of a row of a source, and says what of it could not be taken. */
export type FactsOfRow = (row: Row, doubt: Doubt) => RecordFacts;

/**
 * Takes the rows of one page as far as they are valid. A row without an id is refused; a value of
 * the wrong type is left out and its row kept. Of two rows with the same id the last counts. All of
 * it is counted by its reason.
 */
export function readRows(
  source: DeviceSource,
  items: readonly unknown[],
  factsOfRow: FactsOfRow,
): ReadRecords {
  const records = new Map<string, NewRecord>();
  const refusals = new Map<string, number>();
  const count: Doubt = (reason) => void refusals.set(reason, (refusals.get(reason) ?? 0) + 1);

  for (const item of items) {
    if (!isRow(item)) {
      count('rows that are no object');
      continue;
    }
    const sourceId = idOf(item);
    if (sourceId === null) {
      count('rows without an id');
      continue;
    }
    const raw = JSON.stringify(item);
    if (raw.length > MAX_RAW) {
      count(`rows longer than ${MAX_RAW.toLocaleString('en')} characters`);
      continue;
    }
    if (records.has(sourceId)) count('rows listed twice, of which the last was taken');
    const facts = factsOfRow(item, count);
    records.set(sourceId, { source, sourceId, joinId: facts.entraDeviceId ?? null, raw, facts });
  }
  return { records: [...records.values()], refusals };
}

/** The id of a row, as it came; null when it has none that can be kept. */
export function idOf({ id }: Row): string | null {
  return typeof id === 'string' && id.length <= MAX_ID && ID.test(id) ? id : null;
}
