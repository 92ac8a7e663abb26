import type { StepProgress } from '../../../preload/contract/index.ts';
import { STEP_MARKS, STEP_WORDS } from '../../lib/onboarding-words.ts';
import { setOperatorOfStep } from '../../stores/run-store.ts';
import { Plain } from '../../ui/Plain.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import styles from './step.module.css';

interface OperatorRowsProps {
  readonly progress: readonly StepProgress[];
  readonly operator: string;
}

/** A step that everyone does alone: one row for each operator, one of them in front. */
export function OperatorRows({ progress, operator }: OperatorRowsProps) {
  return (
    <section className={styles['section']} aria-labelledby="step-operators">
      <h3 id="step-operators">Operators</h3>
      <ul className={styles['operators']}>
        {progress.map((one) => (
          <li key={one.operator ?? ''}>
            <button
              type="button"
              className={styles['operator']}
              aria-pressed={one.operator === operator}
              onClick={() => setOperatorOfStep(one.operator)}
            >
              <StateMark state={STEP_MARKS[one.state]} />
              <Plain className={styles['operatorName']}>{one.operator ?? ''}</Plain>{' '}
              <span className={styles['quiet']}>{STEP_WORDS[one.state]}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
