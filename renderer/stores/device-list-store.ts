import { create } from 'zustand';
import { DEFAULT_COLUMNS } from '../../preload/contract/device-columns.ts';
import type {
  ColumnId,
  DeviceId,
  DeviceQuery,
  DeviceRow,
  Facet,
  TenantId,
} from '../../preload/contract/index.ts';
import { NARROWEST, WIDEST } from '../lib/device-columns.ts';
import { wholeQuery } from '../lib/device-query.ts';
import { registered } from './store-registry.ts';

/** Where a list stands: the estate's, or that of a tenant. Each keeps what was set in it. */
export type ListPlace = 'estate' | TenantId;

/** What is beside a table. */
export type ListPane =
  | { readonly kind: 'device'; readonly deviceId: DeviceId }
  | { readonly kind: 'changes' }
  | { readonly kind: 'sources' };

/** Rows that belong together: of one query, one set of columns and one revision. */
export interface ShownRows {
  readonly query: DeviceQuery;
  /** Names query and columns. */
  readonly key: string;
  readonly revision: number;
  readonly total: number;
  readonly all: number;
  /** Columns of the cells, in their order. */
  readonly columns: readonly ColumnId[];
  readonly pages: ReadonlyMap<number, readonly DeviceRow[]>;
}

export interface DeviceList {
  /** What the operator asks for; what is shown follows as soon as its rows are there. */
  readonly query: DeviceQuery;
  readonly columns: readonly ColumnId[];
  readonly widths: Readonly<Partial<Record<ColumnId, number>>>;
  /** The saved view it was opened from. */
  readonly viewName: string | null;
  readonly shown: ShownRows | null;
  readonly facets: readonly Facet[] | null;
  readonly isFetching: boolean;
  readonly problem: string | null;
  readonly pane: ListPane | null;
  /** A device to scroll to, counted so that the same one can be asked for again. */
  readonly reveal: { readonly deviceId: DeviceId; readonly asked: number } | null;
}

export interface DeviceListState {
  readonly lists: Readonly<Record<string, DeviceList>>;
  /** Newest revision anything was heard of. */
  readonly revision: number;
}

export const useDeviceListStore = registered(
  create<DeviceListState>()(() => ({ lists: {}, revision: 0 })),
);

const set = useDeviceListStore.setState;
const get = useDeviceListStore.getState;

const fresh = new Map<ListPlace, DeviceList>();

/** A list as it is before anything was set in it. */
function freshList(place: ListPlace): DeviceList {
  const there = fresh.get(place);
  if (there !== undefined) return there;
  const tenantId = place === 'estate' ? null : place;
  const made: DeviceList = {
    query: wholeQuery(tenantId),
    columns:
      tenantId === null ? DEFAULT_COLUMNS : DEFAULT_COLUMNS.filter((column) => column !== 'tenant'),
    widths: {},
    viewName: null,
    shown: null,
    facets: null,
    isFetching: false,
    problem: null,
    pane: null,
    reveal: null,
  };
  fresh.set(place, made);
  return made;
}

export const listOf = (place: ListPlace): DeviceList => get().lists[place] ?? freshList(place);

export const selectList =
  (place: ListPlace) =>
  (state: DeviceListState): DeviceList =>
    state.lists[place] ?? freshList(place);

export function changeList(place: ListPlace, said: Partial<DeviceList>): void {
  set({ lists: { ...get().lists, [place]: { ...listOf(place), ...said } } });
}

export function noteRevision(revision: number): void {
  if (revision > get().revision) set({ revision });
}

/** Takes lists of tenants away that are no longer in the estate. */
export function dropLists(stays: ReadonlySet<string>): void {
  const { lists } = get();
  const kept = Object.entries(lists).filter(([place]) => place === 'estate' || stays.has(place));
  if (kept.length < Object.keys(lists).length) set({ lists: Object.fromEntries(kept) });
}

export const openPane = (place: ListPlace, pane: ListPane | null) => changeList(place, { pane });

export function resizeColumn(place: ListPlace, column: ColumnId, width: number): void {
  const fits = Math.round(Math.max(NARROWEST, Math.min(WIDEST, width)));
  changeList(place, { widths: { ...listOf(place).widths, [column]: fits } });
}

/** The row at a place of what is shown; undefined while its page is not there. */
export function rowAt(shown: ShownRows | null, position: number): DeviceRow | undefined {
  return shown?.pages.get(Math.floor(position / PAGE_ROWS))?.[position % PAGE_ROWS];
}

/** Rows of a page. */
export const PAGE_ROWS = 100;
