import type { z } from 'zod';
import type {
  ChecklistId,
  CheckResult,
  EngagementId,
  EvidenceId,
  EvidenceItem,
  ReminderId,
  RenewalKind,
  StepId,
  StepState,
  TenantId,
  TenantRecord,
} from '../../../../preload/contract/index.ts';

/** Where what is of a step is kept: one place for all runs that share it. */
export interface StepKey {
  /** The run, or the tenant for steps that are done once per tenant. */
  readonly scopeId: string;
  readonly checklistId: ChecklistId;
  readonly stepId: StepId;
  /** Empty for steps that are not per operator. */
  readonly operator: string;
}

/** ... and the run in which it was written. */
export interface Written extends StepKey {
  readonly engagementId: EngagementId;
}

export interface SignedOff {
  readonly by: string;
  readonly at: string;
}

export interface EngagementRow {
  readonly id: EngagementId;
  readonly checklistId: ChecklistId;
  readonly beganVersion: number;
  readonly sourceId: TenantId | null;
  readonly targetId: TenantId;
  readonly owner: string;
  readonly dueAt: string | null;
  readonly operators: readonly string[];
  readonly createdAt: string;
  readonly changedAt: string;
  readonly isArchived: boolean;
  readonly signedOff: SignedOff | null;
}

export interface StateRow extends Written {
  /** Of the step when this was written, for when a later version no longer has it. */
  readonly title: string;
  readonly state: StepState;
  readonly completedBy: 'check' | 'operator' | null;
  readonly changedAt: string;
  readonly changedBy: string;
  readonly skipReason: string | null;
  readonly signedOff: SignedOff | null;
}

export interface NoteRow extends Written {
  readonly note: string;
  readonly owner: string;
  readonly dueAt: string | null;
}

export interface EventRow extends Written {
  readonly at: string;
  readonly by: string;
  readonly what: string;
  readonly detail: string;
}

export interface CheckRow extends Written {
  readonly checkKey: string;
  readonly state: CheckResult['state'];
  readonly endsAt: string | null;
  readonly checkedAt: string | null;
}

export interface EvidenceRow extends Written, z.infer<typeof EvidenceItem> {
  readonly id: EvidenceId;
  readonly isRemoved: boolean;
}

export interface ChecklistRow {
  readonly id: ChecklistId;
  readonly version: number;
  readonly origin: 'bulkhead' | 'organisation';
  /** Whether runs can be begun with it. */
  readonly isOffered: boolean;
  /** JSON text of the checklist. */
  readonly body: string;
}

export interface ReminderRow {
  readonly id: ReminderId;
  readonly tenantId: TenantId;
  readonly kind: RenewalKind;
  readonly title: string;
  readonly endsAt: string;
}

/** What is kept of the steps of one checklist in one scope. */
export interface ScopeRows {
  readonly states: readonly StateRow[];
  readonly notes: readonly NoteRow[];
  readonly checks: readonly CheckRow[];
}

/** Everything that is asked of one onboarding database. Writes do the same on every copy of it. */
export interface OnboardingRows {
  checklists(): readonly ChecklistRow[];
  saveChecklist(row: ChecklistRow): void;
  /** Takes a checklist out of what is offered. */
  withdrawChecklist(id: ChecklistId): void;
  /** Deletes what is not offered and has no run. */
  dropUnusedChecklists(): void;

  engagements(): readonly EngagementRow[];
  saveEngagement(row: EngagementRow): void;
  parametersOf(id: EngagementId): ReadonlyMap<string, string>;
  /** Null takes it away. */
  setParameter(id: EngagementId, parameterId: string, value: string | null): void;

  scope(scopeId: string, checklistId: ChecklistId): ScopeRows;
  saveState(row: StateRow): void;
  saveNote(row: NoteRow): void;
  addEvent(row: EventRow): void;
  /** Newest first, at most 100. */
  events(key: StepKey): readonly EventRow[];
  saveCheck(row: CheckRow, body: CheckResult): void;
  checkResult(key: StepKey, checkKey: string): CheckResult | null;
  deleteCheck(key: StepKey, checkKey: string): void;
  /** Whether a check of this id has this state for the tenant in any run. */
  tenantsWith(checkId: string, state: CheckResult['state']): readonly TenantId[];

  /** Those of a step that were not removed. */
  evidence(key: StepKey): readonly EvidenceRow[];
  evidenceItem(id: EvidenceId): EvidenceRow | null;
  addEvidence(row: EvidenceRow, content: Uint8Array): void;
  content(id: EvidenceId): Uint8Array | null;
  setRemoved(id: EvidenceId, isRemoved: boolean): void;
  countRemoved(): number;
  purgeRemoved(): void;

  records(): readonly TenantRecord[];
  record(id: TenantId): TenantRecord | null;
  saveRecord(record: TenantRecord): void;
  reminders(): readonly ReminderRow[];
  saveReminder(row: ReminderRow): void;
  removeReminder(id: ReminderId): void;

  /** Takes a run away with everything that was written in it. Steps that were shared stay done. */
  deleteEngagement(id: EngagementId): void;
  /** What was written of shared steps in one run is said to be of another. */
  handOn(from: EngagementId, to: EngagementId, scopeId: string): void;
  /** Takes away what is kept of a checklist in a scope. */
  deleteScope(scopeId: string, checklistId: ChecklistId): void;
  /** Takes away all that names the tenant, but for runs with it. */
  deleteTenant(id: TenantId): void;
  tenantIds(): readonly TenantId[];
  /** Who did, signed or added something, and the run in which it was written. */
  namesWritten(): readonly { readonly engagementId: EngagementId; readonly name: string }[];
  /** Puts another name in place of one, wherever it is the one of who did something. */
  renameOperator(from: string, to: string): void;
}
