import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { startAnew } from '../../stores/storage-store.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import styles from './storage.module.css';

/** Gives up what is locked, after saying what that means. */
export function StartAnewDialog({ onClose }: { readonly onClose: () => void }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isWorking, setWorking] = useState(false);
  const submit = async () => {
    setWorking(true);
    const failure = await startAnew();
    setWorking(false);
    if (failure === null) onClose();
    else setProblem(failure);
  };
  return (
    <ModalDialog
      isAlert
      size="small"
      title="Start anew without the passphrase?"
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button type="submit" appearance="primary" disabledFocusable={isWorking}>
            {isWorking ? 'Setting aside…' : 'Start anew'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <p>A passphrase cannot be recovered, and Bulkhead has no other way in.</p>
      <ul className={styles['list']}>
        <li>Devices and status that were collected are set aside, still locked.</li>
        <li>Devices that came from files have to be imported again.</li>
        <li>Tenants, sessions, notes and saved views stay as they are.</li>
      </ul>
      {problem !== null && (
        <p role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
    </ModalDialog>
  );
}
