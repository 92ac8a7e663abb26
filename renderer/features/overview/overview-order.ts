import type {
  Compartment,
  GroupId,
  StatusRow,
  Tenant,
  TenantId,
  TenantSignIn,
} from '../../../preload/contract/index.ts';
import { type Attention, attentionOf, urgencyOf } from '../../lib/attention.ts';
import { type NextStep, nextStepOf } from './next-step.ts';

export type OverviewSort = 'need' | 'name' | 'opened' | 'cloud';

/** A tenant with what is known of it now. */
export interface OverviewItem {
  readonly tenant: Tenant;
  readonly attention: Attention;
  readonly compartment: Compartment | null;
  /** What its status wants of the operator; null when nothing. */
  readonly next: NextStep | null;
}

/** What was read of sign-ins and status. */
export interface KnownStatus {
  readonly rows: Readonly<Record<TenantId, StatusRow>>;
  readonly signIns: Readonly<Record<TenantId, TenantSignIn>>;
  readonly nowMs: number;
}

const NOTHING_KNOWN: KnownStatus = { rows: {}, signIns: {}, nowMs: 0 };

/** Tenants of a group (`null` for all, `none` for those without), in an order. */
export function overviewItems(
  tenants: readonly Tenant[],
  byTenant: Readonly<Record<TenantId, Compartment>>,
  group: GroupId | 'none' | null,
  sort: OverviewSort,
  { rows, signIns, nowMs }: KnownStatus = NOTHING_KNOWN,
): readonly OverviewItem[] {
  const items = tenants
    .filter((tenant) => group === null || (tenant.groupId ?? 'none') === group)
    .map((tenant) => {
      const compartment = byTenant[tenant.id] ?? null;
      const next = nextStepOf(rows[tenant.id] ?? null, signIns[tenant.id] ?? null, nowMs);
      return { tenant, compartment, attention: attentionOf(compartment), next };
    });
  // Tenants come by name, and sorting keeps that order among equals.
  return items.sort((a, b) => orders[sort](a, b));
}

const CLOUD_PLACES: Readonly<Record<Tenant['cloud'], number>> = {
  global: 0,
  'gcc-high': 1,
  dod: 2,
  china: 3,
};

/** Latest first; never opened last. */
const byOpened = (a: OverviewItem, b: OverviewItem) =>
  (b.tenant.lastOpenedAt ?? '').localeCompare(a.tenant.lastOpenedAt ?? '');

const URGENT_PAGES: ReadonlySet<Attention> = new Set(['mismatch', 'blocked', 'stopped']);

/** Whether something keeps the operator from working in a tenant. */
export const needsOperator = ({ attention, next }: OverviewItem): boolean =>
  URGENT_PAGES.has(attention) || next?.isUrgent === true;

/** A page that waits for a decision comes before what a status wants; open pages come after. */
const byNeed = (a: OverviewItem, b: OverviewItem) => {
  const pages = ({ attention }: OverviewItem) =>
    URGENT_PAGES.has(attention) ? urgencyOf(attention) : URGENT_PAGES.size;
  const rank = ({ next }: OverviewItem) => next?.rank ?? 99;
  return (
    pages(a) - pages(b) || rank(a) - rank(b) || urgencyOf(a.attention) - urgencyOf(b.attention)
  );
};

const orders: Readonly<Record<OverviewSort, (a: OverviewItem, b: OverviewItem) => number>> = {
  name: () => 0,
  opened: byOpened,
  cloud: (a, b) => CLOUD_PLACES[a.tenant.cloud] - CLOUD_PLACES[b.tenant.cloud],
  need: (a, b) => byNeed(a, b) || byOpened(a, b),
};
