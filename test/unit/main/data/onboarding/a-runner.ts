import { onTestFinished } from 'vitest';
import {
  Checklist,
  type CheckResult,
  Engagement,
  type EngagementId,
  Onboarding,
  type StepProgress,
  type TenantId,
} from '../../../../../preload/contract/index.ts';
import type {
  CheckAnswer,
  CheckContext,
} from '../../../../../main/data/onboarding/check-runner.ts';
import { answerOnboarding } from '../../../../../main/data/onboarding/onboarding-calls.ts';
import {
  createOnboardingService,
  type OnboardingServiceDeps,
} from '../../../../../main/data/onboarding/onboarding-service.ts';
import type { OnboardingFiles } from '../../../../../main/data/onboarding/parts.ts';
import { openOnboardingStore } from '../../../../../main/data/onboarding/store/open-onboarding-store.ts';
import type { OnboardingMethod } from '../../../../../main/data/protocol.ts';
import type { EstateTenant } from '../../../../../main/data/status/estate-tenant.ts';
import type { TenantFacts } from '../../../../../main/data/status/facts.ts';
import type { TenantApi } from '../../../../../main/data/cloud/tenant-api.ts';
import { NOT_COLLECTED } from '../../../../../main/data/status/answers.ts';

export const CONTOSO = '9d220a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
export const FABRIKAM = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
export const TAILSPIN = '5b1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
export const DANA = 'dana@contoso.com';

const tenant = (id: TenantId, name: string): EstateTenant => ({
  id,
  name,
  domain: `${name.toLowerCase()}.com`,
  cloud: 'global',
  accessPath: 'unknown',
});
export const TENANTS = [
  tenant(CONTOSO, 'Contoso'),
  tenant(FABRIKAM, 'Fabrikam'),
  tenant(TAILSPIN, 'Tailspin'),
];

type StepInput = Readonly<Record<string, unknown>> & { readonly id: string };

const aStep = (change: StepInput) => ({
  title: `Do ${change.id}`,
  side: 'target',
  scope: 'pair',
  actions: ['Press it.'],
  why: 'It is needed.',
  role: null,
  ...change,
});

/** A checklist of one phase, and a runbook where there are steps for it. */
export function aChecklist(
  steps: readonly StepInput[],
  change: Record<string, unknown> = {},
  runbook: readonly StepInput[] = [],
): Checklist {
  return Checklist.parse({
    schemaVersion: 1,
    id: 'mto',
    version: 1,
    language: 'en',
    title: 'Set-up',
    summary: 'Sets it up.',
    sides: { source: 'Source', target: 'Target' },
    phases: [
      { id: 'one', title: 'One', steps: steps.map(aStep) },
      ...(runbook.length === 0
        ? []
        : [{ id: 'run', title: 'Run', kind: 'runbook', steps: runbook.map(aStep) }]),
    ],
    ...change,
  });
}

const NO_FACTS = new Proxy({} as TenantFacts, {
  get: (_, name) => (name === 'tenantId' ? CONTOSO : NOT_COLLECTED),
});

export interface RunnerOptions {
  readonly checklists: readonly Checklist[];
  readonly deps?: Partial<OnboardingServiceDeps>;
  readonly files?: Partial<OnboardingFiles>;
}

/** The service of runs over a store in memory, with checks that answer what the test says. */
export function aRunner({ checklists, deps = {}, files = {} }: RunnerOptions) {
  const world = {
    now: new Date('2026-11-21T09:00:00.000Z'),
    bundled: checklists,
    tenants: TENANTS as readonly EstateTenant[],
    facts: new Map<TenantId, Partial<TenantFacts>>(),
    answers: new Map<string, Partial<CheckAnswer>>(),
    asked: [] as { readonly id: string; readonly context: CheckContext }[],
    changes: 0,
  };
  let number = 0;
  const store =
    deps.store ??
    openOnboardingStore({
      estatePath: null,
      key: null,
      nativeBinding: null,
      appVersion: '1.2.3',
      now: () => world.now,
    });
  onTestFinished(() => store.close());
  const make = () =>
    createOnboardingService({
      store,
      tenants: () => world.tenants,
      tenantOf: (id) => world.tenants.find((one) => one.id === id),
      factsOf: (id) => Object.assign(Object.create(NO_FACTS) as TenantFacts, world.facts.get(id)),
      accountOf: (id) => (id === CONTOSO ? DANA : null),
      devicesOf: () => null,
      apiOf: () => ({}) as TenantApi,
      appVersion: '1.2.3',
      revisionsFrom: 0,
      now: () => world.now,
      randomBytes(size) {
        number += 1;
        return new Uint8Array(size).fill(number);
      },
      onFault: (error) => {
        throw error;
      },
      onChanged: () => {
        world.changes += 1;
      },
      files: {
        bundledChecklists: () => world.bundled,
        bundledQuery: (name) => (name === 'devices' ? { title: 'D', about: 'A', text: 'T' } : null),
        parseChecklist: (text) => ({ checklist: Checklist.parse(JSON.parse(text)) }),
        ...files,
      },
      checks: {
        checkInfo: (id) => ({ title: `Check ${id}`, wanted: 'That it is so.' }),
        async runCheck(check, context) {
          world.asked.push({ id: check.id, context });
          return {
            checkId: check.id,
            state: 'passed',
            title: `Check ${check.id}`,
            found: 'It is so.',
            wanted: 'That it is so.',
            facts: [],
            source: 'GET /v1.0/me',
            needs: null,
            checkedAt: world.now.toISOString(),
            endsAt: null,
            ...world.answers.get(`${check.id} ${context.tenant.id}`),
            ...world.answers.get(check.id),
          };
        },
      },
      ...deps,
    });
  let service = make();

  const call = async (method: OnboardingMethod, input: unknown = {}) =>
    answerOnboarding(service, method, input);
  const begin = async (
    sourceId: TenantId | null = CONTOSO,
    targetId: TenantId = FABRIKAM,
    checklistId = 'mto',
  ) => {
    const made = await call('onboarding.create', {
      checklistId,
      sourceId,
      targetId,
      owner: 'Dana',
      dueAt: null,
    });
    return (made as { engagementId: EngagementId }).engagementId;
  };
  const engagement = async (engagementId: EngagementId): Promise<Engagement> =>
    // What the door would refuse must not be answered.
    Engagement.parse(await call('onboarding.getEngagement', { engagementId }));
  return {
    world,
    store,
    call,
    begin,
    engagement,
    get service() {
      return service;
    },
    /** As after a start: nothing is remembered but what is kept. */
    restart() {
      service = make();
    },
    get: async (): Promise<Onboarding> => Onboarding.parse(await call('onboarding.get')),
    step: async (
      engagementId: EngagementId,
      stepId: string,
      operator: string | null = null,
    ): Promise<StepProgress> => {
      const { steps } = await engagement(engagementId);
      const found = steps.find((one) => one.stepId === stepId && one.operator === operator);
      if (found === undefined) throw new Error(`no step ${stepId}`);
      return found;
    },
    on: (engagementId: EngagementId, stepId: string, operator: string | null = null) => ({
      engagementId,
      stepId,
      operator,
    }),
    complete: (engagementId: EngagementId, stepId: string, operator: string | null = null) =>
      call('onboarding.complete', { engagementId, stepId, operator, typedName: null }),
    async check(
      engagementIds: readonly EngagementId[] | null = null,
      stepId: string | null = null,
    ) {
      await call('onboarding.runChecks', { engagementIds, stepId });
      await service.idle();
    },
    answer: (id: string, answer: Partial<CheckResult>, tenantId?: TenantId) =>
      void world.answers.set(tenantId === undefined ? id : `${id} ${tenantId}`, answer),
  };
}

export const failsWith = (code: string, message = /./) => ({
  code,
  message: expectMatching(message),
});
const expectMatching = (message: RegExp) => ({
  asymmetricMatch: (text: unknown) => typeof text === 'string' && message.test(text),
});
