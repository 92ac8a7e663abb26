import type {
  Checklist,
  ChecklistProblem,
  CheckResult,
  Engagement,
  EngagementId,
  EngagementSummary,
  EvidenceId,
  EvidenceItem,
  Onboarding,
  PortalId,
  RadarItem,
  RiskFinding,
  StepProgress,
  Tenant,
  TenantId,
  TenantRecord,
  UnreadableRun,
} from '../../../../preload/contract/index.ts';
import { typeableText } from '../../../lib/visible-text.ts';
import { fails, ok } from '../answers.ts';
import { emitter } from '../emitter.ts';
import type { FakeArea } from '../fake-area.ts';
import { IDLE } from '../status.ts';
import { anEngagement, anEvidence, reminderIdOf } from './engagement-data.ts';
import {
  checked,
  completed,
  drifted,
  eventOf,
  reopened,
  skipped,
  stepIn,
  type StepKey,
  withStep,
} from './run-changes.ts';
import { tenantOfStep } from '../../../lib/run-steps.ts';

/** A run: what the list shows of it, and the rest once somebody looks. */
export interface FakeRun {
  readonly summary: EngagementSummary;
  readonly read: () => Engagement;
}

export interface FakeOnboardingState {
  readonly checklists: readonly Checklist[];
  /** Ids of those that were imported. */
  readonly own: readonly string[];
  readonly runs: readonly FakeRun[];
  readonly unreadable: readonly UnreadableRun[];
  readonly radar: readonly RadarItem[];
  readonly records: readonly TenantRecord[];
  readonly risks: readonly RiskFinding[];
  readonly storage: Onboarding['storage'];
  readonly notice: string | null;
  /** Nothing can be read, as when the data process is not there. */
  readonly failsToRead: boolean;
  /** What choosing a file to import answers. */
  readonly importProblems: readonly ChecklistProblem[];
  readonly importable: Checklist | null;
  /** Steps open the start page of their portal. */
  readonly knowsNoPages?: boolean;
  /** What checks answer. */
  readonly answer?: (check: CheckResult, at: string) => CheckResult;
}

/** What a test may do from main's side, and what it may look at. */
export interface FakeOnboardingControls {
  /** Names of methods that changed something or wrote a file, oldest first. */
  readonly calls: () => readonly string[];
  readonly engagement: (id: EngagementId) => Engagement | undefined;
  readonly runs: () => readonly EngagementSummary[];
  /** A check finds that a step is no longer as it was. */
  readonly drift: (id: EngagementId, key: StepKey) => void;
}

export interface FakeOnboardingOptions {
  readonly now: () => string;
  readonly isOnline: () => boolean;
  readonly tenantOf: (id: TenantId) => Tenant | undefined;
  readonly openPage: (tenantId: TenantId, portalId: PortalId | null) => Promise<void>;
  /** Milliseconds that a check takes. */
  readonly checkMs: number;
}

const OPERATOR = 'a-josh1@contoso.com';
/** The smallest picture there is, of one grey point. */
const PICTURE =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mOsr6//DwAFgAJ/kC3tWwAAAABJRU5ErkJggg==';

/** The twin of the onboarding area in main. */
export function fakeOnboarding(
  initial: FakeOnboardingState,
  options: FakeOnboardingOptions,
): {
  readonly onboarding: FakeArea<'onboarding'>;
  readonly controls: FakeOnboardingControls;
  readonly forget: (id: TenantId) => void;
} {
  const changed = emitter<Onboarding>();
  const calls: string[] = [];
  const texts = new Map<EvidenceId, string>();
  const removedEvidence = new Map<EvidenceId, { key: StepKey; item: EvidenceItem; at: number }>();
  let { checklists, own, runs, unreadable, radar, records } = initial;
  let progress = IDLE;
  let revision = 1;
  let number = 1_000;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const state = (): Onboarding => ({
    revision,
    checklists: checklists.map((one) => infoOf(one, own)),
    engagements: runs.map(({ summary }) => summary),
    unreadable: [...unreadable],
    radar: [...radar],
    progress,
    storage: initial.storage,
    notice: initial.notice,
  });
  const tell = () => {
    revision += 1;
    changed.emit(state());
  };
  const engagementOf = (id: EngagementId) => runs.find(({ summary }) => summary.id === id)?.read();
  const keep = (engagement: Engagement) => {
    const { summary } = engagement;
    runs = runs.map((run) => (run.summary.id === summary.id ? held(engagement) : run));
  };
  /** Changes something of a run, unless nothing can be kept here. */
  const change = (
    call: string,
    id: EngagementId,
    make: (engagement: Engagement) => Engagement | null,
  ) => {
    if (initial.storage === 'read-only') return fails('storage-failed');
    const engagement = engagementOf(id);
    const next = engagement === undefined ? null : make(engagement);
    if (next === null) return fails('not-found');
    calls.push(call);
    keep(next);
    tell();
    return ok({});
  };
  type ByStep = StepKey & { readonly engagementId: EngagementId };
  const changeStep = (call: string, key: ByStep, make: (step: StepProgress) => StepProgress) =>
    change(call, key.engagementId, (engagement) =>
      stepIn(engagement, key) === undefined ? null : withStep(engagement, key, make, options.now()),
    );
  const addEvidence = async (key: ByStep, said: Partial<EvidenceItem>, text: string | null) => {
    number += 1;
    const item = anEvidence(number, { addedAt: options.now(), addedBy: OPERATOR, ...said });
    if (text !== null) texts.set(item.id, text);
    const answer = await changeStep('addEvidence', key, (step) => ({
      ...step,
      evidence: [...step.evidence, item],
      history: [eventOf(options.now(), OPERATOR, 'evidence added', item.title), ...step.history],
    }));
    return answer.ok ? ok({ evidenceId: item.id }) : answer;
  };
  const checkRuns = (ids: readonly EngagementId[], stepId: string | null) => {
    const at = options.now();
    for (const id of ids) {
      const engagement = engagementOf(id);
      if (engagement === undefined) continue;
      const answer = initial.answer;
      for (const step of engagement.steps) {
        if (step.checks.length === 0 || (stepId !== null && step.stepId !== stepId)) continue;
        const current = engagementOf(id) ?? engagement;
        keep(
          withStep(
            current,
            step,
            (one) =>
              checked(
                one,
                at,
                OPERATOR,
                answer === undefined ? undefined : (check) => answer(check, at),
              ),
            at,
          ),
        );
      }
    }
  };
  const write = (call: string, fileName: string) => {
    calls.push(call);
    return { fileName };
  };

  const onboarding: FakeArea<'onboarding'> = {
    get: () => (initial.failsToRead ? fails('internal') : ok(state())),
    getEngagement: ({ engagementId }) => {
      const engagement = engagementOf(engagementId);
      return engagement === undefined ? fails('not-found') : ok(engagement);
    },
    getChecklist: ({ checklistId }) => {
      const found = checklists.find(({ id }) => id === checklistId);
      return found === undefined ? fails('not-found') : ok(found);
    },
    getQuery: ({ name }) =>
      ok({
        title: name.replaceAll('-', ' '),
        about: 'Runs in each tenant separately; counts are per tenant.',
        text: `// ${name}\nAlertInfo\n| where Timestamp > ago(7d)\n| summarize Alerts = count() by Severity\n| order by Alerts desc`,
      }),
    create: ({ checklistId, sourceId, targetId, owner, dueAt }) => {
      if (initial.storage === 'read-only') return fails('storage-failed');
      const checklist = checklists.find(({ id }) => id === checklistId);
      const target = options.tenantOf(targetId);
      if (checklist === undefined || target === undefined) return fails('not-found');
      const isThere = runs.some(
        ({ summary }) =>
          summary.checklistId === checklistId &&
          summary.sourceId === sourceId &&
          summary.targetId === targetId &&
          summary.state === 'active',
      );
      if (isThere)
        return fails('conflict', 'A run of this checklist for these tenants is under way already.');
      number += 1;
      const made = anEngagement({
        number,
        checklist,
        source: sourceId === null ? null : (options.tenantOf(sourceId) ?? null),
        target,
        owner,
        dueAt,
        operators: [OPERATOR],
        summary: { createdAt: options.now(), changedAt: options.now() },
      });
      calls.push('create');
      runs = [...runs, held(made)];
      tell();
      return ok({ engagementId: made.summary.id });
    },
    update: ({ engagementId, owner, dueAt, operators }) =>
      change('update', engagementId, (engagement) => ({
        ...engagement,
        operators,
        summary: { ...engagement.summary, owner, dueAt },
      })),
    setArchived: ({ engagementId, isArchived }) =>
      change('setArchived', engagementId, (engagement) => ({
        ...engagement,
        summary: { ...engagement.summary, state: isArchived ? 'archived' : 'active' },
      })),
    remove: ({ engagementId, typedName }) => {
      const run =
        engagementOf(engagementId)?.summary ?? unreadable.find(({ id }) => id === engagementId);
      if (run === undefined) return fails('not-found');
      if (!isNamed(options.tenantOf(run.targetId), typedName))
        return fails('confirmation-mismatch');
      calls.push('remove');
      runs = runs.filter(({ summary }) => summary.id !== engagementId);
      unreadable = unreadable.filter(({ id }) => id !== engagementId);
      tell();
      return ok({});
    },
    setParameter: ({ engagementId, parameterId, value }) =>
      change('setParameter', engagementId, (engagement) => ({
        ...engagement,
        parameters: [
          ...engagement.parameters.filter(({ id }) => id !== parameterId),
          { id: parameterId, value },
        ],
      })),
    complete: ({ typedName, ...key }) => {
      const engagement = engagementOf(key.engagementId);
      if (engagement === undefined) return fails('not-found');
      const step = engagement.checklist.phases
        .flatMap(({ steps }) => steps)
        .find(({ id }) => id === key.stepId);
      const tenant = options.tenantOf(tenantOfStep(step ?? null, engagement.summary));
      if ((step?.irreversible ?? null) !== null && !isNamed(tenant, typedName ?? ''))
        return fails('confirmation-mismatch');
      return changeStep('complete', key, (one) => completed(one, options.now(), OPERATOR));
    },
    skip: ({ reason, ...key }) =>
      changeStep('skip', key, (one) => skipped(one, options.now(), OPERATOR, reason)),
    reopen: ({ reason, ...key }) =>
      changeStep('reopen', key, (one) => reopened(one, options.now(), OPERATOR, reason)),
    signOffStep: (key) =>
      changeStep('signOffStep', key, (one) => ({
        ...one,
        signedOff: { by: OPERATOR, at: options.now() },
        history: [eventOf(options.now(), OPERATOR, 'signed off'), ...one.history],
      })),
    signOff: ({ engagementId }) =>
      change('signOff', engagementId, (engagement) => ({
        ...engagement,
        summary: { ...engagement.summary, signedOff: { by: OPERATOR, at: options.now() } },
      })),
    note: ({ note, owner, dueAt, ...key }) =>
      changeStep('note', key, (one) => ({ ...one, note, owner, dueAt })),
    addText: ({ text, ...key }) =>
      addEvidence(key, { title: text.slice(0, 120), bytes: text.length }, text),
    addFile: (key) =>
      addEvidence(key, { kind: 'file', title: 'approval.pdf', bytes: 48_211 }, null),
    addPicture: (key) =>
      addEvidence(
        key,
        { kind: 'picture', title: 'Cross-tenant access settings', bytes: 91_400 },
        null,
      ),
    removeEvidence: ({ engagementId, evidenceId }) =>
      change('removeEvidence', engagementId, (engagement) => {
        const step = engagement.steps.find(({ evidence }) =>
          evidence.some(({ id }) => id === evidenceId),
        );
        if (step === undefined) return null;
        const at = step.evidence.findIndex(({ id }) => id === evidenceId);
        const item = step.evidence[at];
        if (item !== undefined) removedEvidence.set(evidenceId, { key: step, item, at });
        return withStep(
          engagement,
          step,
          (one) => ({ ...one, evidence: one.evidence.filter(({ id }) => id !== evidenceId) }),
          options.now(),
        );
      }),
    restoreEvidence: ({ engagementId, evidenceId }) =>
      change('restoreEvidence', engagementId, (engagement) => {
        const gone = removedEvidence.get(evidenceId);
        if (gone === undefined) return null;
        return withStep(
          engagement,
          gone.key,
          (one) => ({ ...one, evidence: one.evidence.toSpliced(gone.at, 0, gone.item) }),
          options.now(),
        );
      }),
    readEvidence: ({ engagementId, evidenceId }) => {
      const item = engagementOf(engagementId)
        ?.steps.flatMap(({ evidence }) => evidence)
        .find(({ id }) => id === evidenceId);
      if (item === undefined) return fails('not-found');
      return ok({
        kind: item.kind,
        text: item.kind === 'picture' ? null : (texts.get(evidenceId) ?? item.title),
        picture: item.kind === 'picture' ? PICTURE : null,
      });
    },
    saveEvidence: () => ok(write('saveEvidence', 'approval.pdf')),
    openStep: async ({ engagementId, ...key }) => {
      const engagement = engagementOf(engagementId);
      const step = engagement === undefined ? undefined : stepIn(engagement, key);
      if (engagement === undefined || step === undefined) return fails('not-found');
      const said = engagement.checklist.phases
        .flatMap(({ steps }) => steps)
        .find(({ id }) => id === key.stepId);
      const tenantId = tenantOfStep(said ?? null, engagement.summary);
      calls.push('openStep');
      const link = said?.link ?? null;
      await options.openPage(tenantId, link !== null && 'portalId' in link ? link.portalId : null);
      const lookFor = initial.knowsNoPages === true ? (said?.actions[0] ?? null) : null;
      return ok({ tenantId, handedTo: null, lookFor });
    },
    runChecks: ({ engagementIds, stepId }) => {
      calls.push('runChecks');
      if (!options.isOnline()) return fails('offline');
      const ids = engagementIds ?? runs.map(({ summary }) => summary.id);
      progress = { ...IDLE, isRunning: true, total: ids.length };
      tell();
      clearTimeout(timer);
      timer = setTimeout(() => {
        checkRuns(ids, stepId);
        progress = { ...progress, isRunning: false, done: ids.length };
        tell();
      }, options.checkMs);
      return ok({});
    },
    cancelChecks: () => {
      clearTimeout(timer);
      calls.push('cancelChecks');
      progress = { ...progress, isRunning: false, isCancelled: true };
      tell();
      return ok({});
    },
    getRecord: ({ tenantId }) => ok(recordOf(records, tenantId)),
    getRecords: () => ok({ records: [...records] }),
    saveRecord: (said) => {
      if (initial.storage === 'read-only') return fails('storage-failed');
      calls.push('saveRecord');
      records = [
        ...records.filter(({ tenantId }) => tenantId !== said.tenantId),
        { ...said, changedAt: options.now() },
      ];
      tell();
      return ok({});
    },
    getRisks: () => ok({ risks: [...initial.risks] }),
    saveReminder: ({ reminderId, tenantId, kind, title, endsAt }) => {
      if (initial.storage === 'read-only') return fails('storage-failed');
      number += 1;
      const id = reminderId ?? reminderIdOf(number);
      const days = (Date.parse(endsAt) - Date.parse(options.now())) / 86_400_000;
      radar = [
        ...radar.filter((item) => item.reminderId !== id),
        {
          id,
          tenantId,
          kind,
          title,
          endsAt,
          state: days < 0 ? 'ended' : days < 30 ? 'soon' : 'later',
          warnDays: 30,
          from: 'reminder',
          engagementId: null,
          stepId: null,
          reminderId: id,
          checkedAt: null,
        },
      ];
      calls.push('saveReminder');
      tell();
      return ok({ reminderId: id });
    },
    removeReminder: ({ reminderId }) => {
      radar = radar.filter((item) => item.reminderId !== reminderId);
      calls.push('removeReminder');
      tell();
      return ok({});
    },
    exportCalendar: ({ tenantIds }) =>
      ok({
        ...write('exportCalendar', 'bulkhead-ends.ics'),
        events: radar.filter(({ tenantId }) => tenantIds?.includes(tenantId) ?? true).length,
      }),
    exportHandOver: ({ format }) => ok(write('exportHandOver', `hand-over.${format}`)),
    compareHandOver: ({ engagementId }) => {
      const engagement = engagementOf(engagementId);
      if (engagement === undefined) return fails('not-found');
      return ok({
        ...write('compareHandOver', 'hand-over-2026-05.json'),
        exportedAt: engagement.summary.createdAt,
        differences: engagement.steps
          .filter(({ state }) => state !== 'open')
          .map((step) => ({
            stepTitle: step.stepId.replaceAll('-', ' '),
            what: 'State',
            before: 'open',
            now: step.state,
          })),
      });
    },
    importChecklist: () => {
      if (initial.importProblems.length > 0)
        return ok({
          fileName: 'our-checklist.json',
          imported: null,
          problems: [...initial.importProblems],
        });
      const found = initial.importable;
      if (found === null) return fails('cancelled');
      checklists = [...checklists.filter(({ id }) => id !== found.id), found];
      own = [...own, found.id];
      calls.push('importChecklist');
      tell();
      return ok({
        fileName: 'our-checklist.json',
        imported: infoOf(found, own),
        problems: [],
      });
    },
    exportChecklist: ({ checklistId }) => ok(write('exportChecklist', `${checklistId}.json`)),
    removeChecklist: ({ checklistId }) => {
      checklists = checklists.filter(({ id }) => id !== checklistId);
      calls.push('removeChecklist');
      tell();
      return ok({});
    },
    onChanged: changed.on,
  };
  return {
    onboarding,
    controls: {
      calls: () => calls,
      engagement: engagementOf,
      runs: () => runs.map(({ summary }) => summary),
      drift: (id, key) => {
        const engagement = engagementOf(id);
        if (engagement === undefined) return;
        const at = options.now();
        keep(withStep(engagement, key, (step) => drifted(step, at), at));
        tell();
      },
    },
    forget: (id) => {
      runs = runs.filter(({ summary }) => summary.sourceId !== id && summary.targetId !== id);
      unreadable = unreadable.filter((one) => one.sourceId !== id && one.targetId !== id);
      radar = radar.filter(({ tenantId }) => tenantId !== id);
      records = records.filter(({ tenantId }) => tenantId !== id);
      tell();
    },
  };
}

/** A run that is there in full. */
export const held = (engagement: Engagement): FakeRun => ({
  summary: engagement.summary,
  read: () => engagement,
});

const isNamed = (tenant: Tenant | undefined, typed: string) =>
  tenant !== undefined && typeableText(tenant.name) === typeableText(typed);

const infoOf = (
  checklist: Checklist,
  own: readonly string[],
): Onboarding['checklists'][number] => ({
  id: checklist.id,
  version: checklist.version,
  title: checklist.title,
  summary: checklist.summary,
  origin: own.includes(checklist.id) ? 'organisation' : 'bulkhead',
  sides: checklist.sides,
  steps: checklist.phases
    .filter(({ kind }) => kind === 'setup')
    .reduce((count, { steps }) => count + steps.length, 0),
});

const recordOf = (records: readonly TenantRecord[], tenantId: TenantId): TenantRecord =>
  records.find((one) => one.tenantId === tenantId) ?? {
    tenantId,
    purpose: 'not-said',
    owner: '',
    licences: '',
    note: '',
    links: [],
    changedAt: null,
  };
