import { Button } from '@fluentui/react-components';
import { useEffect } from 'react';
import { OverviewPage } from '../features/overview/index.ts';
import { StatusBar } from '../features/status-bar/index.ts';
import { Switcher } from '../features/switcher/index.ts';
import { TenantPage } from '../features/tenant/index.ts';
import { visibleText } from '../lib/visible-text.ts';
import { selectTenant, useEstateStore } from '../stores/estate-store.ts';
import { useIdentityStore } from '../stores/identity-store.ts';
import { useRunStore } from '../stores/run-store.ts';
import { useShellStore } from '../stores/shell-store.ts';
import { useWorkspaceStore } from '../stores/workspace-store.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import styles from './frame.module.css';
import {
  AboutPage,
  DevicesPage,
  Dialogs,
  OnboardingPage,
  Palette,
  RefusedHostsPage,
  RunPage,
  SettingsPage,
  StatusMatrixPage,
  TrustMatrixPage,
} from './late-parts.tsx';
import { LockedBar } from './LockedBar.tsx';
import { StartProblems } from './StartProblems.tsx';

/** The window: the tenant's colour across it, the switcher, what is in front, the status bar. */
export function Frame() {
  const selectedId = useWorkspaceStore((state) => state.selectedTenantId);
  const tenant = useEstateStore(selectTenant(selectedId));
  const runId = useRunStore((state) => state.openId);
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
        <LockedBar />
        <div className={styles['content']}>
          <ErrorBoundary
            key={runId ?? tenant?.id ?? 'estate'}
            renderInstead={(retry) => (
              <EmptyState
                title="This part of Bulkhead could not be drawn"
                actions={<Button onClick={retry}>Try again</Button>}
              >
                Tenants and sessions are not touched. If it happens again, restart Bulkhead.
              </EmptyState>
            )}
          >
            {runId !== null ? (
              <RunPage key={runId} />
            ) : tenant === null ? (
              <EstatePage />
            ) : (
              <TenantPage key={`${tenant.id} ${tenant.cloud}`} tenant={tenant} />
            )}
          </ErrorBoundary>
        </div>
      </main>
      <div className={styles['status']}>
        <StatusBar />
      </div>
      {isPaletteOpen && <Palette />}
      {(hasDialog || hasCode) && <Dialogs />}
    </div>
  );
}

function EstatePage() {
  const page = useShellStore((state) => state.page);
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
      return <OnboardingPage />;
    case 'refused-hosts':
      return <RefusedHostsPage />;
    case 'settings':
      return <SettingsPage />;
    case 'about':
      return <AboutPage />;
  }
}
