import { Button } from '@fluentui/react-components';
import { collectionText } from '../../lib/collection-words.ts';
import { useAppStore } from '../../stores/app-store.ts';
import { cancelCollection, collect, useStatusStore } from '../../stores/status-store.ts';
import { ArrowSync16Regular, PlugDisconnected16Regular } from '../../ui/icons.ts';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import styles from './collection-bar.module.css';

/** How collecting goes on, and the one thing to do about it: collect, cancel or resume. */
export function CollectionBar() {
  const progress = useStatusStore((state) => state.progress);
  const isOnline = useAppStore((state) => state.isOnline);
  const { isRunning, isCancelled, done, total } = progress;
  return (
    <section className={styles['bar']} aria-label="Collection">
      <p className={styles['words']} role="status">
        {!isOnline && <PlugDisconnected16Regular />}
        {isOnline
          ? collectionText(progress)
          : 'This device is offline. These are the last known figures, each with its age.'}
      </p>
      {isRunning && <ProgressLine label="Tenants collected" value={done} max={total} />}
      {isRunning ? (
        <Button size="small" onClick={() => void cancelCollection()}>
          Cancel
        </Button>
      ) : (
        <Button
          size="small"
          appearance={isCancelled ? 'primary' : 'secondary'}
          icon={<ArrowSync16Regular />}
          disabled={!isOnline}
          onClick={() => void collect(null)}
        >
          {isCancelled ? 'Resume' : 'Collect all'}
        </Button>
      )}
    </section>
  );
}
