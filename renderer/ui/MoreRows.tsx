import { Button } from '@fluentui/react-components';
import styles from './more-rows.module.css';

interface MoreRowsProps {
  readonly left: number;
  readonly what: string;
  readonly onMore: () => void;
}

/** Draws the next rows of a long table. */
export function MoreRows({ left, what, onMore }: MoreRowsProps) {
  if (left === 0) return null;
  return (
    <p className={styles['more']}>
      <Button size="small" onClick={onMore}>
        Show {Math.min(100, left)} more of {left} {what}
      </Button>
    </p>
  );
}
