import { useArrowNavigationGroup } from '@fluentui/react-components';
import { memo, useEffect, useRef } from 'react';
import type { Engagement, StepId } from '../../../preload/contract/index.ts';
import { STEP_MARKS, STEP_WORDS } from '../../lib/onboarding-words.ts';
import {
  isBlocked,
  operatorsText,
  type RunPhase,
  type RunStep,
  sideName,
  tenantOfStep,
} from '../../lib/run-steps.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { openStepOfRun } from '../../stores/run-store.ts';
import { ShieldLock16Regular } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { TenantTile } from '../../ui/TenantTile.tsx';
import { STEP_LIST_ID } from './step-list-id.ts';
import styles from './step-list.module.css';

interface StepListProps {
  readonly engagement: Engagement;
  readonly phases: readonly RunPhase[];
  readonly currentId: StepId | null;
}

/** The steps of a run in their phases, each with its side, its state and whose it is. */
export function StepList({ engagement, phases, currentId }: StepListProps) {
  const arrows = useArrowNavigationGroup({ axis: 'vertical', memorizeCurrent: true });
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    if (currentId === null) return;
    list.current?.querySelector('[aria-current="step"]')?.scrollIntoView({ block: 'nearest' });
  }, [currentId]);
  return (
    <nav ref={list} id={STEP_LIST_ID} aria-label="Steps" className={styles['list']} {...arrows}>
      {phases.map((phase) => (
        <section key={phase.id} className={styles['phase']} aria-label={visibleText(phase.title)}>
          <h2 className={styles['title']}>
            <Plain>{phase.title}</Plain> <PhaseCount phase={phase} />
          </h2>
          <ol className={styles['steps']}>
            {phase.steps.map((step) => (
              <li key={step.id}>
                <StepButton step={step} engagement={engagement} isCurrent={step.id === currentId} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </nav>
  );
}

function PhaseCount({ phase }: { readonly phase: RunPhase }) {
  if (phase.isGuide) return <span className={styles['quiet']}>guide</span>;
  const settled = phase.steps.filter(({ state }) => state === 'done' || state === 'skipped').length;
  return (
    <span className={styles['quiet']}>
      {settled}/{phase.steps.length}
    </span>
  );
}

interface StepButtonProps {
  readonly step: RunStep;
  readonly engagement: Engagement;
  readonly isCurrent: boolean;
}

const StepButton = memo(function StepButton({ step, engagement, isCurrent }: StepButtonProps) {
  const tenantId = tenantOfStep(step.step, engagement.summary);
  const tenant = useEstateStore((state) => state.byId[tenantId] ?? null);
  const operators = operatorsText(step);
  const blocked = isBlocked(step);
  const state = blocked ? 'Waits for another step' : STEP_WORDS[step.state];
  const owner = step.progress.find((one) => one.owner !== '')?.owner ?? '';
  const side = sideName(step.step, engagement.checklist);
  const isNew = step.progress.some((one) => one.isNew);
  const facts = [
    ...(step.isGuide ? [] : [operators ?? state]),
    ...(step.step?.isOptional === true ? ['Optional'] : []),
    ...(isNew ? ['New'] : []),
    ...(owner === '' ? [] : [visibleText(owner)]),
  ];
  return (
    <button
      type="button"
      className={styles['step']}
      aria-current={isCurrent ? 'step' : undefined}
      data-irreversible={step.isIrreversible}
      style={{ '--tenant': tenant?.colour ?? 'transparent' } as React.CSSProperties}
      title={`${visibleText(step.title)}\n${visibleText(side)}: ${visibleText(tenant?.name ?? '')}`}
      onClick={() => void openStepOfRun(step.id)}
    >
      {step.isGuide ? (
        <span className={styles['dot']} />
      ) : (
        <StateMark state={blocked ? 'not-permitted' : STEP_MARKS[step.state]} />
      )}
      <span className={styles['words']}>
        <span className={styles['name']}>
          <Plain>{step.title}</Plain>
        </span>{' '}
        <span className={styles['facts']}>
          {tenant !== null && (
            <span className={styles['tenant']}>
              <TenantTile initials={tenant.initials} colour={tenant.colour} />
              <Plain className={styles['cut']}>{tenant.name}</Plain>
            </span>
          )}{' '}
          {facts.join(' · ')}
        </span>
        {step.isIrreversible && (
          <span className={styles['irreversible']}>
            <ShieldLock16Regular /> Cannot be taken back
          </span>
        )}
      </span>
    </button>
  );
});
