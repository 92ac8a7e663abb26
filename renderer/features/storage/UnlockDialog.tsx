import { Button } from '@fluentui/react-components';
import { useRef } from 'react';
import { openDialog } from '../../stores/shell-store.ts';
import { unlock } from '../../stores/storage-store.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { SecretField } from './SecretField.tsx';
import { taken, useSecretForm } from '../../ui/use-secret-form.ts';

/** Asks for the passphrase under which things are kept. */
export function UnlockDialog({ onClose }: { readonly onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const { problem, setProblem, isWorking, run } = useSecretForm(onClose);
  const submit = () => {
    const typed = taken(field);
    if (typed === '') return setProblem('Type the passphrase.');
    void run(() => unlock(typed), field);
  };
  return (
    <ModalDialog
      size="small"
      title="Unlock what was collected"
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button type="submit" appearance="primary" disabledFocusable={isWorking}>
            {isWorking ? 'Unlocking…' : 'Unlock'}
          </Button>
          <Button onClick={onClose}>Later</Button>
        </>
      }
    >
      <p>Devices and status of all tenants are kept on this device under a passphrase.</p>
      <SecretField label="Passphrase" field={field} problem={problem} isFirst />
      <Button
        appearance="transparent"
        size="small"
        disabled={isWorking}
        onClick={() => openDialog({ kind: 'start-anew' })}
      >
        The passphrase is lost…
      </Button>
    </ModalDialog>
  );
}
