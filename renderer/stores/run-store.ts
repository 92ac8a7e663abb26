import { create } from 'zustand';
import type {
  Engagement,
  EngagementId,
  StepId,
  StepProgress,
  TenantId,
} from '../../preload/contract/index.ts';
import { bridge } from '../bridge/bridge.ts';
import { failureWords } from '../bridge/failure-words.ts';
import { nextOpenStep, runPhases, stepsOf, tenantOfStep } from '../lib/run-steps.ts';
import { useOnboardingStore } from './onboarding-store.ts';
import { registered } from './store-registry.ts';
import { selectTenantInFront } from './workspace-store.ts';

export type RunView = 'steps' | 'responsibilities' | 'about';

/** The run that is on screen, and what of it. */
export interface RunState {
  readonly openId: EngagementId | null;
  readonly status: 'loading' | 'ready' | 'failed' | 'gone';
  readonly problem: string | null;
  /** As it was read last; what is there stays while it is read again. */
  readonly engagement: Engagement | null;
  readonly stepId: StepId | null;
  readonly operator: string | null;
  /** Grows whenever a step is chosen, also the one that is in front. */
  readonly chosen: number;
  readonly view: RunView;
  readonly isPortalShown: boolean;
  /** Part of the width that the portal takes, in percent. */
  readonly portalShare: number;
  /** Whether the steps are there: as the width lets them, or as the operator wants it. */
  readonly list: 'auto' | 'open' | 'closed';
  /** The step at which each run was left. */
  readonly places: Readonly<Record<EngagementId, StepId>>;
  /** The tenant whose page is beside the step; null while none is. */
  readonly portalOf: TenantId | null;
  /** Steps whose page was opened, by `stepKey`. */
  readonly opened: ReadonlySet<string>;
  /** When each wait that was started ends, in epoch milliseconds. */
  readonly waits: Readonly<Record<string, number>>;
}

export const LEAST_SHARE = 25;
export const MOST_SHARE = 75;

/** Beside a step there is room for its portal from here on; else the operator asks for it. */
const hasRoomForPortal = () => typeof window === 'undefined' || window.innerWidth >= 900;

export const useRunStore = registered(
  create<RunState>()(() => ({
    openId: null,
    status: 'loading',
    problem: null,
    engagement: null,
    stepId: null,
    operator: null,
    chosen: 0,
    view: 'steps',
    isPortalShown: hasRoomForPortal(),
    portalShare: 50,
    list: 'auto',
    places: {},
    portalOf: null,
    opened: new Set<string>(),
    waits: {},
  })),
);

const set = useRunStore.setState;
const get = useRunStore.getState;

/** A step of a run, as `opened` and `waits` name it. */
export const stepKey = (id: EngagementId, stepId: StepId, operator: string | null): string =>
  `${id} ${stepId} ${operator ?? ''}`;

let isReading = false;
let isStale = false;

/** Reads the open run; asked for while it is read, it is read once more. */
export async function loadRun(): Promise<void> {
  const { openId } = get();
  if (openId === null) return;
  if (isReading) {
    isStale = true;
    return;
  }
  isReading = true;
  const answer = await bridge().onboarding.getEngagement({ engagementId: openId });
  isReading = false;
  if (isStale || get().openId !== openId) {
    isStale = false;
    return loadRun();
  }
  if (answer.ok) {
    set({ status: 'ready', problem: null, engagement: answer.value });
    settleStep();
  } else if (answer.error.code === 'not-found') set({ status: 'gone', engagement: null });
  else if (get().engagement === null)
    set({ status: 'failed', problem: failureWords(answer.error) });
}

/** Keeps the open run as main has it. */
export function followRun(): () => void {
  return useOnboardingStore.subscribe((now, before) => {
    if (now.revision !== before.revision) void loadRun();
  });
}

/** A step that is there is in front: the one that was, else the first that is to be done. */
function settleStep(): void {
  const { engagement, stepId, operator } = get();
  if (engagement === null) return;
  const steps = stepsOf(runPhases(engagement));
  const chosen = steps.find(({ id }) => id === stepId);
  if (chosen === undefined) {
    const first = nextOpenStep(steps, null) ?? steps[0];
    if (first !== undefined) void openStepOfRun(first.id);
    return;
  }
  const isThere = chosen.progress.some((one) => one.operator === operator);
  if (!isThere) set({ operator: firstOperator(chosen.progress) });
}

/** The first operator who still has the step before them. */
function firstOperator(progress: readonly StepProgress[]): string | null {
  const open = progress.find(({ state }) => state === 'open' || state === 'drifted');
  return (open ?? progress[0])?.operator ?? null;
}

/** Opens a run where it was left, or at a step of it. */
export async function openRun(
  engagementId: EngagementId,
  stepId: StepId | null = null,
): Promise<void> {
  const isSame = get().openId === engagementId;
  set({
    openId: engagementId,
    view: 'steps',
    ...(isSame ? {} : { engagement: null, status: 'loading', operator: null }),
    stepId: stepId ?? get().places[engagementId] ?? null,
  });
  await loadRun();
  const { stepId: chosen, openId } = get();
  if (openId === engagementId && chosen !== null) await openStepOfRun(chosen);
}

/** Brings a step to the front, and its tenant with it: what is on screen is never another's. */
export async function openStepOfRun(stepId: StepId, operator?: string | null): Promise<void> {
  const { engagement } = get();
  if (engagement === null) return;
  const found = stepsOf(runPhases(engagement)).find(({ id }) => id === stepId);
  if (found === undefined) return;
  set({
    stepId,
    places: { ...get().places, [engagement.summary.id]: stepId },
    operator: operator === undefined ? firstOperator(found.progress) : operator,
    chosen: get().chosen + 1,
    // Lying over the step it would hide what was just asked for.
    list: get().list === 'closed' ? 'closed' : 'auto',
  });
  await selectTenantInFront(tenantOfStep(found.step, engagement.summary));
}

/** Leaves the run; where it was left is known when it is opened again. */
export const leaveRun = () => {
  if (get().openId !== null) set({ openId: null, engagement: null, status: 'loading' });
};

export const setRunView = (view: RunView) => set({ view });
export const setOperatorOfStep = (operator: string | null) => set({ operator });
export const setPortalShown = (isPortalShown: boolean) => set({ isPortalShown });
export const setPortalShare = (share: number) =>
  set({ portalShare: Math.max(LEAST_SHARE, Math.min(MOST_SHARE, Math.round(share))) });
export const setList = (list: RunState['list']) => set({ list });
export const setPortalOf = (portalOf: TenantId | null) => set({ portalOf });

export const noteOpened = (key: string) => set({ opened: new Set([...get().opened, key]) });
/** A step that was re-opened begins with its page again. */
export const forgetOpened = (key: string) =>
  set({ opened: new Set([...get().opened].filter((one) => one !== key)) });

/** Starts a wait; it goes on while other steps are in front. */
export const startWait = (key: string, endsAtMs: number) =>
  set({ waits: { ...get().waits, [key]: endsAtMs } });
export const stopWait = (key: string) =>
  set({ waits: Object.fromEntries(Object.entries(get().waits).filter(([one]) => one !== key)) });
