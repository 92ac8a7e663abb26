import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Engagement } from '../../../preload/contract/index.ts';
import { type RunPhase, type RunStep, sideName, tenantOfStep } from '../../lib/run-steps.ts';
import { selectTenant, useEstateStore } from '../../stores/estate-store.ts';
import type { StepRef } from '../../stores/run-actions.ts';
import { useRunStore } from '../../stores/run-store.ts';
import { CloudTag } from '../../ui/CloudTag.tsx';
import { Plain } from '../../ui/Plain.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { TenantTile } from '../../ui/TenantTile.tsx';
import { CheckList } from './CheckList.tsx';
import { CopyValues } from './CopyValues.tsx';
import { EvidenceSection } from './EvidenceSection.tsx';
import { HistorySection } from './HistorySection.tsx';
import { OperatorRows } from './OperatorRows.tsx';
import { ParameterFields } from './ParameterFields.tsx';
import { QueryBox } from './QueryBox.tsx';
import { StepActions } from './StepActions.tsx';
import { StepAlerts } from './StepAlerts.tsx';
import { StepFactsForm } from './StepFactsForm.tsx';
import { StepGuide } from './StepGuide.tsx';
import styles from './step.module.css';
import { StepStateLine } from './StepStateLine.tsx';
import { useStepAction } from './use-step-action.ts';
import { WaitTimer } from './WaitTimer.tsx';

interface StepPaneProps {
  readonly engagement: Engagement;
  readonly step: RunStep;
  readonly phases: readonly RunPhase[];
  readonly operator: string | null;
}

/** A step: what stands in its way, what to do, what Bulkhead reads back, and what is kept of it. */
export function StepPane({ engagement, step, phases, operator }: StepPaneProps) {
  const said = step.step;
  const progress =
    step.progress.find((one) => one.operator === operator) ?? step.progress[0] ?? null;
  const tenantId = tenantOfStep(said, engagement.summary);
  const tenant = useEstateStore(selectTenant(tenantId));
  const heading = useRef<HTMLHeadingElement>(null);
  const ref: StepRef = { engagementId: engagement.summary.id, stepId: step.id, operator };
  const action = useStepAction({ engagement, step, phases, progress, stepRef: ref });

  // Whoever goes on to a step, by its button or its row, reads on at its title.
  const chosen = useRunStore((state) => state.chosen);
  useEffect(() => {
    if (chosen > 0) heading.current?.focus();
  }, [chosen]);

  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !event.ctrlKey || event.repeat) return;
    event.preventDefault();
    action.run();
  };
  return (
    <section
      className={styles['pane']}
      aria-labelledby="step-title"
      data-irreversible={step.isIrreversible}
      style={{ '--tenant': tenant?.colour ?? 'transparent' } as React.CSSProperties}
      onKeyDown={onKey}
    >
      <div className={styles['body']} tabIndex={-1}>
        <header className={styles['head']}>
          <p className={styles['where']}>
            {tenant !== null && (
              <>
                <TenantTile initials={tenant.initials} colour={tenant.colour} />
                <Plain className={styles['tenantName']}>{tenant.name}</Plain>
                <CloudTag cloud={tenant.cloud} />
              </>
            )}
            <span className={styles['side']}>
              <Plain>{sideName(said, engagement.checklist)}</Plain>
            </span>
            {said?.isOptional === true && <Tag>Optional</Tag>}
            {step.isGuide && <Tag>Guide</Tag>}
            {progress?.isNew === true && <Tag>New in this version</Tag>}
          </p>
          <h2 id="step-title" ref={heading} className={styles['title']} tabIndex={-1}>
            <Plain>{step.title}</Plain>
          </h2>
          {step.isGuide ? (
            step.phase.about !== null && (
              <p className={styles['quiet']}>
                <Plain>{step.phase.about}</Plain>
              </p>
            )
          ) : (
            <StepStateLine step={step} progress={progress} engagement={engagement} />
          )}
        </header>
        <StepAlerts step={step} phases={phases} progress={progress} />
        {said !== null && <StepGuide step={said} />}
        {progress !== null && <CopyValues values={progress.copy} />}
        {said !== null && said.enters.length > 0 && (
          <ParameterFields engagement={engagement} ids={said.enters} />
        )}
        {said?.waits.map((wait, at) => (
          // The waits of a step have no name; they never change their order.
          // oxlint-disable-next-line react/no-array-index-key
          <WaitTimer key={at} wait={wait} stepRef={ref} at={at} />
        ))}
        {said?.queries.map((name) => (
          <QueryBox key={name} name={name} />
        ))}
        {operator !== null && <OperatorRows progress={step.progress} operator={operator} />}
        {progress !== null && progress.checks.length > 0 && <CheckList checks={progress.checks} />}
        {progress !== null && !step.isGuide && (
          <>
            <EvidenceSection progress={progress} stepRef={ref} tenantId={tenantId} />
            <StepFactsForm
              key={`${progress.note} ${progress.owner} ${progress.dueAt ?? ''}`}
              progress={progress}
              stepRef={ref}
            />
          </>
        )}
        {progress !== null && progress.history.length > 0 && <HistorySection progress={progress} />}
      </div>
      <StepActions action={action} step={step} progress={progress} stepRef={ref} />
    </section>
  );
}
