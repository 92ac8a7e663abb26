import { Button } from '@fluentui/react-components';
import { lockNow, useLockStore } from '../../stores/lock-store.ts';
import { openDialog } from '../../stores/shell-store.ts';
import styles from './lock.module.css';

/** What unlocks Bulkhead here, and what can be done about it; for Settings. */
export function LockActions() {
  const { ways, usesStoragePassphrase } = useLockStore();
  const names = [
    ...(ways.passphrase
      ? [usesStoragePassphrase ? 'the passphrase of what is collected' : 'your passphrase']
      : []),
    ...(ways.system === null ? [] : [ways.system]),
    ...(ways.session ? ['signing in to this workstation again'] : []),
  ];
  return (
    <>
      <p className={styles['words']}>
        {names.length === 0
          ? 'Nothing shows who unlocks it: anybody can. Set a passphrase.'
          : `Unlocked by ${names.join(' or ')}.`}
      </p>
      <div className={styles['actions']}>
        <Button onClick={() => void lockNow()}>Lock now</Button>
        {!usesStoragePassphrase && (
          <Button onClick={() => openDialog({ kind: 'lock-passphrase' })}>
            {ways.passphrase ? 'Change passphrase…' : 'Set a passphrase…'}
          </Button>
        )}
      </div>
    </>
  );
}
