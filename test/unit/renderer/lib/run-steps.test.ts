import { describe, expect, it } from 'vitest';
import { idOf, aTenant } from '../../../../renderer/bridge/fake/estates.ts';
import {
  anEngagement,
  freshProgress,
} from '../../../../renderer/bridge/fake/onboarding/engagement-data.ts';
import {
  aStep,
  MULTITENANT,
  OWN,
  stepIdOf,
} from '../../../../renderer/bridge/fake/onboarding/sample-checklists.ts';
import {
  nextOpenStep,
  operatorsText,
  runPhases,
  stateOfAll,
  stepsOf,
  tenantOfStep,
} from '../../../../renderer/lib/run-steps.ts';

const source = aTenant(1, { name: 'Contoso' });
const target = aTenant(2, { name: 'Fabrikam' });
const run = (done = 0) => anEngagement({ number: 1, checklist: MULTITENANT, source, target, done });

describe('the steps of a run', () => {
  it('come in their phases, with one state for all operators', () => {
    const steps = stepsOf(runPhases(run()));
    const arrive = steps.find(({ id }) => id === 'arrive');
    expect(arrive?.progress).toHaveLength(3);
    expect(arrive === undefined ? null : operatorsText(arrive)).toBe('0 of 3 operators');
  });

  it('keep what left the checklist at the end, as history', () => {
    const gone = freshProgress(aStep({ id: 'old-step', title: '' }), null, { source, target });
    const engagement = run();
    const phases = runPhases({ ...engagement, steps: [...engagement.steps, gone] });
    expect(phases.at(-1)).toMatchObject({ title: 'No longer in the checklist', isGuide: true });
    expect(phases.at(-1)?.steps[0]).toMatchObject({ title: 'Old step', step: null });
  });

  it('go on after the last one at the first that is open, and never into a guide', () => {
    const steps = stepsOf(runPhases(run(3)));
    expect(nextOpenStep(steps, null)?.id).toBe('start-sync');
    expect(nextOpenStep(steps, stepIdOf('hunt'))?.id).toBe('start-sync');
    expect(nextOpenStep(stepsOf(runPhases(run(10))), stepIdOf('hunt'))).toBeUndefined();
  });

  it('are never called a step that an object happens to have', () => {
    const [phase] = OWN.phases;
    if (phase === undefined) throw new Error('It has one phase.');
    const hostile = { ...OWN, phases: [{ ...phase, id: 'constructor' }] };
    const engagement = anEngagement({ number: 2, checklist: hostile, source: null, target });
    expect(runPhases(engagement)[0]?.steps).toHaveLength(2);
  });

  it('are done in the tenant of their side', () => {
    const sides = { sourceId: idOf(1), targetId: idOf(2) };
    expect(tenantOfStep({ side: 'source' }, sides)).toBe(idOf(1));
    expect(tenantOfStep({ side: 'target' }, sides)).toBe(idOf(2));
    expect(tenantOfStep({ side: 'source' }, { ...sides, sourceId: null })).toBe(idOf(2));
  });

  it.each([
    [['done', 'open'], 'open'],
    [['done', 'drifted', 'open'], 'drifted'],
    [['done', 'skipped'], 'done'],
    [['skipped'], 'skipped'],
    [[], 'open'],
  ] as const)('%j together are %s', (states, together) => {
    expect(stateOfAll(states.map((state) => ({ state })))).toBe(together);
  });
});
