import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import type { ChecklistId, TenantId } from '../../../preload/contract/index.ts';
import { isoOfLocal } from '../../lib/moments.ts';
import { counted } from '../../lib/onboarding-words.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { goToRun } from '../../stores/navigation.ts';
import { useOnboardingStore } from '../../stores/onboarding-store.ts';
import { createRun } from '../../stores/run-actions.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Plain } from '../../ui/Plain.tsx';
import { Select } from '../../ui/Select.tsx';
import { DueField } from './DueField.tsx';
import styles from './onboarding-dialogs.module.css';

interface NewRunDialogProps {
  readonly checklistId: ChecklistId | null;
  readonly targetId: TenantId | null;
  readonly onClose: () => void;
}

/** Starts a run: which checklist, from which tenant to which, whose it is and until when. */
export function NewRunDialog({ checklistId, targetId, onClose }: NewRunDialogProps) {
  const checklists = useOnboardingStore((state) => state.checklists);
  const byId = useEstateStore((state) => state.byId);
  const order = useEstateStore((state) => state.order);
  const [chosenId, setChosenId] = useState<string>(checklistId ?? checklists[0]?.id ?? '');
  const [source, setSource] = useState('');
  const [target, setTarget] = useState<string>(targetId ?? '');
  const [owner, setOwner] = useState('');
  const [due, setDue] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isWorking, setWorking] = useState(false);

  const checklist = checklists.find(({ id }) => id === chosenId);
  const hasSource = checklist !== undefined && checklist.sides.source !== null;
  const tenants = order.map((id) => ({
    value: id as string,
    name: visibleText(byId[id]?.name ?? id),
  }));
  const tenantOf = (text: string) => order.find((id) => id === text) ?? null;

  const start = async () => {
    const [sourceId, chosenTarget] = [hasSource ? tenantOf(source) : null, tenantOf(target)];
    if (checklist === undefined) return setProblem('Choose a checklist.');
    if (hasSource && sourceId === null) return setProblem('Choose the tenant it comes from.');
    if (chosenTarget === null) return setProblem('Choose the tenant it is for.');
    if (sourceId === chosenTarget)
      return setProblem('Both sides are the same tenant. Choose two different ones.');
    setWorking(true);
    const answer = await createRun({
      checklistId: checklist.id,
      sourceId,
      targetId: chosenTarget,
      owner: owner.trim(),
      dueAt: isoOfLocal(due),
    });
    setWorking(false);
    if ('problem' in answer) return setProblem(answer.problem);
    onClose();
    await goToRun(answer.id);
  };
  const tenantField = (label: string, value: string, set: (value: string) => void) => (
    <Field label={<Plain>{label}</Plain>} required>
      <Select
        value={value}
        options={[{ value: '', name: 'Choose a tenant' }, ...tenants]}
        onChange={(next) => {
          set(next);
          setProblem(null);
        }}
      />
    </Field>
  );
  return (
    <ModalDialog
      title="Start a run"
      onClose={onClose}
      onSubmit={() => void start()}
      actions={
        <>
          <Button type="submit" appearance="primary" disabled={isWorking}>
            {isWorking ? 'Starting…' : 'Start'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <div className={styles['fields']}>
        <Field label="Checklist" required>
          <Select
            value={chosenId}
            options={checklists.map(({ id, title }) => ({
              value: id as string,
              name: visibleText(title),
            }))}
            onChange={(next) => {
              setChosenId(next);
              setProblem(null);
            }}
          />
        </Field>
        {checklist !== undefined && (
          <div className={styles['summary']}>
            <p>
              <Plain>{checklist.summary}</Plain>
            </p>
            <p className={styles['quiet']}>
              {counted(checklist.steps, 'step')}, version {checklist.version}
              {checklist.origin === 'organisation' && ', your own'}
            </p>
          </div>
        )}
        <div className={styles['two']}>
          {hasSource && tenantField(checklist.sides.source ?? 'Source', source, setSource)}
          {tenantField(checklist?.sides.target ?? 'Target', target, setTarget)}
        </div>
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
        {problem !== null && (
          <p className={styles['problem']} role="alert">
            {problem}
          </p>
        )}
      </div>
    </ModalDialog>
  );
}
