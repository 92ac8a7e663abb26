import { Button } from '@fluentui/react-components';
import type { Wait } from '../../../preload/contract/index.ts';
import { countdownText } from '../../lib/moments.ts';
import type { StepRef } from '../../stores/run-actions.ts';
import { startWait, stopWait, useRunStore } from '../../stores/run-store.ts';
import { Hourglass16Regular } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import styles from './step.module.css';
import { useCountdown, waitKey } from './use-cool-down.ts';

interface WaitTimerProps {
  readonly wait: Wait;
  readonly stepRef: StepRef;
  /** Which of the step's waits it is. */
  readonly at: number;
}

/** A time to wait, counted down once it is started. Only its end is announced. */
export function WaitTimer({ wait, stepRef, at }: WaitTimerProps) {
  const key = waitKey(stepRef, at);
  const endsAtMs = useRunStore((state) => state.waits[key]);
  const leftMs = useCountdown(endsAtMs);
  const isRunning = leftMs > 0;
  const isOver = endsAtMs !== undefined && !isRunning;
  const isCoolDown = wait.kind === 'cool-down';
  return (
    <div className={styles['wait']} data-running={isRunning}>
      <Hourglass16Regular />
      <div className={styles['waitWords']}>
        <p>
          <b>{isCoolDown ? 'Press nothing again' : 'It may take a while'}</b>{' '}
          <Plain>{wait.text}</Plain>
        </p>
        {isRunning && (
          <p className={styles['clock']} role="timer" aria-live="off">
            {countdownText(leftMs)} of {countdownText(wait.seconds * 1000)}
          </p>
        )}
        <p role="status">{isOver && 'The wait is over.'}</p>
      </div>
      <Button
        size="small"
        onClick={() =>
          isRunning ? stopWait(key) : startWait(key, Date.now() + wait.seconds * 1000)
        }
      >
        {isRunning ? 'Stop the wait' : isOver ? 'Start again' : 'Start the wait'}
      </Button>
    </div>
  );
}
