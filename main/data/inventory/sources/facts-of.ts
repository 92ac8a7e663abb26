import type { DeviceSource } from '../../../../preload/contract/device-columns.ts';
import type { RecordFacts } from '../device.ts';
import { defenderFacts } from './defender.ts';
import { defenderFileFacts } from './defender-file.ts';
import { entraFacts } from './entra.ts';
import { intuneFacts } from './intune.ts';
import { intuneFileFacts } from './intune-file.ts';
import type { FactsOfRow } from './read-rows.ts';
import { isRow } from './values.ts';

/** How each source's records are read. */
const FACTS: Readonly<Record<DeviceSource, FactsOfRow>> = {
  defender: defenderFacts,
  intune: intuneFacts,
  entra: entraFacts,
  'defender-file': defenderFileFacts,
  'intune-file': intuneFileFacts,
};

const noDoubt = () => undefined;

/** What a record that is kept says, in common words; nothing when it is none. Never throws. */
export function factsOf(source: DeviceSource, record: unknown): RecordFacts {
  return isRow(record) ? FACTS[source](record, noDoubt) : {};
}
