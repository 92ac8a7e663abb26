import type { EngagementSummary, RadarItem, TenantId } from '../../preload/contract/index.ts';

/** What of a tenant ends and what has drifted, for its badge. */
export interface TenantEnds {
  readonly ended: number;
  readonly soon: number;
  readonly drifted: number;
}

const STATES: readonly RadarItem['state'][] = ['ended', 'soon', 'later'];

/** Ends in three groups, each with the earliest first. */
export function endGroups(items: readonly RadarItem[]) {
  const sorted = items.toSorted((one, other) => Date.parse(one.endsAt) - Date.parse(other.endsAt));
  return STATES.map((state) => ({ state, items: sorted.filter((one) => one.state === state) }));
}

/** Ends and drift of every tenant that has any. */
export function endsByTenant(
  radar: readonly RadarItem[],
  runs: readonly EngagementSummary[],
): ReadonlyMap<TenantId, TenantEnds> {
  const found = new Map<TenantId, TenantEnds>();
  const add = (id: TenantId, said: Partial<TenantEnds>) => {
    const there = found.get(id) ?? { ended: 0, soon: 0, drifted: 0 };
    found.set(id, {
      ended: there.ended + (said.ended ?? 0),
      soon: there.soon + (said.soon ?? 0),
      drifted: there.drifted + (said.drifted ?? 0),
    });
  };
  for (const { tenantId, state } of radar)
    if (state !== 'later') add(tenantId, state === 'ended' ? { ended: 1 } : { soon: 1 });
  for (const { targetId, drifted, state } of runs)
    if (drifted > 0 && state !== 'archived') add(targetId, { drifted });
  return found;
}

/** The same in words, as part of a tenant's label: "2 ended, 1 ends soon". Null for nothing. */
export function endsText(ends: TenantEnds | null): string | null {
  if (ends === null) return null;
  const { ended, soon, drifted } = ends;
  const parts = [
    ...(ended > 0 ? [`${String(ended)} ended`] : []),
    ...(soon > 0 ? [`${String(soon)} ${soon === 1 ? 'ends' : 'end'} soon`] : []),
    ...(drifted > 0 ? [drifted === 1 ? '1 step drifted' : `${String(drifted)} steps drifted`] : []),
  ];
  return parts.length === 0 ? null : `onboarding: ${parts.join(', ')}`;
}
