import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { EngagementId } from '../../../preload/contract/index.ts';
import { typeableText } from '../../lib/visible-text.ts';
import { selectTenant, useEstateStore } from '../../stores/estate-store.ts';
import { goToOnboarding } from '../../stores/navigation.ts';
import { selectRun, useOnboardingStore } from '../../stores/onboarding-store.ts';
import { removeRun } from '../../stores/run-actions.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Plain } from '../../ui/Plain.tsx';
import { TenantLine } from '../../ui/TenantLine.tsx';
import { TypedName } from '../../ui/TypedName.tsx';
import styles from './onboarding-dialogs.module.css';
import { useSend } from './use-send.ts';

interface RemoveRunDialogProps {
  readonly engagementId: EngagementId;
  readonly onClose: () => void;
}

/** Takes a run and its evidence away for good, once the target's name is typed. */
export function RemoveRunDialog({ engagementId, onClose }: RemoveRunDialogProps) {
  const run = useOnboardingStore(
    (state) =>
      selectRun(engagementId)(state) ??
      state.unreadable.find(({ id }) => id === engagementId) ??
      null,
  );
  const tenant = useEstateStore(selectTenant(run?.targetId ?? null));
  const [typed, setTyped] = useState('');
  const { problem, setProblem, isWorking, send } = useSend(() => {
    onClose();
    void goToOnboarding('runs');
  });
  if (run === null || tenant === null) return null;
  const remove = async () => {
    if (typeableText(typed) !== typeableText(tenant.name))
      return setProblem('This is not the name of the tenant. Type it as it is shown above.');
    await send(() => removeRun(engagementId, typed));
  };
  return (
    <ModalDialog
      isAlert
      size="small"
      title="Remove this run?"
      onClose={onClose}
      onSubmit={() => void remove()}
      actions={
        <>
          <Button
            type="submit"
            appearance="primary"
            className={styles['danger'] ?? ''}
            disabled={isWorking}
          >
            Remove for good
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <TenantLine tenant={tenant} />
      <p className={styles['lead']}>
        <Plain>{run.title}</Plain>: its progress, notes, history and all of its evidence are erased
        from this device. Archiving keeps them. Nothing changes in the tenants.
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
