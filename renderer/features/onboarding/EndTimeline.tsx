import { useMemo } from 'react';
import type { RadarItem } from '../../../preload/contract/index.ts';
import { counted } from '../../lib/onboarding-words.ts';
import { useNow } from '../../ui/use-now.ts';
import { endMonths } from './end-months.ts';
import styles from './end-timeline.module.css';

/** How many things end in each of the next months, as columns with their figures. */
export function EndTimeline({ items }: { readonly items: readonly RadarItem[] }) {
  const nowMs = useNow();
  const months = useMemo(() => endMonths(items, nowMs), [items, nowMs]);
  if (items.length === 0) return null;
  const most = Math.max(1, ...months.map(({ count }) => count));
  return (
    <ol className={styles['line']} aria-label="What ends in which month">
      {months.map(({ key, name, count, isOver }) => (
        <li key={key} className={styles['month']} data-over={isOver} data-none={count === 0}>
          <span
            className={styles['column']}
            style={{ height: `${String(Math.round((count / most) * 36))}px` }}
          />
          <span className={styles['count']} title={counted(count, 'end')}>
            {count}
          </span>{' '}
          <span className={styles['name']}>{name}</span>
        </li>
      ))}
    </ol>
  );
}
