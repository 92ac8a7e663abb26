import type { ReactNode } from 'react';
import type { CheckState } from '../../preload/contract/index.ts';
import styles from './state-mark.module.css';

/** Outline of a mark: by its state, or by what it is a badge of. */
export type MarkFrame = 'state' | 'circle' | 'diamond' | 'shield';

interface StateMarkProps {
  readonly state: CheckState;
  readonly frame?: MarkFrame;
  /** Drawn hollow: what it says is no longer fresh. */
  readonly isStale?: boolean;
}

/**
 * The state of a check as a shape: every state has a sign of its own, so that none is told by
 * colour alone. Decoration: the words stand beside it, or in the name of what carries it.
 */
export function StateMark({ state, frame = 'state', isStale = false }: StateMarkProps) {
  const outline = frame === 'state' ? OUTLINES[state] : FRAMES[frame];
  const isFull = !isStale && FULL.has(state);
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 14 14"
      className={`${styles['mark'] ?? ''} ${styles[state] ?? ''}`}
      data-full={isFull}
    >
      {outline !== null && (
        <path
          d={outline}
          className={styles['outline']}
          strokeDasharray={DASHED.has(state) ? '2 1.6' : undefined}
        />
      )}
      {SIGNS[state]}
    </svg>
  );
}

const FULL: ReadonlySet<CheckState> = new Set(['pass', 'fail', 'attention']);
const DASHED: ReadonlySet<CheckState> = new Set(['not-collected', 'report-only']);

const CIRCLE = 'M7 1a6 6 0 1 1 0 12A6 6 0 0 1 7 1z';
const SQUARE = 'M3 1.4h8A1.6 1.6 0 0 1 12.6 3v8a1.6 1.6 0 0 1-1.6 1.6H3A1.6 1.6 0 0 1 1.4 11V3z';

const FRAMES: Readonly<Record<Exclude<MarkFrame, 'state'>, string>> = {
  circle: CIRCLE,
  diamond: 'M7 .5 13.5 7 7 13.5.5 7z',
  shield: 'M7 .7 12.7 2.5v4.3c0 3.2-2.2 5.4-5.7 6.6-3.5-1.2-5.7-3.4-5.7-6.6V2.5z',
};

const OUTLINES: Readonly<Record<CheckState, string | null>> = {
  pass: CIRCLE,
  fail: 'M4.5 1h5L13 4.5v5L9.5 13h-5L1 9.5v-5z',
  attention: 'M7 1.2 13.4 12.6H.6z',
  'report-only': CIRCLE,
  fact: SQUARE,
  unknown: CIRCLE,
  'not-permitted': CIRCLE,
  'not-licensed': SQUARE,
  'not-available': null,
  'not-collected': CIRCLE,
};

const line = (d: string) => <path d={d} className={styles['sign']} />;

const SIGNS: Readonly<Record<CheckState, ReactNode>> = {
  pass: line('M4.3 7.2 6.2 9.1 9.8 5.1'),
  fail: line('M5 5l4 4M9 5 5 9'),
  attention: line('M7 5v3.1M7 10.2v.3'),
  'report-only': <path d="M7 3.6a3.4 3.4 0 0 1 0 6.8z" fill="currentColor" />,
  fact: line('M7 6.6v3.4M7 4.1v.3'),
  unknown: line('M5.3 5.5a1.7 1.7 0 1 1 2.6 1.5c-.6.4-.9.7-.9 1.3M7 10.3v.2'),
  'not-permitted': line('M4.2 9.8l5.6-5.6'),
  'not-licensed': line('M5.9 7a1.3 1.3 0 1 1-2.6 0 1.3 1.3 0 0 1 2.6 0zM5.9 7h4.6v1.7M8.4 7v1.3'),
  'not-available': line('M3.6 7h6.8'),
  'not-collected': line('M4.5 7v.1M7 7v.1M9.5 7v.1'),
};
