import { z } from 'zod';
import {
  Checklist,
  CheckParameterValue,
  ChecklistId,
  ConflictRule,
  CopyValue,
  ParameterId,
  RenewalKind,
  Side,
  StepId,
} from './checklist.ts';
import { command, event, query } from './define.ts';
import { line, TenantId } from './ids.ts';
import { ONBOARDING_CHECK_IDS } from './onboarding-checks.ts';
import { CollectionProgress, Evidence as Fact } from './status.ts';

/** One run of a checklist. */
export const EngagementId = z
  .string()
  .regex(/^e[0-9a-f]{16}$/)
  .brand<'EngagementId'>();
export type EngagementId = z.infer<typeof EngagementId>;

export const EvidenceId = z
  .string()
  .regex(/^p[0-9a-f]{16}$/)
  .brand<'EvidenceId'>();
export type EvidenceId = z.infer<typeof EvidenceId>;

export const ReminderId = z
  .string()
  .regex(/^r[0-9a-f]{16}$/)
  .brand<'ReminderId'>();
export type ReminderId = z.infer<typeof ReminderId>;

const Instant = z.iso.datetime();
const count = z.number().int().nonnegative();
/** An administrator, by user name. */
export const Operator = line(256).min(1);

/** Of a check. Only `passed` is green; every other says why it is not. */
const ONBOARDING_CHECK_STATES = [
  'passed',
  'failed',
  /** Read, and for the operator to judge. */
  'information',
  'not-permitted',
  'not-licensed',
  'not-available',
  /** The request did not get through; what was found before is kept. */
  'unreachable',
  /** A value that it needs was not entered yet. */
  'needs-value',
  'not-checked',
] as const;
export const OnboardingCheckState = z.enum(ONBOARDING_CHECK_STATES);
export type OnboardingCheckState = z.infer<typeof OnboardingCheckState>;

export const CheckResult = z.strictObject({
  checkId: z.enum(ONBOARDING_CHECK_IDS),
  /** Tenant that was read. */
  tenantId: TenantId,
  on: Side,
  with: z.record(z.string().max(64), CheckParameterValue),
  completes: z.boolean(),
  state: OnboardingCheckState,
  title: line(160),
  /** What was found, and what was wanted; one sentence each. */
  found: line(600),
  wanted: line(600),
  facts: z.array(Fact).max(40),
  /** Request that it was read with. */
  source: line(300),
  /** Permission, role or licence that would answer; null when nothing is missing. */
  needs: line(300).nullable(),
  checkedAt: Instant.nullable(),
  /** When what was found ends by itself, such as a role; null when it does not or is not known. */
  endsAt: Instant.nullable(),
});
export type CheckResult = z.infer<typeof CheckResult>;

export const StepState = z.enum([
  'open',
  'done',
  'skipped',
  /** Was done, and a check has found since that it no longer is. */
  'drifted',
]);
export type StepState = z.infer<typeof StepState>;

export const EvidenceKind = z.enum(['text', 'file', 'picture', 'check']);
export const EvidenceItem = z.strictObject({
  id: EvidenceId,
  kind: EvidenceKind,
  /** The text, the file's name, or what the picture shows. */
  title: line(300),
  bytes: count,
  /** SHA-256 of the content, in hexadecimal digits. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  addedAt: Instant,
  addedBy: Operator,
});
export type EvidenceItem = z.infer<typeof EvidenceItem>;

export const StepEvent = z.strictObject({
  at: Instant,
  by: Operator,
  /** In the past tense: "done", "skipped", "reopened", "drifted", "signed off". */
  what: line(40),
  detail: line(600),
});
export type StepEvent = z.infer<typeof StepEvent>;

export const Conflict = z.strictObject({
  rule: ConflictRule,
  /** What would happen, and what to do first. */
  text: line(600),
  first: line(600),
});
export type Conflict = z.infer<typeof Conflict>;

/** How one step stands in one run, for one operator where it is per operator. */
export const StepProgress = z.strictObject({
  stepId: StepId,
  operator: Operator.nullable(),
  state: StepState,
  /** Whether a check or a person completed it; null when it is not done. */
  completedBy: z.enum(['check', 'operator']).nullable(),
  changedAt: Instant.nullable(),
  changedBy: Operator.nullable(),
  /** Done once for the tenant, in another run; null when it was in this one. */
  sharedFrom: EngagementId.nullable(),
  skipReason: line(600).nullable(),
  note: line(4_000),
  owner: line(256),
  dueAt: Instant.nullable(),
  blockedBy: z.array(StepId).max(20),
  conflicts: z.array(Conflict).max(8),
  checks: z.array(CheckResult).max(8),
  evidence: z.array(EvidenceItem).max(100),
  signedOff: z.strictObject({ by: Operator, at: Instant }).nullable(),
  /** When what was set up here ends, and where that date is from. */
  endsAt: Instant.nullable(),
  endsAtFrom: z.enum(['check', 'step']).nullable(),
  /** Newest first. */
  history: z.array(StepEvent).max(100),
  /** Came with a later version of the checklist than the run began with. */
  isNew: z.boolean(),
  /** Left with a later version; kept as history. */
  isRemoved: z.boolean(),
  /** Of a step that left: its title, which no checklist at hand says any more. */
  removedTitle: line(160).optional(),
  /** Values to copy, filled in. */
  copy: z.array(CopyValue).max(12),
});
export type StepProgress = z.infer<typeof StepProgress>;

export const ChecklistInfo = z.strictObject({
  id: ChecklistId,
  version: z.number().int().positive(),
  title: line(160),
  summary: line(1_200),
  /** `bulkhead` comes with the app; `organisation` was imported. */
  origin: z.enum(['bulkhead', 'organisation']),
  sides: z.strictObject({ source: line(160).nullable(), target: line(160) }),
  steps: count,
});
export type ChecklistInfo = z.infer<typeof ChecklistInfo>;

export const EngagementSummary = z.strictObject({
  id: EngagementId,
  checklistId: ChecklistId,
  checklistVersion: z.number().int().positive(),
  title: line(200),
  sourceId: TenantId.nullable(),
  targetId: TenantId,
  owner: line(256),
  dueAt: Instant.nullable(),
  createdAt: Instant,
  changedAt: Instant,
  state: z.enum(['active', 'completed', 'archived']),
  done: count,
  skipped: count,
  drifted: count,
  total: count,
  failedChecks: count,
  /** The next sensible step; null when none is left. */
  nextStepTitle: line(160).nullable(),
  /** The first end that is still to come. */
  endsAt: Instant.nullable(),
  signedOff: z.strictObject({ by: Operator, at: Instant }).nullable(),
});
export type EngagementSummary = z.infer<typeof EngagementSummary>;

/** A run that is kept whole, and that this version cannot show: its checklist does not fit. */
export const UnreadableRun = z.strictObject({
  id: EngagementId,
  checklistId: ChecklistId,
  /** Of the checklist, as far as it can be read. */
  title: line(160),
  sourceId: TenantId.nullable(),
  targetId: TenantId,
  owner: line(256),
  createdAt: Instant,
  changedAt: Instant,
  /** What is wrong with the checklist, and where. */
  why: line(600),
  /** Whether the checklist is still there, to be written to a file and corrected. */
  canExport: z.boolean(),
});
export type UnreadableRun = z.infer<typeof UnreadableRun>;

const ParameterValue = z.strictObject({ id: ParameterId, value: line(1_000) });

export const Engagement = z.strictObject({
  summary: EngagementSummary,
  operators: z.array(Operator).min(1).max(100),
  parameters: z.array(ParameterValue).max(30),
  /** The newest version of the checklist that is known. */
  checklist: Checklist,
  steps: z.array(StepProgress).max(6_000),
});
export type Engagement = z.infer<typeof Engagement>;

/** Something that ends, wherever it is known from. */
export const RadarItem = z.strictObject({
  id: line(120),
  tenantId: TenantId,
  kind: RenewalKind,
  title: line(200),
  endsAt: Instant,
  state: z.enum(['ended', 'soon', 'later']),
  /** Days before the end from which on it is soon. */
  warnDays: z.number().int().min(0).max(365),
  from: z.enum(['check', 'step', 'reminder']),
  engagementId: EngagementId.nullable(),
  stepId: StepId.nullable(),
  reminderId: ReminderId.nullable(),
  /** When the date was read; null for one that was entered or reckoned. */
  checkedAt: Instant.nullable(),
});
export type RadarItem = z.infer<typeof RadarItem>;

/** What the operator knows of a tenant that no service says. */
export const TenantRecord = z.strictObject({
  tenantId: TenantId,
  purpose: z.enum([
    'not-said',
    'merger',
    'business-unit',
    'regulatory',
    'carve-out',
    'separate-entity',
    'isolation',
    'production',
    'test',
    'other',
  ]),
  owner: line(256),
  licences: line(1_000),
  note: line(4_000),
  /** Durable request links of access packages and the like. */
  links: z.array(z.strictObject({ label: line(160), url: line(1_000) })).max(20),
  changedAt: Instant.nullable(),
});
export type TenantRecord = z.infer<typeof TenantRecord>;

/** A risk of the estate, computed from what is known. */
export const RiskFinding = z.strictObject({
  id: line(64),
  title: line(160),
  state: z.enum(['found', 'not-found', 'unknown']),
  /** What it was concluded from, or what is missing to conclude. */
  reason: line(600),
  tenantIds: z.array(TenantId).max(2_000),
});
export type RiskFinding = z.infer<typeof RiskFinding>;

export const Onboarding = z.strictObject({
  revision: count,
  checklists: z.array(ChecklistInfo).max(200),
  engagements: z.array(EngagementSummary).max(5_000),
  unreadable: z.array(UnreadableRun).max(5_000),
  radar: z.array(RadarItem).max(5_000),
  progress: CollectionProgress,
  /** `memory` keeps nothing after quitting. */
  storage: z.enum(['kept', 'memory', 'read-only']),
  notice: line(600).nullable(),
});
export type Onboarding = z.infer<typeof Onboarding>;

/** What is wrong with a checklist file, and where in it. */
export const ChecklistProblem = z.strictObject({ place: line(300), text: line(400) });
export type ChecklistProblem = z.infer<typeof ChecklistProblem>;

const nothing = z.strictObject({});
const byEngagement = z.strictObject({ engagementId: EngagementId });
const byStep = z.strictObject({
  engagementId: EngagementId,
  stepId: StepId,
  /** Null for a step that is not per operator. */
  operator: Operator.nullable(),
});
const written = z.strictObject({ fileName: line(255) });
const KEEPS = ['not-found', 'not-available', 'storage-failed'] as const;

export const onboarding = {
  get: query({ input: nothing, output: Onboarding }),
  getEngagement: query({
    input: byEngagement,
    output: Engagement,
    errors: ['not-found', 'not-available'],
  }),
  getChecklist: query({
    input: z.strictObject({ checklistId: ChecklistId }),
    output: Checklist,
    errors: ['not-found'],
  }),
  getQuery: query({
    input: z.strictObject({ name: line(64) }),
    output: z.strictObject({ title: line(160), about: line(1_200), text: line(20_000) }),
    errors: ['not-found'],
  }),
  create: command({
    input: z.strictObject({
      checklistId: ChecklistId,
      sourceId: TenantId.nullable(),
      targetId: TenantId,
      owner: line(256),
      dueAt: Instant.nullable(),
    }),
    output: z.strictObject({ engagementId: EngagementId }),
    errors: [...KEEPS, 'conflict'],
  }),
  update: command({
    input: z.strictObject({
      engagementId: EngagementId,
      owner: line(256),
      dueAt: Instant.nullable(),
      operators: z.array(Operator).min(1).max(100),
    }),
    output: nothing,
    errors: KEEPS,
  }),
  setArchived: command({
    input: z.strictObject({ engagementId: EngagementId, isArchived: z.boolean() }),
    output: nothing,
    errors: KEEPS,
  }),
  /** Takes a run and all its evidence away for good; the target's name is typed. */
  remove: command({
    input: z.strictObject({ engagementId: EngagementId, typedName: line(120) }),
    output: nothing,
    errors: [...KEEPS, 'confirmation-mismatch'],
  }),
  setParameter: command({
    input: z.strictObject({
      engagementId: EngagementId,
      parameterId: ParameterId,
      value: line(1_000),
    }),
    output: nothing,
    errors: [...KEEPS, 'conflict'],
  }),
  /** An irreversible step is done only with the name of its tenant typed. */
  complete: command({
    input: byStep.extend({ typedName: line(120).nullable() }),
    output: nothing,
    errors: [...KEEPS, 'conflict', 'confirmation-mismatch'],
  }),
  skip: command({
    input: byStep.extend({ reason: line(600).min(1) }),
    output: nothing,
    errors: KEEPS,
  }),
  reopen: command({ input: byStep.extend({ reason: line(600) }), output: nothing, errors: KEEPS }),
  signOffStep: command({ input: byStep, output: nothing, errors: [...KEEPS, 'conflict'] }),
  signOff: command({ input: byEngagement, output: nothing, errors: [...KEEPS, 'conflict'] }),
  note: command({
    input: byStep.extend({ note: line(4_000), owner: line(256), dueAt: Instant.nullable() }),
    output: nothing,
    errors: KEEPS,
  }),
  addText: command({
    input: byStep.extend({ text: line(20_000).min(1) }),
    output: z.strictObject({ evidenceId: EvidenceId }),
    errors: KEEPS,
  }),
  /** Main asks the operator for the file. */
  addFile: command({
    input: byStep,
    output: z.strictObject({ evidenceId: EvidenceId }),
    errors: [...KEEPS, 'cancelled'],
  }),
  /** A picture of the page that is in front in the step's tenant. */
  addPicture: command({
    input: byStep,
    output: z.strictObject({ evidenceId: EvidenceId }),
    errors: KEEPS,
  }),
  removeEvidence: command({
    input: z.strictObject({ engagementId: EngagementId, evidenceId: EvidenceId }),
    output: nothing,
    errors: KEEPS,
  }),
  /** Brings evidence back that was removed, until the app is quit. */
  restoreEvidence: command({
    input: z.strictObject({ engagementId: EngagementId, evidenceId: EvidenceId }),
    output: nothing,
    errors: KEEPS,
  }),
  /** Text or a picture as a data URL to look at; a file is saved with `saveEvidence`. */
  readEvidence: query({
    input: z.strictObject({ engagementId: EngagementId, evidenceId: EvidenceId }),
    output: z.strictObject({
      kind: EvidenceKind,
      text: line(20_000).nullable(),
      picture: z.string().max(30_000_000).nullable(),
    }),
    errors: ['not-found'],
  }),
  saveEvidence: command({
    input: z.strictObject({ engagementId: EngagementId, evidenceId: EvidenceId }),
    output: written,
    errors: [...KEEPS, 'cancelled'],
  }),
  /** Opens the step's page in its tenant's compartment. */
  openStep: command({
    input: byStep,
    output: z.strictObject({
      tenantId: TenantId,
      handedTo: line(40).nullable(),
      /** What to look for, where the portal's start was opened for a page without a known address. */
      lookFor: line(600).nullable(),
    }),
    errors: ['not-found', 'not-available'],
  }),
  /** Checks the steps, or all of the run; progress comes with `changed`. */
  runChecks: command({
    input: z.strictObject({
      engagementIds: z.array(EngagementId).max(5_000).nullable(),
      stepId: StepId.nullable(),
    }),
    output: nothing,
    errors: ['not-found', 'not-available', 'offline'],
  }),
  cancelChecks: command({ input: nothing, output: nothing }),
  getRecord: query({
    input: z.strictObject({ tenantId: TenantId }),
    output: TenantRecord,
    errors: ['not-found'],
  }),
  getRecords: query({
    input: nothing,
    output: z.strictObject({ records: z.array(TenantRecord).max(2_000) }),
  }),
  saveRecord: command({
    input: TenantRecord.omit({ changedAt: true }),
    output: nothing,
    errors: KEEPS,
  }),
  getRisks: query({
    input: nothing,
    output: z.strictObject({ risks: z.array(RiskFinding).max(20) }),
  }),
  saveReminder: command({
    input: z.strictObject({
      reminderId: ReminderId.nullable(),
      tenantId: TenantId,
      kind: RenewalKind,
      title: line(200).min(1),
      endsAt: Instant,
    }),
    output: z.strictObject({ reminderId: ReminderId }),
    errors: KEEPS,
  }),
  removeReminder: command({
    input: z.strictObject({ reminderId: ReminderId }),
    output: nothing,
    errors: KEEPS,
  }),
  /** What ends when, for a calendar (iCalendar, RFC 5545). */
  exportCalendar: command({
    input: z.strictObject({ tenantIds: z.array(TenantId).max(2_000).nullable() }),
    output: written.extend({ events: count }),
    errors: ['cancelled', 'not-available', 'storage-failed'],
  }),
  exportHandOver: command({
    input: byEngagement.extend({ format: z.enum(['html', 'pdf', 'json']) }),
    output: written,
    errors: [...KEEPS, 'cancelled'],
  }),
  /** The operator chooses an earlier hand-over (JSON); what differs is answered. */
  compareHandOver: command({
    input: byEngagement,
    output: z.strictObject({
      fileName: line(255),
      exportedAt: Instant,
      differences: z
        .array(
          z.strictObject({
            stepTitle: line(160),
            what: line(80),
            before: line(600),
            now: line(600),
          }),
        )
        .max(2_000),
    }),
    errors: [...KEEPS, 'cancelled', 'conflict'],
  }),
  /** The operator chooses a file. With problems nothing was imported. */
  importChecklist: command({
    input: nothing,
    output: z.strictObject({
      fileName: line(255),
      imported: ChecklistInfo.nullable(),
      problems: z.array(ChecklistProblem).max(100),
    }),
    errors: ['cancelled', 'storage-failed', 'not-available'],
  }),
  exportChecklist: command({
    input: z.strictObject({ checklistId: ChecklistId }),
    output: written,
    errors: ['not-found', 'not-available', 'cancelled', 'storage-failed'],
  }),
  /** Of the organisation's own; runs of it stay. */
  removeChecklist: command({
    input: z.strictObject({ checklistId: ChecklistId }),
    output: nothing,
    errors: KEEPS,
  }),
  changed: event(Onboarding),
};
