import { Button } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { PASSPHRASE_LENGTH } from '../../../preload/contract/passphrase-length.ts';
import { changePassphrase } from '../../stores/storage-store.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { problemOfNew } from '../../lib/new-passphrase.ts';
import { SecretField } from './SecretField.tsx';
import { taken, useSecretForm } from '../../ui/use-secret-form.ts';

/** Protects what is kept with another passphrase. */
export function ChangePassphraseDialog({ onClose }: { readonly onClose: () => void }) {
  const present = useRef<HTMLInputElement>(null);
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const [wrongNew, setWrongNew] = useState<string | null>(null);
  const { problem, setProblem, isWorking, run } = useSecretForm(onClose);
  const submit = () => {
    const [before, typed, again] = [taken(present), taken(first), taken(second)];
    const wrong = problemOfNew(typed, again);
    setWrongNew(wrong);
    setProblem(before === '' ? 'Type the present passphrase.' : null);
    if (wrong === null && before !== '') {
      return void run(() => changePassphrase(before, typed), present);
    }
    present.current?.focus();
  };
  return (
    <ModalDialog
      size="small"
      title="Change passphrase"
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button type="submit" appearance="primary" disabledFocusable={isWorking}>
            {isWorking ? 'Changing…' : 'Change passphrase'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <SecretField label="Present passphrase" field={present} problem={problem} isFirst />
      <SecretField
        label="New passphrase"
        field={first}
        hint={`At least ${String(PASSPHRASE_LENGTH.min)} characters. A lost passphrase cannot be recovered.`}
        problem={wrongNew}
        isNew
      />
      <SecretField label="New passphrase again" field={second} isNew />
    </ModalDialog>
  );
}
