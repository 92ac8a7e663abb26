import type { Portal, Tenant } from '../../../preload/contract/index.ts';
import { findableTenant } from '../../lib/findable-tenant.ts';
import {
  type Findable,
  findable,
  ranked,
  readQuery,
  remembered,
  scoreOf,
} from '../../lib/ranking.ts';
import { PORTAL_SYNONYMS } from '../../lib/tenant-words.ts';

/** Something the palette can do. */
export type PaletteEntry =
  | { readonly kind: 'tenant'; readonly key: string; readonly tenant: Tenant }
  | {
      readonly kind: 'portal';
      readonly key: string;
      readonly tenant: Tenant;
      readonly portal: Portal;
    }
  | { readonly kind: 'action'; readonly key: string; readonly action: PaletteAction };

export interface PaletteAction {
  readonly id: string;
  readonly name: string;
  /** Words that lead to it besides its name. */
  readonly words: readonly string[];
  readonly keys?: string;
  readonly run: () => void;
}

export interface PaletteInput {
  readonly text: string;
  /** In the order shown while nothing is typed: recent ones first. */
  readonly tenants: readonly Tenant[];
  readonly actions: readonly PaletteAction[];
  /** The portals of a tenant's cloud; null until they are known. */
  readonly portalsOf: (tenant: Tenant) => readonly Portal[] | null;
}

const MOST = 30;
const TENANTS_AT_REST = 8;
/** Portals of only the best tenants are looked through: more would bury everything else. */
const TENANTS_WITH_PORTALS = 5;

/** What answers the typed text, best first; at rest the recent tenants and all actions. */
export function paletteEntries(input: PaletteInput): readonly PaletteEntry[] {
  const text = input.text.trim();
  if (text === '') {
    return [
      ...input.tenants.slice(0, TENANTS_AT_REST).map(tenantEntry),
      ...input.actions.map(actionEntry),
    ];
  }
  const query = readQuery(text);
  const tenants = ranked(input.tenants, findableTenant, query);
  const actions = ranked(input.actions, actionFindable, query);
  const portals = portalEntries(input, text);

  // A portal was meant when no tenant answers to all that was typed.
  const found = [
    ...tenants.slice(0, MOST).map(tenantEntry),
    ...portals,
    ...actions.map(actionEntry),
  ];
  return found.slice(0, MOST);
}

/** Portals of tenants: the first words name the tenant, the last the portal, or the reverse. */
function portalEntries(input: PaletteInput, text: string): readonly PaletteEntry[] {
  const words = text.split(/\s+/);
  if (words.length < 2) return [];
  const found: { entry: PaletteEntry; score: number }[] = [];
  for (let cut = 1; cut < words.length; cut += 1) {
    const [head, tail] = [words.slice(0, cut).join(' '), words.slice(cut).join(' ')];
    collect(input, head, tail, found);
    collect(input, tail, head, found);
  }
  const best = new Map<string, { entry: PaletteEntry; score: number }>();
  for (const one of found) {
    const there = best.get(one.entry.key);
    if (!there || there.score < one.score) best.set(one.entry.key, one);
  }
  return [...best.values()].sort((a, b) => b.score - a.score).map((one) => one.entry);
}

function collect(
  input: PaletteInput,
  tenantText: string,
  portalText: string,
  into: { entry: PaletteEntry; score: number }[],
): void {
  const query = readQuery(portalText);
  const tenants = ranked(input.tenants, findableTenant, readQuery(tenantText));
  for (const tenant of tenants.slice(0, TENANTS_WITH_PORTALS)) {
    for (const portal of input.portalsOf(tenant) ?? []) {
      if (portal.host === null) continue;
      const score = scoreOf(portalFindable(portal), query);
      if (score <= 10) continue;
      const key = `portal-${tenant.id}-${portal.id}`;
      const total = score + scoreOf(findableTenant(tenant), readQuery(tenantText));
      into.push({ entry: { kind: 'portal', key, tenant, portal }, score: total });
    }
  }
}

const tenantEntry = (tenant: Tenant): PaletteEntry => ({
  kind: 'tenant',
  key: `tenant-${tenant.id}`,
  tenant,
});

const actionEntry = (action: PaletteAction): PaletteEntry => ({
  kind: 'action',
  key: `action-${action.id}`,
  action,
});

const actionFindable = remembered((action: PaletteAction) => findable(action.name, action.words));

function portalFindable(portal: Portal): Findable {
  return findable(portal.name, PORTAL_SYNONYMS[portal.id]);
}
