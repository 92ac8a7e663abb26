import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { Tenant } from '../../../preload/contract/index.ts';
import { typeableText } from '../../lib/visible-text.ts';
import { forgetTenant } from '../../stores/estate-store.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import styles from './consequences.module.css';
import { TenantLine } from '../../ui/TenantLine.tsx';
import { TypedName } from '../../ui/TypedName.tsx';

interface ForgetDialogProps {
  readonly tenant: Tenant;
  readonly onClose: () => void;
}

/**
 * Erases a tenant here once its name is typed. What was typed goes to main, which compares it; the
 * comparison here only saves the way. Stored names hold nothing that cannot be typed.
 */
export function ForgetDialog({ tenant, onClose }: ForgetDialogProps) {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isWorking, setWorking] = useState(false);
  const wanted = typeableText(tenant.name);
  const isRight = typeableText(typed) === wanted && wanted !== '';

  const forget = async () => {
    if (!isRight) {
      setProblem('This is not the name of the tenant. Type it as it is shown above.');
      return;
    }
    setWorking(true);
    const failure = await forgetTenant(tenant.id, typed);
    setWorking(false);
    if (failure === null) onClose();
    else setProblem(failure);
  };
  return (
    <ModalDialog
      isAlert
      size="small"
      title="Forget this tenant?"
      onClose={onClose}
      onSubmit={() => void forget()}
      actions={
        <>
          <Button
            type="submit"
            className={styles['danger'] ?? ''}
            appearance="primary"
            disabled={isWorking}
          >
            {isWorking ? 'Erasing…' : 'Forget and erase'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <TenantLine tenant={tenant} />
      <p className={styles['lead']}>This erases from this device, for good:</p>
      <ul className={styles['list']}>
        <li>its session: cookies, sign-in, storage, cache and files of its compartment</li>
        <li>its name, colour, group, notes and place among favourites and recent tenants</li>
        <li>its open pages, with what was typed in them</li>
      </ul>
      <p>
        Nothing changes in the tenant itself. You can add it again later. The journal stays: it has
        the tenant’s ID and what was done, and no name.
      </p>
      <TypedName
        name={tenant.name}
        value={typed}
        problem={problem}
        onChange={(value) => {
          setTyped(value);
          setProblem(null);
        }}
      />
    </ModalDialog>
  );
}
