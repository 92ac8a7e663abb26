import type { Compartment, GroupId, Tenant, TenantId } from '../../../preload/contract/index.ts';
import { type Attention, attentionOf, urgencyOf } from '../../lib/attention.ts';

export type OverviewSort = 'need' | 'name' | 'opened' | 'cloud';

/** A tenant with what is known of it now. */
export interface OverviewItem {
  readonly tenant: Tenant;
  readonly attention: Attention;
  readonly compartment: Compartment | null;
}

/** Tenants of a group (`null` for all, `none` for those without), in an order. */
export function overviewItems(
  tenants: readonly Tenant[],
  byTenant: Readonly<Record<TenantId, Compartment>>,
  group: GroupId | 'none' | null,
  sort: OverviewSort,
): readonly OverviewItem[] {
  const items = tenants
    .filter((tenant) => group === null || (tenant.groupId ?? 'none') === group)
    .map((tenant) => {
      const compartment = byTenant[tenant.id] ?? null;
      return { tenant, compartment, attention: attentionOf(compartment) };
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

const orders: Readonly<Record<OverviewSort, (a: OverviewItem, b: OverviewItem) => number>> = {
  name: () => 0,
  opened: byOpened,
  cloud: (a, b) => CLOUD_PLACES[a.tenant.cloud] - CLOUD_PLACES[b.tenant.cloud],
  need: (a, b) => urgencyOf(a.attention) - urgencyOf(b.attention) || byOpened(a, b),
};
