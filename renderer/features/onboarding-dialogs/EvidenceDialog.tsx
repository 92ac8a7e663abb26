import { Button } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { EngagementId, EvidenceItem } from '../../../preload/contract/index.ts';
import { failureWords } from '../../bridge/failure-words.ts';
import { exactText } from '../../lib/moments.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { copyText } from '../../stores/app-store.ts';
import { readEvidence, saveEvidence } from '../../stores/run-actions.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Plain } from '../../ui/Plain.tsx';
import styles from './onboarding-dialogs.module.css';

interface EvidenceDialogProps {
  readonly engagementId: EngagementId;
  readonly item: EvidenceItem;
  readonly onClose: () => void;
}

type Read =
  | { readonly status: 'reading' }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'read'; readonly text: string | null; readonly picture: string | null };

/** A piece of evidence to look at: its text or picture, who added it when, and its checksum. */
export function EvidenceDialog({ engagementId, item, onClose }: EvidenceDialogProps) {
  const [read, setRead] = useState<Read>({ status: 'reading' });
  useEffect(() => {
    let isGone = false;
    void readEvidence(engagementId, item.id).then((answer) => {
      if (isGone) return;
      setRead(
        answer.ok
          ? { status: 'read', text: answer.value.text, picture: answer.value.picture }
          : { status: 'failed', message: failureWords(answer.error) },
      );
    });
    return () => {
      isGone = true;
    };
  }, [engagementId, item.id]);
  return (
    <ModalDialog
      size="large"
      title="Evidence"
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => void saveEvidence(engagementId, item.id)}>Save a copy…</Button>
          <Button appearance="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <p>
        <b>
          <Plain>{item.title}</Plain>
        </b>
      </p>
      {read.status === 'reading' && <p className={styles['quiet']}>Reading…</p>}
      {read.status === 'failed' && <p className={styles['problem']}>{read.message}</p>}
      {read.status === 'read' && read.text !== null && (
        <pre className={styles['text']} tabIndex={0} aria-label="Text of the evidence">
          {read.text.split('\n').map(visibleText).join('\n')}
        </pre>
      )}
      {read.status === 'read' && read.picture !== null && (
        <img className={styles['picture']} src={read.picture} alt={visibleText(item.title)} />
      )}
      {read.status === 'read' && read.text === null && read.picture === null && (
        <p className={styles['quiet']}>A file is looked at after it was saved.</p>
      )}
      <dl className={styles['facts']}>
        <div>
          <dt>Added</dt>
          <dd>
            {exactText(item.addedAt)}, by <Plain>{item.addedBy}</Plain>
          </dd>
        </div>
        <div>
          <dt>SHA-256</dt>
          <dd>
            <code>{item.sha256}</code>{' '}
            <Button size="small" onClick={() => void copyText(item.sha256, 'Checksum')}>
              Copy checksum
            </Button>
          </dd>
        </div>
      </dl>
    </ModalDialog>
  );
}
