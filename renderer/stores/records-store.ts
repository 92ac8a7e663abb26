import { create } from 'zustand';
import type {
  RadarItem,
  ReminderId,
  RiskFinding,
  TenantId,
  TenantRecord,
} from '../../preload/contract/index.ts';
import { bridge } from '../bridge/bridge.ts';
import { failureWords } from '../bridge/failure-words.ts';
import { tellFailure } from './app-store.ts';
import { useOnboardingStore } from './onboarding-store.ts';
import { registered } from './store-registry.ts';

/** What the operator knows of tenants, and what follows from everything that is known. */
export interface RecordsState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly problem: string | null;
  readonly byTenant: Readonly<Record<TenantId, TenantRecord>>;
  readonly risks: readonly RiskFinding[];
}

export const useRecordsStore = registered(
  create<RecordsState>()(() => ({ status: 'loading', problem: null, byTenant: {}, risks: [] })),
);

const set = useRecordsStore.setState;

export async function loadRecords(): Promise<void> {
  const { onboarding } = bridge();
  const [records, risks] = await Promise.all([onboarding.getRecords({}), onboarding.getRisks({})]);
  if (!records.ok || !risks.ok) {
    const error = records.ok ? risks : records;
    if (useRecordsStore.getState().status !== 'ready' && !error.ok)
      set({ status: 'failed', problem: failureWords(error.error) });
    return;
  }
  set({
    status: 'ready',
    problem: null,
    byTenant: Object.fromEntries(records.value.records.map((one) => [one.tenantId, one])),
    risks: risks.value.risks,
  });
}

/** Reads them, and again when anything of onboarding changes; answers with what ends it. */
export function watchRecords(): () => void {
  void loadRecords();
  return useOnboardingStore.subscribe((now, before) => {
    if (now.revision !== before.revision) void loadRecords();
  });
}

const NOTHING: Omit<TenantRecord, 'tenantId'> = {
  purpose: 'not-said',
  owner: '',
  licences: '',
  note: '',
  links: [],
  changedAt: null,
};

/** The record of a tenant; an empty one where nobody wrote any. */
export const recordIn = (byTenant: RecordsState['byTenant'], tenantId: TenantId): TenantRecord =>
  byTenant[tenantId] ?? { ...NOTHING, tenantId };

/** Null when it is kept, else what to tell. */
export async function saveRecord(record: Omit<TenantRecord, 'changedAt'>): Promise<string | null> {
  const answer = await bridge().onboarding.saveRecord(record);
  return answer.ok ? null : failureWords(answer.error);
}

export type SaidReminder = Pick<RadarItem, 'tenantId' | 'kind' | 'title' | 'endsAt'> & {
  readonly reminderId: ReminderId | null;
};

/** Null when it is kept, else what to tell. */
export async function saveReminder(reminder: SaidReminder): Promise<string | null> {
  const answer = await bridge().onboarding.saveReminder(reminder);
  return answer.ok ? null : failureWords(answer.error);
}

export async function removeReminder(reminderId: ReminderId): Promise<void> {
  const answer = await bridge().onboarding.removeReminder({ reminderId });
  if (!answer.ok) tellFailure(answer.error);
}
