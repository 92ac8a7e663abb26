import { Button } from '@fluentui/react-components';
import type { ChecklistInfo } from '../../../preload/contract/index.ts';
import { counted, isStorageFixed } from '../../lib/onboarding-words.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { exportChecklist } from '../../stores/onboarding-files.ts';
import { useOnboardingStore } from '../../stores/onboarding-store.ts';
import { openDialog } from '../../stores/shell-store.ts';
import { Plain } from '../../ui/Plain.tsx';
import { Tag } from '../../ui/Tag.tsx';
import styles from './onboarding.module.css';

/** The checklists that can be run: those that come along, and the organisation's own. */
export function ChecklistsPane() {
  const checklists = useOnboardingStore((state) => state.checklists);
  return (
    <div className={styles['pane']}>
      <p className={styles['lead']}>
        Export one to change it, then import your own under another id. A newer version of a
        checklist never resets a run.
      </p>
      {checklists.length === 0 && <p className={styles['nothing']}>No checklist is there.</p>}
      <ul className={styles['cards']} aria-label="Checklists">
        {checklists.map((checklist) => (
          <ChecklistCard key={checklist.id} checklist={checklist} />
        ))}
      </ul>
    </div>
  );
}

function ChecklistCard({ checklist }: { readonly checklist: ChecklistInfo }) {
  const isFixed = useOnboardingStore((state) => isStorageFixed(state.storage));
  const runs = useOnboardingStore(
    (state) => state.runs.filter(({ checklistId }) => checklistId === checklist.id).length,
  );
  const { id, title, summary, version, steps, sides, origin } = checklist;
  const name = visibleText(title);
  return (
    <li className={styles['card']}>
      <h2 className={styles['cardTitle']}>
        <Plain>{title}</Plain>
      </h2>
      <p className={styles['facts']}>
        <span>Version {version}</span>
        <span>{counted(steps, 'step')}</span>
        <span>
          {sides.source !== null && (
            <>
              <Plain>{sides.source}</Plain> →{' '}
            </>
          )}
          <Plain>{sides.target}</Plain>
        </span>
        <span>{runs === 0 ? 'No run' : counted(runs, 'run')}</span>
        {origin === 'organisation' && <Tag>Your own</Tag>}
      </p>
      <p className={styles['cardText']}>
        <Plain>{summary}</Plain>
      </p>
      <div className={styles['cardActions']}>
        <Button
          size="small"
          disabled={isFixed}
          aria-label={`Start a run of ${name}`}
          onClick={() => openDialog({ kind: 'new-run', checklistId: id, targetId: null })}
        >
          Start a run…
        </Button>
        <Button size="small" aria-label={`Export ${name}`} onClick={() => void exportChecklist(id)}>
          Export…
        </Button>
        {origin === 'organisation' && (
          <Button
            size="small"
            disabled={isFixed}
            aria-label={`Remove ${name}`}
            onClick={() => openDialog({ kind: 'remove-checklist', checklistId: id })}
          >
            Remove…
          </Button>
        )}
      </div>
    </li>
  );
}
