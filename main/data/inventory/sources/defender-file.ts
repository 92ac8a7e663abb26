import type { RecordFacts } from '../device.ts';
import { keptFacts } from '../import/kept-facts.ts';

/**
 * What a row of Defender's device inventory export says, in the words that Defender's machines get.
 * @param record a row as the import keeps it, see kept-row.ts
 */
export function defenderFileFacts(record: unknown): RecordFacts {
  return keptFacts('defender-file', record);
}
