import { Button } from '@fluentui/react-components';
import { useEffect } from 'react';
import { OverviewPage } from '../features/overview/index.ts';
import { StatusBar } from '../features/status-bar/index.ts';
import { Switcher } from '../features/switcher/index.ts';
import { TenantPage } from '../features/tenant/index.ts';
import { visibleText } from '../lib/visible-text.ts';
import { selectTenant, useEstateStore } from '../stores/estate-store.ts';
import { useShellStore } from '../stores/shell-store.ts';
import { useWorkspaceStore } from '../stores/workspace-store.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import styles from './frame.module.css';
import { AboutPage, Dialogs, Palette, RefusedHostsPage, SettingsPage } from './late-parts.tsx';
import { StartProblems } from './StartProblems.tsx';

/** The window: the tenant's colour across it, the switcher, what is in front, the status bar. */
export function Frame() {
  const selectedId = useWorkspaceStore((state) => state.selectedTenantId);
  const tenant = useEstateStore(selectTenant(selectedId));
  const isPaletteOpen = useShellStore((state) => state.isPaletteOpen);
  const hasDialog = useShellStore((state) => state.dialog !== null);

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
        <div className={styles['content']}>
          <ErrorBoundary
            key={tenant?.id ?? 'estate'}
            renderInstead={(retry) => (
              <EmptyState
                title="This part of Bulkhead could not be drawn"
                actions={<Button onClick={retry}>Try again</Button>}
              >
                Tenants and sessions are not touched. If it happens again, restart Bulkhead.
              </EmptyState>
            )}
          >
            {tenant === null ? (
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
      {hasDialog && <Dialogs />}
    </div>
  );
}

function EstatePage() {
  const page = useShellStore((state) => state.page);
  switch (page) {
    case 'overview':
      return <OverviewPage />;
    case 'refused-hosts':
      return <RefusedHostsPage />;
    case 'settings':
      return <SettingsPage />;
    case 'about':
      return <AboutPage />;
  }
}
