import { isoOf } from '../../lib/device-words.ts';
import { agoText, exactText } from '../../lib/moments.ts';
import { useNow } from '../../ui/use-now.ts';
import styles from './pictures.module.css';

interface AgeBarProps {
  /** Seconds since 1970; null when nothing was collected. */
  readonly oldest: number | null;
}

const HOUR_MS = 3_600_000;
const LONGEST_HOURS = 24 * 30;

/** How old the oldest of a tenant's devices is: in words, and as a bar that grows ever slower. */
export function AgeBar({ oldest }: AgeBarProps) {
  const nowMs = useNow();
  const iso = oldest === null ? null : isoOf(oldest);
  if (iso === null) return <span className={styles['quiet']}>Not collected</span>;
  const hours = Math.max(0, nowMs - Date.parse(iso)) / HOUR_MS;
  const share = Math.min(1, Math.log1p(hours) / Math.log1p(LONGEST_HOURS));
  const tone = hours < 24 ? 'good' : hours < 24 * 7 ? 'doubtful' : 'bad';
  return (
    <span className={styles['age']} title={exactText(iso)}>
      <span className={styles['ageTrack']} aria-hidden="true">
        <span
          className={styles['ageFill']}
          data-tone={tone}
          style={{ width: `${String(Math.max(4, share * 100))}%` }}
        />
      </span>
      {agoText(iso, nowMs)}
    </span>
  );
}
