import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import type { EngagementId } from '../../../preload/contract/index.ts';
import { isoOfLocal, localInput } from '../../lib/moments.ts';
import { saveRunFacts } from '../../stores/run-actions.ts';
import { useRunStore } from '../../stores/run-store.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { DueField } from './DueField.tsx';
import styles from './onboarding-dialogs.module.css';
import { useSend } from './use-send.ts';

interface EditRunDialogProps {
  readonly engagementId: EngagementId;
  readonly onClose: () => void;
}

/** Whose a run is, until when, and for which operators. */
export function EditRunDialog({ engagementId, onClose }: EditRunDialogProps) {
  const engagement = useRunStore((state) => state.engagement);
  const [owner, setOwner] = useState(engagement?.summary.owner ?? '');
  const [due, setDue] = useState(localInput(engagement?.summary.dueAt ?? null));
  const [operators, setOperators] = useState((engagement?.operators ?? []).join('\n'));
  const { problem, setProblem, isWorking, send } = useSend(onClose);

  const save = async () => {
    const names = [
      ...new Set(
        operators
          .split('\n')
          .map((name) => name.trim())
          .filter((name) => name !== ''),
      ),
    ];
    if (names.length === 0) return setProblem('A run needs one operator at least.');
    if (names.length > 100) return setProblem('A run has at most 100 operators.');
    if (names.some((name) => name.length > 256))
      return setProblem('A user name has at most 256 letters. One name a line.');
    await send(() =>
      saveRunFacts(engagementId, {
        owner: owner.trim(),
        dueAt: isoOfLocal(due),
        operators: names,
      }),
    );
  };
  return (
    <ModalDialog
      title="Edit the run"
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button type="submit" appearance="primary" disabled={isWorking}>
            Save
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <div className={styles['fields']}>
        <div className={styles['two']}>
          <Field label="Owner">
            <Input
              value={owner}
              maxLength={256}
              onChange={(_event, data) => setOwner(data.value)}
            />
          </Field>
          <DueField label="Due" value={due} onChange={setDue} />
        </div>
        <Field
          label="Operators"
          hint="One user name a line. Some steps are done once by each of them."
          {...(problem !== null && {
            validationState: 'error' as const,
            validationMessage: problem,
          })}
        >
          <TextArea
            rows={4}
            value={operators}
            onChange={(value) => {
              setOperators(value);
              setProblem(null);
            }}
          />
        </Field>
      </div>
    </ModalDialog>
  );
}
