import { Button } from '@fluentui/react-components';
import type { StepProgress } from '../../../preload/contract/index.ts';
import { type RunPhase, type RunStep, stepsOf } from '../../lib/run-steps.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { openStepOfRun } from '../../stores/run-store.ts';
import { ShieldLock16Regular, Warning16Filled } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import styles from './step.module.css';

interface StepAlertsProps {
  readonly step: RunStep;
  readonly phases: readonly RunPhase[];
  readonly progress: StepProgress | null;
}

/** What is to be known before anything is pressed: no way back, conflicts, what comes first. */
export function StepAlerts({ step, phases, progress }: StepAlertsProps) {
  const said = step.step;
  const all = stepsOf(phases);
  const blocking = (progress?.blockedBy ?? []).flatMap(
    (id) => all.find((one) => one.id === id) ?? [],
  );
  return (
    <>
      {said !== null && said.irreversible !== null && (
        <div className={styles['alert']} data-kind="danger" role="note">
          <ShieldLock16Regular />
          <div>
            <p>
              <b>This cannot be taken back.</b> The tenant’s name is asked for before it counts as
              done.
            </p>
            <p>
              <Plain>{said.irreversible}</Plain>
            </p>
          </div>
        </div>
      )}
      {progress?.conflicts.map(({ rule, text, first }) => (
        <div key={rule} className={styles['alert']} data-kind="danger" role="note">
          <Warning16Filled />
          <div>
            <p>
              <b>Conflict.</b> <Plain>{text}</Plain>
            </p>
            <p>
              <b>First:</b> <Plain>{first}</Plain>
            </p>
          </div>
        </div>
      ))}
      {blocking.length > 0 && (
        <div className={styles['alert']} data-kind="warning" role="note">
          <Warning16Filled />
          <div>
            <p>
              <b>Another step comes first.</b>
            </p>
            <ul className={styles['blocking']}>
              {blocking.map(({ id, title }) => (
                <li key={id}>
                  <Button size="small" onClick={() => void openStepOfRun(id)}>
                    {visibleText(title)}
                  </Button>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
      {said?.warnings.map((text) => (
        <div key={text} className={styles['alert']} data-kind="warning" role="note">
          <Warning16Filled />
          <p>
            <Plain>{text}</Plain>
          </p>
        </div>
      ))}
    </>
  );
}
