import { Button } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { PASSPHRASE_LENGTH } from '../../../preload/contract/passphrase-length.ts';
import { problemOfNew } from '../../lib/new-passphrase.ts';
import { setLockPassphrase, useLockStore } from '../../stores/lock-store.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { taken, useSecretForm } from '../../ui/use-secret-form.ts';
import { SecretField } from '../storage/index.ts';

/** Sets the passphrase that unlocks Bulkhead, or another one in its place. */
export function LockPassphraseDialog({ onClose }: { readonly onClose: () => void }) {
  const isChange = useLockStore(({ ways }) => ways.passphrase);
  const present = useRef<HTMLInputElement>(null);
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const [wrongNew, setWrongNew] = useState<string | null>(null);
  const { problem, setProblem, isWorking, run } = useSecretForm(onClose);
  const submit = () => {
    const [before, typed, again] = [taken(present), taken(first), taken(second)];
    const wrong = problemOfNew(typed, again);
    setWrongNew(wrong);
    setProblem(isChange && before === '' ? 'Type the present passphrase.' : null);
    if (wrong !== null || (isChange && before === '')) return;
    void run(() => setLockPassphrase(isChange ? before : null, typed), isChange ? present : first);
  };
  return (
    <ModalDialog
      size="small"
      title={isChange ? 'Change the passphrase of the lock' : 'Set a passphrase for the lock'}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button type="submit" appearance="primary" disabledFocusable={isWorking}>
            {isWorking ? 'Setting…' : 'Set passphrase'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <p>
        Bulkhead asks for it when it is locked, also after a restart. It cannot be recovered:
        without it Bulkhead stays locked.
      </p>
      {isChange && (
        <SecretField label="Present passphrase" field={present} problem={problem} isFirst />
      )}
      <SecretField
        label="New passphrase"
        field={first}
        hint={`At least ${String(PASSPHRASE_LENGTH.min)} characters. Several words are easier to remember.`}
        problem={wrongNew ?? (isChange ? null : problem)}
        isFirst={!isChange}
        isNew
      />
      <SecretField label="New passphrase again" field={second} isNew />
    </ModalDialog>
  );
}
