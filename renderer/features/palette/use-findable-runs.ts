import { useMemo } from 'react';
import { runPhases, stepsOf, tenantOfStep } from '../../lib/run-steps.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { useOnboardingStore } from '../../stores/onboarding-store.ts';
import { useRunStore } from '../../stores/run-store.ts';
import type { FindableRun, FindableStep } from './palette-entries.ts';

/** Runs that are not archived, with their tenants. */
export function useFindableRuns(): readonly FindableRun[] {
  const all = useOnboardingStore((state) => state.runs);
  const byId = useEstateStore((state) => state.byId);
  return useMemo(
    () =>
      all
        .filter(({ state }) => state !== 'archived')
        .map((summary) => ({
          summary,
          source: summary.sourceId === null ? null : (byId[summary.sourceId] ?? null),
          target: byId[summary.targetId] ?? null,
        })),
    [all, byId],
  );
}

/** Steps of the run that is open. */
export function useFindableSteps(): readonly FindableStep[] {
  const engagement = useRunStore((state) => state.engagement);
  const byId = useEstateStore((state) => state.byId);
  return useMemo(
    () =>
      engagement === null
        ? []
        : stepsOf(runPhases(engagement)).map(({ id, title, step }) => ({
            engagementId: engagement.summary.id,
            stepId: id,
            title,
            tenant: byId[tenantOfStep(step, engagement.summary)] ?? null,
          })),
    [engagement, byId],
  );
}
