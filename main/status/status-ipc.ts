import { basename } from 'node:path';
import { z } from 'zod';
import type { TenantId } from '../../preload/contract/index.ts';
import type { EstateStatus, TenantStatus, TrustCell } from '../../preload/contract/status.ts';
import type { DataMethod } from '../data/protocol.ts';
import { Failure } from '../ipc/failure.ts';
import { parseOrThrow } from '../security/parse-guarded.ts';

export interface StatusIpcDeps {
  readonly data: { readonly call: (method: DataMethod, input: unknown) => Promise<unknown> };
  readonly isOnline: () => boolean;
  /** Asks the operator where to write; null when they changed their mind. */
  readonly chooseFile: (suggestedName: string) => Promise<string | null>;
  /** Writes the whole file or nothing. */
  /** Throws Failure `storage-failed`. */
  readonly writeFile: (path: string, text: string) => Promise<void>;
  readonly now: () => Date;
}

interface ExportInput {
  readonly what: 'status' | 'trust';
  readonly format: 'csv' | 'json';
}

/** Handlers of the `status` area: no logic of their own. Answers are checked by the door. */
export function statusHandlers({ data, isOnline, chooseFile, writeFile, now }: StatusIpcDeps) {
  return {
    get: async () => (await data.call('status.get', {})) as EstateStatus,
    getTenant: async (input: { readonly tenantId: TenantId }) =>
      (await data.call('status.getTenant', input)) as TenantStatus,
    getTrust: async () => (await data.call('status.getTrust', {})) as { cells: TrustCell[] },
    collect: async (input: { readonly tenantIds: readonly TenantId[] | null }) => {
      if (!isOnline()) throw new Failure('offline', 'This device is offline.');
      await data.call('status.collect', input);
      return {};
    },
    cancel: async () => {
      await data.call('status.cancel', {});
      return {};
    },
    exportFile: async (input: ExportInput) => {
      const day = now().toISOString().slice(0, 10);
      const path = await chooseFile(`bulkhead-${input.what}-${day}.${input.format}`);
      if (path === null) throw new Failure('cancelled', 'Nothing was written.');
      const { text, rows } = parseOrThrow(Exported, await data.call('status.export', input));
      await writeFile(path, text);
      return { fileName: basename(path), rows };
    },
  };
}

const Exported = z.strictObject({ text: z.string(), rows: z.number().int().nonnegative() });
