import type { ColumnId } from '../../../../preload/contract/device-columns.ts';
import type { Cell } from '../../../../preload/contract/devices.ts';
import {
  COUNT_FIELDS,
  type Device,
  FACET_FIELDS,
  ID_FIELDS,
  LIST_FIELDS,
  TEXT_FIELDS,
} from '../device.ts';

export interface FieldChange {
  readonly column: ColumnId;
  readonly before: Cell;
  readonly after: Cell;
}

const SINGLE_FIELDS = [
  ...TEXT_FIELDS,
  ...FACET_FIELDS,
  ...ID_FIELDS,
  ...COUNT_FIELDS,
  'enrolledAt',
] as const;

/**
 * What is different of a device. That it was seen, synchronised, signed in to or collected again is
 * not: it would make every device that is alive a changed one.
 */
export function differencesOf(before: Device, after: Device): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const column of SINGLE_FIELDS) {
    if (before[column] !== after[column]) {
      changes.push({ column, before: before[column], after: after[column] });
    }
  }
  for (const column of [...LIST_FIELDS, 'sources'] as const) {
    const [one, two] = [before[column], after[column]];
    if (one.length !== two.length || one.some((value, index) => value !== two[index])) {
      changes.push({ column, before: [...one], after: [...two] });
    }
  }
  return changes;
}
