import type { EngagementSummary } from '../../preload/contract/index.ts';
import { progressWords } from '../lib/onboarding-words.ts';
import styles from './run-bar.module.css';

type Counts = Pick<EngagementSummary, 'done' | 'skipped' | 'drifted' | 'total'>;

/** How far a run is: done, skipped and drifted parts of a line; its words are its name. */
export function RunBar({ counts }: { readonly counts: Counts }) {
  const { done, skipped, drifted, total } = counts;
  const words = progressWords(counts);
  const part = (count: number) => ({ width: `${String((count / Math.max(1, total)) * 100)}%` });
  return (
    <span className={styles['bar']} role="img" aria-label={words} title={words}>
      {done > 0 && <span className={styles['done']} style={part(done)} />}
      {skipped > 0 && <span className={styles['skipped']} style={part(skipped)} />}
      {drifted > 0 && <span className={styles['drifted']} style={part(drifted)} />}
    </span>
  );
}
