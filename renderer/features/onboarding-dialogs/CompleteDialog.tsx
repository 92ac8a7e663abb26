import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { typeableText } from '../../lib/visible-text.ts';
import { completeStep, type StepRef } from '../../stores/run-actions.ts';
import { Warning16Filled } from '../../ui/icons.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Plain } from '../../ui/Plain.tsx';
import { TenantLine } from '../../ui/TenantLine.tsx';
import { TypedName } from '../../ui/TypedName.tsx';
import styles from './onboarding-dialogs.module.css';
import { useSend } from './use-send.ts';
import { useStep } from './use-step.ts';

interface CompleteDialogProps {
  readonly step: StepRef;
  readonly onClose: () => void;
}

/**
 * Asks for the tenant's name before a step counts as done that cannot be taken back. Main compares
 * the name again; the comparison here only saves the way.
 */
export function CompleteDialog({ step: ref, onClose }: CompleteDialogProps) {
  const { step, title, progress, tenant } = useStep(ref);
  const [typed, setTyped] = useState('');
  const { problem, setProblem, isWorking, send } = useSend(onClose);
  if (tenant === null) return null;
  const complete = async () => {
    if (typeableText(typed) !== typeableText(tenant.name))
      return setProblem('This is not the name of the tenant. Type it as it is shown above.');
    await send(() => completeStep(ref, typed));
  };
  return (
    <ModalDialog
      isAlert
      size="small"
      title="This cannot be taken back"
      onClose={onClose}
      onSubmit={() => void complete()}
      actions={
        <>
          <Button
            type="submit"
            appearance="primary"
            className={styles['danger'] ?? ''}
            disabled={isWorking}
          >
            It is done in this tenant
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <TenantLine tenant={tenant} />
      <p className={styles['lead']}>
        <b>
          <Plain>{title}</Plain>
        </b>
      </p>
      {step !== null && step.irreversible !== null && (
        <p className={styles['warning']}>
          <Warning16Filled />
          <Plain>{step.irreversible}</Plain>
        </p>
      )}
      {progress?.conflicts.map(({ rule, text, first }) => (
        <p key={rule} className={styles['warning']}>
          <Warning16Filled />
          <span>
            <Plain>{text}</Plain> First: <Plain>{first}</Plain>
          </span>
        </p>
      ))}
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
