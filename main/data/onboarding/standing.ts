import { createHash } from 'node:crypto';
import type {
  Checklist,
  Step,
  StepCheck,
  StepId,
  StepState,
  TenantId,
} from '../../../preload/contract/index.ts';
import type {
  CheckRow,
  EngagementRow,
  NoteRow,
  ScopeRows,
  StateRow,
  StepKey,
  Written,
} from './store/rows.ts';

/** How one step stands in one run, for one operator where it is per operator. */
export interface Standing {
  readonly stepId: StepId;
  readonly title: string;
  readonly operator: string | null;
  /** Where what is of it is kept. */
  readonly key: StepKey;
  /** Null for one that left with a later version. */
  readonly step: Step | null;
  /** The tenant that it is done in. */
  readonly tenantId: TenantId;
  /** Of the setup and not optional: counts towards the end. */
  readonly isRequired: boolean;
  readonly row: StateRow | null;
  readonly state: StepState;
  readonly note: NoteRow | null;
  readonly checks: readonly CheckRow[];
  readonly blockedBy: readonly StepId[];
  readonly isNew: boolean;
}

export interface StandingInput {
  readonly engagement: EngagementRow;
  /** The newest version that is known. */
  readonly checklist: Checklist;
  /** The version that the run began with; null when it is not known any more. */
  readonly began: Checklist | null;
  /** What is kept of the run and of its tenants. */
  readonly scopes: readonly ScopeRows[];
}

/** A run of a checklist for one tenant has no source: what is of the source is of that tenant. */
function tenantOfSide(
  side: 'source' | 'target',
  { sourceId, targetId }: Pick<EngagementRow, 'sourceId' | 'targetId'>,
): TenantId {
  return side === 'target' ? targetId : (sourceId ?? targetId);
}

export function scopesOf({ id, sourceId, targetId }: EngagementRow): readonly string[] {
  return sourceId === null ? [id, targetId] : [id, targetId, sourceId];
}

/**
 * Puts steps and what is kept of them together, by id: a new version of a checklist takes nothing
 * away. Where a step is done for somebody else now (its scope changed), what was kept before is it.
 */
export function standingsOf(input: StandingInput): readonly Standing[] {
  const { engagement, checklist, began, scopes } = input;
  const states = byStep(scopes.flatMap((scope) => scope.states));
  const notes = byStep(scopes.flatMap((scope) => scope.notes));
  const checks = byStep(scopes.flatMap((scope) => scope.checks));
  const beganSteps = new Map((began === null ? [] : stepsOf(began)).map((one) => [one.id, one]));
  const isLater = began !== null && checklist.version > began.version;

  const standings: Standing[] = [];
  for (const phase of checklist.phases) {
    for (const step of phase.steps) {
      const before = beganSteps.get(step.id);
      const operators = step.scope === 'operator' ? engagement.operators : [null];
      for (const operator of operators) {
        const places = [step, ...(before === undefined ? [] : [before])].map((one) =>
          placeOf(one, engagement, operator),
        );
        const [ideal] = places;
        if (ideal === undefined) continue;
        const row = rowFor(places, engagement, states.get(step.id) ?? []);
        const note = rowFor(places, engagement, notes.get(step.id) ?? []);
        const key = row === null ? ideal : keyOf(row);
        standings.push({
          stepId: step.id,
          title: step.title,
          operator,
          key,
          step,
          tenantId: tenantOfSide(step.side, engagement),
          isRequired: phase.kind === 'setup' && !step.isOptional,
          row,
          state: row?.state ?? 'open',
          note,
          checks: (checks.get(step.id) ?? []).filter((one) => isSameKey(one, key)),
          blockedBy: [],
          isNew: isLater && before === undefined,
        });
      }
    }
  }
  return [...withBlocks(standings), ...removedOf(input, states, notes)];
}

/** Where what is of a step is kept, by whom it counts for. */
function placeOf({ id, scope }: Step, engagement: EngagementRow, operator: string | null): StepKey {
  const isShared = scope === 'source' || scope === 'target';
  return {
    scopeId: isShared ? tenantOfSide(scope, engagement) : engagement.id,
    checklistId: engagement.checklistId,
    stepId: id,
    operator: scope === 'operator' ? (operator ?? '') : '',
  };
}

/** Steps that were worked on and that the newest version does not have. */
function removedOf(
  { engagement, checklist, began }: StandingInput,
  states: ReadonlyMap<StepId, readonly StateRow[]>,
  notes: ReadonlyMap<StepId, readonly NoteRow[]>,
): Standing[] {
  const present = new Set(stepsOf(checklist).map(({ id }) => id));
  const before = new Map((began === null ? [] : stepsOf(began)).map((step) => [step.id, step]));
  // A tenant may be the source here and the target elsewhere: its other part is none of this run.
  const isOf = (row: StateRow, step: Step | undefined): boolean =>
    row.engagementId === engagement.id ||
    row.scopeId === engagement.id ||
    (step !== undefined && placeOf(step, engagement, null).scopeId === row.scopeId);
  return [...states].flatMap(([stepId, rows]) =>
    present.has(stepId)
      ? []
      : rows
          .filter((row) => isOf(row, before.get(stepId)))
          .map((row) => ({
            stepId,
            title: row.title,
            operator: row.operator === '' ? null : row.operator,
            key: keyOf(row),
            step: null,
            tenantId: tenantOfSide(before.get(stepId)?.side ?? 'target', engagement),
            isRequired: false,
            row,
            state: row.state,
            note: (notes.get(stepId) ?? []).find((one) => isSameKey(one, row)) ?? null,
            checks: [],
            blockedBy: [],
            isNew: false,
          })),
  );
}

function withBlocks(standings: readonly Standing[]): Standing[] {
  const byId = new Map<StepId, Standing[]>();
  for (const one of standings) byId.set(one.stepId, [...(byId.get(one.stepId) ?? []), one]);
  return standings.map((one) => ({
    ...one,
    blockedBy: (one.step?.dependsOn ?? []).filter((id) =>
      (byId.get(id) ?? []).some(
        (other) =>
          !isSettled(other) &&
          // Each operator waits for what that operator has to do.
          (one.operator === null || other.operator === null || one.operator === other.operator),
      ),
    ),
  }));
}

export function isSettled({ state }: Pick<Standing, 'state'>): boolean {
  return state === 'done' || state === 'skipped';
}

/** The next sensible step: what drifted first, then the first that nothing blocks. */
export function nextStep(standings: readonly Standing[]): Standing | null {
  const left = standings.filter((one) => one.isRequired && !isSettled(one));
  return (
    left.find((one) => one.state === 'drifted' && one.blockedBy.length === 0) ??
    left.find((one) => one.blockedBy.length === 0) ??
    left[0] ??
    null
  );
}

function stepsOf({ phases }: Checklist): readonly Step[] {
  return phases.flatMap(({ steps }) => steps);
}

const checkKeys = new WeakMap<StepCheck, string>();

/**
 * Name of a check within its step, the same in every version that asks the same. Checks are part of
 * a checklist and never change; every run of it asks for their names whenever one step has changed.
 */
export function checkKeyOf(check: StepCheck): string {
  const known = checkKeys.get(check) ?? makeCheckKey(check);
  checkKeys.set(check, known);
  return known;
}

function makeCheckKey({ id, on, with: values }: StepCheck): string {
  const sorted = Object.entries(values).toSorted(([one], [two]) => (one < two ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([id, on, sorted]))
    .digest('hex')
    .slice(0, 32);
}

/** Answers of the checks that the step has now; what an earlier version asked is history. */
export function currentChecks({ step, checks }: Standing): Standing['checks'] {
  const keys = new Set((step?.checks ?? []).map(checkKeyOf));
  return checks.filter((one) => keys.has(one.checkKey));
}

function byStep<R extends StepKey>(rows: readonly R[]): ReadonlyMap<StepId, readonly R[]> {
  const map = new Map<StepId, R[]>();
  for (const row of rows) {
    const of = map.get(row.stepId);
    if (of === undefined) map.set(row.stepId, [row]);
    else of.push(row);
  }
  return map;
}

/** The row of the first of these places that has one, or else the newest of this run. */
function rowFor<R extends Written & { readonly changedAt?: string }>(
  places: readonly StepKey[],
  { id }: EngagementRow,
  rows: readonly R[],
): R | null {
  for (const place of places) {
    const exact = rows.find((row) => isSameKey(row, place));
    if (exact !== undefined) return exact;
  }
  const operator = places[0]?.operator ?? '';
  const own = rows.filter(
    (row) =>
      row.engagementId === id &&
      (operator === '' || row.operator === '' || row.operator === operator),
  );
  return (
    own.toSorted((one, two) => ((one.changedAt ?? '') < (two.changedAt ?? '') ? 1 : -1))[0] ?? null
  );
}

function isSameKey(one: StepKey, two: StepKey): boolean {
  return one.scopeId === two.scopeId && one.operator === two.operator;
}

function keyOf({ scopeId, checklistId, stepId, operator }: StepKey): StepKey {
  return { scopeId, checklistId, stepId, operator };
}
