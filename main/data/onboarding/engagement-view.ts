import type {
  CheckResult,
  Engagement,
  EngagementId,
  EngagementSummary,
  Step,
  StepCheck,
  StepProgress,
} from '../../../preload/contract/index.ts';
import type { EstateTenant } from '../status/estate-tenant.ts';
import { conflictsOf, type PictureOf } from './conflicts.ts';
import { endOf, endsOfProgress, isEnded } from './ends.ts';
import { fill, type Values } from './placeholders.ts';
import type { Run } from './runs.ts';
import { checkKeyOf, currentChecks, isSettled, nextStep, type Standing } from './standing.ts';
import type { OnboardingRows } from './store/rows.ts';

export interface CheckInfo {
  readonly title: string;
  readonly wanted: string;
}

export interface ViewDeps {
  readonly rows: OnboardingRows;
  readonly tenantOf: (id: string) => EstateTenant | undefined;
  readonly valuesOf: (run: Run) => Values;
  readonly pictureOf: PictureOf;
  readonly checkInfo: (id: CheckResult['checkId']) => CheckInfo;
  /** Whether this run is still there. */
  readonly isRun: (id: EngagementId) => boolean;
  readonly now: () => Date;
}

const MAX_STEPS = 6_000;
const UNKNOWN_TENANT = 'a tenant that is not in the list';

/** What the overview says of a run. */
export function summaryOf(
  { engagement, checklist, standings }: Run,
  { tenantOf, now }: Pick<ViewDeps, 'tenantOf' | 'now'>,
): EngagementSummary {
  const nameOf = (id: string) => tenantOf(id)?.name ?? UNKNOWN_TENANT;
  const required = standings.filter((one) => one.isRequired);
  const count = (state: Standing['state'], of = required) =>
    of.filter((one) => one.state === state).length;
  const nowText = now().toISOString();
  const ends = standings
    .flatMap((one) => (isEnded(one, standings) ? [] : (endOf(one)?.endsAt ?? [])))
    .filter((at) => Date.parse(at) > Date.parse(nowText))
    .toSorted((one, two) => Date.parse(one) - Date.parse(two));
  const { sourceId, targetId } = engagement;
  const standing = standingSignOff(engagement.signedOff, required);
  const names = sourceId === null ? nameOf(targetId) : `${nameOf(sourceId)} → ${nameOf(targetId)}`;
  return {
    id: engagement.id,
    checklistId: engagement.checklistId,
    checklistVersion: checklist.version,
    title: `${checklist.title}: ${names}`.slice(0, 200),
    sourceId,
    targetId,
    owner: engagement.owner,
    dueAt: engagement.dueAt,
    createdAt: engagement.createdAt,
    changedAt: engagement.changedAt,
    state: engagement.isArchived
      ? 'archived'
      : standing !== null && required.every(isSettled)
        ? 'completed'
        : 'active',
    done: count('done'),
    skipped: count('skipped'),
    drifted: count(
      'drifted',
      standings.filter(({ step }) => step !== null),
    ),
    total: required.length,
    failedChecks: standings.reduce(
      (sum, one) => sum + currentChecks(one).filter(({ state }) => state === 'failed').length,
      0,
    ),
    nextStepTitle: nextStep(standings)?.title ?? null,
    endsAt: ends[0] ?? null,
    signedOff: standing,
  };
}

/** Nobody has signed for what a step came to afterwards: it drifted, was opened again, or is new. */
function standingSignOff(signedOff: EngagementSummary['signedOff'], required: Run['standings']) {
  const at = signedOff === null ? 0 : Date.parse(signedOff.at);
  const isOlder = required.some(({ row }) => row === null || Date.parse(row.changedAt) > at);
  return isOlder ? null : signedOff;
}

/** A run with everything about its steps. */
export function engagementOf(run: Run, deps: ViewDeps): Engagement {
  const { engagement, checklist, standings } = run;
  const values = deps.valuesOf(run);
  return {
    summary: summaryOf(run, deps),
    operators: [...engagement.operators],
    parameters: [...deps.rows.parametersOf(engagement.id)].map(([id, value]) => ({
      id: id as Engagement['parameters'][number]['id'],
      value,
    })),
    checklist,
    steps: standings.slice(0, MAX_STEPS).map((one) => progressOf(one, run, values, deps)),
  };
}

function progressOf(
  standing: Standing,
  { engagement }: Run,
  values: Values,
  { rows, tenantOf, pictureOf, checkInfo, isRun }: ViewDeps,
): StepProgress {
  const { step, row, state, note, key, tenantId } = standing;
  const from = row?.engagementId ?? engagement.id;
  const isShared = from !== engagement.id && isRun(from);
  return {
    stepId: standing.stepId,
    operator: standing.operator,
    state,
    completedBy: state === 'done' ? (row?.completedBy ?? null) : null,
    changedAt: row?.changedAt ?? null,
    changedBy: row?.changedBy ?? null,
    sharedFrom: isShared && state !== 'open' ? from : null,
    skipReason: state === 'skipped' ? (row?.skipReason ?? null) : null,
    note: note?.note ?? '',
    owner: note?.owner ?? '',
    dueAt: note?.dueAt ?? null,
    blockedBy: [...standing.blockedBy],
    conflicts:
      step === null || isSettled(standing) || step.conflicts.length === 0
        ? []
        : [...conflictsOf(step, tenantOf(tenantId)?.name ?? UNKNOWN_TENANT, pictureOf(tenantId))],
    checks: (step?.checks ?? []).map((check) =>
      resultOf(check, standing, engagement, rows, checkInfo),
    ),
    evidence: rows
      .evidence(key)
      .slice(0, 100)
      .map(({ id, kind, title, bytes, sha256, addedAt, addedBy }) => ({
        id,
        kind,
        title,
        bytes,
        sha256,
        addedAt,
        addedBy,
      })),
    signedOff: row?.signedOff ?? null,
    ...endsOfProgress(standing),
    history: rows.events(key).map(({ at, by, what, detail }) => ({ at, by, what, detail })),
    isNew: standing.isNew,
    isRemoved: step === null,
    ...(step === null ? { removedTitle: standing.title } : {}),
    copy: copyOf(step, values),
  };
}

function resultOf(
  check: StepCheck,
  { key }: Standing,
  engagement: Run['engagement'],
  rows: OnboardingRows,
  checkInfo: ViewDeps['checkInfo'],
): CheckResult {
  const { id, on, with: values, completes } = check;
  const kept = rows.checkResult(key, checkKeyOf(check));
  if (kept !== null) return { ...kept, completes };
  const { title, wanted } = checkInfo(id);
  return {
    checkId: id,
    tenantId: tenantOfCheck(check, engagement),
    on,
    with: values,
    completes,
    state: 'not-checked',
    title,
    found: 'Not checked yet.',
    wanted,
    facts: [],
    source: '',
    needs: null,
    checkedAt: null,
    endsAt: null,
  };
}

/** Values that are not known yet are left out: nobody should paste a placeholder. */
function copyOf(step: Step | null, values: Values): StepProgress['copy'] {
  return (step?.copy ?? []).flatMap(({ label, value }) => {
    const filled = fill(value, values);
    return filled === null || filled.length === 0 ? [] : [{ label, value: filled.slice(0, 400) }];
  });
}

/** The tenant that a check reads. */
export function tenantOfCheck(
  { on }: Step['checks'][number],
  { sourceId, targetId }: Run['engagement'],
): Run['engagement']['targetId'] {
  return on === 'target' ? targetId : (sourceId ?? targetId);
}
