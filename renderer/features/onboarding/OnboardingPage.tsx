import { Button } from '@fluentui/react-components';
import { counted } from '../../lib/onboarding-words.ts';
import { isStorageFixed } from '../../lib/onboarding-words.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { importChecklist } from '../../stores/onboarding-files.ts';
import { loadOnboarding, useOnboardingStore } from '../../stores/onboarding-store.ts';
import {
  type OnboardingTab,
  showTab,
  useOnboardingViewStore,
} from '../../stores/onboarding-view-store.ts';
import { openDialog } from '../../stores/shell-store.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Add20Regular, ArrowImport20Regular } from '../../ui/icons.ts';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { CheckBar } from './CheckBar.tsx';
import { ChecklistsPane } from './ChecklistsPane.tsx';
import { EndsPane } from './EndsPane.tsx';
import { LandscapePane } from './LandscapePane.tsx';
import { LicencesPane } from './LicencesPane.tsx';
import styles from './onboarding.module.css';
import { RisksPane } from './RisksPane.tsx';
import { RunsPane } from './RunsPane.tsx';
import { StorageNote } from './StorageNote.tsx';

/** Onboarding of the whole estate: runs, what ends, tenants, risks, checklists, licences. */
export function OnboardingPage() {
  const status = useOnboardingStore((state) => state.status);
  const problem = useOnboardingStore((state) => state.problem);
  const count = useOnboardingStore((state) => state.runs.length);
  const hasTenants = useEstateStore((state) => state.order.length > 0);
  const storage = useOnboardingStore((state) => state.storage);
  const tab = useOnboardingViewStore((state) => state.tab);
  const over = useOnboardingStore(
    ({ radar }) => radar.filter(({ state }) => state !== 'later').length,
  );
  const isFixed = isStorageFixed(storage);
  return (
    <PageFrame
      title="Onboarding"
      about={status === 'ready' ? counted(count, 'run') : undefined}
      isFilled
      actions={
        status === 'ready' &&
        hasTenants && (
          <>
            <Button
              size="small"
              icon={<ArrowImport20Regular />}
              disabled={isFixed}
              onClick={() => void importChecklist()}
            >
              Import checklist…
            </Button>
            <Button
              size="small"
              appearance="primary"
              icon={<Add20Regular />}
              disabled={isFixed}
              onClick={() => openDialog({ kind: 'new-run', checklistId: null, targetId: null })}
            >
              Start a run…
            </Button>
          </>
        )
      }
    >
      {status === 'failed' ? (
        <EmptyState
          title="Onboarding could not be read"
          actions={<Button onClick={() => void loadOnboarding()}>Try again</Button>}
        >
          {problem}
        </EmptyState>
      ) : status === 'loading' ? (
        <p className={styles['wait']}>Reading onboarding…</p>
      ) : !hasTenants ? (
        <EmptyState
          title="No tenant yet"
          actions={
            <Button
              appearance="primary"
              onClick={() => openDialog({ kind: 'add-tenant', tenantId: null, name: '' })}
            >
              Add your first tenant
            </Button>
          }
        >
          A checklist is run for a tenant, or from one tenant to another.
        </EmptyState>
      ) : (
        <>
          <StorageNote />
          <CheckBar />
          <div className={styles['tabs']}>
            <Tabs<OnboardingTab>
              label="Parts of onboarding"
              value={tab}
              tabs={[
                { value: 'runs', name: 'Runs' },
                { value: 'ends', name: 'Ends', count: over, countWords: 'ended or end soon' },
                { value: 'tenants', name: 'Tenants' },
                { value: 'risks', name: 'Risks' },
                { value: 'checklists', name: 'Checklists' },
                { value: 'licences', name: 'Licences' },
              ]}
              onSelect={showTab}
            />
          </div>
          <Pane tab={tab} />
        </>
      )}
    </PageFrame>
  );
}

function Pane({ tab }: { readonly tab: OnboardingTab }) {
  switch (tab) {
    case 'runs':
      return <RunsPane />;
    case 'ends':
      return <EndsPane />;
    case 'tenants':
      return <LandscapePane />;
    case 'risks':
      return <RisksPane />;
    case 'checklists':
      return <ChecklistsPane />;
    case 'licences':
      return <LicencesPane />;
  }
}
