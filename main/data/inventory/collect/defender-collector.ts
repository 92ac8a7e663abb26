import { CloudError } from '../../cloud/cloud-error.ts';
import { readDefenderPage } from '../sources/defender.ts';
import type { CollectedPage, DeviceCollector, ReadContext, ReadPage } from './device-collector.ts';
import { type VulnerabilityCounts, withCounts } from './vulnerability-counts.ts';

/**
 * Machines of a page. 10,000 may be asked for; with their addresses that would be some 15 MB, and
 * this is three.
 */
const TOP = 2_000;
/**
 * Machines that a page has in common with the one before. The list is counted through, so that one
 * that goes away meanwhile moves all after it up by one; without this it would be passed over, and
 * then taken for gone.
 */
const OVERLAP = 50;

const ASKED = { api: 'defender', permissions: ['Machine.Read'] } as const;
const OWN_PATH = /^\/api\/machines\?\$top=\d+&\$skip=(\d+)$/;
const NO_PAGE: CollectedPage = {
  records: [],
  refusals: new Map(),
  removedIds: [],
  next: null,
  deltaLink: null,
};

const NOT_COUNTED: VulnerabilityCounts = { counts: null, problem: null, needs: null };

const pathAt = (skip: number) => `/api/machines?$top=${TOP}&$skip=${skip}`;

/**
 * All machines that the operator may see, however long ago they were seen last: whether one is
 * stale is for the operator to say. The service keeps them as long as the tenant has set.
 * Source: Defender for Endpoint API, "List machines API", 2025-03; 100 calls a minute.
 */
export const defenderCollector: DeviceCollector = {
  source: 'defender',
  label: 'Defender',
  permission: ASKED.permissions.join(', '),
  roles: '“View data” in Defender, for the device groups to be seen',
  licence: 'Microsoft Defender for Endpoint',
  // Counted through: after an hour the list has moved.
  resumableForS: 3_600,
  open: readMachines,
};

function readMachines({ tenantId, now, vulnerabilities }: ReadContext): ReadPage {
  let before: ReadonlySet<string> | null = null;
  let counted: VulnerabilityCounts | null = null;
  return async (api, from) => {
    const path = from ?? pathAt(0);
    const skip = Number(OWN_PATH.exec(path)?.[1] ?? Number.NaN);
    const isOwn = !Number.isNaN(skip);
    let page;
    try {
      page = await api.page(isOwn ? { path } : { link: path }, ASKED);
    } catch (error) {
      if (from === null && isNoMachines(error)) return NO_PAGE;
      throw error;
    }
    const isFirst = counted === null;
    // After the first page: who may not see machines has nothing to be counted.
    counted ??=
      (await vulnerabilities?.countsOf(api, tenantId, Math.floor(now().getTime() / 1_000))) ??
      NOT_COUNTED;
    const { counts, problem, needs } = counted;
    const { records, refusals } = readDefenderPage(
      counts === null ? page.value : page.value.map((item) => withCounts(item, counts)),
    );
    // A link of the service is its own way of counting; there nothing overlaps.
    const seen = isOwn && skip > 0 ? before : null;
    const fresh = records.filter(({ sourceId }) => seen?.has(sourceId) !== true);
    if (seen !== null && seen.size > 0 && records.length > 0 && fresh.length === records.length) {
      throw new CloudError('failed', 'The list of machines moved while it was read.');
    }
    before = new Set(records.map(({ sourceId }) => sourceId));
    const isFull = isOwn && page.value.length >= TOP;
    return {
      records: fresh,
      refusals,
      removedIds: [],
      next: page.next ?? (isFull ? pathAt(skip + TOP - OVERLAP) : null),
      deltaLink: null,
      lack: isFirst && problem !== null ? { problem, needs } : null,
    };
  };
}

/**
 * "If there are no recent machines, you see 404": said by the service itself, in its own form. Any
 * other 404 is of something in between, and must not empty a tenant.
 */
function isNoMachines(error: unknown): boolean {
  if (!(error instanceof CloudError) || error.facts.status !== 404) return false;
  return (error.facts.code ?? '') !== '';
}
