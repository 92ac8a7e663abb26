import type {
  CheckResult,
  CollectionProgress,
  EngagementId,
  StepCheck,
  StepId,
  TenantId,
  TenantRecord,
} from '../../../preload/contract/index.ts';
import { createEstateCollection, type TurnEnd } from '../collection/collect-estate.ts';
import type { ApiOf } from '../cloud/api-use.ts';
import type { TenantApi } from '../cloud/tenant-api.ts';
import type { EstateTenant } from '../status/estate-tenant.ts';
import type { TenantFacts } from '../status/facts.ts';
import { type Desk, type StepWrite, tenantsOfStep, writtenBy } from './desk.ts';
import type { EvidenceCommands } from './evidence-commands.ts';
import { tenantOfCheck } from './engagement-view.ts';
import { fill, type Values } from './placeholders.ts';
import { type Run, tenantsOf } from './runs.ts';
import { checkKeyOf, type Standing } from './standing.ts';

/** What a check is run with. */
export interface CheckContext {
  readonly here: TenantApi;
  readonly tenant: EstateTenant;
  readonly other: EstateTenant | null;
  readonly operator: { readonly username: string; readonly objectId: string | null } | null;
  readonly homeTenantId: TenantId | null;
  readonly status: TenantFacts;
  readonly values: Readonly<Record<string, string>>;
  readonly record: TenantRecord;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

export type CheckAnswer = Omit<CheckResult, 'tenantId' | 'on' | 'with' | 'completes'>;
export type RunCheck = (check: StepCheck, context: CheckContext) => Promise<CheckAnswer>;

export interface CheckRunnerDeps {
  readonly desk: Desk;
  readonly evidence: Pick<EvidenceCommands, 'ofCheck'>;
  readonly apiOf: ApiOf;
  readonly runCheck: RunCheck;
  readonly recordOf: (tenantId: TenantId) => TenantRecord;
  readonly onChanged: () => void;
  readonly onFault: (error: unknown) => void;
}

/** Which steps are to be checked. */
export interface CheckWish {
  /** Null for all runs that are not in the archive. */
  readonly engagementIds: ReadonlySet<EngagementId> | null;
  /** Null for all steps. */
  readonly stepId: StepId | null;
  /** Whether the operator asked, rather than a collection. */
  readonly isAsked: boolean;
}

export interface CheckRunner {
  start(wish: CheckWish, tenantIds?: readonly TenantId[]): void;
  cancel(): void;
  drop(tenantId: TenantId): Promise<void>;
  progress(): CollectionProgress;
  idle(): Promise<void>;
}

interface Due {
  readonly standing: Standing;
  readonly check: StepCheck;
}

interface Answered {
  readonly due: Due;
  /** What the check was asked with, filled in. */
  readonly asked: string;
  readonly result: CheckResult;
}

/** An answer of before counts for a step that is completed now no longer than this. */
const COUNTS_FOR_MS = 86_400_000;

/** Reads back, tenant by tenant, whether steps took. Checks read and never write to a tenant. */
export function createCheckRunner(deps: CheckRunnerDeps): CheckRunner {
  const { desk } = deps;
  const wishes = new Map<TenantId, CheckWish[]>();

  const dueIn = ({ engagement, standings }: Run, tenantId: TenantId, wish: CheckWish): Due[] =>
    engagement.isArchived || wish.engagementIds?.has(engagement.id) === false
      ? []
      : standings.flatMap((standing) =>
          wish.stepId !== null && standing.stepId !== wish.stepId
            ? []
            : (standing.step?.checks ?? [])
                .filter((check) => tenantOfCheck(check, engagement) === tenantId)
                .map((check) => ({ standing, check })),
        );
  const runsWith = (tenantId: TenantId) =>
    desk.runs.all().filter((one) => tenantsOf(one).includes(tenantId));

  const contextOf = (
    run: Run,
    { standing, check }: Due,
    tenant: EstateTenant,
    status: TenantFacts,
  ): Omit<CheckContext, 'here' | 'signal'> => {
    const { engagement } = run;
    const otherId = check.on === 'target' ? engagement.sourceId : engagement.targetId;
    const hasOther = engagement.sourceId !== null && otherId !== null;
    const token = status.token.kind === 'known' ? status.token.value : null;
    const username = standing.operator;
    const isSelf = token !== null && token.username.toLowerCase() === username?.toLowerCase();
    return {
      tenant,
      other: hasOther ? (desk.tenantOf(otherId) ?? null) : null,
      operator: username === null ? null : { username, objectId: isSelf ? token.objectId : null },
      homeTenantId: token === null ? null : (token.homeTenantId as TenantId),
      status,
      values: Object.fromEntries(desk.valuesOf(run)),
      record: deps.recordOf(tenant.id),
      now: desk.now,
    };
  };

  /** Keeps what was read of a run, and what follows of it for its steps. */
  const keep = (engagementId: EngagementId, results: readonly Answered[], isAsked: boolean) => {
    const run = desk.runs.find(engagementId);
    if (run === undefined || results.length === 0) return;
    const values = desk.valuesOf(run);
    const writes: StepWrite[] = [];
    for (const standing of run.standings) {
      const own = results
        .filter(({ due }) => isSamePlace(due.standing, standing))
        // A value was entered anew meanwhile: the answer is about another one.
        .filter(({ due, asked }) => asked === askedWith(due.check, values))
        .filter(({ due, result }) => !saysNothing(result, due, run));
      if (own.length === 0) continue;
      const oldest = desk.now().getTime() - COUNTS_FOR_MS;
      const answers = new Map(
        standing.checks
          .filter(({ checkedAt }) => checkedAt !== null && Date.parse(checkedAt) >= oldest)
          .map((one) => [one.checkKey, one.state] as const),
      );
      for (const { due, result } of own) answers.set(checkKeyOf(due.check), result.state);
      writes.push({
        key: standing.key,
        write(rows) {
          for (const { due, result } of own) {
            rows.saveCheck(
              {
                ...writtenBy(standing, run.engagement),
                checkKey: checkKeyOf(due.check),
                state: result.state,
                endsAt: result.endsAt,
                checkedAt: result.checkedAt,
              },
              result,
            );
          }
        },
      });
      const turn = turnOf(
        run,
        standing,
        answers,
        own.map(({ result }) => result),
        isAsked,
      );
      if (turn !== null) writes.push(turn);
    }
    if (writes.length > 0) desk.commit(run, writes);
  };

  const turnOf = (
    run: Run,
    standing: Standing,
    answers: ReadonlyMap<string, CheckResult['state']>,
    results: readonly CheckResult[],
    isAsked: boolean,
  ): StepWrite | null => {
    const completing = (standing.step?.checks ?? []).filter(({ completes }) => completes);
    if (completing.length === 0) return null;
    const states = completing.map((check) => answers.get(checkKeyOf(check)) ?? 'not-checked');
    const by = desk.operatorAt(tenantsOfStep(standing, run), standing.operator);
    const base = { skipReason: null, signedOff: null, by } as const;

    if (standing.state === 'done' && states.includes('failed')) {
      const failed = results.find(({ completes, state }) => completes && state === 'failed');
      // An answer of before was told of before.
      if (failed === undefined) return null;
      return desk.stepWrite(
        run,
        standing,
        { ...base, state: 'drifted', completedBy: null },
        { what: 'drifted', detail: `${failed.title}: ${failed.found}` },
      );
    }
    const isOpen = standing.state === 'open' || standing.state === 'drifted';
    // Whoever opened a step again wants to see it again, whatever is collected meanwhile.
    const wasReopened = standing.state === 'open' && standing.row !== null;
    if (!isOpen || (wasReopened && !isAsked)) return null;
    if (!states.every((state) => state === 'passed')) return null;
    const read = completing.flatMap(
      (check) =>
        results.find((one) => checkKeyOf({ ...one, id: one.checkId }) === checkKeyOf(check)) ??
        desk.rows.checkResult(standing.key, checkKeyOf(check)) ??
        [],
    );
    const titles = [...new Set(read.map(({ title }) => title))].join('; ');
    const proof = deps.evidence.ofCheck(
      run,
      standing,
      `Read back: ${titles}`,
      JSON.stringify(read, null, 2),
    );
    const turn = desk.stepWrite(
      run,
      standing,
      { ...base, state: 'done', completedBy: 'check' },
      { what: 'done', detail: `Checked: ${titles}` },
    );
    return {
      key: turn.key,
      write(rows) {
        turn.write(rows);
        if (proof !== null) rows.addEvidence(proof.row, proof.content);
      },
    };
  };

  const collection = createEstateCollection<TurnEnd>({
    memory: NO_MEMORY,
    tenantOf: (id) => desk.tenantOf(id),
    finish: (_, end) => end ?? 'failed',
    onFault: (_, error) => deps.onFault(error),
    onChanged(tenantId) {
      // What was wished while the tenant was at work.
      if (tenantId !== null && wishes.has(tenantId)) begin([tenantId]);
      deps.onChanged();
    },
    async collectOne(tenant, use) {
      const own = wishes.get(tenant.id) ?? [];
      wishes.delete(tenant.id);
      const here = deps.apiOf(tenant, use);
      const status = desk.factsOf(tenant.id);
      if (status === null) return 'failed';
      const visited = new Set<string>();
      let end: TurnEnd = 'complete';
      for (const { id } of runsWith(tenant.id)) {
        const run = desk.runs.find(id);
        if (run === undefined) continue;
        const dues = own.flatMap((wish) => dueIn(run, tenant.id, wish));
        const isAsked = own.some((wish) => wish.isAsked && dueIn(run, tenant.id, wish).length > 0);
        const results: Answered[] = [];
        for (const due of dues) {
          // Once, whatever the number of runs that share the step and of wishes that name it.
          const name = JSON.stringify([due.standing.key, checkKeyOf(due.check)]);
          if (visited.has(name)) continue;
          if (use.signal.aborted) return end;
          const asked = askedWith(due.check, desk.valuesOf(run));
          const context = contextOf(run, due, tenant, status);
          const answer = await deps.runCheck(due.check, { ...context, here, signal: use.signal });
          if (use.signal.aborted) return end;
          // Another run that shares the step may have the value that this one lacks.
          if (answer.state !== 'needs-value') visited.add(name);
          if (answer.state === 'unreachable') end = 'failed';
          const { on, with: values, completes } = due.check;
          results.push({
            due,
            asked,
            result: { ...answer, tenantId: tenant.id, on, with: values, completes },
          });
        }
        keep(id, results, isAsked);
      }
      return end;
    },
  });

  const begin = (tenantIds: readonly TenantId[]) => {
    if (tenantIds.length > 0) collection.start(tenantIds, tenantIds);
  };

  return {
    start(wish, only) {
      const tenantIds = new Set<TenantId>();
      for (const engagement of desk.runs.all()) {
        const run = desk.runs.find(engagement.id);
        if (run === undefined) continue;
        for (const tenantId of only ?? tenantsOf(engagement)) {
          if (dueIn(run, tenantId, wish).length > 0) tenantIds.add(tenantId);
        }
      }
      for (const id of tenantIds) wishes.set(id, [...(wishes.get(id) ?? []), wish]);
      begin([...tenantIds]);
    },
    cancel() {
      wishes.clear();
      collection.cancel();
    },
    async drop(tenantId) {
      wishes.delete(tenantId);
      await collection.drop(tenantId);
    },
    progress: collection.progress,
    idle: collection.idle,
  };
}

/** Checks are asked for again with the next collection; nothing of them is left over for a restart. */
const NO_MEMORY = {
  left: () => [],
  setLeft: () => undefined,
  removeLeft: () => undefined,
};

/**
 * Whether the answer before is kept, with its age: where it could not be asked now, or lacks a value
 * that another run which shares the step has.
 */
function saysNothing({ state }: CheckResult, { standing, check }: Due, { engagement }: Run) {
  const isOfOther = state === 'needs-value' && standing.key.scopeId !== engagement.id;
  if (state !== 'unreachable' && !isOfOther) return false;
  return standing.checks.some(({ checkKey }) => checkKey === checkKeyOf(check));
}

/** What a check is asked with, filled in; the same as long as no value of it changes. */
function askedWith({ with: given }: StepCheck, values: Values): string {
  return JSON.stringify(
    Object.entries(given).map(([name, value]) => [name, fill(String(value), values)]),
  );
}

function isSamePlace(one: Standing, two: Standing): boolean {
  return (
    one.stepId === two.stepId &&
    one.key.scopeId === two.key.scopeId &&
    one.key.operator === two.key.operator
  );
}
