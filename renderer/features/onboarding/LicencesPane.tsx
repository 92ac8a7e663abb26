import { LicenceCalculator } from './LicenceCalculator.tsx';
import styles from './onboarding.module.css';

/** What guests of a security provider need licences for: the formula, and what has replaced it. */
export function LicencesPane() {
  return (
    <div className={styles['pane']}>
      <LicenceCalculator />
    </div>
  );
}
