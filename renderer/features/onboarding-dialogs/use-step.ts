import type { Step, StepProgress, Tenant } from '../../../preload/contract/index.ts';
import { tenantOfStep } from '../../lib/run-steps.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import type { StepRef } from '../../stores/run-actions.ts';
import { useRunStore } from '../../stores/run-store.ts';

interface StepOfDialog {
  readonly step: Step | null;
  readonly title: string;
  readonly progress: StepProgress | null;
  readonly tenant: Tenant | null;
}

/** The step that a dialog is about, as the run in front has it. */
export function useStep({ stepId, operator }: StepRef): StepOfDialog {
  const engagement = useRunStore((state) => state.engagement);
  const byId = useEstateStore((state) => state.byId);
  const step =
    engagement?.checklist.phases.flatMap(({ steps }) => steps).find(({ id }) => id === stepId) ??
    null;
  const progress =
    engagement?.steps.find((one) => one.stepId === stepId && one.operator === operator) ?? null;
  const tenantId = engagement === null ? null : tenantOfStep(step, engagement.summary);
  return {
    step,
    progress,
    title: step?.title ?? stepId,
    tenant: tenantId === null ? null : (byId[tenantId] ?? null),
  };
}
