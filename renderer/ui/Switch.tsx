import styles from './switch.module.css';

interface SwitchProps {
  readonly id: string;
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly 'aria-describedby': string;
  readonly onChange: (checked: boolean) => void;
}

/** On or off, and it says which. */
export function Switch({ onChange, ...props }: SwitchProps) {
  return (
    <span className={styles['switch']}>
      <span aria-hidden="true">{props.checked ? 'On' : 'Off'}</span>
      <input
        {...props}
        type="checkbox"
        role="switch"
        aria-checked={props.checked}
        className={styles['box']}
        onChange={(event) => onChange(event.target.checked)}
      />
    </span>
  );
}
