import { useFieldControlProps_unstable as useFieldControlProps } from '@fluentui/react-components';
import type { ComponentProps } from 'react';
import styles from './field-controls.module.css';

/**
 * A field for a passphrase. It is the browser's own: one whose value React keeps would leave the
 * passphrase in the page's state.
 */
export function SecretInput(props: Omit<ComponentProps<'input'>, 'type' | 'value' | 'onChange'>) {
  const labelled = useFieldControlProps(props, { supportsLabelFor: true });
  return (
    <input
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      {...labelled}
      type="password"
      className={`${styles['control'] ?? ''} ${styles['line'] ?? ''}`}
    />
  );
}
