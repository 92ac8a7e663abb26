import type {
  Checklist,
  Engagement,
  Phase,
  Step,
  StepId,
  StepProgress,
  StepState,
  TenantId,
} from '../../preload/contract/index.ts';

/** A step of a run with how it stands: once, or once for each operator. */
export interface RunStep {
  readonly id: StepId;
  readonly title: string;
  /** Null when a later version of the checklist no longer has it. */
  readonly step: Step | null;
  readonly phase: RunPhase;
  readonly progress: readonly StepProgress[];
  readonly state: StepState;
  /** Guides count for nothing and are never done. */
  readonly isGuide: boolean;
  /** Cannot be taken back in the tenant. */
  readonly isIrreversible: boolean;
  /** Has a page that can be opened. */
  readonly hasPage: boolean;
}

export interface RunPhase {
  readonly id: string;
  readonly title: string;
  readonly about: string | null;
  readonly isGuide: boolean;
  readonly steps: readonly RunStep[];
}

const REMOVED: Omit<RunPhase, 'steps'> = {
  id: '(removed)',
  title: 'No longer in the checklist',
  about: 'Kept as history: a later version of the checklist left these steps out.',
  isGuide: true,
};

/** The phases of a run, each step with its progress; what left the checklist comes last. */
export function runPhases({
  checklist,
  steps,
}: Pick<Engagement, 'checklist' | 'steps'>): readonly RunPhase[] {
  const byStep = new Map<StepId, StepProgress[]>();
  for (const one of steps) {
    const there = byStep.get(one.stepId);
    if (there === undefined) byStep.set(one.stepId, [one]);
    else there.push(one);
  }
  const phases = checklist.phases.map((phase) => phaseOf(phase, byStep));
  const known = new Set(checklist.phases.flatMap((phase) => phase.steps.map(({ id }) => id)));
  const removed = [...byStep].filter(([id]) => !known.has(id));
  if (removed.length === 0) return phases;
  const last: RunPhase & { steps: RunStep[] } = { ...REMOVED, steps: [] };
  for (const [id, progress] of removed) {
    last.steps.push({
      id,
      title: wordsOfId(id),
      step: null,
      phase: last,
      progress,
      state: stateOfAll(progress),
      isGuide: true,
      isIrreversible: false,
      hasPage: false,
    });
  }
  return [...phases, last];
}

function phaseOf(phase: Phase, byStep: ReadonlyMap<StepId, readonly StepProgress[]>): RunPhase {
  const isGuide = phase.kind === 'runbook';
  const made: RunPhase & { steps: RunStep[] } = {
    id: phase.id,
    title: phase.title,
    about: phase.about,
    isGuide,
    steps: [],
  };
  for (const step of phase.steps) {
    const progress = byStep.get(step.id) ?? [];
    made.steps.push({
      id: step.id,
      title: step.title,
      step,
      phase: made,
      progress,
      state: stateOfAll(progress),
      isGuide,
      isIrreversible: step.irreversible !== null,
      hasPage: step.link !== null,
    });
  }
  return made;
}

/** An id is all that is left of the name of a step that is gone. */
const wordsOfId = (id: string) => {
  const words = id.replaceAll('-', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};

/** How a step stands for all of its operators together. */
export function stateOfAll(progress: readonly Pick<StepProgress, 'state'>[]): StepState {
  const has = (state: StepState) => progress.some((one) => one.state === state);
  if (has('drifted')) return 'drifted';
  if (progress.length === 0 || has('open')) return 'open';
  return has('done') ? 'done' : 'skipped';
}

/** Steps in the order they are walked in. */
export const stepsOf = (phases: readonly RunPhase[]): readonly RunStep[] =>
  phases.flatMap(({ steps }) => steps);

/** The first step that is still to do from a step on, and from the beginning after the last one. */
export function nextOpenStep(steps: readonly RunStep[], after: StepId | null): RunStep | undefined {
  const at = after === null ? -1 : steps.findIndex(({ id }) => id === after);
  const isOpen = ({ isGuide, state, id }: RunStep) =>
    !isGuide && id !== after && (state === 'open' || state === 'drifted');
  return steps.slice(at + 1).find(isOpen) ?? steps.slice(0, Math.max(0, at)).find(isOpen);
}

/** The tenant that a step is done in; with one tenant only, that one. */
export function tenantOfStep(
  step: Pick<Step, 'side'> | null,
  { sourceId, targetId }: { readonly sourceId: TenantId | null; readonly targetId: TenantId },
): TenantId {
  return step?.side === 'source' ? (sourceId ?? targetId) : targetId;
}

/** What the checklist calls the side of a step: "Source", "Primary tenant". */
export function sideName(step: Pick<Step, 'side'> | null, { sides }: Pick<Checklist, 'sides'>) {
  return step?.side === 'source' ? (sides.source ?? sides.target) : sides.target;
}

/** How many operators are through with a step: "2 of 3 operators". Null when it is done once. */
export function operatorsText({ progress }: Pick<RunStep, 'progress'>): string | null {
  if (!progress.some(({ operator }) => operator !== null)) return null;
  const through = progress.filter(({ state }) => state === 'done' || state === 'skipped').length;
  return `${String(through)} of ${progress.length === 1 ? '1 operator' : `${String(progress.length)} operators`}`;
}

/** Whether something else has to be done before a step that is not done itself. */
export const isBlocked = ({ state, progress }: Pick<RunStep, 'state' | 'progress'>): boolean =>
  (state === 'open' || state === 'drifted') && progress.some((one) => one.blockedBy.length > 0);
