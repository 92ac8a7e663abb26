import type {
  Checklist,
  CheckResult,
  ConflictRule,
  Engagement,
  EngagementId,
  EngagementSummary,
  EvidenceId,
  EvidenceItem,
  ReminderId,
  Step,
  StepCheck,
  StepProgress,
  Tenant,
  TenantId,
} from '../../../../preload/contract/index.ts';
import { runPhases, nextOpenStep, stepsOf } from '../../../lib/run-steps.ts';
import { minutesAgo } from '../estates.ts';

const hexOf = (number: number) => number.toString(16).padStart(16, '0');
export const engagementIdOf = (number: number) => `e${hexOf(number)}` as EngagementId;
const evidenceIdOf = (number: number) => `p${hexOf(number)}` as EvidenceId;
export const reminderIdOf = (number: number) => `r${hexOf(number)}` as ReminderId;

/** A moment so many days from when the page was loaded. */
export const inDays = (days: number) => minutesAgo(-days * 24 * 60);

const OPERATORS = ['a-josh1@contoso.com', 'a-mia2@contoso.com', 'a-lee3@contoso.com'];

const CHECK_TITLES: Partial<Record<StepCheck['id'], string>> = {
  'partner-entry': 'The source is listed as a partner',
  'inbound-mfa-trust': 'Multifactor authentication of the source is trusted',
  'inbound-device-trust': 'Compliant devices of the source are trusted',
  'sync-running': 'The synchronization runs',
  'operator-arrived': 'The operator is there as a guest',
  'role-expiry': 'The eligibility has an end, and when',
};

/** A check that nobody has asked yet; say only what matters. */
export function aCheck(
  check: StepCheck,
  tenantId: TenantId,
  said: Partial<CheckResult> = {},
): CheckResult {
  return {
    checkId: check.id,
    tenantId,
    on: check.on,
    with: check.with,
    completes: check.completes,
    state: 'not-checked',
    title: CHECK_TITLES[check.id] ?? check.id.replaceAll('-', ' '),
    found: 'Nobody has asked yet.',
    wanted: 'As the step says.',
    facts: [],
    source: 'GET /policies/crossTenantAccessPolicy/partners',
    needs: null,
    checkedAt: null,
    endsAt: null,
    ...said,
  };
}

export function anEvidence(number: number, said: Partial<EvidenceItem> = {}): EvidenceItem {
  return {
    id: evidenceIdOf(number),
    kind: 'text',
    title: 'Agreed with the service desk on Thursday.',
    bytes: 41,
    sha256: hexOf(number).repeat(4),
    addedAt: minutesAgo(90),
    addedBy: OPERATORS[0] ?? '',
    ...said,
  };
}

interface Filling {
  readonly source: Tenant | null;
  readonly target: Tenant;
}

/** A step of a run that nobody has touched. */
export function freshProgress(
  step: Step,
  operator: string | null,
  { source, target }: Filling,
): StepProgress {
  const fill = (text: string) =>
    text
      .replaceAll('{sourceId}', source?.id ?? '')
      .replaceAll('{targetId}', target.id)
      .replaceAll('{sourceName}', source?.name ?? '')
      .replaceAll('{targetName}', target.name);
  return {
    stepId: step.id,
    operator,
    state: 'open',
    completedBy: null,
    changedAt: null,
    changedBy: null,
    sharedFrom: null,
    skipReason: null,
    note: '',
    owner: '',
    dueAt: null,
    blockedBy: [],
    conflicts: [],
    checks: step.checks.map((check) =>
      aCheck(check, check.on === 'source' ? (source?.id ?? target.id) : target.id),
    ),
    evidence: [],
    signedOff: null,
    endsAt: null,
    endsAtFrom: null,
    history: [],
    isNew: false,
    isRemoved: false,
    copy: step.copy.map(({ label, value }) => ({ label, value: fill(value) })),
  };
}

export interface SaidRun {
  readonly number: number;
  readonly checklist: Checklist;
  readonly source: Tenant | null;
  readonly target: Tenant;
  readonly owner?: string;
  readonly dueAt?: string | null;
  readonly operators?: readonly string[];
  /** How many of the steps are done, from the beginning. */
  readonly done?: number;
  readonly change?: (progress: StepProgress, step: Step) => StepProgress;
  readonly summary?: Partial<EngagementSummary>;
}

/** A run of a checklist, as far as it is said to be. */
export function anEngagement(said: SaidRun): Engagement {
  const { number, checklist, source, target, done = 0, change = (one) => one } = said;
  const operators = [...(said.operators ?? OPERATORS)];
  const counting = checklist.phases
    .filter(({ kind }) => kind === 'setup')
    .flatMap(({ steps }) => steps);
  const steps = checklist.phases
    .flatMap(({ steps }) => steps)
    .flatMap((step) =>
      (step.scope === 'operator' ? operators : [null]).map((operator) => {
        const fresh = freshProgress(step, operator, { source, target });
        const at = counting.indexOf(step);
        return change(at >= 0 && at < done ? doneOf(fresh, 600 - at * 20) : fresh, step);
      }),
    );
  return settled({
    summary: {
      id: engagementIdOf(number),
      checklistId: checklist.id,
      checklistVersion: checklist.version,
      title: checklist.title,
      sourceId: source?.id ?? null,
      targetId: target.id,
      owner: said.owner ?? 'Josh',
      dueAt: said.dueAt === undefined ? inDays(20) : said.dueAt,
      createdAt: minutesAgo(60 * 24 * 9),
      changedAt: minutesAgo(30),
      state: 'active',
      done: 0,
      skipped: 0,
      drifted: 0,
      total: 0,
      failedChecks: 0,
      nextStepTitle: null,
      endsAt: null,
      signedOff: null,
      ...said.summary,
    },
    operators,
    parameters: [],
    checklist,
    steps,
  });
}

export function doneOf(progress: StepProgress, minutes: number): StepProgress {
  const at = minutesAgo(minutes);
  const isChecked = progress.checks.length > 0;
  return {
    ...progress,
    state: 'done',
    completedBy: isChecked ? 'check' : 'operator',
    changedAt: at,
    changedBy: OPERATORS[0] ?? '',
    checks: progress.checks.map((check) => passed(check, at)),
    history: [
      {
        at,
        by: OPERATORS[0] ?? '',
        what: 'done',
        detail: isChecked ? 'Every check passed.' : 'Marked as done.',
      },
    ],
  };
}

export const passed = (check: CheckResult, at: string): CheckResult => ({
  ...check,
  state: 'passed',
  found: 'It is set.',
  checkedAt: at,
  facts: [{ label: 'Partner', value: 'listed' }],
});

/** Counts, the next step and what waits for what, anew from the steps. */
export function settled(engagement: Engagement): Engagement {
  const { checklist } = engagement;
  const open = new Set(
    engagement.steps
      .filter(({ state }) => state === 'open' || state === 'drifted')
      .map(({ stepId }) => stepId),
  );
  const dependsOn = new Map(
    checklist.phases.flatMap(({ steps }) => steps.map((step) => [step.id, step.dependsOn])),
  );
  const steps = engagement.steps.map((one) => ({
    ...one,
    blockedBy:
      one.state === 'open' || one.state === 'drifted'
        ? (dependsOn.get(one.stepId) ?? []).filter((id) => open.has(id))
        : [],
  }));
  const all = stepsOf(runPhases({ checklist, steps }));
  const counting = all.filter(({ isGuide }) => !isGuide);
  const count = (state: StepProgress['state']) =>
    counting.filter((step) => step.state === state).length;
  const ends = steps.flatMap(({ endsAt }) => endsAt ?? []).toSorted();
  const isThrough = counting.every(({ state }) => state === 'done' || state === 'skipped');
  const { state } = engagement.summary;
  return {
    ...engagement,
    steps,
    summary: {
      ...engagement.summary,
      state: state === 'archived' ? state : isThrough ? 'completed' : 'active',
      done: count('done'),
      skipped: count('skipped'),
      drifted: count('drifted'),
      total: counting.length,
      failedChecks: steps.flatMap(({ checks }) => checks).filter(({ state }) => state === 'failed')
        .length,
      nextStepTitle: nextOpenStep(all, null)?.title ?? null,
      endsAt: ends[0] ?? null,
    },
  };
}

export const CONFLICTS: Readonly<Record<ConflictRule, { text: string; first: string }>> = {
  'defender-roles-end-security-reader': {
    text: 'Operators with Security Reader only lose Defender the moment this is turned on.',
    first: 'Assign a role of Defender to their group first.',
  },
  'security-reader-without-defender-role': {
    text: 'The roles of Defender are on: Security Reader shows nothing there.',
    first: 'Assign a role of Defender instead.',
  },
  'guest-restriction-blocks-pim': {
    text: 'Guests are kept out of the admin portals, so they cannot activate roles there.',
    first: 'Use access packages for these operators.',
  },
  'pim-needs-guest-portal-access': {
    text: 'This step needs guests in the admin portal, and they are kept out.',
    first: 'Let the operators’ group in first.',
  },
};
