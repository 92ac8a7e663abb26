import type { Step } from '../../../preload/contract/index.ts';
import { Plain } from '../../ui/Plain.tsx';
import styles from './step.module.css';

/** What to do, click by click, why, with which role, what is seen then, and what if not. */
export function StepGuide({ step }: { readonly step: Step }) {
  const { actions, why, expected, ifItFails, role } = step;
  return (
    <>
      <section className={styles['section']} aria-labelledby="step-do">
        <h3 id="step-do">What to do</h3>
        <ol className={styles['actions']}>
          {actions.map((action) => (
            <li key={action}>
              <Plain>{action}</Plain>
            </li>
          ))}
        </ol>
      </section>
      <dl className={styles['facts']}>
        <div>
          <dt>Why</dt>
          <dd>
            <Plain>{why}</Plain>
          </dd>
        </div>
        {role !== null && (
          <div>
            <dt>Role</dt>
            <dd>
              <Plain>{role.least}</Plain> is enough.
              {role.documented !== null && (
                <span className={styles['quiet']}>
                  {' '}
                  The document asks for <Plain>{role.documented}</Plain>.
                </span>
              )}
            </dd>
          </div>
        )}
        {expected !== null && (
          <div>
            <dt>You see</dt>
            <dd>
              <Plain>{expected}</Plain>
            </dd>
          </div>
        )}
        {ifItFails.length > 0 && (
          <div>
            <dt>If it fails</dt>
            <dd>
              <ul className={styles['bullets']}>
                {ifItFails.map((text) => (
                  <li key={text}>
                    <Plain>{text}</Plain>
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}
