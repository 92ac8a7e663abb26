import type { PolicySummary } from '../../../preload/contract/index.ts';
import { useAppStore } from '../../stores/app-store.ts';
import { LockClosed16Regular } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import styles from './settings.module.css';

const STATES: Readonly<Record<PolicySummary['state'], string>> = {
  absent:
    'Nothing is decided for this device. What is below holds until an administrator says otherwise.',
  ok: 'Decided for this device. What has a lock comes from the policy; the rest is what holds without one.',
  rejected:
    'There is a policy that cannot be used, so the strictest rules hold. Ask your administrator to correct it.',
  unreadable:
    'There is a policy that cannot be read, so the strictest rules hold. Ask your administrator to make it readable.',
};

/** What an administrator decided, with its source; and what holds of everything else. */
export function PolicySection() {
  const policy = useAppStore((state) => state.policy);
  if (policy === null) return null;
  const { state, source, rules } = policy;
  return (
    <section className={styles['section']} aria-labelledby="settings-policy">
      <h2 id="settings-policy" className={styles['head']}>
        Your organisation’s policy
      </h2>
      <p className={styles['hint']}>{STATES[state]}</p>
      <p className={styles['hint']}>
        {source === null ? (
          'This system has no place for a policy.'
        ) : (
          <>
            {state === 'absent' ? 'It would be in ' : 'It is in '}
            <Plain>{source}</Plain>
          </>
        )}
      </p>
      {rules.length > 0 && (
        <dl className={styles['rules']} aria-label="Rules">
          {rules.map(({ key, name, value, isManaged }) => (
            <div key={key} className={styles['rule']}>
              <dt className={styles['label']}>{name}</dt>
              <dd className={styles['ruleValue']}>
                <Plain>{value}</Plain>
                {isManaged && (
                  <span className={styles['lock']}>
                    <LockClosed16Regular />
                    {state === 'ok'
                      ? 'Decided by your organisation'
                      : 'Until the policy can be used'}
                  </span>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
