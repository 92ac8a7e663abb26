import { FACET_IDS } from '../../preload/contract/device-columns.ts';
import type {
  Bridge,
  ColumnId,
  DeviceId,
  DeviceQuery,
  DeviceRow,
  FacetId,
} from '../../preload/contract/index.ts';
import { bridge } from '../bridge/bridge.ts';
import { failureWords } from '../bridge/failure-words.ts';
import { askedColumns } from '../lib/device-columns.ts';
import { keyOfQuery, withFacet } from '../lib/device-query.ts';
import { oncePerFrame } from '../lib/next-frame.ts';
import {
  changeList,
  dropLists,
  type DeviceList,
  listOf,
  type ListPlace,
  noteRevision,
  PAGE_ROWS,
  type ShownRows,
  useDeviceListStore,
} from './device-list-store.ts';
import { useEstateStore } from './estate-store.ts';

/** Pages kept of a list; those farthest from what is looked at go first. */
const MOST_PAGES = 60;
const AT_ONCE = 3;
/** Milliseconds between two rounds of reading anew while the inventory changes all the time. */
const SETTLE_MS = 400;

/** What is going on for a list, besides what is shown of it. */
interface Work {
  /** Rows in sight, from the first to the one after the last. */
  sight: readonly [from: number, to: number];
  readonly underway: Set<string>;
  /** Raised with each round that replaces everything; answers of older ones count for nothing. */
  round: number;
  /** Key of what the round underway asks for. */
  roundKey: string | null;
  /** Key of a round that failed: it is not tried again by itself. */
  failedKey: string | null;
  settling: ReturnType<typeof setTimeout> | undefined;
  readonly soon: () => void;
  viewers: number;
}

const works = new Map<ListPlace, Work>();

function workOf(place: ListPlace): Work {
  const there = works.get(place);
  if (there !== undefined) return there;
  const made: Work = {
    sight: [0, PAGE_ROWS],
    underway: new Set(),
    round: 0,
    roundKey: null,
    failedKey: null,
    settling: undefined,
    soon: oncePerFrame(() => void goOn(place)),
    viewers: 0,
  };
  works.set(place, made);
  return made;
}

const keyOf = (query: DeviceQuery, columns: readonly ColumnId[]) =>
  `${keyOfQuery(query)} ${columns.join(' ')}`;

/** Keeps a list up to date while it is looked at; answers with the function that ends it. */
export function watchList(place: ListPlace): () => void {
  followDevices();
  const work = workOf(place);
  work.viewers += 1;
  if (listOf(place).shown === null) work.sight = [0, PAGE_ROWS];
  work.failedKey = null;
  work.soon();
  return () => {
    work.viewers -= 1;
  };
}

/** Asks for another list in the same place. What is shown stays until its rows are there. */
export function ask(
  place: ListPlace,
  said: Partial<Pick<DeviceList, 'query' | 'columns' | 'viewName'>>,
): void {
  changeList(place, said);
  const work = workOf(place);
  work.failedKey = null;
  work.soon();
}

/** Says which rows are in sight, so that they and those around them are fetched. */
export function lookAt(place: ListPlace, from: number, to: number): void {
  const work = workOf(place);
  if (work.sight[0] === from && work.sight[1] === to) return;
  work.sight = [from, to];
  work.soon();
}

/** Tries again what failed. */
export function askAgain(place: ListPlace): void {
  const work = workOf(place);
  work.failedKey = null;
  changeList(place, { problem: null });
  work.soon();
}

let followed: Bridge | null = null;

/** Listens for new revisions, and for tenants that go, from the first list on. */
function followDevices(): void {
  if (followed === bridge()) return;
  followed = bridge();
  followed.devices.onChanged(({ revision }) => {
    noteRevision(revision);
    for (const { viewers, soon } of works.values()) if (viewers > 0) soon();
  });
  useEstateStore.subscribe(({ order }, before) => {
    if (order !== before.order) dropLists(new Set<string>(order));
  });
}

async function goOn(place: ListPlace): Promise<void> {
  const work = workOf(place);
  if (work.viewers === 0) return;
  const { query, columns, shown } = listOf(place);
  const asked = askedColumns(columns);
  const key = keyOf(query, asked);
  const isOther = shown?.key !== key;
  const isOld = shown !== null && shown.revision < useDeviceListStore.getState().revision;
  if (!isOther && !isOld) {
    // The operator went back to what is still shown: what was asked for meanwhile is not wanted.
    if (work.roundKey !== null && work.roundKey !== key) endRound(place, query);
    fetchAround(place, shown);
    return;
  }
  if (work.roundKey === key || work.failedKey === key) return;
  if (!isOther) {
    if (work.settling !== undefined) return;
    work.settling = setTimeout(() => {
      work.settling = undefined;
      work.soon();
    }, SETTLE_MS);
  }
  await replaceAll(place, query, asked, key);
}

function endRound(place: ListPlace, query: DeviceQuery): void {
  const work = workOf(place);
  work.round += 1;
  work.roundKey = null;
  changeList(place, { isFetching: false });
  void fetchFacets(place, query, work.round);
}

/** Fetches everything in sight anew and puts it in place of what is shown, all at once. */
async function replaceAll(
  place: ListPlace,
  query: DeviceQuery,
  columns: ColumnId[],
  key: string,
): Promise<void> {
  const work = workOf(place);
  work.round += 1;
  const { round } = work;
  work.roundKey = key;
  changeList(place, { isFetching: true });
  const { shown } = listOf(place);
  const isSameQuery = shown !== null && keyOfQuery(shown.query) === keyOfQuery(query);
  void fetchFacets(place, query, round);
  const pages = isSameQuery ? pagesAround(work.sight, shown.total, 0) : [0];
  const answers = await Promise.all(
    (pages.length === 0 ? [0] : pages).map(async (page) => {
      const from = page * PAGE_ROWS;
      const answer = await bridge().devices.rows({ query, columns, from, count: PAGE_ROWS });
      return { page, answer };
    }),
  );
  if (work.round !== round) return;
  work.roundKey = null;
  const got: { page: number; revision: number; rows: readonly DeviceRow[] }[] = [];
  let total = 0;
  let all = 0;
  for (const { page, answer } of answers) {
    if (!answer.ok) {
      work.failedKey = key;
      changeList(place, { isFetching: false, problem: failureWords(answer.error) });
      return;
    }
    ({ total, all } = answer.value);
    got.push({ page, revision: answer.value.revision, rows: answer.value.rows });
  }
  const revision = Math.max(...got.map((one) => one.revision));
  noteRevision(revision);
  // Pages of two revisions do not belong together: the newer ones are kept, the rest is fetched.
  const kept = got.filter((one) => one.revision === revision);
  changeList(place, {
    isFetching: false,
    problem: null,
    shown: {
      query,
      key,
      columns,
      revision,
      total,
      all,
      pages: new Map(kept.map(({ page, rows }) => [page, rows])),
    },
  });
  work.soon();
}

/** Pages with the rows in sight and so many more on both sides, nearest first. */
function pagesAround(sight: Work['sight'], total: number, ahead: number): readonly number[] {
  const last = Math.ceil(total / PAGE_ROWS) - 1;
  const from = Math.floor(sight[0] / PAGE_ROWS);
  const to = Math.floor(Math.max(sight[0], sight[1] - 1) / PAGE_ROWS);
  const pages: number[] = [];
  for (let page = from; page <= to; page += 1) pages.push(page);
  for (let step = 1; step <= ahead; step += 1) pages.push(to + step, from - step);
  return pages.filter((page) => page >= 0 && page <= last);
}

/** Fetches pages in sight that are not there, and the next ones. */
function fetchAround(place: ListPlace, shown: ShownRows): void {
  const work = workOf(place);
  for (const page of pagesAround(work.sight, shown.total, 1)) {
    if (work.underway.size >= AT_ONCE) return;
    const name = `${String(work.round)} ${String(page)}`;
    if (shown.pages.has(page) || work.underway.has(name)) continue;
    work.underway.add(name);
    void fetchPage(place, shown, page).then((isThere) => {
      work.underway.delete(name);
      if (isThere) work.soon();
    });
  }
}

/** Fetches one page; answers whether it, or something newer, is there now. */
async function fetchPage(place: ListPlace, of: ShownRows, page: number): Promise<boolean> {
  const answer = await bridge().devices.rows({
    query: of.query,
    columns: [...of.columns],
    from: page * PAGE_ROWS,
    count: PAGE_ROWS,
  });
  const { shown } = listOf(place);
  if (shown === null || shown.key !== of.key) return true;
  if (!answer.ok) {
    changeList(place, { problem: failureWords(answer.error) });
    return false;
  }
  const { revision, rows } = answer.value;
  if (revision !== shown.revision) {
    noteRevision(revision);
    return revision > shown.revision;
  }
  const [from, to] = workOf(place).sight;
  const middle = (from + to) / 2 / PAGE_ROWS;
  const pages = [...shown.pages, [page, rows] as const]
    .sort(([a], [b]) => Math.abs(a - middle) - Math.abs(b - middle))
    .slice(0, MOST_PAGES);
  changeList(place, { problem: null, shown: { ...shown, pages: new Map(pages) } });
  return true;
}

async function fetchFacets(place: ListPlace, query: DeviceQuery, round: number): Promise<void> {
  const answer = await bridge().devices.facets({ query, facets: [...FACET_IDS] });
  if (workOf(place).round !== round || !answer.ok) return;
  noteRevision(answer.value.revision);
  changeList(place, { facets: answer.value.facets });
}

/** Devices of a list, without the condition of a facet if one is named; null when it fails. */
export async function countWithout(
  query: DeviceQuery,
  facet: FacetId | null,
): Promise<number | null> {
  const answer = await bridge().devices.rows({
    query: facet === null ? query : withFacet(query, facet, []),
    columns: ['name'],
    from: 0,
    count: 1,
  });
  return answer.ok ? answer.value.total : null;
}

/** Where a device stands in what is shown; null when it is not in it. */
export async function positionOf(place: ListPlace, deviceId: DeviceId): Promise<number | null> {
  const { shown } = listOf(place);
  if (shown === null) return null;
  const answer = await bridge().devices.find({ query: shown.query, deviceId });
  return answer.ok ? answer.value.position : null;
}
