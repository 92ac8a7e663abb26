import { useEffect } from 'react';
import type { Tenant } from '../../../preload/contract/index.ts';
import { selectSurface, useShellStore } from '../../stores/shell-store.ts';
import {
  activeViewOf,
  loadPortals,
  selectCompartment,
  useWorkspaceStore,
} from '../../stores/workspace-store.ts';
import { FindBar } from './FindBar.tsx';
import { NotesPage } from './NotesPage.tsx';
import { PortalArea } from './PortalArea.tsx';
import { PortalGrid } from './PortalGrid.tsx';
import { PortalToolbar } from './PortalToolbar.tsx';
import { SignInBlockBar } from './SignInBlockBar.tsx';
import { TenantHeader } from './TenantHeader.tsx';
import styles from './tenant-page.module.css';
import { ViewTabs } from './ViewTabs.tsx';

/** A tenant: who it is, its open pages, and its notes. */
export function TenantPage({ tenant }: { readonly tenant: Tenant }) {
  const compartment = useWorkspaceStore(selectCompartment(tenant.id));
  const view = activeViewOf(compartment);
  const surface = useShellStore(selectSurface(tenant.id, view !== null));
  const isFinding = useShellStore((state) => state.isFinding);
  const ref = view === null ? null : { tenantId: tenant.id, viewId: view.id };
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
      ) : (
        <>
          {compartment !== null && compartment.views.length > 0 && (
            <ViewTabs tenant={tenant} compartment={compartment} surface={surface} />
          )}
          {surface === 'view' && view !== null && ref !== null ? (
            <>
              <PortalToolbar tenant={tenant} view={view} />
              {isFinding && view.proof.state !== 'mismatch' && <FindBar view={ref} />}
              {view.signInBlock !== null && view.proof.state !== 'mismatch' && (
                <SignInBlockBar key={view.id} block={view.signInBlock} view={ref} />
              )}
              <PortalArea tenant={tenant} view={view} />
            </>
          ) : (
            <PortalGrid tenant={tenant} views={compartment?.views ?? []} />
          )}
        </>
      )}
    </div>
  );
}
