import { Button } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { PASSPHRASE_LENGTH } from '../../../preload/contract/passphrase-length.ts';
import { problemOfNew } from '../../lib/new-passphrase.ts';
import { setLockPassphrase } from '../../stores/lock-store.ts';
import { LockClosed16Regular } from '../../ui/icons.ts';
import { taken, useSecretForm } from '../../ui/use-secret-form.ts';
import { SecretField } from '../storage/SecretField.tsx';
import styles from './lock.module.css';

/** Stands in for the lock until there is the passphrase that the organisation asks for. */
export function FirstPassphrase() {
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const { problem, setProblem, isWorking, run } = useSecretForm(() => undefined);
  useEffect(() => {
    first.current?.focus();
  }, []);
  const submit = () => {
    const [typed, again] = [taken(first), taken(second)];
    const wrong = problemOfNew(typed, again);
    setProblem(wrong);
    if (wrong === null) void run(() => setLockPassphrase(null, typed), first);
    else first.current?.focus();
  };
  return (
    <main className={styles['box']} aria-labelledby="lock-title">
      <h1 id="lock-title" className={styles['title']}>
        <LockClosed16Regular /> Set a passphrase
      </h1>
      <p>
        Your organisation asks for one before anything opens. It unlocks Bulkhead, at each start as
        well. It cannot be recovered.
      </p>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <SecretField
          label="New passphrase"
          field={first}
          hint={`At least ${String(PASSPHRASE_LENGTH.min)} characters. Several words are easier to remember.`}
          problem={problem}
          isNew
        />
        <SecretField label="New passphrase again" field={second} isNew />
        <Button type="submit" appearance="primary" disabledFocusable={isWorking}>
          {isWorking ? 'Setting…' : 'Set passphrase'}
        </Button>
      </form>
    </main>
  );
}
