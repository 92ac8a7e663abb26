import type {
  Checklist,
  ChecklistId,
  Engagement,
  EngagementId,
  EngagementSummary,
  Onboarding,
  onboarding as contract,
  TenantId,
  UnreadableRun,
} from '../../../preload/contract/index.ts';
import type { z } from 'zod';
import { CallFailure } from '../call-failure.ts';
import type { ApiOf } from '../cloud/api-use.ts';
import { createCheckRunner } from './check-runner.ts';
import type { PictureOf, TenantPicture } from './conflicts.ts';
import { createDesk, type DeskDeps } from './desk.ts';
import { createEngagementCommands, removalOf } from './engagement-commands.ts';
import { engagementOf, summaryOf, type ViewDeps } from './engagement-view.ts';
import { createEstateCommands } from './estate-commands.ts';
import { createEvidenceCommands } from './evidence-commands.ts';
import { type ForgottenTenant, namesToForget, NOBODY } from './forgotten-names.ts';
import { createKnownChecklists } from './known-checklists.ts';
import type { OnboardingChecks, OnboardingFiles } from './parts.ts';
import type { RiskInput } from './risks.ts';
import { createRuns, tenantsOf } from './runs.ts';
import { createStepCommands } from './step-commands.ts';
import type { EngagementRow } from './store/rows.ts';
import { createTransfer } from './transfer.ts';

export interface OnboardingServiceDeps extends Omit<DeskDeps, 'checklists' | 'runs'> {
  readonly files: OnboardingFiles;
  readonly checks: OnboardingChecks;
  readonly apiOf: ApiOf;
  readonly devicesOf: RiskInput['devicesOf'];
  readonly appVersion: string;
  /** Above every revision that the page has seen. */
  readonly revisionsFrom: number;
  readonly onFault: (error: unknown) => void;
}

/** Everything about runs, between main's calls and the store. */
export function createOnboardingService(deps: OnboardingServiceDeps) {
  const { store, files } = deps;
  const { rows } = store;
  const checklists = createKnownChecklists(files.bundledChecklists, rows);
  const runs = createRuns(rows, checklists);
  let revision = deps.revisionsFrom;
  const onChanged = () => {
    revision += 1;
    deps.onChanged();
  };
  const desk = createDesk({ ...deps, checklists, runs, onChanged });

  const pictureOf: PictureOf = (tenantId): TenantPicture => {
    const steps = runs
      .all()
      .flatMap(({ id, isArchived }) =>
        (runs.find(id)?.standings ?? [])
          .filter((one) => one.tenantId === tenantId)
          .map(({ step, state }) => ({ rules: step?.conflicts ?? [], state, isArchived })),
      );
    return {
      hasDone: (rule) => steps.some((one) => one.state === 'done' && one.rules.includes(rule)),
      plans: (rule) =>
        steps.some(
          (one) =>
            !one.isArchived &&
            (one.state === 'open' || one.state === 'drifted') &&
            one.rules.includes(rule),
        ),
      passed: (checkId) => rows.tenantsWith(checkId, 'passed').includes(tenantId),
      facts: deps.factsOf(tenantId),
    };
  };
  const view: ViewDeps = {
    rows,
    tenantOf: deps.tenantOf,
    valuesOf: desk.valuesOf,
    pictureOf,
    checkInfo: deps.checks.checkInfo,
    isRun: (id) => runs.all().some((one) => one.id === id),
    now: deps.now,
  };

  const engagements = createEngagementCommands(desk);
  const steps = createStepCommands(desk);
  const evidence = createEvidenceCommands(desk);
  const estate = createEstateCommands(desk, deps.devicesOf);
  const transfer = createTransfer({
    desk,
    files,
    view,
    evidence,
    estate,
    appVersion: deps.appVersion,
  });
  const checks = createCheckRunner({
    desk,
    evidence,
    apiOf: deps.apiOf,
    runCheck: deps.checks.runCheck,
    recordOf: estate.recordOf,
    onChanged,
    onFault: deps.onFault,
  });

  const summaries = new Map<
    EngagementId,
    { readonly stamp: number; readonly summary: EngagementSummary }
  >();
  const summary = (id: EngagementId): EngagementSummary | null => {
    const stamp = runs.stamp(id);
    const known = summaries.get(id);
    const isPast = known !== undefined && isBefore(known.summary.endsAt, deps.now());
    if (known?.stamp === stamp && !isPast) return known.summary;
    const run = runs.find(id);
    if (run === undefined) return null;
    const made = summaryOf(run, view);
    summaries.set(id, { stamp, summary: made });
    return made;
  };

  /** A run that is kept and cannot be shown; null for any other. */
  const unreadableOf = (run: EngagementRow): UnreadableRun | null => {
    const found = checklists.unreadable(run.checklistId);
    if (found === null) return null;
    const { id, checklistId, sourceId, targetId, owner, createdAt, changedAt } = run;
    const canExport = checklists.kept(checklistId) !== null;
    return {
      id,
      checklistId,
      sourceId,
      targetId,
      owner,
      createdAt,
      changedAt,
      canExport,
      ...found,
    };
  };

  return {
    engagements,
    steps,
    evidence,
    estate,
    transfer,

    get(): Onboarding {
      const space = store.look();
      const notices = [store.notice(), space.state === 'full' ? space.notice : null];
      const notice = notices.filter((one) => one !== null).join(' ');
      return {
        revision,
        checklists: [...checklists.infos()],
        engagements: runs.all().flatMap(({ id }) => summary(id) ?? []),
        unreadable: runs.all().flatMap((one) => unreadableOf(one) ?? []),
        radar: [...estate.radar()],
        progress: checks.progress(),
        storage: space.state === 'full' ? 'read-only' : store.storage,
        notice: notice === '' ? null : notice.slice(0, 600),
      };
    },
    getEngagement: (id: EngagementId): Engagement => engagementOf(runs.get(id), view),
    getChecklist(id: ChecklistId): Checklist {
      const known = checklists.newest(id);
      if (known === null) {
        throw new CallFailure('not-found', 'This checklist is not there any more.');
      }
      return known.checklist;
    },
    getQuery(name: string) {
      const query = files.bundledQuery(name);
      if (query === null) throw new CallFailure('not-found', 'This query is not there any more.');
      return query;
    },
    remove(input: z.infer<typeof contract.remove.input>) {
      engagements.remove(input);
      store.erase();
    },

    runChecks({ engagementIds, stepId }: z.infer<typeof contract.runChecks.input>) {
      for (const id of engagementIds ?? []) runs.get(id);
      const wanted = engagementIds === null ? null : new Set(engagementIds);
      checks.start({ engagementIds: wanted, stepId, isAsked: true });
    },
    cancelChecks: () => checks.cancel(),
    /** The tenant's status was collected: what it says of steps is looked at again. */
    collected(tenantId: TenantId) {
      checks.start({ engagementIds: null, stepId: null, isAsked: false }, [tenantId]);
    },
    /** Nothing runs any more; for tests. */
    idle: () => checks.idle(),

    /** Names of tenants may have changed. */
    estateChanged() {
      runs.drop(null);
      onChanged();
    },
    /**
     * Runs with the tenant on either side go, with all that was written in them, and the names of
     * its accounts.
     */
    async forget(
      tenantId: TenantId,
      tenant: ForgottenTenant = { domain: null, account: null },
    ): Promise<void> {
      await checks.drop(tenantId);
      const all = runs.all();
      const gone = all.filter((one) => tenantsOf(one).includes(tenantId));
      const rest = all.filter((one) => !gone.includes(one));
      const works = gone.map((one) => removalOf(one, [...rest, one], false));
      // Only what cannot be erased now is to be told of.
      if (store.storage === 'read-only') {
        if (!rows.tenantIds().includes(tenantId)) return;
        throw new CallFailure('storage-failed', store.notice() ?? 'It cannot be erased now.');
      }
      const others = deps.tenants().filter(({ id }) => id !== tenantId);
      const remaining = {
        engagementIds: new Set(rest.map(({ id }) => id)),
        names: [
          ...rest.flatMap(({ operators }) => operators),
          ...others.flatMap(({ id }) => deps.accountOf(id) ?? []),
        ],
        domains: others.map(({ domain }) => domain),
      };
      store.changeWithRoom((rows) => {
        for (const work of works) work(rows);
        rows.deleteTenant(tenantId);
        for (const name of namesToForget(rows.namesWritten(), tenant, remaining)) {
          rows.renameOperator(name, NOBODY);
        }
      });
      checklists.reread();
      runs.drop(null);
      runs.dropEngagements();
      onChanged();
    },
    tenantIds: () => rows.tenantIds(),
    stop: () => checks.cancel(),
  };
}
export type OnboardingService = ReturnType<typeof createOnboardingService>;

function isBefore(endsAt: string | null, now: Date): boolean {
  return endsAt !== null && Date.parse(endsAt) <= now.getTime();
}
