import { Button } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { countCrashDumps, eraseCrashDumps } from '../../stores/crash-dumps.ts';
import styles from './settings.module.css';

type Dumps = NonNullable<Awaited<ReturnType<typeof countCrashDumps>>>;

/** What crashes left on this device, and its deletion. */
export function CrashDumpsSection() {
  const [dumps, setDumps] = useState<Dumps | null>(null);
  const look = () => void countCrashDumps().then(setDumps);
  useEffect(look, []);
  return (
    <section className={styles['section']} aria-labelledby="settings-dumps">
      <h2 id="settings-dumps" className={styles['head']}>
        Crash dumps
      </h2>
      <p className={styles['hint']}>
        When a part of Bulkhead crashes, a picture of its memory is kept on this device. It can hold
        pages and tokens, and is never sent anywhere.
      </p>
      <p className={styles['hint']} role="status">
        {dumps === null ? 'Not counted.' : wordsFor(dumps)}
      </p>
      {dumps !== null && dumps.bytes > 0 && (
        <Button onClick={() => void eraseCrashDumps().then(look)}>Delete all</Button>
      )}
    </section>
  );
}

function wordsFor({ count, bytes }: Dumps): string {
  if (bytes === 0) return 'There are none.';
  const megabytes = (bytes / 1_000_000).toLocaleString('en', { maximumFractionDigits: 1 });
  return `${String(count)} ${count === 1 ? 'dump' : 'dumps'}, ${megabytes} MB.`;
}
