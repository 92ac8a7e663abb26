import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { ImportId, type ImportPreview, type TenantId } from '../../preload/contract/index.ts';
import { Failure } from '../ipc/failure.ts';
import { parseOrThrow } from '../security/parse-guarded.ts';
import { systemCodeOf } from '../stored-files/file-system.ts';
import { MAX_TENANTS, type TenantEntry, type TenantRegistry } from './tenant-registry.ts';
import { MAX_FILE_BYTES, parseTenantsFile } from './tenants-file.ts';

/** Previews that wait at the same time, and for how long they do. */
const MAX_WAITING = 4;
const WAITS_MS = 30 * 60_000;

export interface TenantImportOptions {
  readonly registry: Pick<TenantRegistry, 'get' | 'addMany'>;
  /** Asks the operator for a file; answers with its path, or null when there is none. */
  readonly chooseFile: () => Promise<string | null>;
  /** Whether the policy lists a tenant; every one when left out. */
  readonly isAllowed?: (id: TenantId) => boolean;
  readonly now: () => Date;
  readonly random: (size: number) => Uint8Array;
}

/** Lists of tenants: looked at first, taken over when the operator says so. */
export interface TenantImports {
  /** Throws `cancelled`, and `not-available` with plain words for a file that cannot be used. */
  previewImport(): Promise<ImportPreview>;
  /**
   * Adds the tenants of the preview in one change. Those that came into the estate meanwhile stay
   * as they are there. Throws `not-found` for a preview that is gone and `storage-failed`; the
   * preview then stays, to try again.
   */
  applyImport(id: ImportId): { readonly added: number };
  discardImport(id: ImportId): void;
}

interface Waiting {
  readonly entries: readonly TenantEntry[];
  readonly since: number;
}

export function createImports(options: TenantImportOptions): TenantImports {
  const { registry, chooseFile, now, random } = options;
  const waiting = new Map<ImportId, Waiting>();

  const dropExpired = () => {
    for (const [id, { since }] of waiting) {
      if (Math.abs(now().getTime() - since) > WAITS_MS) waiting.delete(id);
    }
  };

  return {
    async previewImport() {
      const path = await chooseFile();
      if (path === null) throw new Failure('cancelled', 'No file was chosen.');
      const bytes = await readChosen(path);
      const parsed = await parseTenantsFile(
        bytes,
        basename(path),
        registry.get(),
        options.isAllowed,
      );
      if (!parsed.ok) throw new Failure('not-available', parsed.message);
      dropExpired();
      for (const oldest of waiting.keys()) {
        if (waiting.size < MAX_WAITING) break;
        waiting.delete(oldest);
      }
      const importId = parseOrThrow(ImportId, `i${Buffer.from(random(8)).toString('hex')}`);
      waiting.set(importId, { entries: parsed.entries, since: now().getTime() });
      return { importId, ...parsed.preview };
    },

    applyImport(id) {
      dropExpired();
      const found = waiting.get(id);
      if (found === undefined) {
        throw new Failure(
          'not-found',
          'This preview is not there any more. Choose the file again.',
        );
      }
      const { tenants } = registry.get();
      const there = new Set<string>(tenants.map((tenant) => tenant.id));
      const entries = found.entries
        .filter((entry) => !there.has(entry.id))
        .slice(0, MAX_TENANTS - tenants.length);
      const { length: added } = registry.addMany(entries);
      waiting.delete(id);
      return { added };
    },

    discardImport(id) {
      waiting.delete(id);
    },
  };
}

/** Reads the chosen file. Throws a Failure `not-available` that says why it cannot be read. */
async function readChosen(path: string): Promise<Buffer> {
  try {
    // A pipe would never end; the flag keeps opening one from waiting.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const facts = await file.stat();
      if (!facts.isFile()) throw new Failure('not-available', 'This is not a file.');
      if (facts.size > MAX_FILE_BYTES) {
        const message = 'The file is larger than 16 MB. Split it and import the parts.';
        throw new Failure('not-available', message);
      }
      // One byte more than was said, to see whether the file has grown.
      const bytes = Buffer.alloc(facts.size + 1);
      let length = 0;
      while (length < bytes.length) {
        const { bytesRead } = await file.read(bytes, length, bytes.length - length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      return bytes.subarray(0, length);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    const message = `The file cannot be read (${systemCodeOf(error)}).`;
    throw new Failure('not-available', message, { cause: error });
  }
}
