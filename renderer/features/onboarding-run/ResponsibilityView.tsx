import type { Engagement, Step } from '../../../preload/contract/index.ts';
import { STEP_MARKS, STEP_WORDS } from '../../lib/onboarding-words.ts';
import type { RunPhase } from '../../lib/run-steps.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { openStepOfRun, setRunView } from '../../stores/run-store.ts';
import { Plain } from '../../ui/Plain.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { TenantName } from '../../ui/TenantName.tsx';
import styles from './views.module.css';

type Part = NonNullable<Step['responsibility']>['source'];

const WORDS: Readonly<Record<Part, string>> = {
  responsible: 'Responsible',
  accountable: 'Accountable',
  consulted: 'Consulted',
  informed: 'Informed',
  none: '–',
};

interface ResponsibilityViewProps {
  readonly engagement: Engagement;
  readonly phases: readonly RunPhase[];
}

/** Who does, answers for, is asked about and is told of each step, on either side. */
export function ResponsibilityView({ engagement, phases }: ResponsibilityViewProps) {
  const { summary, checklist } = engagement;
  const { source, target } = checklist.sides;
  return (
    <div className={styles['view']} role="region" aria-label="Responsibilities" tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">State</th>
            {source !== null && (
              <th scope="col">
                <Plain>{source}</Plain>
                {summary.sourceId !== null && <TenantName tenantId={summary.sourceId} />}
              </th>
            )}
            <th scope="col">
              <Plain>{target}</Plain>
              <TenantName tenantId={summary.targetId} />
            </th>
            <th scope="col">Owner</th>
          </tr>
        </thead>
        {phases.map((phase) => {
          const steps = phase.steps.filter(({ step }) => (step?.responsibility ?? null) !== null);
          if (steps.length === 0) return null;
          return (
            <tbody key={phase.id}>
              <tr className={styles['group']}>
                <th scope="rowgroup" colSpan={source === null ? 4 : 5}>
                  <Plain>{phase.title}</Plain>
                </th>
              </tr>
              {steps.map(({ id, title, step, state, progress, isGuide }) => (
                <tr key={id}>
                  <th scope="row">
                    <button
                      type="button"
                      dir="auto"
                      className={styles['opener']}
                      onClick={() => {
                        setRunView('steps');
                        void openStepOfRun(id);
                      }}
                    >
                      {visibleText(title)}
                    </button>
                  </th>
                  <td>
                    {isGuide ? (
                      'Guide'
                    ) : (
                      <span className={styles['state']}>
                        <StateMark state={STEP_MARKS[state]} />
                        {STEP_WORDS[state]}
                      </span>
                    )}
                  </td>
                  {source !== null && <PartCell part={step?.responsibility?.source ?? 'none'} />}
                  <PartCell part={step?.responsibility?.target ?? 'none'} />
                  <td>
                    <Owner name={progress.find(({ owner }) => owner !== '')?.owner ?? ''} />
                  </td>
                </tr>
              ))}
            </tbody>
          );
        })}
      </table>
    </div>
  );
}

function PartCell({ part }: { readonly part: Part }) {
  return (
    <td>
      <span className={styles['part']} data-part={part}>
        {WORDS[part]}
      </span>
    </td>
  );
}

function Owner({ name }: { readonly name: string }) {
  return name === '' ? <span className={styles['quiet']}>Nobody</span> : <Plain>{name}</Plain>;
}
