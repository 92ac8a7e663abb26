import { z } from 'zod';
import { inventory as contract, TenantId } from '../../../preload/contract/index.ts';
import type { CollectionProgress, InventoryState } from '../../../preload/contract/index.ts';
import { parseOrThrow } from '../../security/parse-guarded.ts';
import { CallFailure } from '../call-failure.ts';
import type { InventoryMethod } from '../protocol.ts';

/** The estate's collection of devices, as far as main's calls use it. */
export interface DeviceCollection {
  start(tenantIds: readonly TenantId[] | null, all: readonly TenantId[]): void;
  /** Goes on with what was cut off, by the network or by quitting. */
  resume(): void;
  cancel(): void;
  drop(tenantId: TenantId): Promise<void>;
  progress(): CollectionProgress;
}

type Output<M extends 'exportFile' | 'previewImport' | 'applyImport'> = z.infer<
  (typeof contract)[M]['output']
>;

/** Files go in and out one at a time, each until it is done or cancelled. */
export interface DeviceFiles {
  exportFile(
    input: z.infer<typeof contract.exportFile.input> & { readonly path: string },
    signal: AbortSignal,
  ): Promise<Omit<Output<'exportFile'>, 'fileName'>>;
  previewImport(
    input: { readonly tenantId: TenantId; readonly path: string },
    signal: AbortSignal,
  ): Promise<Output<'previewImport'>>;
  remapImport(
    input: z.infer<typeof contract.remapImport.input>,
    signal: AbortSignal,
  ): Promise<Output<'previewImport'>>;
  applyImport(
    input: z.infer<typeof contract.applyImport.input>,
    signal: AbortSignal,
  ): Promise<Output<'applyImport'>>;
  dropImport(input: z.infer<typeof contract.dropImport.input>): void;
}

export interface InventoryCallsDeps {
  readonly state: () => InventoryState;
  readonly collection: DeviceCollection;
  readonly files: DeviceFiles;
  readonly tenantIds: () => readonly TenantId[];
  /** Told of what a file's work threw that nobody expected, before the caller is. */
  readonly onFault: (error: unknown) => void;
}

const path = z.string().min(1).max(4_096);
const ExportFile = contract.exportFile.input.extend({ path });
const PreviewImport = z.strictObject({ tenantId: TenantId, path });

/** Answers main's calls about the inventory. Inputs are parsed here too; throws CallFailures. */
export function createInventoryCalls(deps: InventoryCallsDeps) {
  const { collection, files } = deps;
  let work: AbortController | null = null;

  /** One at a time: the disk and the operator's attention are one. */
  const alone = async <T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    if (work !== null) {
      throw new CallFailure('conflict', 'Another export or import is still running.');
    }
    const own = new AbortController();
    work = own;
    try {
      return await run(own.signal);
    } catch (error) {
      if (own.signal.aborted) throw new CallFailure('cancelled', 'It was cancelled.');
      if (!(error instanceof CallFailure)) deps.onFault(error);
      throw error;
    } finally {
      work = null;
    }
  };
  const assertKnown = (ids: readonly TenantId[]) => {
    const known = new Set(deps.tenantIds());
    if (ids.every((id) => known.has(id))) return;
    throw new CallFailure('not-found', 'A tenant is not in the list.');
  };

  return {
    async answer(method: InventoryMethod, input: unknown): Promise<unknown> {
      switch (method) {
        case 'inventory.get':
          return deps.state();
        case 'inventory.collect': {
          const { tenantIds } = parseOrThrow(contract.collect.input, input);
          assertKnown(tenantIds ?? []);
          collection.start(tenantIds, deps.tenantIds());
          return {};
        }
        case 'inventory.resume':
          collection.resume();
          return {};
        case 'inventory.cancel':
          collection.cancel();
          return {};
        case 'inventory.exportFile': {
          const wanted = parseOrThrow(ExportFile, input);
          return alone((signal) => files.exportFile(wanted, signal));
        }
        case 'inventory.previewImport': {
          const wanted = parseOrThrow(PreviewImport, input);
          assertKnown([wanted.tenantId]);
          return alone((signal) => files.previewImport(wanted, signal));
        }
        case 'inventory.remapImport': {
          const wanted = parseOrThrow(contract.remapImport.input, input);
          return alone((signal) => files.remapImport(wanted, signal));
        }
        case 'inventory.applyImport': {
          const wanted = parseOrThrow(contract.applyImport.input, input);
          return alone((signal) => files.applyImport(wanted, signal));
        }
        case 'inventory.dropImport':
          files.dropImport(parseOrThrow(contract.dropImport.input, input));
          return {};
        case 'inventory.cancelWork':
          work?.abort();
          return {};
      }
    },
    /** Ends what runs; the file or the devices are as they were before. */
    stop: () => work?.abort(),
  };
}
