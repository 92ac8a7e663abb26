import { Button } from '@fluentui/react-components';
import { type ReactNode, useEffect } from 'react';
import { OverviewPage } from '../features/overview/index.ts';
import { StatusBar } from '../features/status-bar/index.ts';
import { Switcher } from '../features/switcher/index.ts';
import { TenantPage } from '../features/tenant/index.ts';
import { visibleText } from '../lib/visible-text.ts';
import { selectTenant, useEstateStore } from '../stores/estate-store.ts';
import { useIdentityStore } from '../stores/identity-store.ts';
import { useOnboardingStore } from '../stores/onboarding-store.ts';
import { useRunStore } from '../stores/run-store.ts';
import { type EstatePage as EstatePageName, useShellStore } from '../stores/shell-store.ts';
import { useWorkspaceStore } from '../stores/workspace-store.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { KeptPage } from '../ui/KeptPage.tsx';
import styles from './frame.module.css';
import {
  AboutPage,
  DevicesPage,
  Dialogs,
  EgressPage,
  OnboardingPage,
  Palette,
  JournalPage,
  RefusedHostsPage,
  RunPage,
  SettingsPage,
  StatusMatrixPage,
  TrustMatrixPage,
} from './late-parts.tsx';
import { DataBar } from './DataBar.tsx';
import { JournalBar } from './JournalBar.tsx';
import { LockedBar } from './LockedBar.tsx';
import { StartProblems } from './StartProblems.tsx';

/** The window: the tenant's colour across it, the switcher, what is in front, the status bar. */
export function Frame() {
  const selectedId = useWorkspaceStore((state) => state.selectedTenantId);
  const tenant = useEstateStore(selectTenant(selectedId));
  const isPaletteOpen = useShellStore((state) => state.isPaletteOpen);
  const hasDialog = useShellStore((state) => state.dialog !== null);
  const hasCode = useIdentityStore((state) => state.deviceCode !== null);

  useEffect(() => {
    document.title = tenant === null ? 'Bulkhead' : `${visibleText(tenant.name)} – Bulkhead`;
  }, [tenant]);

  return (
    <div className={styles['frame']}>
      <div
        className={styles['colour']}
        style={tenant === null ? undefined : { backgroundColor: tenant.colour }}
      />
      <aside className={styles['side']} aria-label="Tenants and estate">
        <Switcher />
      </aside>
      <main className={styles['main']}>
        <StartProblems />
        <JournalBar />
        <DataBar />
        <LockedBar />
        <Content />
      </main>
      <div className={styles['status']}>
        <StatusBar />
      </div>
      {isPaletteOpen && <Palette />}
      {(hasDialog || hasCode) && <Dialogs />}
    </div>
  );
}

/** From here on the overview of onboarding takes long enough to draw to be seen. */
const MANY_RUNS = 50;

/** Made once: nothing of it is drawn again because something else is in front. */
const ONBOARDING = (
  <PartBoundary>
    <OnboardingPage />
  </PartBoundary>
);

/** What is in front: a run, a page of the estate, or a tenant. */
function Content() {
  const tenant = useEstateStore(selectTenant(useWorkspaceStore((state) => state.selectedTenantId)));
  const runId = useRunStore((state) => state.openId);
  const page = useShellStore((state) => state.page);
  const hasManyRuns = useOnboardingStore(({ runs }) => runs.length >= MANY_RUNS);
  const isOnboarding = runId === null && tenant === null && page === 'onboarding';
  return (
    <div className={styles['content']}>
      {!isOnboarding && (
        <PartBoundary key={runId ?? tenant?.id ?? 'estate'}>
          {runId !== null ? (
            <RunPage key={runId} />
          ) : tenant === null ? (
            <EstatePage page={page} />
          ) : (
            <TenantPage key={`${tenant.id} ${tenant.cloud}`} tenant={tenant} />
          )}
        </PartBoundary>
      )}
      <KeptPage isShown={isOnboarding} drawsAhead={hasManyRuns}>
        {ONBOARDING}
      </KeptPage>
    </div>
  );
}

function PartBoundary({ children }: { readonly children: ReactNode }) {
  return (
    <ErrorBoundary
      renderInstead={(retry) => (
        <EmptyState
          title="This part of Bulkhead could not be drawn"
          actions={<Button onClick={retry}>Try again</Button>}
        >
          Tenants and sessions are not touched. If it happens again, restart Bulkhead.
        </EmptyState>
      )}
    >
      {children}
    </ErrorBoundary>
  );
}

function EstatePage({ page }: { readonly page: EstatePageName }) {
  switch (page) {
    case 'overview':
      return <OverviewPage />;
    case 'devices':
      return <DevicesPage />;
    case 'status-matrix':
      return <StatusMatrixPage />;
    case 'trust-matrix':
      return <TrustMatrixPage />;
    case 'onboarding':
      // It is kept, see above.
      return null;
    case 'journal':
      return <JournalPage />;
    case 'refused-hosts':
      return <RefusedHostsPage />;
    case 'egress':
      return <EgressPage />;
    case 'settings':
      return <SettingsPage />;
    case 'about':
      return <AboutPage />;
  }
}
