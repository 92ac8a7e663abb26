import { Button } from '@fluentui/react-components';
import type { JournalState } from '../../preload/contract/index.ts';
import { countText } from '../lib/count-text.ts';
import { zonedText } from '../lib/moments.ts';
import { goToPage } from '../stores/navigation.ts';
import { useJournalStore } from '../stores/journal-store.ts';
import { Plain } from '../ui/Plain.tsx';
import { useNow } from '../ui/use-now.ts';
import { Bar } from './Bar.tsx';
import styles from './frame.module.css';
import { useEstatePage } from './use-estate-page.ts';

/**
 * Says wherever the operator is what the journal knows and they must not miss: it was tampered with,
 * it cannot be written, or the clock is behind.
 */
export function JournalBar() {
  const state = useJournalStore((journal) => journal.state);
  const isThere = useEstatePage() === 'journal';
  const now = useNow();
  if (state === null) return null;
  const behind = aheadOf(state, now);
  // The page of the journal says the rest itself, at greater length.
  const trouble = isThere ? null : troubleOf(state);
  if (behind === null && trouble === null) return null;
  return (
    <div className={styles['problems']}>
      {behind !== null && (
        <Bar role="alert" title="This computer’s clock is behind.">
          It says {zonedText(new Date(now).toISOString())}, but Bulkhead was used at{' '}
          {zonedText(behind)}. Ages, ends of sign-ins and due dates are wrong, and pages may refuse
          to load. Set the clock, then restart Bulkhead.
        </Bar>
      )}
      {trouble !== null && (
        <Bar
          role="alert"
          title={trouble.title}
          after={
            <Button size="small" onClick={() => void goToPage('journal')}>
              Open the journal
            </Button>
          }
        >
          <Plain>{trouble.words}</Plain>
        </Bar>
      )}
    </div>
  );
}

/** A clock that has been set since then is no longer behind. */
function aheadOf({ recordedAhead }: JournalState, now: number): string | null {
  return recordedAhead !== null && Date.parse(recordedAhead) > now ? recordedAhead : null;
}

function troubleOf({ check, state, notice }: JournalState) {
  const bad = check?.firstBad ?? null;
  if (bad !== null) {
    return {
      title: 'The journal was tampered with.',
      words: `The first bad record is ${countText(bad.seq)} in ${bad.file}. Keep the profile folder as it is and tell your administrator.`,
    };
  }
  if (state === 'ready' || state === 'starting' || notice === null) return null;
  return { title: 'Nothing is recorded.', words: notice };
}
