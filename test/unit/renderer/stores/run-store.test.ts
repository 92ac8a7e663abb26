import { afterEach, describe, expect, it, vi } from 'vitest';
import { connectBridge } from '../../../../renderer/bridge/bridge.ts';
import { type FakeBridge, makeFakeBridge } from '../../../../renderer/bridge/fake/fake-bridge.ts';
import { engagementIdOf } from '../../../../renderer/bridge/fake/onboarding/engagement-data.ts';
import { ONBOARDING_SCENARIOS } from '../../../../renderer/bridge/fake/onboarding/onboarding-scenarios.ts';
import { stepIdOf } from '../../../../renderer/bridge/fake/onboarding/sample-checklists.ts';
import { useAppStore } from '../../../../renderer/stores/app-store.ts';
import { goToPage, goToRun, goToTenant } from '../../../../renderer/stores/navigation.ts';
import {
  followOnboarding,
  loadOnboarding,
  receiveOnboarding,
  useOnboardingStore,
} from '../../../../renderer/stores/onboarding-store.ts';
import {
  completeStep,
  openStepPage,
  reopenStep,
  runChecks,
} from '../../../../renderer/stores/run-actions.ts';
import {
  followRun,
  openStepOfRun,
  stepKey,
  useRunStore,
} from '../../../../renderer/stores/run-store.ts';
import { resetStores } from '../../../../renderer/stores/store-registry.ts';
import { followWorkspace, useWorkspaceStore } from '../../../../renderer/stores/workspace-store.ts';

let fake: FakeBridge;
const ends: (() => void)[] = [];
const id = engagementIdOf(1);

async function connect(scenario: string) {
  const world = ONBOARDING_SCENARIOS[scenario]?.();
  if (world === undefined) throw new Error(`There is no scenario ${scenario}.`);
  fake = makeFakeBridge(world, { loadMs: 1 });
  connectBridge(fake.bridge);
  ends.push(followOnboarding(), followRun(), followWorkspace());
  await loadOnboarding();
}

afterEach(() => {
  for (const end of ends.splice(0)) end();
  resetStores();
});

const run = () => useRunStore.getState();
const list = () => useOnboardingStore.getState();
const tenantName = () => {
  const inFront = useWorkspaceStore.getState().selectedTenantId;
  return fake.estate().tenants.find((tenant) => tenant.id === inFront)?.name;
};

describe('the list of runs as it is kept', () => {
  it('keeps what is as it was, and takes nothing older in', async () => {
    await connect('onboarding-eight');
    const before = list();
    const answer = await fake.bridge.onboarding.get({});
    if (!answer.ok) throw new Error('It is there.');
    receiveOnboarding({ ...answer.value, revision: before.revision + 1 });
    expect(list().runs).toBe(before.runs);
    expect(list().radar).toBe(before.radar);
    expect(list().ends).toBe(before.ends);

    receiveOnboarding({ ...answer.value, revision: 0, engagements: [] });
    expect(list().runs).toHaveLength(8);

    const [first, ...rest] = answer.value.engagements;
    if (first === undefined) throw new Error('It has eight.');
    const owned = { ...first, owner: 'Somebody else' };
    receiveOnboarding({ ...answer.value, revision: 9, engagements: [owned, ...rest] });
    expect(list().runs[0]?.owner).toBe('Somebody else');
    expect(list().runs[1]).toBe(before.runs[1]);
  });

  it('says that it could not be read, once nothing was there before', async () => {
    await connect('onboarding-unreadable');
    expect(list()).toMatchObject({ status: 'failed' });
    expect(list().problem).toContain('inside Bulkhead');
  });
});

describe('the run that is open', () => {
  it('opens at what is to be done next, with its tenant in front', async () => {
    await connect('onboarding-middle');
    await goToRun(id);
    expect(run()).toMatchObject({ status: 'ready', stepId: 'start-sync' });
    expect(tenantName()).toBe('Contoso');

    await openStepOfRun(stepIdOf('add-partner'));
    expect(tenantName()).toBe('Fabrikam');
  });

  it('goes to the operator who still has the step before them', async () => {
    await connect('onboarding-middle');
    await goToRun(id, stepIdOf('arrive'));
    expect(run().operator).toBe('a-josh1@contoso.com');
    await openStepOfRun(stepIdOf('arrive'), 'a-lee3@contoso.com');
    expect(run().operator).toBe('a-lee3@contoso.com');
  });

  it('is left when a tenant or a page is gone to, and found where it was left', async () => {
    await connect('onboarding-middle');
    await goToRun(id, stepIdOf('devices'));
    const [, fabrikam] = fake.estate().tenants;
    if (fabrikam === undefined) throw new Error('There are eight.');
    await goToTenant(fabrikam.id);
    expect(run().openId).toBeNull();
    await goToRun(id);
    expect(run().stepId).toBe('devices');
    await goToPage('onboarding');
    expect(run().openId).toBeNull();
  });

  it('follows main: a drift shows without being asked for', async () => {
    await connect('onboarding-middle');
    await goToRun(id);
    fake.onboarding.drift(id, { stepId: 'trust-mfa', operator: null });
    await vi.waitFor(() => expect(run().engagement?.summary.drifted).toBe(1));
    expect(list().ends.size).toBe(1);
  });

  it('says that it is gone when it was removed', async () => {
    await connect('onboarding-middle');
    await goToRun(id);
    await fake.bridge.onboarding.remove({ engagementId: id, typedName: 'Fabrikam' });
    await vi.waitFor(() => expect(run().status).toBe('gone'));
  });

  it('never shows an answer about another run', async () => {
    await connect('onboarding-eight');
    const slow = goToRun(engagementIdOf(1));
    await goToRun(engagementIdOf(2));
    await slow;
    await vi.waitFor(() => expect(run().engagement?.summary.id).toBe(engagementIdOf(2)));
  });
});

describe('what is done with a step', () => {
  const step = { engagementId: id, stepId: stepIdOf('trust-mfa'), operator: null };

  it('knows whose page was opened, until the step is opened again', async () => {
    await connect('onboarding-middle');
    await goToRun(id, step.stepId);
    await openStepPage(step);
    const key = stepKey(id, step.stepId, null);
    expect(run().opened.has(key)).toBe(true);
    expect(tenantName()).toBe('Fabrikam');
    expect(await reopenStep(step, 'once more')).toBeNull();
    expect(run().opened.has(key)).toBe(false);
  });

  it('tells what to look for where only the start of the portal is open', async () => {
    await connect('onboarding-start-pages');
    await goToRun(id, step.stepId);
    await openStepPage(step);

    const [notice] = useAppStore.getState().notices;
    expect(notice?.message).toMatch(/This is the start page of the portal.* Look for: \S+/);
    expect(run().opened.has(stepKey(id, step.stepId, null))).toBe(true);
  });

  it('tells what main refuses: a name that is not the tenant’s', async () => {
    await connect('onboarding-middle');
    const roles = { ...step, stepId: stepIdOf('defender-roles') };
    expect(await completeStep(roles, 'Contoso')).toBe('The typed name does not match.');
    expect(await completeStep(roles, 'Fabrikam')).toBeNull();
  });

  it('tells that checks wait for the network', async () => {
    await connect('onboarding-offline');
    await runChecks(id);
    expect(useAppStore.getState().notices[0]?.message).toContain('Checks wait for the network');
  });

  it('tells why nothing can be kept', async () => {
    await connect('onboarding-read-only');
    expect(await completeStep(step, null)).toContain('could not be saved');
  });
});
