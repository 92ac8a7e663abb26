import { useFieldControlProps_unstable as useFieldControlProps } from '@fluentui/react-components';
import type { ComponentProps } from 'react';
import styles from './field-controls.module.css';
import { ChevronDown16Regular } from './icons.ts';

export interface SelectOption<T extends string> {
  readonly value: T;
  readonly name: string;
}

type SelectProps<T extends string> = Omit<
  ComponentProps<'select'>,
  'onChange' | 'value' | 'size'
> & {
  readonly value: T;
  readonly options: readonly SelectOption<T>[];
  readonly onChange: (value: T) => void;
  readonly isSmall?: boolean;
};

/**
 * The browser's own list, in Fluent's dress: it opens above everything, a portal's page too, and
 * weighs a tenth of the component.
 */
export function Select<T extends string>(props: SelectProps<T>) {
  const { value, options, onChange, isSmall = false, ...rest } = props;
  const labelled = useFieldControlProps(rest, { supportsLabelFor: true, supportsRequired: true });
  return (
    <span className={`${styles['select'] ?? ''} ${isSmall ? (styles['small'] ?? '') : ''}`}>
      <select
        {...labelled}
        className={styles['control']}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
      <ChevronDown16Regular aria-hidden="true" />
    </span>
  );
}
