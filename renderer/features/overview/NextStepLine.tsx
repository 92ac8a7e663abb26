import type { Tenant } from '../../../preload/contract/index.ts';
import { wayOutText } from '../../lib/tenant-words.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { useAppStore } from '../../stores/app-store.ts';
import { goToStatus } from '../../stores/navigation.ts';
import { takeWayOut } from '../../stores/ways-out.ts';
import { StateWord } from '../../ui/StateWord.tsx';
import type { NextStep } from './next-step.ts';
import styles from './overview.module.css';

interface NextStepLineProps {
  readonly tenant: Tenant;
  readonly step: NextStep;
}

/** What a tenant wants, and the button that gives it. */
export function NextStepLine({ tenant, step }: NextStepLineProps) {
  const isOnline = useAppStore((state) => state.isOnline);
  const { way } = step;
  const isLeading = way === null || (!isOnline && way.kind !== 'ask-consent');
  const action = isLeading ? 'See why' : wayOutText(way);
  return (
    <span className={styles['next']}>
      <StateWord state={step.state} word={step.words} />
      <button
        type="button"
        className={styles['nextAction']}
        aria-label={`${action}: ${visibleText(tenant.name)}`}
        onClick={() =>
          void (isLeading || way === null ? goToStatus(tenant.id) : takeWayOut(tenant.id, way))
        }
      >
        {action}
      </button>
    </span>
  );
}
