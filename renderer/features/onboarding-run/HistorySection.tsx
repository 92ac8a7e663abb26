import type { StepProgress } from '../../../preload/contract/index.ts';
import { exactText } from '../../lib/moments.ts';
import { Plain } from '../../ui/Plain.tsx';
import styles from './step.module.css';

/** What happened to a step, newest first. */
export function HistorySection({ progress }: { readonly progress: StepProgress }) {
  return (
    <details className={styles['more']}>
      <summary>History ({progress.history.length})</summary>
      <ol className={styles['history']}>
        {progress.history.map((event, at) => (
          // Two things may happen in one moment.
          // oxlint-disable-next-line react/no-array-index-key -- nothing of it ever changes
          <li key={at}>
            <time dateTime={event.at}>{exactText(event.at)}</time> <Plain>{event.what}</Plain> by{' '}
            <Plain>{event.by}</Plain>
            {event.detail !== '' && (
              <span className={styles['quiet']}>
                {' '}
                <Plain>{event.detail}</Plain>
              </span>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}
