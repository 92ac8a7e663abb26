import { Field, Input } from '@fluentui/react-components';
import { typeableText } from '../lib/visible-text.ts';
import { Plain } from './Plain.tsx';
import styles from './typed-name.module.css';

interface TypedNameProps {
  readonly name: string;
  readonly value: string;
  readonly problem: string | null;
  readonly onChange: (value: string) => void;
}

/** The field in which a tenant's name is typed, so that nobody does something to another one. */
export function TypedName({ name, value, problem, onChange }: TypedNameProps) {
  return (
    <Field
      className={styles['field'] ?? ''}
      label={
        <span>
          Type{' '}
          <b>
            <Plain>{typeableText(name)}</Plain>
          </b>{' '}
          to confirm
        </span>
      }
      {...(problem !== null && { validationState: 'error' as const, validationMessage: problem })}
    >
      <Input
        value={value}
        autoFocus
        autoComplete="off"
        spellCheck={false}
        maxLength={120}
        onChange={(_event, data) => onChange(data.value)}
      />
    </Field>
  );
}
