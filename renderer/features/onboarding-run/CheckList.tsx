import type { CheckResult } from '../../../preload/contract/index.ts';
import { daysText, zonedText } from '../../lib/moments.ts';
import { CHECK_STATE_MARKS, CHECK_STATE_WORDS } from '../../lib/onboarding-words.ts';
import { useAppStore } from '../../stores/app-store.ts';
import { Ago } from '../../ui/Ago.tsx';
import { Plain } from '../../ui/Plain.tsx';
import { StateWord } from '../../ui/StateWord.tsx';
import { TenantName } from '../../ui/TenantName.tsx';
import { useNow } from '../../ui/use-now.ts';
import styles from './step.module.css';

/** What Bulkhead reads back: found, wanted, from where, and how old it is. */
export function CheckList({ checks }: { readonly checks: readonly CheckResult[] }) {
  const isOnline = useAppStore((state) => state.isOnline);
  return (
    <section className={styles['section']} aria-labelledby="step-checks">
      <h3 id="step-checks">Checks</h3>
      {!isOnline && (
        <p className={styles['quiet']}>
          This device is offline. Checks wait for the network; what was found before is kept.
        </p>
      )}
      <ul className={styles['checks']}>
        {checks.map((check, at) => (
          // One check may be asked of both tenants, or with two values.
          // oxlint-disable-next-line react/no-array-index-key -- they never change their order
          <CheckItem key={at} check={check} />
        ))}
      </ul>
    </section>
  );
}

function CheckItem({ check }: { readonly check: CheckResult }) {
  const nowMs = useNow();
  const { state, title, found, wanted, needs, source, tenantId, facts, completes } = check;
  return (
    <li className={styles['check']} data-state={state}>
      <div className={styles['checkHead']}>
        <b>
          <Plain>{title}</Plain>
        </b>
        <StateWord state={CHECK_STATE_MARKS[state]} word={CHECK_STATE_WORDS[state]} />
        {!completes && <span className={styles['quiet']}>for information</span>}
      </div>
      <dl className={styles['facts']}>
        <div>
          <dt>Found</dt>
          <dd>
            <Plain>{found}</Plain>
          </dd>
        </div>
        {state !== 'passed' && (
          <div>
            <dt>Wanted</dt>
            <dd>
              <Plain>{wanted}</Plain>
            </dd>
          </div>
        )}
        {needs !== null && (
          <div>
            <dt>Needs</dt>
            <dd>
              <Plain>{needs}</Plain>
            </dd>
          </div>
        )}
        {check.endsAt !== null && (
          <div>
            <dt>Ends</dt>
            <dd>
              {zonedText(check.endsAt)}, {daysText(check.endsAt, nowMs)}
            </dd>
          </div>
        )}
        <div>
          <dt>Read from</dt>
          <dd>
            <TenantName tenantId={tenantId} />{' '}
            {check.checkedAt === null ? 'not read yet' : <Ago iso={check.checkedAt} />}
          </dd>
        </div>
      </dl>
      <details className={styles['more']}>
        <summary>Source and details</summary>
        <p className={styles['source']}>
          <Plain>{source}</Plain>
        </p>
        {facts.length > 0 && (
          <dl className={styles['facts']}>
            {facts.map(({ label, value }, at) => (
              // Two facts may have one label.
              // oxlint-disable-next-line react/no-array-index-key -- they never change their order
              <div key={at}>
                <dt>
                  <Plain>{label}</Plain>
                </dt>
                <dd>
                  <Plain>{value}</Plain>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </details>
    </li>
  );
}
