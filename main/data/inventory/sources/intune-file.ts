import type { RecordFacts } from '../device.ts';
import { keptFacts } from '../import/kept-facts.ts';

/**
 * What a row of Intune's devices export says, in the words that Intune's managed devices get.
 * @param record a row as the import keeps it, see kept-row.ts
 */
export function intuneFileFacts(record: unknown): RecordFacts {
  return keptFacts('intune-file', record);
}
