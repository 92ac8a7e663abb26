import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundledFiles } from '../../../main/data/onboarding/bundled-parts.ts';
import type { OnboardingChecks } from '../../../main/data/onboarding/parts.ts';
import { type Engagement, type EngagementId, Onboarding } from '../../../preload/contract/index.ts';
import { type RunningCloud, runCloud } from '../cloud/running-cloud.ts';
import { aChecklist } from '../../unit/main/data/onboarding/a-runner.ts';
import { filesIn } from './an-onboarding.ts';
import { aService, estateTenant, fetchOf } from './a-service.ts';
import { aShelf, KEY } from './a-store.ts';
import { cloudTokens } from './cloud-tokens.ts';

const LIST = aChecklist([
  { id: 'here', checks: [{ id: 'tenant-reachable', on: 'target' }] },
  { id: 'by-hand' },
  { id: 'for-good', irreversible: 'Stays.' },
]);
const FILES = { ...bundledFiles, bundledChecklists: () => [LIST] };

describe('onboarding in the data process', () => {
  let run: RunningCloud;
  beforeAll(async () => {
    run = await runCloud('status');
  });
  afterAll(() => run.stop());

  /** Reads who the tenant says it is, as a check does. */
  const checks: OnboardingChecks = {
    checkInfo: (id) => ({ title: id, wanted: 'That it answers.' }),
    async runCheck({ id }, { here, now }) {
      const answer = (await here.get('/v1.0/me', { permissions: ['User.Read'] })) as {
        readonly userPrincipalName: string;
      };
      return {
        checkId: id,
        state: 'passed',
        title: id,
        found: answer.userPrincipalName,
        wanted: 'That it answers.',
        facts: [],
        source: 'GET /v1.0/me',
        needs: null,
        checkedAt: now().toISOString(),
        endsAt: null,
      };
    },
  };
  const domains = ['home.example', 'wants-device.example'];
  const service = (dir: string | null = null) =>
    aService({
      fetch: fetchOf(run),
      getToken: cloudTokens(run, () => 'operator@home.example'),
      start: {
        tenants: domains.map((domain) => estateTenant(run.tenant(domain))),
        ...(dir === null ? {} : { dbPath: filesIn(dir).estate, key: Uint8Array.from(KEY) }),
      },
      onboarding: { files: FILES, checks },
    });
  const begin = async (data: ReturnType<typeof service>) => {
    const [source, target] = domains.map((domain) => run.tenant(domain).id);
    const made = await data.call('onboarding.create', {
      checklistId: 'mto',
      sourceId: source,
      targetId: target,
      owner: '',
      dueAt: null,
    });
    return (made as { engagementId: EngagementId }).engagementId;
  };
  const steps = async (data: ReturnType<typeof service>, engagementId: EngagementId) =>
    ((await data.call('onboarding.getEngagement', { engagementId })) as Engagement).steps;
  const told = (data: ReturnType<typeof service>) =>
    data.sent.flatMap((one) =>
      one.type === 'onboarding-changed' ? [Onboarding.parse(one.onboarding)] : [],
    );

  it('checks with the services of the tenant, when asked, and tells of it', async () => {
    const data = service();
    const id = await begin(data);

    await data.call('onboarding.runChecks', { engagementIds: [id], stepId: null });

    await expect.poll(() => told(data).at(-1)?.engagements[0]?.done, { timeout: 20_000 }).toBe(1);
    const [step] = await steps(data, id);
    expect(step).toMatchObject({
      state: 'done',
      completedBy: 'check',
      checks: [{ state: 'passed', found: expect.stringMatching(/@|#EXT#/) }],
    });
    expect(told(data).at(-1)?.progress).toMatchObject({ isRunning: false, failed: 0 });
  });

  it('checks after a status that was collected, and not after one that was not', async () => {
    const data = service();
    const id = await begin(data);
    await data.call('status.collect', { tenantIds: [run.tenant('home.example').id] });
    await data.settled();
    expect((await steps(data, id))[0]?.checks[0]?.state).toBe('not-checked');

    await data.call('status.collect', { tenantIds: null });
    await data.settled();

    await expect
      .poll(async () => (await steps(data, id))[0]?.state, { timeout: 20_000 })
      .toBe('done');
  });

  it('says with its own words why something was not done', async () => {
    const data = service();
    const engagementId = await begin(data);

    await expect(
      data.call('onboarding.complete', {
        engagementId,
        stepId: 'for-good',
        operator: null,
        typedName: 'no',
      }),
    ).rejects.toMatchObject({ code: 'confirmation-mismatch' });
    await expect(data.call('onboarding.create', { checklistId: 'mto' })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it('forgets the account of a tenant with it, in a run that stays', async () => {
    const [home, guest, other] = [...domains, 'no-consent.example'].map((domain) =>
      estateTenant(run.tenant(domain)),
    );
    if (home === undefined || guest === undefined || other === undefined) throw new Error('three');
    const data = aService({
      fetch: fetchOf(run),
      getToken: cloudTokens(run, () => 'operator@home.example'),
      start: { tenants: [home, guest, other] },
      onboarding: { files: FILES, checks },
    });
    const none = {
      kind: 'not-collected',
      needs: null,
      detail: null,
      source: 'None',
      collectedAt: null,
    };
    data.receive({
      type: 'sign-ins',
      signIns: [{ tenantId: guest.id, account: 'lee@partner.example', signIn: none, token: none }],
    });
    const made = await data.call('onboarding.create', {
      checklistId: 'mto',
      sourceId: home.id,
      targetId: other.id,
      owner: '',
      dueAt: null,
    });
    const { engagementId } = made as { engagementId: EngagementId };
    // Whoever is signed in to another tenant is not an operator of this run.
    await data.call('onboarding.update', {
      engagementId,
      owner: '',
      dueAt: null,
      operators: ['dana@home.example'],
    });
    const step = { engagementId, stepId: 'by-hand', operator: null };
    await data.call('onboarding.complete', { ...step, typedName: null });
    expect((await steps(data, engagementId))[1]?.changedBy).toBe('lee@partner.example');

    await data.call('tenant.forget', { tenantId: guest.id });

    const [, byHand] = await steps(data, engagementId);
    expect([byHand?.state, byHand?.changedBy]).toEqual(['done', 'Unnamed operator']);
    expect(JSON.stringify(byHand)).not.toContain('lee@');
  });

  it('keeps runs over a restart, and forgets those of a tenant that is not there any more', async () => {
    const { dir } = aShelf();
    const first = service(dir);
    const engagementId = await begin(first);
    const step = { engagementId, stepId: 'by-hand', operator: null };
    await first.call('onboarding.complete', { ...step, typedName: null });
    const { evidenceId } = (await first.call('onboarding.addText', {
      ...step,
      text: 'Proof',
    })) as { evidenceId: string };
    await first.call('onboarding.removeEvidence', { engagementId, evidenceId });
    await first.call('onboarding.addText', { ...step, text: 'More proof' });
    first.receive({ type: 'shutdown' });
    const { first: file, copy } = filesIn(dir);
    expect([existsSync(file), existsSync(copy)]).toEqual([true, true]);

    const second = service(dir);
    const [, byHand] = await steps(second, engagementId);
    expect(byHand).toMatchObject({ state: 'done', evidence: [{ title: 'More proof' }] });
    // What was removed is gone with the app.
    await expect(
      second.call('onboarding.restoreEvidence', { engagementId, evidenceId }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await second.call('tenant.forget', { tenantId: run.tenant('wants-device.example').id });
    expect((await second.call('onboarding.get')) as Onboarding).toMatchObject({ engagements: [] });
    second.receive({ type: 'shutdown' });

    const third = service(dir);
    const other = await begin(third);
    third.receive({ type: 'shutdown' });
    domains.pop();
    const fourth = service(dir);
    await expect
      .poll(async () => ((await fourth.call('onboarding.get')) as Onboarding).engagements)
      .toEqual([]);
    await expect(steps(fourth, other)).rejects.toMatchObject({ code: 'not-found' });
  });
});
