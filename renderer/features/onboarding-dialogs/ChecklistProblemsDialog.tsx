import { Button } from '@fluentui/react-components';
import type { ChecklistProblem } from '../../../preload/contract/index.ts';
import { counted } from '../../lib/onboarding-words.ts';
import { copyText } from '../../stores/app-store.ts';
import { importChecklist } from '../../stores/onboarding-files.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Plain } from '../../ui/Plain.tsx';
import styles from './onboarding-dialogs.module.css';

interface ChecklistProblemsDialogProps {
  readonly fileName: string;
  readonly problems: readonly ChecklistProblem[];
  readonly onClose: () => void;
}

/** What is wrong with a checklist file, and where in it. */
export function ChecklistProblemsDialog(props: ChecklistProblemsDialogProps) {
  const { fileName, problems, onClose } = props;
  const asText = problems.map(({ place, text }) => `${place}: ${text}`).join('\n');
  return (
    <ModalDialog
      title="The checklist was not imported"
      onClose={onClose}
      actions={
        <>
          <Button
            appearance="primary"
            onClick={() => {
              onClose();
              void importChecklist();
            }}
          >
            Choose a file again…
          </Button>
          <Button onClick={() => void copyText(asText, 'Problems')}>Copy the list</Button>
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      <p>
        <Plain>{fileName}</Plain> has {counted(problems.length, 'problem')}. Nothing of it was
        taken; every checklist is as it was.
      </p>
      <div className={styles['scroll']} role="region" aria-label="Problems" tabIndex={0}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">Place in the file</th>
              <th scope="col">What is wrong</th>
            </tr>
          </thead>
          <tbody>
            {problems.map(({ place, text }, at) => (
              // One place may have two problems.
              // oxlint-disable-next-line react/no-array-index-key -- the list never changes its order
              <tr key={at}>
                <th scope="row">
                  <Plain className={styles['place']}>{place}</Plain>
                </th>
                <td>
                  <Plain>{text}</Plain>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </ModalDialog>
  );
}
