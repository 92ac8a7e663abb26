import { useEffect, useState } from 'react';
import type { Step } from '../../../preload/contract/index.ts';
import type { StepRef } from '../../stores/run-actions.ts';
import { stepKey, useRunStore } from '../../stores/run-store.ts';

/** The name of a wait of a step, as the store has it. */
export const waitKey = ({ engagementId, stepId, operator }: StepRef, at: number): string =>
  `${stepKey(engagementId, stepId, operator)} ${String(at)}`;

/** Milliseconds until a moment, counted down by the second while any are left. */
export function useCountdown(endsAtMs: number | undefined): number {
  const [nowMs, setNow] = useState(() => Date.now());
  const isRunning = endsAtMs !== undefined && endsAtMs > nowMs;
  useEffect(() => {
    if (endsAtMs === undefined || endsAtMs <= Date.now()) return undefined;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= endsAtMs) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [endsAtMs]);
  return isRunning ? endsAtMs - nowMs : 0;
}

/** Milliseconds that nothing of a step may be pressed again; 0 when it may. */
export function useCoolDown(step: Step | null, ref: StepRef): number {
  const waits = useRunStore((state) => state.waits);
  const ends = (step?.waits ?? []).flatMap(({ kind }, at) =>
    kind === 'cool-down' ? (waits[waitKey(ref, at)] ?? []) : [],
  );
  return useCountdown(ends.length === 0 ? undefined : Math.max(...ends));
}
