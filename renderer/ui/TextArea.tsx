import { useFieldControlProps_unstable as useFieldControlProps } from '@fluentui/react-components';
import type { ComponentProps } from 'react';
import styles from './field-controls.module.css';

type TextAreaProps = Omit<ComponentProps<'textarea'>, 'onChange' | 'value'> & {
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** Text of several lines, in either writing direction. */
export function TextArea({ onChange, className = '', ...rest }: TextAreaProps) {
  const labelled = useFieldControlProps(rest, { supportsLabelFor: true, supportsRequired: true });
  return (
    <textarea
      dir="auto"
      {...labelled}
      className={`${styles['control'] ?? ''} ${styles['area'] ?? ''} ${className}`}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
