import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { Tenant } from '../../../preload/contract/index.ts';
import { signOutTenant } from '../../stores/estate-store.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import styles from './consequences.module.css';
import { TenantLine } from '../../ui/TenantLine.tsx';

interface SignOutDialogProps {
  readonly tenant: Tenant;
  readonly onClose: () => void;
}

/** Ends a tenant's session here, after saying what that means. */
export function SignOutDialog({ tenant, onClose }: SignOutDialogProps) {
  const [isWorking, setWorking] = useState(false);
  const signOut = async () => {
    setWorking(true);
    await signOutTenant(tenant.id);
    onClose();
  };
  return (
    <ModalDialog
      size="small"
      title="Sign out of this tenant?"
      onClose={onClose}
      onSubmit={() => void signOut()}
      actions={
        <>
          <Button type="submit" appearance="primary" disabled={isWorking}>
            {isWorking ? 'Signing out…' : 'Sign out'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <TenantLine tenant={tenant} />
      <ul className={styles['list']}>
        <li>Its pages are closed. What was typed in them is lost.</li>
        <li>Cookies, storage and cache of its compartment are erased from this device.</li>
        <li>Other tenants stay signed in. Name, colour, group and notes stay.</li>
      </ul>
    </ModalDialog>
  );
}
