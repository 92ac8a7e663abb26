import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { EvidenceItem, StepProgress, TenantId } from '../../../preload/contract/index.ts';
import { isStorageFixed } from '../../lib/onboarding-words.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { useOnboardingStore } from '../../stores/onboarding-store.ts';
import {
  addFileEvidence,
  addPictureEvidence,
  removeEvidence,
  restoreEvidence,
  saveEvidence,
  type StepRef,
} from '../../stores/run-actions.ts';
import { useRunStore } from '../../stores/run-store.ts';
import { openDialog } from '../../stores/shell-store.ts';
import { Ago } from '../../ui/Ago.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import {
  ArrowUndo16Regular,
  Attach16Regular,
  Delete20Regular,
  Document16Regular,
  Eye16Regular,
  Image16Regular,
  Save16Regular,
  TextDescription16Regular,
} from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { bytesText } from '../../lib/bytes-text.ts';
import styles from './step.module.css';

interface EvidenceSectionProps {
  readonly progress: StepProgress;
  readonly stepRef: StepRef;
  readonly tenantId: TenantId;
}

const ICONS: Readonly<Record<EvidenceItem['kind'], React.ReactNode>> = {
  text: <TextDescription16Regular />,
  file: <Document16Regular />,
  picture: <Image16Regular />,
  check: <Document16Regular />,
};
const KINDS: Readonly<Record<EvidenceItem['kind'], string>> = {
  text: 'Text',
  file: 'File',
  picture: 'Picture',
  check: 'Answer of a check',
};

/** What shows that a step was done: texts, files and pictures, to look at, save and take back. */
export function EvidenceSection({ progress, stepRef, tenantId }: EvidenceSectionProps) {
  const isFixed = useOnboardingStore((state) => isStorageFixed(state.storage));
  // A picture is of the page that is beside the step; without one there is nothing to take.
  const hasPage = useRunStore((state) => state.portalOf === tenantId);
  const [removed, setRemoved] = useState<EvidenceItem | null>(null);
  const { engagementId } = stepRef;
  return (
    <section className={styles['section']} aria-labelledby="step-evidence">
      <h3 id="step-evidence">Evidence</h3>
      {progress.evidence.length > 0 && (
        <ul className={styles['evidence']}>
          {progress.evidence.map((item) => (
            <li key={item.id}>
              {ICONS[item.kind]}
              <span className={styles['evidenceWords']}>
                <Plain className={styles['clamp']}>{item.title}</Plain>{' '}
                <span className={styles['quiet']}>
                  {KINDS[item.kind]}, {bytesText(item.bytes)}, <Ago iso={item.addedAt} /> by{' '}
                  <Plain>{item.addedBy}</Plain>
                </span>
              </span>
              <IconButton
                label={`Look at ${short(item)}`}
                icon={<Eye16Regular />}
                onClick={() => openDialog({ kind: 'look-at-evidence', engagementId, item })}
              />
              <IconButton
                label={`Save ${short(item)}`}
                icon={<Save16Regular />}
                onClick={() => void saveEvidence(engagementId, item.id)}
              />
              <IconButton
                label={`Remove ${short(item)}`}
                icon={<Delete20Regular />}
                disabled={isFixed}
                onClick={() =>
                  void removeEvidence(engagementId, item.id).then(
                    (isGone) => isGone && setRemoved(item),
                  )
                }
              />
            </li>
          ))}
        </ul>
      )}
      {removed !== null && (
        <p className={styles['undo']} role="status">
          <span className={styles['clamp']}>
            Removed: <Plain>{removed.title}</Plain>
          </span>
          <Button
            autoFocus
            size="small"
            icon={<ArrowUndo16Regular />}
            onClick={() =>
              void restoreEvidence(engagementId, removed.id).then(
                (isBack) => isBack && setRemoved(null),
              )
            }
          >
            Undo
          </Button>
        </p>
      )}
      <div className={styles['buttons']}>
        <Button
          size="small"
          icon={<TextDescription16Regular />}
          disabled={isFixed}
          onClick={() => openDialog({ kind: 'add-text', step: stepRef })}
        >
          Add text…
        </Button>
        <Button
          size="small"
          icon={<Attach16Regular />}
          disabled={isFixed}
          onClick={() => void addFileEvidence(stepRef)}
        >
          Add a file…
        </Button>
        <Button
          size="small"
          icon={<Image16Regular />}
          disabled={isFixed || !hasPage}
          title={hasPage ? undefined : 'Open the page of this step first.'}
          onClick={() => void addPictureEvidence(stepRef)}
        >
          Add a picture of the page
        </Button>
      </div>
    </section>
  );
}

const short = ({ title }: EvidenceItem) => visibleText(title).slice(0, 60);
