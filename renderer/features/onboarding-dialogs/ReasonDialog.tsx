import { Button, Field } from '@fluentui/react-components';
import { useState } from 'react';
import { reopenStep, skipStep, type StepRef } from '../../stores/run-actions.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Plain } from '../../ui/Plain.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import styles from './onboarding-dialogs.module.css';
import { useSend } from './use-send.ts';
import { useStep } from './use-step.ts';

interface ReasonDialogProps {
  readonly kind: 'skip-step' | 'reopen-step';
  readonly step: StepRef;
  readonly onClose: () => void;
}

const LONGEST = 600;

const WORDS = {
  'skip-step': {
    title: 'Skip this step',
    lead: 'A skipped step counts as settled and is named in the hand-over with its reason.',
    button: 'Skip',
  },
  'reopen-step': {
    title: 'Re-open this step',
    lead: 'The step is to be done again. Its evidence, its note and its history stay.',
    button: 'Re-open',
  },
} as const;

/** Why a step is skipped, which has to be said, or opened again, which may be. */
export function ReasonDialog({ kind, step, onClose }: ReasonDialogProps) {
  const { title } = useStep(step);
  const [reason, setReason] = useState('');
  const { problem, setProblem, isWorking, send } = useSend(onClose);
  const words = WORDS[kind];
  const submit = async () => {
    const said = reason.trim();
    if (kind === 'skip-step' && said === '') return setProblem('Say why it is skipped.');
    await send(() => (kind === 'skip-step' ? skipStep(step, said) : reopenStep(step, said)));
  };
  return (
    <ModalDialog
      size="small"
      title={words.title}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button type="submit" appearance="primary" disabled={isWorking}>
            {words.button}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <p>
        <b>
          <Plain>{title}</Plain>
        </b>
      </p>
      <p>{words.lead}</p>
      <Field
        className={styles['field'] ?? ''}
        label="Reason"
        required={kind === 'skip-step'}
        {...(problem !== null && { validationState: 'error' as const, validationMessage: problem })}
      >
        <TextArea
          rows={3}
          autoFocus
          maxLength={LONGEST}
          value={reason}
          onChange={(value) => {
            setReason(value);
            setProblem(null);
          }}
        />
      </Field>
    </ModalDialog>
  );
}
