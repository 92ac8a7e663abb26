import { create } from 'zustand';
import { ALL_OPEN, type RunFilter, type RunGrouping } from '../lib/run-list.ts';
import { registered } from './store-registry.ts';

export type OnboardingTab = 'runs' | 'ends' | 'tenants' | 'risks' | 'checklists' | 'licences';

/** What of the onboarding page is on screen, kept while the operator is elsewhere. */
export interface OnboardingViewState {
  readonly tab: OnboardingTab;
  readonly filter: RunFilter;
  readonly grouping: RunGrouping;
}

export const useOnboardingViewStore = registered(
  create<OnboardingViewState>()(() => ({ tab: 'runs', filter: ALL_OPEN, grouping: 'none' })),
);

export const showTab = (tab: OnboardingTab) => useOnboardingViewStore.setState({ tab });
export const filterRuns = (filter: RunFilter) => useOnboardingViewStore.setState({ filter });
export const groupRuns = (grouping: RunGrouping) => useOnboardingViewStore.setState({ grouping });
