import { Button } from '@fluentui/react-components';
import type { StartProblem } from '../../preload/contract/index.ts';
import { dismissProblem, useAppStore } from '../stores/app-store.ts';
import { Dismiss20Regular, Warning16Filled } from '../ui/icons.ts';
import { Plain } from '../ui/Plain.tsx';
import styles from './frame.module.css';

const WHAT: Readonly<Record<StartProblem['what'], string>> = {
  tenants: 'Tenants',
  settings: 'Settings',
  workspace: 'Open pages',
  identity: 'Sign-ins',
  views: 'Device views',
  updates: 'Updates',
  policy: 'Policy',
};

const STATE: Readonly<Record<StartProblem['state'], string>> = {
  damaged: 'damaged',
  'newer-version': 'from a newer version',
  unreadable: 'not readable',
  rejected: 'refused',
};

/** What went wrong with stored data at start, one bar for each, until it is dismissed. */
export function StartProblems() {
  const problems = useAppStore((state) => state.problems);
  if (problems.length === 0) return null;
  return (
    <div className={styles['problems']}>
      {problems.map((problem) => (
        <section key={problem.what} role="alert" className={styles['problem']}>
          <Warning16Filled className={styles['warning'] ?? ''} />
          <p className={styles['problemWords']}>
            <b>
              {WHAT[problem.what]}: {STATE[problem.state]}.
            </b>{' '}
            <Plain>{problem.message}</Plain>
            {problem.keptAs !== null && (
              <>
                {' '}
                Kept as <Plain className={styles['file']}>{problem.keptAs}</Plain>.
              </>
            )}
          </p>
          <Button
            appearance="transparent"
            size="small"
            aria-label={`Dismiss: ${WHAT[problem.what]}`}
            icon={<Dismiss20Regular />}
            onClick={() => void dismissProblem(problem.what)}
          />
        </section>
      ))}
    </div>
  );
}
