import type {
  ChecklistId,
  ChecklistProblem,
  EngagementId,
  EvidenceItem,
  RadarItem,
  TenantId,
} from '../../preload/contract/index.ts';
import type { StepRef } from './run-actions.ts';

/** What differs from an earlier hand-over in one step. */
export interface HandOverDifference {
  readonly stepTitle: string;
  readonly what: string;
  readonly before: string;
  readonly now: string;
}

/** Dialogs of onboarding. */
export type OnboardingDialog =
  | {
      readonly kind: 'new-run';
      /** What is chosen already. */
      readonly checklistId: ChecklistId | null;
      readonly targetId: TenantId | null;
    }
  | { readonly kind: 'edit-run'; readonly engagementId: EngagementId }
  | { readonly kind: 'remove-run'; readonly engagementId: EngagementId }
  | { readonly kind: 'complete-step'; readonly step: StepRef }
  | { readonly kind: 'skip-step'; readonly step: StepRef }
  | { readonly kind: 'reopen-step'; readonly step: StepRef }
  | { readonly kind: 'add-text'; readonly step: StepRef }
  | {
      readonly kind: 'look-at-evidence';
      readonly engagementId: EngagementId;
      readonly item: EvidenceItem;
    }
  | {
      readonly kind: 'checklist-problems';
      readonly fileName: string;
      readonly problems: readonly ChecklistProblem[];
    }
  | { readonly kind: 'remove-checklist'; readonly checklistId: ChecklistId }
  | {
      readonly kind: 'hand-over-differences';
      readonly fileName: string;
      readonly exportedAt: string;
      readonly differences: readonly HandOverDifference[];
    }
  | {
      readonly kind: 'reminder';
      /** The one to change; null for a new one. */
      readonly item: RadarItem | null;
      readonly tenantId: TenantId | null;
    }
  | { readonly kind: 'edit-record'; readonly tenantId: TenantId };
