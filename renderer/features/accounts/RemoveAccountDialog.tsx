import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { Account } from '../../../preload/contract/index.ts';
import { removeAccount, tenantsOfAccount, useIdentityStore } from '../../stores/identity-store.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Plain } from '../../ui/Plain.tsx';
import styles from './accounts.module.css';

interface RemoveAccountDialogProps {
  readonly account: Account;
  readonly onClose: () => void;
}

/** Removes an account from this device, after saying what that means. */
export function RemoveAccountDialog({ account, onClose }: RemoveAccountDialogProps) {
  const [isWorking, setWorking] = useState(false);
  const count = useIdentityStore((state) => tenantsOfAccount(state, account.id).length);
  const remove = async () => {
    setWorking(true);
    if (await removeAccount(account.id)) onClose();
    else setWorking(false);
  };
  return (
    <ModalDialog
      size="small"
      title="Remove this account?"
      onClose={onClose}
      onSubmit={() => void remove()}
      actions={
        <>
          <Button type="submit" appearance="primary" disabled={isWorking}>
            {isWorking ? 'Removing…' : 'Remove'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <p className={styles['name']}>
        <Plain>{account.username}</Plain>
      </p>
      <ul className={styles['consequences']}>
        <li>
          Its tokens of {count === 1 ? '1 tenant' : `${String(count)} tenants`} are erased from this
          device.
        </li>
        <li>
          What was collected stays, with its age. It is not collected again until you sign in.
        </li>
        <li>Sessions of portals stay. To end one, sign out of its tenant.</li>
      </ul>
    </ModalDialog>
  );
}
