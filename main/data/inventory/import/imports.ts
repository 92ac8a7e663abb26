import { basename } from 'node:path';
import type { ColumnId } from '../../../../preload/contract/device-columns.ts';
import {
  type DeviceImportPreview,
  ImportId,
  type TenantId,
} from '../../../../preload/contract/index.ts';
import { parseOrThrow } from '../../../security/parse-guarded.ts';
import { plainLine } from '../../../tenants/plain-line.ts';
import { cutText } from '../../../text-files/cut-text.ts';
import { inSlices } from '../../../text-files/slices.ts';
import { type InventoryStore, RunIsOver, type StoreChange } from '../inventory-store.ts';
import { type ChosenFile, openChosen } from './chosen-file.ts';
import { exportedAtOf } from './exported-at.ts';
import { type FileColumn, type FileSource, isFileColumn } from './file-columns.ts';
import { ImportError } from './import-error.ts';
import {
  type FileChoice,
  type FilePlan,
  type FileReading,
  type ImportWork,
  readDeviceFile,
  recordsOf,
} from './read-device-file.ts';

export interface ImportsDeps {
  readonly store: Pick<InventoryStore, 'replaceFile' | 'sourcesOf' | 'devicesOf' | 'get'>;
  /** Takes over what a slice of a file changed. */
  readonly apply: (tenantId: TenantId, change: StoreChange) => void;
  readonly now: () => Date;
  readonly random: (size: number) => Uint8Array;
  /** Largest file; 200 MB and 1,000,000 rows unless a test says otherwise. */
  readonly maxBytes?: number;
  readonly maxRows?: number;
}

/** How many devices an import has, and what became of those that there were. */
export interface ImportCounts {
  readonly devices: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly refused: number;
}

/**
 * Exports of devices that the operator imports: looked at first, taken over when the operator says
 * so. Everything throws an ImportError with words for the operator; `apply` also what the database
 * throws.
 */
export interface DeviceImports {
  /** `cancelled`, `invalid` or `not-available` when the file cannot be used. */
  preview(tenantId: TenantId, path: string, work?: ImportWork): Promise<DeviceImportPreview>;
  /** Reads the file again as the operator says. The preview stays as it was when this fails. */
  remap(
    importId: ImportId,
    source: FileSource,
    columns: readonly (ColumnId | null)[],
    work?: ImportWork,
  ): Promise<DeviceImportPreview>;
  /**
   * Replaces what was imported of the tenant's source before by the rows of the file, or changes
   * nothing. Others have their turn meanwhile. Cancelling counts until all rows are read; from then
   * on they are taken over, also by the next process. The preview is gone after it; when it fails
   * it stays, to try again.
   * @param exportedAt ISO 8601
   */
  apply(importId: ImportId, exportedAt: string, work?: ImportWork): Promise<ImportCounts>;
  drop(importId: ImportId): void;
  /** Drops what waits for a tenant that is forgotten. */
  dropTenant(tenantId: TenantId): void;
}

interface Waiting {
  readonly tenantId: TenantId;
  readonly path: string;
  readonly state: ChosenFile['state'];
  readonly plan: FilePlan | null;
  readonly preview: DeviceImportPreview;
  readonly since: number;
}

/** Previews that wait at the same time, and for how long they do. */
const MAX_WAITING = 4;
const WAITS_MS = 30 * 60_000;
const MAX_BYTES = 200 * 1024 * 1024;
const MAX_ROWS = 1_000_000;
const DAY_MS = 86_400_000;

export function createImports(deps: ImportsDeps): DeviceImports {
  const { store, now, random, maxBytes = MAX_BYTES, maxRows = MAX_ROWS } = deps;
  const waiting = new Map<ImportId, Waiting>();

  const find = (importId: ImportId): Waiting => {
    for (const [id, { since }] of waiting) {
      if (Math.abs(now().getTime() - since) > WAITS_MS) waiting.delete(id);
    }
    const found = waiting.get(importId);
    if (found !== undefined) return found;
    const message = 'This preview is not there any more. Choose the file again.';
    throw new ImportError('not-found', message);
  };

  const read = async (file: ChosenFile, choice: FileChoice | null, work: ImportWork) => {
    try {
      return await inSlices(readDeviceFile(file, choice, maxRows, work));
    } finally {
      file.close();
    }
  };

  return {
    async preview(tenantId, path, work = {}) {
      const file = openChosen(path, maxBytes);
      const { state } = file;
      const reading = await read(file, null, work);
      const exported = exportedAtOf(path, state.modifiedMs, now());
      const shownName = cutText(plainLine(basename(path)).text, 255);
      const preview: DeviceImportPreview = {
        importId: parseOrThrow(ImportId, `i${Buffer.from(random(8)).toString('hex')}`),
        fileName: shownName === '' ? 'file' : shownName,
        exportedAt: exported.at.toISOString(),
        exportedAtFrom: exported.from,
        ...withAge(reading, exported.at, tenantId, store),
      };
      for (const oldest of waiting.keys()) {
        if (waiting.size < MAX_WAITING) break;
        waiting.delete(oldest);
      }
      const since = now().getTime();
      waiting.set(preview.importId, { tenantId, path, state, plan: reading.plan, preview, since });
      return preview;
    },

    async remap(importId, source, columns, work = {}) {
      const before = find(importId);
      const { tenantId, path, state } = before;
      const choice = { source, mapping: columns.map(asFileColumn) };
      const reading = await read(openChosen(path, maxBytes, state), choice, work);
      // It may have been dropped meanwhile.
      find(importId);
      const preview: DeviceImportPreview = {
        ...before.preview,
        ...withAge(reading, new Date(before.preview.exportedAt), tenantId, store),
      };
      const since = now().getTime();
      waiting.set(importId, { ...before, plan: reading.plan, preview, since });
      return preview;
    },

    async apply(importId, exportedAt, work = {}) {
      const { tenantId, path, state, plan, preview } = find(importId);
      const exportedMs = Date.parse(exportedAt);
      if (Number.isNaN(exportedMs) || exportedMs > now().getTime() + DAY_MS) {
        throw new ImportError('invalid', 'The date of the export lies in the future.');
      }
      if (plan === null) {
        const message =
          'No row of the file can be imported like this. What was imported before stays.';
        throw new ImportError('invalid', message);
      }
      const file = openChosen(path, maxBytes, state);
      try {
        const { good, rows } = preview;
        // Reading is half of it.
        const tell = (part: number) => work.progress?.(Math.floor(part * file.size), file.size);
        const reading = {
          ...work,
          progress: (done: number, total: number) => tell(done / Math.max(1, total) / 2),
        };
        let taken = 0;
        const counts = await takeOver(
          store.replaceFile(tenantId, plan.layout.source, recordsOf(file, plan, reading), {
            at: secondsOf(now().getTime()),
            exportedAt: secondsOf(exportedMs),
          }),
          (change) => {
            deps.apply(tenantId, change);
            taken += change.added + change.changed + change.unchanged;
            tell(0.5 + Math.min(1, taken / Math.max(1, good)) / 2);
          },
        );
        waiting.delete(importId);
        return { devices: good, ...counts, refused: rows - good };
      } finally {
        file.close();
      }
    },

    drop(importId) {
      waiting.delete(importId);
    },

    dropTenant(tenantId) {
      for (const [id, entry] of waiting) {
        if (entry.tenantId === tenantId) waiting.delete(id);
      }
    },
  };
}

/** Goes through a file's work, giving way to others after a few milliseconds and every change. */
async function takeOver<C>(
  work: Generator<StoreChange | null, C>,
  apply: (change: StoreChange) => void,
): Promise<C> {
  try {
    return await inSlices(
      (function* () {
        for (;;) {
          const step = work.next();
          if (step.done === true) return step.value;
          if (step.value !== null) apply(step.value);
          yield;
        }
      })(),
    );
  } catch (error) {
    if (!(error instanceof RunIsOver)) throw error;
    throw new ImportError(
      'cancelled',
      'The tenant was forgotten, or another file was imported, meanwhile.',
    );
  }
}

const secondsOf = (ms: number) => Math.floor(ms / 1_000);

function asFileColumn(column: ColumnId | null): FileColumn | null {
  if (column === null || isFileColumn(column)) return column;
  throw new ImportError('invalid', 'A file cannot tell this column; Bulkhead fills it itself.');
}

/** What was read, with a word first when the tenant has a newer file. */
function withAge(
  { told, headLine }: FileReading,
  exportedAt: Date,
  tenantId: TenantId,
  store: ImportsDeps['store'],
): FileReading['told'] {
  const newest = told.source === null ? null : importedBefore(store, tenantId, told.source);
  if (newest === null || newest <= secondsOf(exportedAt.getTime())) return told;
  const at = new Date(newest * 1_000).toISOString().slice(0, 16).replace('T', ' ');
  const message = `The file that is imported already was exported later, on ${at} UTC. This one would replace it by older devices.`;
  const messages = [{ line: headLine, message }, ...told.messages];
  const left = messages.splice(1_000).length;
  return { ...told, messages, moreMessages: told.moreMessages + left };
}

/** When the file was exported that the tenant has of a source; all its records say the same. */
function importedBefore(
  store: ImportsDeps['store'],
  tenantId: TenantId,
  source: FileSource,
): number | null {
  const isThere = store
    .sourcesOf(tenantId)
    .some((state) => state.source === source && state.records > 0);
  if (!isThere) return null;
  for (const device of store.devicesOf(tenantId)) {
    if (!device.sources.includes(source)) continue;
    const records = store.get(device.id)?.records ?? [];
    return records.find((record) => record.source === source)?.exportedAt ?? null;
  }
  return null;
}
