import { create } from 'zustand';
import type {
  ChecklistInfo,
  EngagementId,
  EngagementSummary,
  Onboarding,
  RadarItem,
  TenantId,
  UnreadableRun,
} from '../../preload/contract/index.ts';
import { bridge } from '../bridge/bridge.ts';
import { failureWords } from '../bridge/failure-words.ts';
import { endsByTenant, type TenantEnds } from '../lib/ends.ts';
import { type Collected, failedToLoad, NOT_LOADED } from './collection-progress.ts';
import { registered } from './store-registry.ts';

/** Every run, every checklist and everything that ends, as the list and the badges show them. */
export interface OnboardingState extends Collected {
  readonly checklists: readonly ChecklistInfo[];
  readonly runs: readonly EngagementSummary[];
  /** Kept, and not to be shown by this version. */
  readonly unreadable: readonly UnreadableRun[];
  readonly radar: readonly RadarItem[];
  readonly ends: ReadonlyMap<TenantId, TenantEnds>;
  readonly storage: Onboarding['storage'];
  readonly notice: string | null;
}

export const useOnboardingStore = registered(
  create<OnboardingState>()(() => ({
    ...NOT_LOADED,
    checklists: [],
    runs: [],
    unreadable: [],
    radar: [],
    ends: new Map(),
    storage: 'kept',
    notice: null,
  })),
);

const set = useOnboardingStore.setState;
const get = useOnboardingStore.getState;

export async function loadOnboarding(): Promise<void> {
  const answer = await bridge().onboarding.get({});
  if (answer.ok) receiveOnboarding(answer.value);
  else set(failedToLoad(get(), failureWords(answer.error)) ?? {});
}

/** Listens to main; answers with the function that stops it. */
export function followOnboarding(): () => void {
  return bridge().onboarding.onChanged(receiveOnboarding);
}

/**
 * Takes the list in, unless a newer one is already there. Runs and ends that are as they were stay
 * the same objects, so that three hundred rows are not drawn again for one.
 */
export function receiveOnboarding(received: Onboarding): void {
  const before = get();
  if (received.revision < before.revision) return;
  const runs = reused(before.runs, received.engagements, ({ id }) => id);
  const radar = reused(before.radar, received.radar, ({ id }) => id);
  const isSame = runs === before.runs && radar === before.radar;
  set({
    status: 'ready',
    problem: null,
    revision: received.revision,
    checklists: reused(before.checklists, received.checklists, ({ id }) => id),
    runs,
    unreadable: reused(before.unreadable, received.unreadable, ({ id }) => id),
    radar,
    ends: isSame ? before.ends : reusedEnds(before.ends, endsByTenant(radar, runs)),
    progress: received.progress,
    storage: received.storage,
    notice: received.notice,
  });
}

/** The new items, with the old objects where nothing changed; the old list when nothing did at all. */
function reused<T>(before: readonly T[], now: readonly T[], keyOf: (item: T) => string) {
  const there = new Map(before.map((item) => [keyOf(item), item]));
  const merged = now.map((item) => {
    const old = there.get(keyOf(item));
    return old !== undefined && JSON.stringify(old) === JSON.stringify(item) ? old : item;
  });
  const isSame = merged.length === before.length && merged.every((item, at) => item === before[at]);
  return isSame ? before : merged;
}

function reusedEnds(
  before: ReadonlyMap<TenantId, TenantEnds>,
  now: ReadonlyMap<TenantId, TenantEnds>,
): ReadonlyMap<TenantId, TenantEnds> {
  return new Map(
    [...now].map(([id, ends]) => {
      const old = before.get(id);
      const isSame =
        old?.ended === ends.ended && old.soon === ends.soon && old.drifted === ends.drifted;
      return [id, isSame ? old : ends];
    }),
  );
}

export const selectRun =
  (id: EngagementId | null) =>
  (state: OnboardingState): EngagementSummary | null =>
    state.runs.find((run) => run.id === id) ?? null;

export const selectEnds =
  (tenantId: TenantId) =>
  (state: OnboardingState): TenantEnds | null =>
    state.ends.get(tenantId) ?? null;

/** How many of the estate's things ended, or have drifted. */
export function selectOnboardingNeeds({ ends }: OnboardingState): number {
  let sum = 0;
  for (const { ended, drifted } of ends.values()) sum += ended + drifted;
  return sum;
}
