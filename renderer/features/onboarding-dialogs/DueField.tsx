import { Field, Input } from '@fluentui/react-components';
import { zoneName } from '../../lib/moments.ts';

interface DueFieldProps {
  readonly label: string;
  /** As a field of date and time has it; empty for none. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem?: string | null;
  readonly isRequired?: boolean;
}

/** A date and time in the operator's own zone, which is named. */
export function DueField({ label, value, onChange, problem = null, isRequired }: DueFieldProps) {
  return (
    <Field
      label={label}
      hint={`Time zone: ${zoneName()}`}
      required={isRequired ?? false}
      {...(problem !== null && { validationState: 'error' as const, validationMessage: problem })}
    >
      <Input
        type="datetime-local"
        value={value}
        onChange={(_event, data) => onChange(data.value)}
      />
    </Field>
  );
}
