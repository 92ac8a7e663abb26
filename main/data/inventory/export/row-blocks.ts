import { setImmediate } from 'node:timers/promises';
import type { DeviceRow } from '../../../../preload/contract/index.ts';
import type { DeviceTable } from '../columns/device-table.ts';
import { ExportFailure } from '../../../chosen-files/export-failure.ts';

export type Walk = ReturnType<DeviceTable['walk']>;

export interface RowBlocksOptions {
  readonly walk: Walk;
  /** The tenants that the filter lets in. */
  readonly tenantIds: ReadonlySet<string>;
  readonly signal: AbortSignal;
  /** Called after each block with the rows done so far. */
  readonly onProgress: (rows: number) => void;
}

/** A few milliseconds of work, after which questions of the page have their turn. */
const BLOCK_ROWS = 1_000;

/**
 * The rows of an export, a block at a time, as fast as they are taken and no faster. Throws when it
 * was cancelled, and when the rows are not those that the file says it holds.
 */
export async function* rowBlocks(options: RowBlocksOptions): AsyncGenerator<readonly DeviceRow[]> {
  const { walk, tenantIds, signal, onProgress } = options;
  let rows = 0;
  throwIfCancelled(signal);
  for (const block of walk.blocks(BLOCK_ROWS)) {
    // SECURITY(export-tenants): a row of a tenant that the file does not name ends the export.
    if (block.some(({ tenantId }) => !tenantIds.has(tenantId))) {
      throw new Error('A row is of a tenant that the filter leaves out');
    }
    rows += block.length;
    yield block;
    onProgress(rows);
    await setImmediate();
    throwIfCancelled(signal);
  }
  if (rows !== walk.total) throw new Error(`${rows} rows came where ${walk.total} were announced`);
}

function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new ExportFailure('cancelled', 'The export was cancelled.');
}
