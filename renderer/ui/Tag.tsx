import type { ReactNode } from 'react';
import styles from './tag.module.css';

interface TagProps {
  readonly children: ReactNode;
  readonly title?: string;
}

/** A fact in a word, without colour. */
export function Tag({ children, title }: TagProps) {
  return (
    <span className={styles['tag']} title={title}>
      {children}
    </span>
  );
}
