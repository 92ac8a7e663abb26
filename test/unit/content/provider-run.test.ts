import { expect, it, onTestFinished } from 'vitest';
import { createOnboardingService } from '../../../main/data/onboarding/onboarding-service.ts';
import { answerOnboarding } from '../../../main/data/onboarding/onboarding-calls.ts';
import { openOnboardingStore } from '../../../main/data/onboarding/store/open-onboarding-store.ts';
import type { OnboardingMethod } from '../../../main/data/protocol.ts';
import type { EstateTenant } from '../../../main/data/status/estate-tenant.ts';
import { Onboarding, TenantRecord, type TenantId } from '../../../preload/contract/index.ts';
import { checklistNamed, stepNamed } from './content.ts';

const PROVIDER = 'managed-security-provider-access';
const SOURCE = '9d220a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const TARGET = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const TENANTS = [SOURCE, TARGET].map((id): EstateTenant => ({
  id,
  name: id,
  domain: `${id}.example`,
  cloud: 'global',
  accessPath: 'unknown',
}));
const LINKS = ['approver-link', 'tier-1-link', 'tier-2-link'];
const linkTo = (name: string) => `https://myaccess.microsoft.com/@fabrikam.com#/access/${name}`;
const never = (): never => {
  throw new Error('is not asked here');
};

/** A run of the provider's checklist as it comes along, over a store in memory. */
async function begun() {
  const now = () => new Date('2026-11-21T09:00:00.000Z');
  const store = openOnboardingStore({
    estatePath: null,
    key: null,
    nativeBinding: null,
    appVersion: '1.2.3',
    now,
  });
  onTestFinished(() => store.close());
  let number = 0;
  const service = createOnboardingService({
    store,
    now,
    tenants: () => TENANTS,
    tenantOf: (id) => TENANTS.find((one) => one.id === id),
    factsOf: () => null,
    accountOf: () => 'dana@contoso.com',
    devicesOf: () => null,
    apiOf: never,
    appVersion: '1.2.3',
    revisionsFrom: 0,
    randomBytes: (size) => new Uint8Array(size).fill((number += 1)),
    onFault: (error) => {
      throw error;
    },
    onChanged: () => undefined,
    files: {
      bundledChecklists: () => [checklistNamed(PROVIDER)],
      bundledQuery: () => null,
      parseChecklist: never,
    },
    checks: { checkInfo: (id) => ({ title: id, wanted: id }), runCheck: never },
  });
  const call = async (method: OnboardingMethod, input: unknown = {}) =>
    answerOnboarding(service, method, input);
  const { engagementId } = (await call('onboarding.create', {
    checklistId: PROVIDER,
    sourceId: SOURCE,
    targetId: TARGET,
    owner: '',
    dueAt: null,
  })) as { engagementId: string };
  const skipped = new Set<string>();
  return {
    set: (parameterId: string, value: string) =>
      call('onboarding.setParameter', { engagementId, parameterId, value }),
    complete: (stepId: string) =>
      call('onboarding.complete', { engagementId, stepId, operator: null, typedName: null }),
    /** Skips what a step waits for, but for those that were done. */
    async skipBefore(stepId: string, done: readonly string[]) {
      for (const id of stepNamed(`${PROVIDER}/${stepId}`).dependsOn) {
        if (skipped.has(id) || done.includes(id)) continue;
        skipped.add(id);
        await this.skipBefore(id, done);
        const reason = 'Not part of this test.';
        await call('onboarding.skip', { engagementId, stepId: id, operator: null, reason });
      }
    },
    links: async () =>
      TenantRecord.parse(await call('onboarding.getRecord', { tenantId: TARGET })).links,
    saveLinks: async (links: TenantRecord['links']) => {
      const kept = TenantRecord.parse(await call('onboarding.getRecord', { tenantId: TARGET }));
      const { tenantId, purpose, owner, licences, note } = kept;
      await call('onboarding.saveRecord', { tenantId, purpose, owner, licences, note, links });
    },
    radar: async () => Onboarding.parse(await call('onboarding.get')).radar,
  };
}

it('keeps request links with the customer tenant, under the labels that the check wants', async () => {
  const run = await begun();
  for (const id of LINKS) await run.set(id, linkTo(id));

  const [check] = stepNamed(`${PROVIDER}/request-links`).checks;
  const wanted = String(check?.with['links']).split(';');
  expect(await run.links()).toEqual(
    LINKS.map((id, index) => ({ label: wanted[index], url: linkTo(id) })),
  );
});

it('replaces a link that is entered again, and takes one away that is emptied', async () => {
  const run = await begun();
  await run.saveLinks([{ label: 'Own', url: 'https://contoso.com/own' }]);
  for (const id of LINKS) await run.set(id, linkTo(id));
  await run.set('tier-1-link', linkTo('other'));
  await run.set('tier-2-link', '');

  const urls = (await run.links()).map(({ url }) => url);
  expect(urls).toEqual(['https://contoso.com/own', linkTo('approver-link'), linkTo('other')]);
});

it('refuses a link for which the record has no room, and changes nothing', async () => {
  const run = await begun();
  const full = Array.from({ length: 20 }, (_, i) => ({
    label: `Link ${String(i)}`,
    url: `https://contoso.com/${String(i)}`,
  }));
  await run.saveLinks(full);

  await expect(run.set('tier-1-link', linkTo('tier-1'))).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('full of links'),
  });
  expect(await run.links()).toEqual(full);
});

it('keeps the temporary administrator in the radar until it is removed', async () => {
  const run = await begun();
  await run.complete('temporary-administrator');
  expect(await run.radar()).toMatchObject([
    { kind: 'temporary-administrator', tenantId: TARGET, endsAt: '2026-12-05T09:00:00.000Z' },
  ]);

  await run.skipBefore('remove-temporary-administrator', ['temporary-administrator']);
  expect(await run.radar()).toHaveLength(1);
  await run.complete('remove-temporary-administrator');
  expect(await run.radar()).toEqual([]);
});
