import { Button } from '@fluentui/react-components';
import { exactText } from '../../lib/moments.ts';
import { counted } from '../../lib/onboarding-words.ts';
import type { HandOverDifference } from '../../stores/onboarding-dialogs.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Plain } from '../../ui/Plain.tsx';
import styles from './onboarding-dialogs.module.css';

interface DifferencesDialogProps {
  readonly fileName: string;
  readonly exportedAt: string;
  readonly differences: readonly HandOverDifference[];
  readonly onClose: () => void;
}

/** What is different now from an earlier hand-over, step by step. */
export function DifferencesDialog(props: DifferencesDialogProps) {
  const { fileName, exportedAt, differences, onClose } = props;
  return (
    <ModalDialog
      size="large"
      title="Compared with an earlier hand-over"
      onClose={onClose}
      actions={
        <Button appearance="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <p>
        <Plain>{fileName}</Plain> of {exactText(exportedAt)}:{' '}
        {differences.length === 0
          ? 'nothing differs.'
          : `${counted(differences.length, 'difference')}.`}
      </p>
      {differences.length > 0 && (
        <div className={styles['scroll']} role="region" aria-label="Differences" tabIndex={0}>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">Step</th>
                <th scope="col">What</th>
                <th scope="col">Then</th>
                <th scope="col">Now</th>
              </tr>
            </thead>
            <tbody>
              {differences.map(({ stepTitle, what, before, now }, at) => (
                // A step may differ in several ways.
                // oxlint-disable-next-line react/no-array-index-key -- the list never changes its order
                <tr key={at}>
                  <th scope="row">
                    <Plain>{stepTitle}</Plain>
                  </th>
                  <td>
                    <Plain>{what}</Plain>
                  </td>
                  <td>{before === '' ? '–' : <Plain>{before}</Plain>}</td>
                  <td>{now === '' ? '–' : <Plain>{now}</Plain>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </ModalDialog>
  );
}
