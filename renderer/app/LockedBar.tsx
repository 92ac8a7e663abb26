import { Button } from '@fluentui/react-components';
import { openDialog } from '../stores/shell-store.ts';
import { useStorageStore } from '../stores/storage-store.ts';
import { LockClosed16Regular } from '../ui/icons.ts';
import { Plain } from '../ui/Plain.tsx';
import styles from './frame.module.css';

/** Says that what was collected is locked, and asks for the passphrase; until it is not. */
export function LockedBar() {
  const { state, notice, canUnlock } = useStorageStore();
  if (state !== 'locked') return null;
  return (
    <div className={styles['problems']}>
      <section role="status" aria-label="Locked" className={styles['problem']}>
        <LockClosed16Regular className={styles['warning'] ?? ''} />
        <p className={styles['problemWords']}>
          <b>What was collected is locked.</b>{' '}
          <Plain>
            {notice ??
              'No device and no status is shown or collected before you unlock it with your passphrase.'}
          </Plain>
        </p>
        {canUnlock ? (
          <Button size="small" appearance="primary" onClick={() => openDialog({ kind: 'unlock' })}>
            Unlock…
          </Button>
        ) : (
          <Button size="small" onClick={() => openDialog({ kind: 'start-anew' })}>
            Start anew…
          </Button>
        )}
      </section>
    </div>
  );
}
