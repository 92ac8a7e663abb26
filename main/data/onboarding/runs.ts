import type {
  Checklist,
  ChecklistId,
  EngagementId,
  TenantId,
} from '../../../preload/contract/index.ts';
import { CallFailure } from '../call-failure.ts';
import type { KnownChecklists } from './known-checklists.ts';
import { scopesOf, type Standing, standingsOf } from './standing.ts';
import type { EngagementRow, OnboardingRows, ScopeRows } from './store/rows.ts';

export interface Run {
  readonly engagement: EngagementRow;
  readonly checklist: Checklist;
  readonly standings: readonly Standing[];
}

/** What is kept of runs, read once and put together. */
export interface Runs {
  all(): readonly EngagementRow[];
  /** Throws `not-found`, and `not-available` for a run whose checklist cannot be read. */
  get(id: EngagementId): Run;
  /** Undefined for a run whose checklist cannot be read. */
  find(id: EngagementId): Run | undefined;
  /** Something of the scope has changed; with null everything has. */
  drop(scopeId: string | null, checklistId?: ChecklistId): void;
  /** Runs were added or taken away. */
  dropEngagements(): void;
  /** One run has changed by itself. */
  set(engagement: EngagementRow): void;
  /** Grows with every change of a run, for what is made of it. */
  stamp(id: EngagementId): number;
}

export function createRuns(
  rows: Pick<OnboardingRows, 'engagements' | 'scope'>,
  checklists: KnownChecklists,
): Runs {
  let engagements: Map<EngagementId, EngagementRow> | null = null;
  const scopes = new Map<string, ScopeRows>();
  const runs = new Map<EngagementId, Run>();
  let users: Map<string, EngagementId[]> | null = null;
  let clock = 0;
  const stamps = new Map<EngagementId, number>();

  const all = () =>
    (engagements ??= new Map(rows.engagements().map((one) => [one.id, one] as const)));
  const scope = (scopeId: string, checklistId: ChecklistId): ScopeRows => {
    const name = `${scopeId} ${checklistId}`;
    const known = scopes.get(name) ?? rows.scope(scopeId, checklistId);
    scopes.set(name, known);
    return known;
  };
  /** Which runs a scope is read for. */
  const usersOf = (name: string): readonly EngagementId[] => {
    if (users === null) {
      users = new Map();
      for (const one of all().values()) {
        for (const scopeId of scopesOf(one)) {
          const key = `${scopeId} ${one.checklistId}`;
          users.set(key, [...(users.get(key) ?? []), one.id]);
        }
      }
    }
    return users.get(name) ?? [];
  };
  const touch = (id: EngagementId) => {
    runs.delete(id);
    clock += 1;
    stamps.set(id, clock);
  };

  const find = (id: EngagementId): Run | undefined => {
    const known = runs.get(id);
    if (known !== undefined) return known;
    const engagement = all().get(id);
    if (engagement === undefined) return undefined;
    const newest = checklists.newest(engagement.checklistId);
    if (newest === null) return undefined;
    const { checklist } = newest;
    const run = {
      engagement,
      checklist,
      standings: standingsOf({
        engagement,
        checklist,
        began: checklists.version(engagement.checklistId, engagement.beganVersion),
        scopes: scopesOf(engagement).map((scopeId) => scope(scopeId, engagement.checklistId)),
      }),
    };
    runs.set(id, run);
    return run;
  };

  return {
    all: () => [...all().values()],
    find,
    get(id) {
      const run = find(id);
      if (run !== undefined) return run;
      const kept = all().get(id);
      if (kept === undefined) {
        throw new CallFailure('not-found', 'This run is not there any more.');
      }
      const why = checklists.unreadable(kept.checklistId)?.why ?? '';
      throw new CallFailure('not-available', `This run cannot be read. ${why}`.slice(0, 300));
    },
    drop(scopeId, checklistId) {
      if (scopeId === null || checklistId === undefined) {
        scopes.clear();
        for (const id of all().keys()) touch(id);
        return;
      }
      const name = `${scopeId} ${checklistId}`;
      scopes.delete(name);
      for (const id of usersOf(name)) touch(id);
    },
    dropEngagements() {
      engagements = null;
      users = null;
      for (const id of all().keys()) touch(id);
    },
    set(engagement) {
      all().set(engagement.id, engagement);
      touch(engagement.id);
    },
    stamp: (id) => stamps.get(id) ?? 0,
  };
}

export function tenantsOf({ sourceId, targetId }: EngagementRow): readonly TenantId[] {
  return sourceId === null ? [targetId] : [sourceId, targetId];
}
