import { Button } from '@fluentui/react-components';
import type { CheckState, RiskFinding } from '../../../preload/contract/index.ts';
import { counted } from '../../lib/onboarding-words.ts';
import { goToTenantOnboarding } from '../../stores/navigation.ts';
import { useWhileShown } from '../../stores/page-sight.ts';
import { loadRecords, useRecordsStore, watchRecords } from '../../stores/records-store.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Plain } from '../../ui/Plain.tsx';
import { StateWord } from '../../ui/StateWord.tsx';
import { TenantName } from '../../ui/TenantName.tsx';
import styles from './onboarding.module.css';

const MARKS: Readonly<Record<RiskFinding['state'], CheckState>> = {
  found: 'fail',
  'not-found': 'pass',
  unknown: 'unknown',
};
const WORDS: Readonly<Record<RiskFinding['state'], string>> = {
  found: 'Found',
  'not-found': 'Not found',
  unknown: 'Cannot be told yet',
};
/** Tenants of a finding that are named at once. */
const MOST_NAMED = 24;

/** The risks of setting many tenants up, concluded from what is known, each with its reason. */
export function RisksPane() {
  const status = useRecordsStore((state) => state.status);
  const problem = useRecordsStore((state) => state.problem);
  const risks = useRecordsStore((state) => state.risks);
  useWhileShown(watchRecords);
  if (status === 'failed') {
    return (
      <EmptyState
        title="The risks could not be read"
        actions={<Button onClick={() => void loadRecords()}>Try again</Button>}
      >
        {problem}
      </EmptyState>
    );
  }
  return (
    <div className={styles['pane']}>
      <p className={styles['lead']}>
        Concluded from status, devices and your own records, not from a service. What was never
        collected cannot be told.
      </p>
      <ul className={styles['cards']} aria-label="Risks">
        {risks.map((risk) => (
          <li key={risk.id} className={styles['card']} data-state={risk.state}>
            <h2 className={styles['cardTitle']}>
              <Plain>{risk.title}</Plain>
            </h2>
            <StateWord state={MARKS[risk.state]} word={WORDS[risk.state]} />
            <p className={styles['cardText']}>
              <Plain>{risk.reason}</Plain>
            </p>
            {risk.tenantIds.length > 0 && (
              <ul className={styles['tenants']} aria-label="Tenants">
                {risk.tenantIds.slice(0, MOST_NAMED).map((id) => (
                  <li key={id}>
                    <button
                      type="button"
                      className={styles['opener']}
                      onClick={() => void goToTenantOnboarding(id)}
                    >
                      <TenantName tenantId={id} />
                    </button>
                  </li>
                ))}
                {risk.tenantIds.length > MOST_NAMED && (
                  <li>and {counted(risk.tenantIds.length - MOST_NAMED, 'more', 'more')}</li>
                )}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
