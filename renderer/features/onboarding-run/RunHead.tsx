import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import type { Engagement } from '../../../preload/contract/index.ts';
import { exactText, zonedText } from '../../lib/moments.ts';
import { isStorageFixed, progressWords, RUN_STATE_WORDS } from '../../lib/onboarding-words.ts';
import { isOverdue } from '../../lib/run-list.ts';
import { useAppStore } from '../../stores/app-store.ts';
import { goToOnboarding } from '../../stores/navigation.ts';
import { compareHandOver, exportHandOver } from '../../stores/onboarding-files.ts';
import { useOnboardingStore } from '../../stores/onboarding-store.ts';
import { cancelChecks, runChecks, setRunArchived, signOffRun } from '../../stores/run-actions.ts';
import {
  type RunView,
  setList,
  setPortalShown,
  setRunView,
  useRunStore,
} from '../../stores/run-store.ts';
import { openDialog } from '../../stores/shell-store.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import {
  ArrowLeft20Regular,
  ArrowSync16Regular,
  MoreHorizontal20Regular,
  Navigation20Regular,
  PanelRight20Regular,
} from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { RunBar } from '../../ui/RunBar.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { TenantPair } from '../../ui/TenantName.tsx';
import { useNow } from '../../ui/use-now.ts';
import styles from './run-head.module.css';
import { STEP_LIST_ID } from './step-list-id.ts';

/** Which run this is, how far it is, and what can be done with the whole of it. */
export function RunHead({ engagement }: { readonly engagement: Engagement }) {
  const { summary, checklist } = engagement;
  const view = useRunStore((state) => state.view);
  const isPortalShown = useRunStore((state) => state.isPortalShown);
  const isChecking = useOnboardingStore((state) => state.progress.isRunning);
  const isOnline = useAppStore((state) => state.isOnline);
  const nowMs = useNow();
  const hasMatrix = checklist.phases.some(({ steps }) =>
    steps.some(({ responsibility }) => responsibility !== null),
  );
  const late = isOverdue(summary, nowMs);
  return (
    <header className={styles['head']}>
      <div className={styles['line']}>
        <IconButton
          label="Back to onboarding"
          icon={<ArrowLeft20Regular />}
          onClick={() => void goToOnboarding()}
        />
        <h1 className={styles['title']}>
          <Plain>{summary.title}</Plain>
        </h1>
        <span className={styles['tenants']}>
          <TenantPair sourceId={summary.sourceId} targetId={summary.targetId} />
        </span>
        <span className={styles['space']} />
        {isChecking ? (
          <Button size="small" onClick={() => void cancelChecks()}>
            Stop checking
          </Button>
        ) : (
          <Button
            size="small"
            icon={<ArrowSync16Regular />}
            disabled={!isOnline}
            title={isOnline ? undefined : 'This device is offline. Checks wait for the network.'}
            onClick={() => void runChecks(summary.id)}
          >
            Check all steps
          </Button>
        )}
        <MoreOfRun engagement={engagement} />
      </div>
      <div className={styles['line']}>
        <span className={styles['progress']}>
          <RunBar counts={summary} />
          <span aria-hidden="true">{progressWords(summary)}</span>
        </span>
        <span className={styles['fact']}>
          {summary.signedOff !== null
            ? `Signed off ${zonedText(summary.signedOff.at)}`
            : RUN_STATE_WORDS[summary.state]}
        </span>
        {summary.owner !== '' && (
          <span className={styles['fact']}>
            Owner: <Plain>{summary.owner}</Plain>
          </span>
        )}
        {summary.dueAt !== null && (
          <time
            className={styles['fact']}
            data-late={late}
            dateTime={summary.dueAt}
            title={exactText(summary.dueAt)}
          >
            {late ? 'Overdue since' : 'Due'} {zonedText(summary.dueAt)}
          </time>
        )}
        <span className={styles['space']} />
        <Tabs<RunView>
          label="Parts of the run"
          value={view}
          tabs={[
            { value: 'steps', name: 'Steps' },
            ...(hasMatrix
              ? [{ value: 'responsibilities' as const, name: 'Responsibilities' }]
              : []),
            { value: 'about', name: 'About' },
          ]}
          onSelect={setRunView}
        />
        {view === 'steps' && (
          <>
            <IconButton label="List of steps" icon={<Navigation20Regular />} onClick={toggleList} />
            <IconButton
              label={isPortalShown ? 'Hide the portal' : 'Show the portal'}
              aria-expanded={isPortalShown}
              icon={<PanelRight20Regular />}
              onClick={() => setPortalShown(!isPortalShown)}
            />
          </>
        )}
      </div>
    </header>
  );
}

/** Shows or hides the steps; whether they are there without being asked for is up to the width. */
function toggleList(): void {
  const list = document.getElementById(STEP_LIST_ID);
  setList(list !== null && list.offsetParent !== null ? 'closed' : 'open');
}

function MoreOfRun({ engagement }: { readonly engagement: Engagement }) {
  const { id: engagementId, state, signedOff, done, skipped, total } = engagement.summary;
  const isFixed = useOnboardingStore(({ storage }) => isStorageFixed(storage));
  const isArchived = state === 'archived';
  return (
    <Menu positioning={{ position: 'below', align: 'end' }}>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          size="small"
          icon={<MoreHorizontal20Regular />}
          aria-label="More of this run"
          title="More of this run"
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem
            disabled={isFixed}
            onClick={() => openDialog({ kind: 'edit-run', engagementId })}
          >
            Edit owner, date and operators…
          </MenuItem>
          <MenuItem
            disabled={isFixed || signedOff !== null || done + skipped < total}
            onClick={() => void signOffRun(engagementId)}
          >
            Sign off the run
          </MenuItem>
          <MenuDivider />
          <MenuItem onClick={() => void exportHandOver(engagementId, 'html')}>
            Export hand-over as HTML…
          </MenuItem>
          <MenuItem onClick={() => void exportHandOver(engagementId, 'pdf')}>
            Export hand-over as PDF…
          </MenuItem>
          <MenuItem onClick={() => void exportHandOver(engagementId, 'json')}>
            Export hand-over as JSON…
          </MenuItem>
          <MenuItem onClick={() => void compareHandOver(engagementId)}>
            Compare with an earlier one…
          </MenuItem>
          <MenuDivider />
          <MenuItem
            disabled={isFixed}
            onClick={() => void setRunArchived(engagementId, !isArchived)}
          >
            {isArchived ? 'Take out of the archive' : 'Archive'}
          </MenuItem>
          <MenuItem
            disabled={isFixed}
            onClick={() => openDialog({ kind: 'remove-run', engagementId })}
          >
            Remove…
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
