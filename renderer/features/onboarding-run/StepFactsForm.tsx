import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import type { StepProgress } from '../../../preload/contract/index.ts';
import { isoOfLocal, localInput, zoneName } from '../../lib/moments.ts';
import { isStorageFixed } from '../../lib/onboarding-words.ts';
import { useOnboardingStore } from '../../stores/onboarding-store.ts';
import { saveStepFacts, type StepRef } from '../../stores/run-actions.ts';
import { TextArea } from '../../ui/TextArea.tsx';
import styles from './step.module.css';

interface StepFactsFormProps {
  readonly progress: StepProgress;
  readonly stepRef: StepRef;
}

/** The operator's own words on a step: note, whose it is, until when. */
export function StepFactsForm({ progress, stepRef }: StepFactsFormProps) {
  const [note, setNote] = useState(progress.note);
  const [owner, setOwner] = useState(progress.owner);
  const [due, setDue] = useState(localInput(progress.dueAt));
  const [problem, setProblem] = useState<string | null>(null);
  const isFixed = useOnboardingStore((state) => isStorageFixed(state.storage));
  const isChanged =
    note !== progress.note || owner !== progress.owner || due !== localInput(progress.dueAt);
  const save = async () => {
    setProblem(await saveStepFacts(stepRef, { note, owner: owner.trim(), dueAt: isoOfLocal(due) }));
  };
  return (
    <form
      className={styles['section']}
      aria-labelledby="step-facts"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h3 id="step-facts">Note, owner and date</h3>
      <Field size="small" label="Note">
        <TextArea rows={2} maxLength={4_000} value={note} disabled={isFixed} onChange={setNote} />
      </Field>
      <div className={styles['two']}>
        <Field size="small" label="Owner">
          <Input
            size="small"
            maxLength={256}
            value={owner}
            disabled={isFixed}
            onChange={(_event, data) => setOwner(data.value)}
          />
        </Field>
        <Field size="small" label="Due" hint={`Time zone: ${zoneName()}`}>
          <Input
            size="small"
            type="datetime-local"
            value={due}
            disabled={isFixed}
            onChange={(_event, data) => setDue(data.value)}
          />
        </Field>
      </div>
      <div className={styles['buttons']}>
        <Button type="submit" size="small" disabled={!isChanged || isFixed}>
          Save note, owner and date
        </Button>
        {problem !== null && (
          <span className={styles['problem']} role="alert">
            {problem}
          </span>
        )}
      </div>
    </form>
  );
}
