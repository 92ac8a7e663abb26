import type { EngagementSummary, Tenant, TenantId } from '../../preload/contract/index.ts';
import { RUN_STATE_WORDS } from './onboarding-words.ts';
import { foldedText } from './visible-text.ts';

export type RunGrouping = 'none' | 'checklist' | 'tenant' | 'state' | 'owner';

/** What a run is looked for by. */
export type RunNeed = '' | 'drifted' | 'failed-checks' | 'overdue' | 'ends-soon';

export interface RunFilter {
  readonly text: string;
  readonly checklistId: string;
  readonly tenantId: string;
  /** `open` is every run that is not archived. */
  readonly state: 'open' | EngagementSummary['state'] | '';
  readonly owner: string;
  readonly need: RunNeed;
}

export const ALL_OPEN: RunFilter = {
  text: '',
  checklistId: '',
  tenantId: '',
  state: 'open',
  owner: '',
  need: '',
};

export type RunListRow =
  | { readonly kind: 'group'; readonly key: string; readonly name: string; readonly count: number }
  | { readonly kind: 'run'; readonly key: string; readonly run: EngagementSummary };

type Tenants = Readonly<Record<TenantId, Tenant>>;

const NOBODY = 'Nobody';
/** Milliseconds before an end from which on it is soon; the radar knows better for each kind. */
const SOON_MS = 30 * 86_400_000;

/** Runs that a filter leaves: first those that need somebody, then by what is due first. */
export function filteredRuns(
  runs: readonly EngagementSummary[],
  filter: RunFilter,
  tenants: Tenants,
  nowMs: number,
): readonly EngagementSummary[] {
  const words = foldedText(filter.text).split(' ').filter(Boolean);
  return runs
    .filter((run) => answers(run, filter, tenants, words, nowMs))
    .toSorted((one, other) => needOf(other) - needOf(one) || dueOf(one) - dueOf(other));
}

const needOf = ({ drifted }: EngagementSummary) => (drifted > 0 ? 1 : 0);
const dueOf = ({ dueAt }: EngagementSummary) => (dueAt === null ? Infinity : Date.parse(dueAt));

function answers(
  run: EngagementSummary,
  { checklistId, tenantId, state, owner, need }: RunFilter,
  tenants: Tenants,
  words: readonly string[],
  nowMs: number,
): boolean {
  if (checklistId !== '' && run.checklistId !== checklistId) return false;
  if (tenantId !== '' && run.sourceId !== tenantId && run.targetId !== tenantId) return false;
  if (state === 'open' ? run.state === 'archived' : state !== '' && run.state !== state)
    return false;
  if (owner !== '' && (run.owner === '' ? NOBODY : run.owner) !== owner) return false;
  if (!hasNeed(run, need, nowMs)) return false;
  if (words.length === 0) return true;
  const names = [run.sourceId, run.targetId].map((id) =>
    id === null ? '' : (tenants[id]?.name ?? ''),
  );
  const all = foldedText([run.title, run.owner, run.nextStepTitle ?? '', ...names].join(' '));
  return words.every((word) => all.includes(word));
}

function hasNeed(run: EngagementSummary, need: RunNeed, nowMs: number): boolean {
  switch (need) {
    case '':
      return true;
    case 'drifted':
      return run.drifted > 0;
    case 'failed-checks':
      return run.failedChecks > 0;
    case 'overdue':
      return isOverdue(run, nowMs);
    case 'ends-soon':
      return run.endsAt !== null && Date.parse(run.endsAt) - nowMs < SOON_MS;
  }
}

/** Whether a run that is under way should have been through by now. */
export const isOverdue = (
  { state, dueAt }: Pick<EngagementSummary, 'state' | 'dueAt'>,
  nowMs: number,
): boolean => state === 'active' && dueAt !== null && Date.parse(dueAt) < nowMs;

/** Owners of runs, each once, in order. */
export const ownersOf = (runs: readonly EngagementSummary[]): readonly string[] =>
  [...new Set(runs.map(({ owner }) => (owner === '' ? NOBODY : owner)))].toSorted((a, b) =>
    a.localeCompare(b),
  );

/** Rows of the list: runs under the heads of their groups, groups in order of their names. */
export function runRows(
  runs: readonly EngagementSummary[],
  grouping: RunGrouping,
  names: { readonly tenants: Tenants; readonly checklists: ReadonlyMap<string, string> },
): readonly RunListRow[] {
  const rowOf = (run: EngagementSummary): RunListRow => ({ kind: 'run', key: run.id, run });
  if (grouping === 'none') return runs.map(rowOf);
  const groups = new Map<string, EngagementSummary[]>();
  for (const run of runs) {
    const key = groupKey(run, grouping);
    const there = groups.get(key);
    if (there === undefined) groups.set(key, [run]);
    else there.push(run);
  }
  return [...groups]
    .map(([key, members]) => ({ key, members, name: groupName(key, grouping, names) }))
    .toSorted((one, other) => one.name.localeCompare(other.name))
    .flatMap(({ key, members, name }): RunListRow[] => {
      const group: RunListRow[] = members.map(rowOf);
      group.unshift({ kind: 'group', key: `group ${key}`, name, count: members.length });
      return group;
    });
}

function groupKey(run: EngagementSummary, grouping: Exclude<RunGrouping, 'none'>): string {
  switch (grouping) {
    case 'checklist':
      return run.checklistId;
    case 'tenant':
      return run.targetId;
    case 'state':
      return run.state;
    case 'owner':
      return run.owner;
  }
}

function groupName(
  key: string,
  grouping: Exclude<RunGrouping, 'none'>,
  { tenants, checklists }: Parameters<typeof runRows>[2],
): string {
  switch (grouping) {
    case 'checklist':
      return checklists.get(key) ?? key;
    case 'tenant':
      return tenants[key as TenantId]?.name ?? 'A tenant that is no longer here';
    case 'state':
      return RUN_STATE_WORDS[key as EngagementSummary['state']];
    case 'owner':
      return key === '' ? NOBODY : key;
  }
}
