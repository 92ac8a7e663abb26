import { Button, Field, Input } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import type { Engagement, Parameter, ParameterId } from '../../../preload/contract/index.ts';
import { isStorageFixed } from '../../lib/onboarding-words.ts';
import { parameterProblem, type TakenValue } from '../../lib/parameter-check.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { useOnboardingStore } from '../../stores/onboarding-store.ts';
import { saveParameter } from '../../stores/run-actions.ts';
import styles from './step.module.css';

interface ParameterFieldsProps {
  readonly engagement: Engagement;
  readonly ids: readonly ParameterId[];
}

/** Values that are entered once for the run. */
export function ParameterFields({ engagement, ids }: ParameterFieldsProps) {
  const { checklist, parameters, summary } = engagement;
  const wanted = checklist.parameters.filter(({ id }) => ids.includes(id));
  const valueOf = (id: ParameterId) => parameters.find((one) => one.id === id)?.value ?? '';
  if (wanted.length === 0) return null;
  const taken: readonly TakenValue[] = [
    { id: 'sourceId', label: 'the tenant id of the source', value: summary.sourceId ?? '' },
    { id: 'targetId', label: 'the tenant id of the target', value: summary.targetId },
    ...checklist.parameters.map(({ id, label }) => ({
      id,
      label: `“${visibleText(label)}”`,
      value: valueOf(id),
    })),
  ].filter(({ value }) => value !== '');
  return (
    <section className={styles['section']} aria-labelledby="step-values">
      <h3 id="step-values">Values of this run</h3>
      <div className={styles['parameters']}>
        {wanted.map((parameter) => (
          <ParameterField
            key={parameter.id}
            engagement={engagement}
            parameter={parameter}
            kept={valueOf(parameter.id)}
            taken={taken.filter(({ id }) => id !== parameter.id)}
          />
        ))}
      </div>
    </section>
  );
}

interface ParameterFieldProps {
  readonly engagement: Engagement;
  readonly parameter: Parameter;
  readonly kept: string;
  readonly taken: readonly TakenValue[];
}

function ParameterField({ engagement, parameter, kept, taken }: ParameterFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const isFixed = useOnboardingStore((state) => isStorageFixed(state.storage));
  const value = draft ?? kept;
  const problem = refused ?? parameterProblem(parameter, value, taken);
  const isChanged = draft !== null && draft.trim() !== kept;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (problem !== null || !isChanged) return;
    const failure = await saveParameter(engagement.summary.id, parameter.id, value.trim());
    if (failure === null) setDraft(null);
    setRefused(failure);
  };
  return (
    <form
      className={styles['parameter']}
      data-parameter={parameter.id}
      onSubmit={(event) => void save(event)}
    >
      <Field
        size="small"
        className={styles['grow'] ?? ''}
        label={visibleText(parameter.label)}
        hint={visibleText(parameter.help)}
        {...(problem === null
          ? {}
          : { validationState: 'error' as const, validationMessage: problem })}
      >
        <Input
          size="small"
          autoComplete="off"
          spellCheck={false}
          maxLength={1_000}
          value={value}
          disabled={isFixed}
          onChange={(_event, data) => {
            setDraft(data.value);
            setRefused(null);
          }}
        />
      </Field>
      <Button
        type="submit"
        size="small"
        disabled={!isChanged || problem !== null || isFixed}
        aria-label={`Save ${visibleText(parameter.label)}`}
      >
        Save
      </Button>
    </form>
  );
}
