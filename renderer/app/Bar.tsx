import type { ReactNode } from 'react';
import { Warning16Filled } from '../ui/icons.ts';
import styles from './frame.module.css';

/** One message above what is in front; `after` is what can be done about it. */
export function Bar(props: {
  readonly role: 'alert' | 'status';
  readonly title: string;
  readonly children: ReactNode;
  readonly after?: ReactNode;
}) {
  return (
    <section role={props.role} className={styles['problem']}>
      <Warning16Filled className={styles['warning'] ?? ''} />
      <p className={styles['problemWords']}>
        <b>{props.title}</b> {props.children}
      </p>
      {props.after}
    </section>
  );
}
