import { Button } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { Engagement } from '../../../preload/contract/index.ts';
import { runPhases, stepsOf, tenantOfStep } from '../../lib/run-steps.ts';
import { goToOnboarding } from '../../stores/navigation.ts';
import { loadRun, useRunStore } from '../../stores/run-store.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { StorageNote } from '../onboarding/index.ts';
import { AboutView } from './AboutView.tsx';
import { ResponsibilityView } from './ResponsibilityView.tsx';
import styles from './run.module.css';
import { RunHead } from './RunHead.tsx';
import { RunPortal } from './RunPortal.tsx';
import { Splitter } from './Splitter.tsx';
import { StepList } from './StepList.tsx';
import { StepPane } from './StepPane.tsx';

/** The run that is open: its steps, the one in front, and beside it the portal it is done in. */
export function RunPage() {
  const status = useRunStore((state) => state.status);
  const problem = useRunStore((state) => state.problem);
  const engagement = useRunStore((state) => state.engagement);
  if (engagement !== null) return <Run engagement={engagement} />;
  if (status === 'loading') return <p className={styles['wait']}>Reading the run…</p>;
  const back = <Button onClick={() => void goToOnboarding()}>Back to onboarding</Button>;
  return status === 'gone' ? (
    <EmptyState title="This run is no longer there" actions={back}>
      It was removed, or one of its tenants was forgotten.
    </EmptyState>
  ) : (
    <EmptyState
      title="The run could not be read"
      actions={
        <>
          <Button appearance="primary" onClick={() => void loadRun()}>
            Try again
          </Button>
          {back}
        </>
      }
    >
      {problem}
    </EmptyState>
  );
}

function Run({ engagement }: { readonly engagement: Engagement }) {
  const view = useRunStore((state) => state.view);
  const stepId = useRunStore((state) => state.stepId);
  const operator = useRunStore((state) => state.operator);
  const isPortalShown = useRunStore((state) => state.isPortalShown);
  const list = useRunStore((state) => state.list);
  const share = useRunStore((state) => state.portalShare);
  const phases = useMemo(() => runPhases(engagement), [engagement]);
  const step = stepsOf(phases).find(({ id }) => id === stepId);
  return (
    <div className={styles['page']}>
      <RunHead engagement={engagement} />
      <div className={styles['notes']}>
        <StorageNote />
      </div>
      {view === 'about' ? (
        <AboutView engagement={engagement} />
      ) : view === 'responsibilities' ? (
        <ResponsibilityView engagement={engagement} phases={phases} />
      ) : (
        <div
          className={styles['layout']}
          data-list={list}
          data-portal={isPortalShown}
          style={{ '--share': `${String(share)}%` } as React.CSSProperties}
        >
          <StepList engagement={engagement} phases={phases} currentId={stepId} />
          <div className={styles['work']}>
            <div className={styles['split']}>
              {step !== undefined && (
                <StepPane
                  key={`${step.id} ${operator ?? ''}`}
                  engagement={engagement}
                  step={step}
                  phases={phases}
                  operator={operator}
                />
              )}
              {isPortalShown && step !== undefined && (
                <>
                  <Splitter />
                  <RunPortal
                    engagementId={engagement.summary.id}
                    step={step}
                    operator={operator}
                    tenantId={tenantOfStep(step.step, engagement.summary)}
                  />
                </>
              )}
            </div>
          </div>
        </div>
      )}
    </div>
  );
}
