import type { CheckState } from '../../preload/contract/index.ts';
import { Plain } from './Plain.tsx';
import { StateMark } from './StateMark.tsx';
import styles from './state-word.module.css';

interface StateWordProps {
  readonly state: CheckState;
  readonly word: string;
  readonly isStale?: boolean;
}

/** A state's mark and its word beside each other. */
export function StateWord({ state, word, isStale = false }: StateWordProps) {
  return (
    <span className={styles['state']} data-state={state}>
      <StateMark state={state} isStale={isStale} />
      <Plain className={styles['word']}>{word}</Plain>
    </span>
  );
}
