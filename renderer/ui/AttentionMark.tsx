import type { Attention } from '../lib/attention.ts';
import styles from './attention-mark.module.css';

/** The state of a tenant's pages as a shape; the words stand in the name of what carries it. */
export function AttentionMark({ attention }: { readonly attention: Attention }) {
  if (attention === 'none') return null;
  return (
    <svg
      aria-hidden="true"
      className={`${styles['mark'] ?? ''} ${styles[attention] ?? ''}`}
      viewBox="0 0 12 12"
    >
      {SHAPES[attention]}
    </svg>
  );
}

const SHAPES: Readonly<Record<Exclude<Attention, 'none'>, React.ReactNode>> = {
  mismatch: (
    <>
      <path d="M3.8.8h4.4l3 3v4.4l-3 3H3.8l-3-3V3.8z" fill="currentColor" />
      <path d="M6 3v3.6M6 8.2v1" className={styles['sign']} />
    </>
  ),
  blocked: (
    <>
      <path d="M6 .9 11.6 11H.4z" fill="currentColor" />
      <path d="M6 4.4v3M6 8.6v.9" className={styles['sign']} />
    </>
  ),
  stopped: (
    <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
  ),
  open: <circle cx="6" cy="6" r="3.2" fill="currentColor" />,
  asleep: <circle cx="6" cy="6" r="2.9" fill="none" stroke="currentColor" strokeWidth="1.2" />,
};
