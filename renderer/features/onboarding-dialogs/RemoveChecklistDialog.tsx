import { Button } from '@fluentui/react-components';
import type { ChecklistId } from '../../../preload/contract/index.ts';
import { exportChecklist, removeChecklist } from '../../stores/onboarding-files.ts';
import { useOnboardingStore } from '../../stores/onboarding-store.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Plain } from '../../ui/Plain.tsx';

interface RemoveChecklistDialogProps {
  readonly checklistId: ChecklistId;
  readonly onClose: () => void;
}

/** Takes one of the organisation's own checklists away; runs of it go on. */
export function RemoveChecklistDialog({ checklistId, onClose }: RemoveChecklistDialogProps) {
  const checklist = useOnboardingStore(
    (state) => state.checklists.find(({ id }) => id === checklistId) ?? null,
  );
  return (
    <ModalDialog
      isAlert
      size="small"
      title="Remove this checklist?"
      onClose={onClose}
      onSubmit={() => void removeChecklist(checklistId).then((isGone) => isGone && onClose())}
      actions={
        <>
          <Button type="submit" appearance="primary">
            Remove
          </Button>
          <Button onClick={() => void exportChecklist(checklistId)}>Export first…</Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <p>
        <Plain>{checklist?.title ?? checklistId}</Plain> can no longer be started. Runs of it stay
        as they are.
      </p>
    </ModalDialog>
  );
}
