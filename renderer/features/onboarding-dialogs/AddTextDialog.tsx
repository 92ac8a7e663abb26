import { Button, Field } from '@fluentui/react-components';
import { useState } from 'react';
import { addTextEvidence, type StepRef } from '../../stores/run-actions.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { useSend } from './use-send.ts';

interface AddTextDialogProps {
  readonly step: StepRef;
  readonly onClose: () => void;
}

const LONGEST = 20_000;

/** Evidence in words: what was seen, agreed or answered. */
export function AddTextDialog({ step, onClose }: AddTextDialogProps) {
  const [text, setText] = useState('');
  const { problem, setProblem, isWorking, send } = useSend(onClose);
  const add = async () => {
    if (text.trim() === '') return setProblem('There is nothing to keep yet.');
    await send(() => addTextEvidence(step, text));
  };
  return (
    <ModalDialog
      title="Add text as evidence"
      onClose={onClose}
      onSubmit={() => void add()}
      actions={
        <>
          <Button type="submit" appearance="primary" disabled={isWorking}>
            Add
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <Field
        label="Text"
        hint="Kept as it is, with its time, your name and a checksum. No passwords or tokens."
        {...(problem !== null && { validationState: 'error' as const, validationMessage: problem })}
      >
        <TextArea
          rows={8}
          autoFocus
          maxLength={LONGEST}
          value={text}
          onChange={(value) => {
            setText(value);
            setProblem(null);
          }}
        />
      </Field>
    </ModalDialog>
  );
}
