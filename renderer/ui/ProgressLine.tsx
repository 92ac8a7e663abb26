import styles from './progress-line.module.css';

interface ProgressLineProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
}

/** How far something is, as a line. The words beside it say the same. */
export function ProgressLine({ label, value, max }: ProgressLineProps) {
  return (
    <progress
      className={styles['line']}
      aria-label={label}
      value={Math.min(value, max)}
      max={Math.max(1, max)}
    />
  );
}
