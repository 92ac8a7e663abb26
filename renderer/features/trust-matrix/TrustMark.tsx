import type { TrustValue } from '../../../preload/contract/index.ts';
import styles from './trust-matrix.module.css';

interface TrustMarkProps {
  readonly letter: string;
  readonly value: TrustValue;
}

/**
 * A letter: full for yes, struck for no, dotted for not known; italic when inherited. It is drawn by
 * the style sheet: the words are in the name of what carries it.
 */
export function TrustMark({ letter, value }: TrustMarkProps) {
  const state = value.value === null ? 'unknown' : value.value ? 'yes' : 'no';
  return (
    <span
      aria-hidden="true"
      className={styles['mark']}
      data-value={state}
      data-inherited={value.isInherited}
      data-letter={letter}
    />
  );
}
