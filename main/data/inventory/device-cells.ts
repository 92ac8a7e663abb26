import { COLUMN_IDS, type ColumnId } from '../../../preload/contract/device-columns.ts';
import type { Cell } from '../../../preload/contract/index.ts';
import type { Device, RecordFacts } from './device.ts';

/** Cells of a device, by column, as the table shows them. Times are seconds since 1970. */
export function cellsOfDevice(device: Device): Record<ColumnId, Cell> {
  const { tenantId, sources, ...rest } = device;
  const values: Partial<Record<ColumnId, Cell>> = {
    ...factCells(rest),
    tenant: tenantId,
    sources: [...sources],
    collectedAt: device.collectedAt,
    exportedAt: device.exportedAt,
    changedAt: device.changedAt,
  };
  return Object.fromEntries(COLUMN_IDS.map((id) => [id, values[id] ?? null])) as Record<
    ColumnId,
    Cell
  >;
}

/** Cells of what one source says; columns it knows nothing of are left out. */
export function factCells(facts: RecordFacts): Partial<Record<ColumnId, Cell>> {
  const cells: Partial<Record<ColumnId, Cell>> = {};
  for (const id of COLUMN_IDS) {
    const value: unknown = Object.hasOwn(facts, id) ? facts[id as keyof RecordFacts] : undefined;
    if (value !== undefined) cells[id] = Array.isArray(value) ? [...value] : (value as Cell);
  }
  return cells;
}
