import type { OnboardingDialog } from '../../stores/onboarding-dialogs.ts';
import { AddTextDialog } from './AddTextDialog.tsx';
import { ChecklistProblemsDialog } from './ChecklistProblemsDialog.tsx';
import { CompleteDialog } from './CompleteDialog.tsx';
import { DifferencesDialog } from './DifferencesDialog.tsx';
import { EditRunDialog } from './EditRunDialog.tsx';
import { EvidenceDialog } from './EvidenceDialog.tsx';
import { NewRunDialog } from './NewRunDialog.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';
import { RecordDialog } from './RecordDialog.tsx';
import { ReminderDialog } from './ReminderDialog.tsx';
import { RemoveChecklistDialog } from './RemoveChecklistDialog.tsx';
import { RemoveRunDialog } from './RemoveRunDialog.tsx';

interface OnboardingDialogsProps {
  readonly dialog: OnboardingDialog;
  readonly onClose: () => void;
}

/** The dialog of onboarding that is open. */
export function OnboardingDialogs({ dialog, onClose }: OnboardingDialogsProps) {
  switch (dialog.kind) {
    case 'new-run':
      return <NewRunDialog {...dialog} onClose={onClose} />;
    case 'edit-run':
      return <EditRunDialog engagementId={dialog.engagementId} onClose={onClose} />;
    case 'remove-run':
      return <RemoveRunDialog engagementId={dialog.engagementId} onClose={onClose} />;
    case 'complete-step':
      return <CompleteDialog step={dialog.step} onClose={onClose} />;
    case 'skip-step':
    case 'reopen-step':
      return <ReasonDialog kind={dialog.kind} step={dialog.step} onClose={onClose} />;
    case 'add-text':
      return <AddTextDialog step={dialog.step} onClose={onClose} />;
    case 'look-at-evidence':
      return (
        <EvidenceDialog engagementId={dialog.engagementId} item={dialog.item} onClose={onClose} />
      );
    case 'checklist-problems':
      return <ChecklistProblemsDialog {...dialog} onClose={onClose} />;
    case 'remove-checklist':
      return <RemoveChecklistDialog checklistId={dialog.checklistId} onClose={onClose} />;
    case 'hand-over-differences':
      return <DifferencesDialog {...dialog} onClose={onClose} />;
    case 'reminder':
      return <ReminderDialog item={dialog.item} tenantId={dialog.tenantId} onClose={onClose} />;
    case 'edit-record':
      return <RecordDialog tenantId={dialog.tenantId} onClose={onClose} />;
  }
}
