import type { GroupId, Tenant, TenantGroup, TenantId } from '../../../preload/contract/index.ts';
import { findableTenant } from '../../lib/findable-tenant.ts';
import { ranked, readQuery } from '../../lib/ranking.ts';

/** One row of the switcher: a heading that folds, or a tenant under it. */
export type SwitcherRow =
  | {
      readonly kind: 'section';
      readonly key: string;
      readonly label: string;
      readonly isGroup: boolean;
      readonly isOpen: boolean;
      readonly count: number;
      readonly position: number;
      readonly of: number;
    }
  | {
      readonly kind: 'tenant';
      readonly key: string;
      readonly tenantId: TenantId;
      readonly section: 'favourites' | 'recent' | 'tenants' | 'results';
      /** Place among the favourites, from 0; null elsewhere. */
      readonly favouriteAt: number | null;
      readonly level: 1 | 2;
      readonly position: number;
      readonly of: number;
    };

export interface SwitcherInput {
  readonly byId: Readonly<Record<TenantId, Tenant>>;
  readonly order: readonly TenantId[];
  readonly groups: readonly TenantGroup[];
  readonly favourites: readonly TenantId[];
  readonly recent: readonly TenantId[];
  readonly search: string;
  readonly folded: ReadonlySet<string>;
}

const RECENT_SHOWN = 5;
/** Below this, recent ones would only repeat the list under them. */
const RECENT_FROM = 12;

/** The rows in the order they are drawn; while searching only what answers, best first. */
export function switcherRows(input: SwitcherInput): readonly SwitcherRow[] {
  if (input.search.trim() !== '') return resultRows(input);

  const isThere = (id: TenantId) => input.byId[id] !== undefined;
  const favourites = input.favourites.filter(isThere);
  const recent =
    input.order.length < RECENT_FROM
      ? []
      : input.recent.filter((id) => isThere(id) && !favourites.includes(id)).slice(0, RECENT_SHOWN);

  const parts: Part[] = [];
  if (favourites.length > 0) {
    parts.push({
      key: 'favourites',
      label: 'Favourites',
      isGroup: false,
      ids: favourites,
      section: 'favourites',
    });
  }
  if (recent.length > 0) {
    parts.push({ key: 'recent', label: 'Recent', isGroup: false, ids: recent, section: 'recent' });
  }
  parts.push(...tenantParts(input));

  return parts.flatMap((part, at) => rowsOf(part, at + 1, parts.length, input.folded));
}

interface Part {
  readonly key: string;
  readonly label: string;
  readonly isGroup: boolean;
  readonly ids: readonly TenantId[];
  readonly section: 'favourites' | 'recent' | 'tenants';
}

function tenantParts({ byId, order, groups }: SwitcherInput): readonly Part[] {
  if (order.length === 0) return [];
  const inGroup = (groupId: GroupId | null) =>
    order.filter((id) => (byId[id]?.groupId ?? null) === groupId);
  const parts: Part[] = groups
    .map((group) => ({
      key: group.id as string,
      label: group.name,
      isGroup: true,
      ids: inGroup(group.id),
      section: 'tenants' as const,
    }))
    .filter((part) => part.ids.length > 0);
  const without = order.filter((id) => {
    const groupId = byId[id]?.groupId ?? null;
    return groupId === null || !groups.some((group) => group.id === groupId);
  });
  if (without.length > 0) {
    const label = parts.length === 0 ? 'Tenants' : 'No group';
    parts.push({
      key: 'tenants',
      label,
      isGroup: parts.length > 0,
      ids: without,
      section: 'tenants',
    });
  }
  return parts;
}

function rowsOf(
  part: Part,
  position: number,
  of: number,
  folded: ReadonlySet<string>,
): readonly SwitcherRow[] {
  const isOpen = !folded.has(part.key);
  const head: SwitcherRow = {
    kind: 'section',
    key: `section-${part.key}`,
    label: part.label,
    isGroup: part.isGroup,
    isOpen,
    count: part.ids.length,
    position,
    of,
  };
  if (!isOpen) return [head];
  return [
    head,
    ...part.ids.map((tenantId, at): SwitcherRow => ({
      kind: 'tenant',
      key: `${part.section}-${tenantId}`,
      tenantId,
      section: part.section,
      favouriteAt: part.section === 'favourites' ? at : null,
      level: 2,
      position: at + 1,
      of: part.ids.length,
    })),
  ];
}

function resultRows({ byId, order, search }: SwitcherInput): readonly SwitcherRow[] {
  const tenants = order.flatMap((id) => byId[id] ?? []);
  const results = ranked(tenants, findableTenant, readQuery(search));
  return results.map((tenant, at) => ({
    kind: 'tenant',
    key: `results-${tenant.id}`,
    tenantId: tenant.id,
    section: 'results',
    favouriteAt: null,
    level: 1,
    position: at + 1,
    of: results.length,
  }));
}
