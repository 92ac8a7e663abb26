import { useEffect } from 'react';
import type { Tenant } from '../../../preload/contract/index.ts';
import { selectSurface, useShellStore } from '../../stores/shell-store.ts';
import {
  activeViewOf,
  loadPortals,
  selectCompartment,
  useWorkspaceStore,
} from '../../stores/workspace-store.ts';
import { NotesPage } from './NotesPage.tsx';
import { PortalGrid } from './PortalGrid.tsx';
import { latePart } from '../../ui/late-part.tsx';
import { TenantHeader } from './TenantHeader.tsx';
import styles from './tenant-page.module.css';
import { ViewPane } from './ViewPane.tsx';
import { ViewTabs } from './ViewTabs.tsx';

const TenantStatusPage = latePart(
  async () => (await import('../tenant-status/index.ts')).TenantStatusPage,
);

const TenantOnboarding = latePart(
  async () => (await import('../onboarding/index.ts')).TenantOnboarding,
);

const TenantDevices = latePart(async () => (await import('../devices/index.ts')).TenantDevices);

/** A tenant: who it is, its open pages, its devices, its status, its onboarding, and its notes. */
export function TenantPage({ tenant }: { readonly tenant: Tenant }) {
  const compartment = useWorkspaceStore(selectCompartment(tenant.id));
  const view = activeViewOf(compartment);
  const surface = useShellStore(selectSurface(tenant.id, view !== null));
  // Read before a menu asks: a menu that fills itself while it is open loses the focus.
  useEffect(() => void loadPortals(tenant.id), [tenant.id]);
  return (
    <div className={styles['page']} style={{ '--tenant': tenant.colour } as React.CSSProperties}>
      <TenantHeader
        tenant={tenant}
        proof={view?.proof ?? null}
        surface={surface}
        hasActiveView={view !== null}
      />
      {surface === 'notes' ? (
        <NotesPage key={tenant.id} tenant={tenant} />
      ) : surface === 'devices' ? (
        <TenantDevices key={tenant.id} tenant={tenant} />
      ) : surface === 'onboarding' ? (
        <TenantOnboarding key={tenant.id} tenant={tenant} />
      ) : surface === 'status' ? (
        <TenantStatusPage key={tenant.id} tenant={tenant} />
      ) : (
        <>
          {compartment !== null && compartment.views.length > 0 && (
            <ViewTabs tenant={tenant} compartment={compartment} surface={surface} />
          )}
          {surface === 'view' && view !== null ? (
            <ViewPane tenant={tenant} view={view} />
          ) : (
            <PortalGrid tenant={tenant} views={compartment?.views ?? []} />
          )}
        </>
      )}
    </div>
  );
}
