import { MenuItem, MenuList } from '@fluentui/react-components';
import type { TenantId, View } from '../../../preload/contract/index.ts';
import { goToPortal } from '../../stores/navigation.ts';
import { selectPortals, useWorkspaceStore } from '../../stores/workspace-store.ts';
import styles from './portal-menu.module.css';

interface PortalMenuProps {
  readonly tenantId: TenantId;
  readonly views: readonly View[];
}

/** The portals of a tenant as a menu; what its cloud does not have says why. */
export function PortalMenu({ tenantId, views }: PortalMenuProps) {
  const portals = useWorkspaceStore(selectPortals(tenantId));

  if (portals.status !== 'ready') {
    const words = portals.status === 'failed' ? portals.message : 'Reading portals…';
    return (
      <MenuList aria-label="Portals">
        <MenuItem disabled>{words}</MenuItem>
      </MenuList>
    );
  }
  return (
    <MenuList aria-label="Portals" className={styles['menu'] ?? ''}>
      {portals.portals.map((portal) => {
        const isOpen = views.some((view) => view.portalId === portal.id);
        return (
          <MenuItem
            key={portal.id}
            disabled={portal.host === null}
            secondaryContent={isOpen ? 'Open' : ''}
            subText={portal.host ?? <span className={styles['reason']}>{portal.reason}</span>}
            onClick={() => void goToPortal(tenantId, portal.id)}
          >
            {portal.name}
          </MenuItem>
        );
      })}
    </MenuList>
  );
}
