import { Field } from '@fluentui/react-components';
import type { RefObject } from 'react';
import { PASSPHRASE_LENGTH } from '../../../preload/contract/passphrase-length.ts';
import { SecretInput } from '../../ui/SecretInput.tsx';
import styles from './storage.module.css';

interface SecretFieldProps {
  readonly label: string;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly hint?: string;
  readonly problem?: string | null;
  readonly isFirst?: boolean;
  readonly isNew?: boolean;
}

/** A passphrase with its label; what was typed is read from the field alone. */
export function SecretField({
  label,
  field,
  hint,
  problem = null,
  isFirst = false,
  isNew = false,
}: SecretFieldProps) {
  return (
    <Field
      className={styles['field'] ?? ''}
      label={label}
      {...(hint !== undefined && { hint })}
      {...(problem !== null && { validationState: 'error' as const, validationMessage: problem })}
    >
      <SecretInput
        ref={field}
        autoFocus={isFirst}
        autoComplete={isNew ? 'new-password' : 'off'}
        maxLength={2 * PASSPHRASE_LENGTH.max}
      />
    </Field>
  );
}
