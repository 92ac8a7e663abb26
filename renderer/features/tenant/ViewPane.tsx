import type { Tenant, View } from '../../../preload/contract/index.ts';
import { useShellStore } from '../../stores/shell-store.ts';
import { FindBar } from './FindBar.tsx';
import { PortalArea } from './PortalArea.tsx';
import { PortalToolbar } from './PortalToolbar.tsx';
import { SignInBlockBar } from './SignInBlockBar.tsx';

interface ViewPaneProps {
  readonly tenant: Tenant;
  readonly view: View;
}

/** A page of a tenant with everything that can be done with it. */
export function ViewPane({ tenant, view }: ViewPaneProps) {
  const isFinding = useShellStore((state) => state.isFinding);
  const ref = { tenantId: tenant.id, viewId: view.id };
  const isHeld = view.proof.state === 'mismatch';
  return (
    <>
      <PortalToolbar tenant={tenant} view={view} />
      {isFinding && !isHeld && <FindBar view={ref} />}
      {view.signInBlock !== null && !isHeld && (
        <SignInBlockBar
          key={view.id}
          block={view.signInBlock}
          handOff={tenant.handOff}
          view={ref}
        />
      )}
      <PortalArea tenant={tenant} view={view} />
    </>
  );
}
