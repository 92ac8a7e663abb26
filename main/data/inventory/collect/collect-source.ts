import { CloudError } from '../../cloud/cloud-error.ts';
import type { TenantApi } from '../../cloud/tenant-api.ts';
import type { TenantId } from '../../../../preload/contract/index.ts';
import type { InventoryStore, OpenRun, RunEnd, StoreChange } from '../inventory-store.ts';
import type { Breakers } from './breakers.ts';
import type {
  CollectedPage,
  DeviceCollector,
  ReadPage,
  ServiceSource,
} from './device-collector.ts';
import type { VulnerabilityMemory } from './vulnerability-counts.ts';

export interface CollectSourceDeps {
  readonly tenantId: TenantId;
  readonly api: TenantApi;
  readonly store: InventoryStore;
  readonly breakers: Breakers;
  readonly now: () => Date;
  /** When the collection of the tenant began, so that its sources count as one; now when left out. */
  readonly beganAt?: Date;
  /** Lists everything anew, also where only changes could be asked for. */
  readonly isFull: boolean;
  /** Told of every write, page by page. */
  readonly onStored: (source: ServiceSource, covered: number, change: StoreChange) => void;
  /** Counts vulnerabilities of machines too; left out, nobody is asked for them. */
  readonly vulnerabilities?: VulnerabilityMemory;
  /** The one that `api` listens to as well. */
  readonly signal: AbortSignal;
}

export interface CollectedSource {
  readonly source: ServiceSource;
  readonly state: RunEnd['state'];
  readonly problem: string | null;
  /** There was no network; it is worth going on when it is back. */
  readonly isOffline: boolean;
}

const MAX_PAGES = 3_000;
const MAX_RECORDS = 1_000_000;
/** Records of one write: some tens of milliseconds, after which questions are answered. */
const SLICE = 500;

/**
 * Collects one source of one tenant, from where it was cut off or from the beginning, page by page.
 * Whatever happens is an answer; throws only when it was cancelled, with the run left open, and what
 * the store throws.
 */
export async function collectSource(
  deps: CollectSourceDeps,
  collector: DeviceCollector,
): Promise<CollectedSource> {
  const { store, tenantId } = deps;
  const { source } = collector;
  const run = { current: beginRun(deps, collector) };
  try {
    const { deltaLink, lack } = await deps.breakers.guard(tenantId, source, () =>
      readPages(deps, collector, run),
    );
    end(deps, run.current, {
      state: 'complete',
      deltaLink,
      problem: lack?.problem.slice(0, MAX_PROBLEM) ?? null,
      needs: lack?.needs ?? null,
    });
    return { source, state: 'complete', problem: null, isOffline: false };
  } catch (error) {
    if (!(error instanceof CloudError) || error.kind === 'cancelled') throw error;
    if (error.kind === 'offline' && run.current.next !== null) {
      // What was read is good: when the network is back it goes on with the next page.
      const problem = error.message.slice(0, MAX_PROBLEM);
      store.leaveRun(run.current, problem, seconds(deps));
      return { source, state: 'partial', problem, isOffline: true };
    }
    const failed = endOf(error, collector, run.current);
    end(deps, run.current, failed);
    const { state, problem } = failed;
    return { source, state, problem, isOffline: error.kind === 'offline' };
  }

  function end(at: CollectSourceDeps, open: OpenRun, how: RunEnd): void {
    const change = store.endRun(open, how, seconds(at));
    deps.onStored(source, open.covered, change);
  }
}

const secondsOf = (at: Date) => Math.floor(at.getTime() / 1_000);
const seconds = ({ now }: Pick<CollectSourceDeps, 'now'>) => secondsOf(now());

function beginRun(deps: CollectSourceDeps, collector: DeviceCollector): OpenRun {
  const { store, tenantId, isFull } = deps;
  const at = deps.beganAt === undefined ? seconds(deps) : secondsOf(deps.beganAt);
  const run = store.beginRun(tenantId, collector.source, { at, isFull });
  const age = at - run.startedAt;
  // A clock that was set back says nothing of the age.
  const isTooOld = run.next !== null && (age > collector.resumableForS || age < 0);
  return isTooOld ? store.restartRun(run, at) : run;
}

interface AllPages {
  /** Where the next delta begins. */
  readonly deltaLink: string | null;
  readonly lack: NonNullable<CollectedPage['lack']> | null;
}

/** Reads to the last page. */
async function readPages(
  deps: CollectSourceDeps,
  collector: DeviceCollector,
  run: { current: OpenRun },
): Promise<AllPages> {
  const { tenantId, now, vulnerabilities = null } = deps;
  const context = { tenantId, now, vulnerabilities };
  let read = collector.open(context);
  let lack: AllPages['lack'] = null;
  let from = run.current.next;
  // A link of an earlier time may have ended; one that a page gave just now must be good.
  let isOfEarlier = from !== null;
  let hasRestarted = false;
  const seen = new Set<string | null>();
  for (let pages = 0; ; pages += 1) {
    // SECURITY(bounded-pages): no list of devices goes on for ever or in a circle.
    if (seen.has(from)) throw new CloudError('malformed', 'The list of pages is a circle.');
    if (pages === MAX_PAGES || run.current.covered > MAX_RECORDS) {
      throw new CloudError('malformed', 'The list has more pages than Bulkhead reads.');
    }
    seen.add(from);
    let page: CollectedPage;
    try {
      page = await readOne(read, deps.api, from);
    } catch (error) {
      if (hasRestarted || !(error instanceof CloudError) || !hasEnded(error, isOfEarlier)) {
        throw error;
      }
      hasRestarted = true;
      run.current = deps.store.restartRun(run.current, seconds(deps));
      read = collector.open(context);
      from = null;
      isOfEarlier = false;
      seen.clear();
      continue;
    }
    isOfEarlier = false;
    await savePage(deps, collector.source, run, page, from);
    lack ??= page.lack ?? null;
    if (page.next === null) return { deltaLink: page.deltaLink, lack };
    from = page.next;
  }
}

/** A mistake in reading costs one source, as an answer that cannot be used does. */
async function readOne(
  read: ReadPage,
  api: TenantApi,
  from: string | null,
): Promise<CollectedPage> {
  try {
    return await read(api, from);
  } catch (error) {
    if (error instanceof CloudError) throw error;
    throw new CloudError('failed', 'The answer could not be used.', { cause: error });
  }
}

const GONE = 410;
/** What an outdated link is refused with besides: Graph says 400 for page tokens that ended. */
const REFUSED: ReadonlySet<number> = new Set([400, 404, GONE]);

function hasEnded({ kind, facts: { status } }: CloudError, isOfEarlier: boolean): boolean {
  if (status === GONE) return true;
  return (
    isOfEarlier && (kind === 'refused-address' || (status !== undefined && REFUSED.has(status)))
  );
}

/**
 * Keeps a page in slices. Only the last one moves the run on, so that a page that was cut off in
 * the middle is read again, and a page twice is a page once.
 */
async function savePage(
  { store, onStored, signal, ...deps }: CollectSourceDeps,
  source: ServiceSource,
  run: { current: OpenRun },
  page: CollectedPage,
  from: string | null,
): Promise<void> {
  const { records, removedIds, refusals, next } = page;
  for (let start = 0; ; start += SLICE) {
    const isLast = start + SLICE >= records.length;
    const slice = {
      records: records.slice(start, start + SLICE),
      removedIds: isLast ? removedIds : [],
      refusals: isLast ? refusals : new Map<string, number>(),
      next: isLast ? next : from,
    };
    const saved = store.savePage(run.current, slice, seconds(deps));
    run.current = saved.run;
    onStored(source, saved.run.covered, saved.change);
    if (isLast) return;
    // Others have their turn.
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) throw new CloudError('cancelled', 'It was cancelled.');
  }
}

const MAX_PROBLEM = 300;
const MAX_NEEDS = 200;

/** How a run ends that did not get through. */
function endOf(error: CloudError, collector: DeviceCollector, { covered }: OpenRun): RunEnd {
  const { permission, roles, licence } = collector;
  const problem = error.message.slice(0, MAX_PROBLEM);
  const base = { deltaLink: null, problem };
  const needs = (text: string | null) => text?.slice(0, MAX_NEEDS) ?? null;
  if (covered > 0) return { ...base, state: 'partial', needs: null };
  switch (error.kind) {
    case 'not-permitted':
      return {
        ...base,
        state: 'not-permitted',
        needs: needs(error.facts.needs ?? `${permission}; ${roles}`),
      };
    case 'not-licensed':
      return { ...base, state: 'not-licensed', needs: needs(error.facts.needs ?? licence) };
    case 'not-available':
      return { ...base, state: 'not-available', needs: null };
    default:
      return { ...base, state: 'failed', needs: null };
  }
}
