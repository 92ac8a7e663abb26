import type { DeviceSource } from '../../../preload/contract/device-columns.ts';
import type { DeviceChange, SourceState, TenantId } from '../../../preload/contract/index.ts';
import type { Device, KeptRecord, NewRecord, RecordFacts } from './device.ts';

/** Reads what a record says. @param record the JSON value that its `raw` is the text of */
export type FactsOf = (source: DeviceSource, record: unknown) => RecordFacts;

/** A run of one source of one tenant that has begun and not ended, also over restarts. */
export interface OpenRun {
  readonly id: number;
  readonly tenantId: TenantId;
  readonly source: DeviceSource;
  /** Seconds since 1970. */
  readonly startedAt: number;
  /** Where to go on: the link of the next page; null at the beginning. */
  readonly next: string | null;
  /** `full` lists everything, so that what it does not list is gone; `delta` lists changes. */
  readonly kind: 'full' | 'delta';
  /** Records it covered so far. */
  readonly covered: number;
}

/** What one page brought. */
export interface NewPage {
  readonly records: readonly NewRecord[];
  /** Source ids that the service says are gone; of delta runs. */
  readonly removedIds: readonly string[];
  /** Link of the next page; null when this was the last. */
  readonly next: string | null;
  /** Why records were left out, with counts. */
  readonly refusals: ReadonlyMap<string, number>;
}

/** Devices that were found as they were: only `collectedAt` is newer, where it was older. */
export interface SeenAgain {
  readonly ids: readonly number[];
  /** Seconds since 1970. */
  readonly collectedAt: number;
}

/** What a write changed, for the table in memory. `put` can be gone through once and more. */
export interface StoreChange {
  readonly put: Iterable<Device>;
  readonly removed: readonly number[];
  readonly seen: SeenAgain | null;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/**
 * A file on its way into the inventory: what a slice changed, to be taken before the next; or null,
 * where others may have their turn and nothing has changed. In the end how many devices were added,
 * changed and removed.
 */
export type FileWork = Generator<
  StoreChange | null,
  { readonly added: number; readonly changed: number; readonly removed: number }
>;

/** A page or an end of a run that is not open any more: ended, begun anew, or its tenant forgotten. */
export class RunIsOver extends Error {
  constructor() {
    super('This run is over.');
    this.name = 'RunIsOver';
  }
}

export interface RunEnd {
  readonly state: Exclude<SourceState['state'], 'never'>;
  /** Where the next delta begins; null when the source has none. */
  readonly deltaLink: string | null;
  readonly problem: string | null;
  readonly needs: string | null;
}

/**
 * What is kept of devices: the records as they came, which of them are one device, how far each
 * source of each tenant was collected, and what changed. A page is one transaction together with
 * the place to go on from, so that a process that is killed anywhere loses nothing it acknowledged
 * and takes nothing in twice. All methods throw what SQLite throws; then nothing is changed.
 *
 * A record that was fetched and was as it is kept is of the time its run began, and that shows when
 * the run ends. A complete delta confirms in the same way all that it does not list.
 */
export interface InventoryStore {
  /**
   * The open run of a source, or a new one. A delta run begins where the last complete one ended;
   * without such a place, or when `isFull`, everything is listed anew.
   */
  beginRun(
    tenantId: TenantId,
    source: DeviceSource,
    options: { readonly at: number; readonly isFull: boolean },
  ): OpenRun;
  /** Runs that have begun and not ended, of all tenants: what was cut off by cancelling or quitting. */
  openRuns(): readonly OpenRun[];
  /** Throws away where an open run stood, so that the next begins anew: its link is no longer good. */
  restartRun(run: OpenRun, at: number): OpenRun;
  /** Throws RunIsOver. */
  savePage(
    run: OpenRun,
    page: NewPage,
    at: number,
  ): { readonly run: OpenRun; readonly change: StoreChange };
  /** Ends a run, or throws RunIsOver. Only a `complete` full run removes the records that it did not list. */
  endRun(run: OpenRun, end: RunEnd, at: number): StoreChange;
  /**
   * Says why a run stopped and leaves it open, to go on from its page: what it covered is kept, the
   * source is partial. Throws RunIsOver.
   */
  leaveRun(run: OpenRun, problem: string, at: number): void;
  /**
   * Takes all records of a file in place of those of the source's file before, a slice at a time.
   * They are set aside first; what goes wrong until all are there, also in going through them,
   * throws and has changed nothing. From then on it is taken over, by the next process if this one
   * ends or cannot write. Throws RunIsOver when the tenant is forgotten meanwhile.
   */
  replaceFile(
    tenantId: TenantId,
    source: DeviceSource,
    records: Iterable<NewRecord>,
    times: { readonly at: number; readonly exportedAt: number },
  ): FileWork;
  /** Goes on with the files that were whole when a process ended, and throws others away. */
  finishFiles(): Generator<{ readonly tenantId: TenantId; readonly change: StoreChange } | null>;
  sourcesOf(tenantId: TenantId): readonly SourceState[];
  tenantIds(): readonly TenantId[];
  /** When the newest run of a tenant that ended began; null when there is none. */
  changedSince(tenantId: TenantId): number | null;
  /** All devices of a tenant, in the order of their ids, a few at a time. */
  devicesOf(tenantId: TenantId): Iterable<Device>;
  /** Null for a device that is not known. Records, and its changes newest first. */
  get(id: number): {
    readonly device: Device;
    readonly records: readonly KeptRecord[];
    readonly changes: readonly DeviceChange[];
  } | null;
  changes(tenantIds: readonly TenantId[] | null, count: number): readonly DeviceChange[];
  /** Deletes changes that were found before, in seconds since 1970. Answers whether there were any. */
  dropChanges(before: number): boolean;
  /** Counts of the newest ended run of each tenant. */
  lastRuns(): readonly {
    readonly tenantId: TenantId;
    readonly at: string;
    readonly added: number;
    readonly changed: number;
    readonly removed: number;
  }[];
  /**
   * Deletes everything of a tenant; the bytes go with the store's `erase`. It is gone at once; when
   * the rows cannot be deleted, that is gone on with by the next call and at the next start.
   */
  forget(tenantId: TenantId): void;
  /** Keeps the table's segment of a tenant, so that a start need not make it from records. */
  saveSnapshot(tenantId: TenantId, parts: readonly Uint8Array[]): void;
  /** The kept segment with what changed since it was kept; null when there is none that is worth it. */
  loadSnapshot(tenantId: TenantId): {
    readonly parts: readonly Uint8Array[];
    readonly put: Iterable<Device>;
    readonly removed: readonly number[];
    readonly seen: Iterable<SeenAgain>;
  } | null;
  /** How many devices changed since the kept segment of a tenant; null without one. */
  changesSinceSnapshot(tenantId: TenantId): number | null;
}
