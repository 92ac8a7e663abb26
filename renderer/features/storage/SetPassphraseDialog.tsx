import { Button } from '@fluentui/react-components';
import { useRef } from 'react';
import { PASSPHRASE_LENGTH } from '../../../preload/contract/passphrase-length.ts';
import { setPassphrase } from '../../stores/storage-store.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { problemOfNew } from '../../lib/new-passphrase.ts';
import { SecretField } from './SecretField.tsx';
import styles from './storage.module.css';
import { taken, useSecretForm } from '../../ui/use-secret-form.ts';

/** Has what is collected kept under a passphrase, after saying what that means. */
export function SetPassphraseDialog({ onClose }: { readonly onClose: () => void }) {
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const { problem, setProblem, isWorking, run } = useSecretForm(onClose);
  const submit = () => {
    const [typed, again] = [taken(first), taken(second)];
    const wrong = problemOfNew(typed, again);
    if (wrong === null) return void run(() => setPassphrase(typed), first);
    setProblem(wrong);
    first.current?.focus();
  };
  return (
    <ModalDialog
      size="small"
      title="Set a passphrase"
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button type="submit" appearance="primary" disabledFocusable={isWorking}>
            {isWorking ? 'Keeping…' : 'Set passphrase'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <ul className={styles['list']}>
        <li>What is collected is then kept on this device, encrypted.</li>
        <li>Bulkhead asks for the passphrase at each start.</li>
        <li>
          <b>A lost passphrase cannot be recovered.</b> What was collected has to be collected again
          then.
        </li>
      </ul>
      <SecretField
        label="Passphrase"
        field={first}
        hint={`At least ${String(PASSPHRASE_LENGTH.min)} characters. Several words are easier to remember.`}
        problem={problem}
        isFirst
        isNew
      />
      <SecretField label="Passphrase again" field={second} isNew />
    </ModalDialog>
  );
}
