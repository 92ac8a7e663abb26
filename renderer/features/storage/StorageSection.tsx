import { Button } from '@fluentui/react-components';
import type { StorageState } from '../../../preload/contract/index.ts';
import { openDialog } from '../../stores/shell-store.ts';
import { useStorageStore } from '../../stores/storage-store.ts';
import { Plain } from '../../ui/Plain.tsx';
import styles from './storage.module.css';

const WORDS: Readonly<Record<StorageState['state'], string>> = {
  starting: 'Not looked at yet.',
  keystore: 'Kept encrypted on this device; this device’s keystore has the key.',
  passphrase: 'Kept encrypted on this device under your passphrase.',
  locked: 'Locked: kept under a passphrase that was not typed yet.',
  memory: 'Kept in memory only, and gone after quitting.',
};

/** Where devices and status are kept, what protects them, and what can be done about it. */
export function StorageSection() {
  const { state, notice, canUnlock } = useStorageStore();
  return (
    <section className={styles['section']} aria-labelledby="settings-storage">
      <h2 id="settings-storage" className={styles['head']}>
        What is collected
      </h2>
      <p className={styles['words']}>{WORDS[state]}</p>
      {notice !== null && (
        <p className={styles['words']}>
          <Plain>{notice}</Plain>
        </p>
      )}
      <div className={styles['actions']}>
        {state === 'memory' && (
          <Button onClick={() => openDialog({ kind: 'set-passphrase' })}>Set a passphrase…</Button>
        )}
        {state === 'passphrase' && (
          <Button onClick={() => openDialog({ kind: 'change-passphrase' })}>
            Change passphrase…
          </Button>
        )}
        {state === 'locked' && canUnlock && (
          <Button onClick={() => openDialog({ kind: 'unlock' })}>Unlock…</Button>
        )}
        {state === 'locked' && (
          <Button onClick={() => openDialog({ kind: 'start-anew' })}>Start anew…</Button>
        )}
      </div>
    </section>
  );
}
