import { ownValue } from '../../lib/own-value.ts';
import styles from './device-cell.module.css';

/** How much a value wants of the operator. */
type Level = 'bad' | 'doubtful' | 'good';

const LEVELS: Readonly<Record<string, Readonly<Record<string, Level>>>> = {
  risk: { high: 'bad', medium: 'doubtful' },
  exposure: { high: 'bad', medium: 'doubtful' },
  health: {
    inactive: 'doubtful',
    'impaired-communication': 'doubtful',
    'no-sensor-data': 'doubtful',
    'no-sensor-data-impaired-communication': 'doubtful',
    misconfigured: 'bad',
  },
  compliance: {
    noncompliant: 'bad',
    error: 'bad',
    conflict: 'bad',
    'in-grace-period': 'doubtful',
    compliant: 'good',
  },
  antivirus: { disabled: 'bad' },
  encryption: { no: 'bad' },
  internetFacing: { yes: 'doubtful' },
  onboarding: { 'can-be-onboarded': 'doubtful' },
};

export function levelOf(column: string, value: unknown): Level | null {
  return typeof value === 'string' ? (ownValue(ownValue(LEVELS, column), value) ?? null) : null;
}

/** A level as a shape; the word beside it says what it is. */
export function LevelMark({ level }: { readonly level: Level }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 12 12" className={styles['mark']} data-level={level}>
      {level === 'bad' ? (
        <path d="M6 .9 11.6 11H.4z" fill="currentColor" />
      ) : level === 'doubtful' ? (
        <path d="M6 1 11 6 6 11 1 6z" fill="none" stroke="currentColor" strokeWidth="1.6" />
      ) : (
        <path d="M2 6.4 4.8 9 10 3.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      )}
    </svg>
  );
}
