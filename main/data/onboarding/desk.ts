import type { onboarding as contract, Step, TenantId } from '../../../preload/contract/index.ts';
import type { z } from 'zod';
import { CallFailure } from '../call-failure.ts';
import type { EstateTenant } from '../status/estate-tenant.ts';
import type { TenantFacts } from '../status/facts.ts';
import { isDiskFull } from '../store/store-space.ts';
import { StoreIsReadOnly } from '../store/mirrored-store.ts';
import { NOBODY } from './forgotten-names.ts';
import type { KnownChecklists } from './known-checklists.ts';
import { type Values, valuesOf } from './placeholders.ts';
import { type Run, type Runs, tenantsOf } from './runs.ts';
import type { Standing } from './standing.ts';
import type { OnboardingStore } from './store/open-onboarding-store.ts';
import type {
  EngagementRow,
  EventRow,
  OnboardingRows,
  StateRow,
  StepKey,
  Written,
} from './store/rows.ts';

export type StepInput = Pick<
  z.infer<typeof contract.complete.input>,
  'engagementId' | 'stepId' | 'operator'
>;

export interface DeskDeps {
  readonly store: OnboardingStore;
  readonly checklists: KnownChecklists;
  readonly runs: Runs;
  readonly tenants: () => readonly EstateTenant[];
  readonly tenantOf: (id: string) => EstateTenant | undefined;
  readonly factsOf: (id: TenantId) => TenantFacts | null;
  /** User name that is signed in to the tenant; null when nobody is known to be. */
  readonly accountOf: (id: TenantId) => string | null;
  readonly now: () => Date;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly onChanged: () => void;
}

/** What all commands on runs have in common. */
export interface Desk extends Pick<
  DeskDeps,
  'checklists' | 'runs' | 'tenants' | 'tenantOf' | 'factsOf'
> {
  readonly rows: OnboardingRows;
  /** Now, ISO 8601. */
  readonly stamp: () => string;
  readonly now: () => Date;
  /** Writes to both files, or throws `storage-failed` and has changed nothing. */
  change(work: (rows: OnboardingRows) => void): void;
  changed(): void;
  /** Throws `not-found`, and `not-available` for a run in the archive. */
  stepOf(input: StepInput): { readonly run: Run; readonly standing: Standing; readonly step: Step };
  /**
   * Who does what is done now: the account that is signed in to the first of these tenants that has
   * one. Only where nobody is signed in to any is it somebody else: the operator that the step is of.
   */
  operatorAt(tenantIds: readonly TenantId[], operator?: string | null): string;
  valuesOf(run: Run): Values;
  newId(prefix: string, isTaken: (id: string) => boolean): string;
  /** Writes how a step stands, and that in its history. */
  saveStep(run: Run, standing: Standing, next: NextState, event: NextEvent): void;
  /** The same, to be written together with more by `commit`. */
  stepWrite(run: Run, standing: Standing, next: NextState, event: NextEvent): StepWrite;
  /** Writes all of it in one change of the run. */
  commit(run: Run, writes: readonly StepWrite[]): void;
}

export type NextState = Pick<StateRow, 'state' | 'completedBy' | 'skipReason' | 'signedOff'> & {
  readonly by: string;
};
export interface NextEvent {
  readonly what: string;
  readonly detail: string;
  /** False for what does not change how it stands, such as a sign-off. */
  readonly isTurn?: boolean;
}

/** What is to be written of one step. */
export interface StepWrite {
  readonly key: StepKey;
  readonly write: (rows: OnboardingRows) => void;
}

const MAX_DETAIL = 600;

export function createDesk(deps: DeskDeps): Desk {
  const { store, checklists, runs, tenantOf, now } = deps;
  const stamp = () => now().toISOString();

  const change = (work: (rows: OnboardingRows) => void) => {
    try {
      store.change(work);
    } catch (error) {
      if (error instanceof StoreIsReadOnly) {
        throw new CallFailure(
          'storage-failed',
          `${store.notice() ?? ''} Nothing was changed.`.trim(),
        );
      }
      if (!isDiskFull(error)) throw error;
      store.look();
      deps.onChanged();
      throw new CallFailure(
        'storage-failed',
        'The disk is full. Nothing was changed, and what is kept can be read.',
      );
    }
  };

  const operatorAt: Desk['operatorAt'] = (tenantIds, operator = null) => {
    const signedIn = (ids: readonly TenantId[]) =>
      ids.map((id) => deps.accountOf(id) ?? '').filter((account) => account !== '');
    const [here] = signedIn(tenantIds);
    if (here !== undefined) return here.slice(0, 256);
    if (operator !== null) return operator;
    // One of several accounts would be a guess, and would tell one customer another's account.
    const [one, ...others] = new Set(signedIn(deps.tenants().map(({ id }) => id)));
    return one === undefined || others.length > 0 ? NOBODY : one.slice(0, 256);
  };

  const stepWrite: Desk['stepWrite'] = (
    { engagement },
    standing,
    next,
    { what, detail, isTurn = true },
  ) => {
    const at = stamp();
    const written = writtenBy(standing, engagement);
    const { row } = standing;
    const isNews = isTurn || row === null;
    const state: StateRow = {
      ...written,
      engagementId: isNews ? engagement.id : row.engagementId,
      title: standing.title,
      state: next.state,
      completedBy: next.completedBy,
      changedAt: isNews ? at : row.changedAt,
      changedBy: isNews ? next.by : row.changedBy,
      skipReason: next.skipReason,
      signedOff: next.signedOff,
    };
    const event: EventRow = { ...written, at, by: next.by, what, detail: clip(detail) };
    return {
      key: standing.key,
      write(rows) {
        rows.saveState(state);
        rows.addEvent(event);
      },
    };
  };
  const commit: Desk['commit'] = ({ engagement }, writes) => {
    const touched: EngagementRow = { ...engagement, changedAt: stamp() };
    change((rows) => {
      for (const { write } of writes) write(rows);
      rows.saveEngagement(touched);
    });
    runs.set(touched);
    for (const { key } of writes) runs.drop(key.scopeId, key.checklistId);
    deps.onChanged();
  };

  return {
    checklists,
    runs,
    tenants: deps.tenants,
    tenantOf,
    factsOf: deps.factsOf,
    rows: store.rows,
    now,
    stamp,
    change,
    changed: deps.onChanged,
    operatorAt,
    stepOf({ engagementId, stepId, operator }) {
      const run = runs.get(engagementId);
      if (run.engagement.isArchived) {
        throw inArchive();
      }
      const standing = run.standings.find(
        (one) => one.stepId === stepId && one.operator === operator && one.step !== null,
      );
      if (standing?.step === undefined || standing.step === null) {
        throw new CallFailure('not-found', 'This step is not in the checklist any more.');
      }
      return { run, standing, step: standing.step };
    },
    valuesOf: ({ engagement }) =>
      valuesOf(
        engagement.sourceId === null ? null : (tenantOf(engagement.sourceId) ?? null),
        tenantOf(engagement.targetId) ?? null,
        store.rows.parametersOf(engagement.id),
      ),
    newId(prefix, isTaken) {
      let number = 0n;
      for (const byte of deps.randomBytes(8)) number = number * 256n + BigInt(byte);
      for (;;) {
        const id = `${prefix}${(number % 2n ** 64n).toString(16).padStart(16, '0')}`;
        if (!isTaken(id)) return id;
        number += 1n;
      }
    },
    saveStep: (run, ...rest) => commit(run, [stepWrite(run, ...rest)]),
    stepWrite,
    commit,
  };
}

export const inArchive = () =>
  new CallFailure('not-available', 'This run is in the archive. Take it out first.');

export function writtenBy({ key }: Standing, { id }: EngagementRow): Written {
  return { ...key, engagementId: id };
}

export function tenantsOfStep({ tenantId }: Standing, { engagement }: Run): readonly TenantId[] {
  return [tenantId, ...tenantsOf(engagement)];
}

export function clip(text: string): string {
  return text.length <= MAX_DETAIL ? text : `${text.slice(0, MAX_DETAIL - 1)}…`;
}
