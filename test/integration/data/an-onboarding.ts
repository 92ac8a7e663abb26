import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type {
  ChecklistId,
  EngagementId,
  EvidenceId,
  StepId,
  TenantId,
} from '../../../preload/contract/index.ts';
import {
  type OnboardingStore,
  openOnboardingStore,
  type OpenOnboardingStoreOptions,
} from '../../../main/data/onboarding/store/open-onboarding-store.ts';
import type { EvidenceRow, StateRow } from '../../../main/data/onboarding/store/rows.ts';
import { KEY } from './a-store.ts';

const CONTOSO = '9d220a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
export const FABRIKAM = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
export const RUN = 'e00000000000000a1' as EngagementId;
const LIST = 'own-list' as ChecklistId;
const AT = '2026-11-21T09:00:00.000Z';

export const filesIn = (dir: string) => ({
  estate: join(dir, 'estate.db'),
  first: join(dir, 'onboarding.db'),
  copy: join(dir, 'onboarding-copy.db'),
});

/** Opens the store of runs in a folder, as the data process does. */
export function openIn(
  dir: string,
  change: Partial<OpenOnboardingStoreOptions> = {},
): OnboardingStore {
  return openOnboardingStore({
    estatePath: filesIn(dir).estate,
    key: Uint8Array.from(KEY),
    nativeBinding: null,
    appVersion: '1.2.3',
    now: () => new Date(AT),
    ...change,
  });
}

const stepId = (number: number) => `step-${number}` as StepId;
const keyOf = (number: number) => ({
  scopeId: RUN,
  checklistId: LIST,
  stepId: stepId(number),
  operator: '',
  engagementId: RUN,
});

const contentOf = (number: number, bytes = 200) => Buffer.alloc(bytes, `evidence ${number};`);
const evidenceId = (number: number) => `p${number.toString(16).padStart(16, '0')}` as EvidenceId;

const doneState = (number: number): StateRow => ({
  ...keyOf(number),
  title: `Step ${number}`,
  state: 'done',
  completedBy: 'operator',
  changedAt: AT,
  changedBy: 'dana@contoso.com',
  skipReason: null,
  signedOff: null,
});
const evidenceOf = (number: number, content: Buffer): EvidenceRow => ({
  ...keyOf(number),
  id: evidenceId(number),
  kind: 'text',
  title: `Evidence ${number}`,
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
  addedAt: AT,
  addedBy: 'dana@contoso.com',
  isRemoved: false,
});

export function begin(store: OnboardingStore): void {
  store.change((rows) =>
    rows.saveEngagement({
      id: RUN,
      checklistId: LIST,
      beganVersion: 1,
      sourceId: CONTOSO,
      targetId: FABRIKAM,
      owner: 'Dana',
      dueAt: null,
      operators: ['dana@contoso.com'],
      createdAt: AT,
      changedAt: AT,
      isArchived: false,
      signedOff: null,
    }),
  );
}

/** Completes a step with evidence, in one step. */
export function complete(store: OnboardingStore, number: number, bytes?: number): void {
  const content = contentOf(number, bytes);
  const state = doneState(number);
  const evidence = evidenceOf(number, content);
  store.change((rows) => {
    rows.saveState(state);
    rows.addEvidence(evidence, content);
  });
}

/** How many steps are done from the first on, each with its evidence whole; throws for half of one. */
export function completed({ rows }: Pick<OnboardingStore, 'rows'>): number {
  const { states } = rows.scope(RUN, LIST);
  for (let number = 1; number <= states.length; number += 1) {
    const state = states.find((one) => one.stepId === stepId(number));
    const [item] = rows.evidence(keyOf(number));
    const content = rows.content(evidenceId(number));
    const sha256 = content === null ? null : createHash('sha256').update(content).digest('hex');
    if (state?.state !== 'done' || item?.sha256 !== sha256) {
      throw new Error(`step ${number} is not whole`);
    }
  }
  return states.length;
}
