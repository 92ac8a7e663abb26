import { describe, expect, it, vi } from 'vitest';
import { contract, type Envelope, type Method } from '../../../../preload/contract/index.ts';
import { makeFakeBridge } from '../../../../renderer/bridge/fake/fake-bridge.ts';
import { engagementIdOf } from '../../../../renderer/bridge/fake/onboarding/engagement-data.ts';
import { ONBOARDING_SCENARIOS } from '../../../../renderer/bridge/fake/onboarding/onboarding-scenarios.ts';
import { stepIdOf } from '../../../../renderer/bridge/fake/onboarding/sample-checklists.ts';

function fakeOf(name: string) {
  const world = ONBOARDING_SCENARIOS[name]?.();
  if (world === undefined) throw new Error(`There is no scenario ${name}.`);
  return makeFakeBridge(world, { loadMs: 1 });
}

describe('the fake onboarding', () => {
  // A gallery that shows what main can never send would prove nothing.
  it.each(Object.keys(ONBOARDING_SCENARIOS))(
    'answers as the contract allows in %s',
    async (name) => {
      const { onboarding } = fakeOf(name).bridge;
      const said = contract.onboarding;
      const list = await onboarding.get({});
      const answers: (readonly [Method, Envelope<unknown>])[] = [
        [said.get, list],
        [said.getRecords, await onboarding.getRecords({})],
        [said.getRisks, await onboarding.getRisks({})],
        [said.importChecklist, await onboarding.importChecklist({})],
      ];
      if (list.ok) {
        for (const { id } of list.value.checklists)
          answers.push([said.getChecklist, await onboarding.getChecklist({ checklistId: id })]);
        for (const { id } of list.value.engagements.slice(0, 9))
          answers.push([said.getEngagement, await onboarding.getEngagement({ engagementId: id })]);
      }
      for (const [method, answer] of answers) {
        if (!answer.ok) continue;
        const read = method.output.safeParse(answer.value);
        expect(read.error).toBeUndefined();
      }
    },
  );

  it('shows of a run what its list says of it', async () => {
    for (const name of ['onboarding-eight', 'onboarding-many']) {
      const { onboarding } = fakeOf(name).bridge;
      const list = await onboarding.get({});
      if (!list.ok) throw new Error('It is there.');
      for (const summary of list.value.engagements.slice(0, 12)) {
        const answer = await onboarding.getEngagement({ engagementId: summary.id });
        const { done, total } = answer.ok ? answer.value.summary : summary;
        expect({ done, total }).toEqual({ done: summary.done, total: summary.total });
      }
    }
  });

  it('completes a step when its checks pass, and re-opens it when one no longer does', async () => {
    const fake = fakeOf('onboarding-middle');
    const id = engagementIdOf(1);
    const step = { stepId: stepIdOf('start-sync'), operator: null };
    const stateOf = () =>
      fake.onboarding.engagement(id)?.steps.find(({ stepId }) => stepId === step.stepId)?.state;
    await fake.bridge.onboarding.runChecks({ engagementIds: [id], stepId: step.stepId });
    await vi.waitFor(() => expect(stateOf()).toBe('done'));
    fake.onboarding.drift(id, step);
    expect(stateOf()).toBe('drifted');
  });
});
