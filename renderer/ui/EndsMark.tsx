import type { TenantEnds } from '../lib/ends.ts';
import styles from './ends-mark.module.css';

/**
 * That something of a tenant's onboarding has ended or drifted, or ends soon, as an hourglass: full
 * when it has, hollow when it will. Decoration: its words stand in the name of what carries it.
 */
export function EndsMark({ ends }: { readonly ends: TenantEnds | null }) {
  if (ends === null) return null;
  const isOver = ends.ended > 0 || ends.drifted > 0;
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 12 12"
      className={styles['mark']}
      data-over={isOver}
      data-mark="ends"
    >
      <path d="M2.5 1h7M2.5 11h7M3.2 1.2c0 3 2.3 3.4 2.3 4.8S3.2 7.8 3.2 10.8h5.6C8.8 7.8 6.5 7.4 6.5 6s2.3-1.8 2.3-4.8z" />
    </svg>
  );
}
