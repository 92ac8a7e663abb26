import { Button } from '@fluentui/react-components';
import type { Portal, Tenant, View } from '../../../preload/contract/index.ts';
import { attentionOfView } from '../../lib/attention.ts';
import { VIEW_STATE_WORDS } from '../../lib/tenant-words.ts';
import { goToPortal } from '../../stores/navigation.ts';
import { loadPortals, selectPortals, useWorkspaceStore } from '../../stores/workspace-store.ts';
import { AttentionMark } from '../../ui/AttentionMark.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Prohibited16Regular } from '../../ui/icons.ts';
import styles from './portal-grid.module.css';

interface PortalGridProps {
  readonly tenant: Tenant;
  readonly views: readonly View[];
}

/** All portals of a tenant: what each is for, where it is, whether it is open. */
export function PortalGrid({ tenant, views }: PortalGridProps) {
  const portals = useWorkspaceStore(selectPortals(tenant.id));

  if (portals.status === 'loading') return <p className={styles['wait']}>Reading portals…</p>;
  if (portals.status === 'failed') {
    return (
      <EmptyState
        title="The portals could not be read"
        actions={<Button onClick={() => void loadPortals(tenant.id)}>Try again</Button>}
      >
        {portals.message}
      </EmptyState>
    );
  }
  return (
    <div className={styles['scroll']} tabIndex={-1}>
      <ul className={styles['grid']} aria-label="Portals">
        {portals.portals.map((portal) => (
          <li key={portal.id}>
            <PortalCard
              portal={portal}
              view={views.find((view) => view.portalId === portal.id) ?? null}
              onOpen={() => void goToPortal(tenant.id, portal.id)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface PortalCardProps {
  readonly portal: Portal;
  readonly view: View | null;
  readonly onOpen: () => void;
}

function PortalCard({ portal, view, onOpen }: PortalCardProps) {
  if (portal.host === null) {
    return (
      <div className={`${styles['card'] ?? ''} ${styles['unavailable'] ?? ''}`}>
        <h2 className={styles['name']}>{portal.name}</h2>
        <p className={styles['about']}>{portal.description}</p>
        <p className={styles['foot']}>
          <Prohibited16Regular />
          {portal.reason}
        </p>
      </div>
    );
  }
  return (
    <button type="button" className={styles['card']} onClick={onOpen}>
      <h2 className={styles['name']}>{portal.name}</h2>
      <p className={styles['about']}>{portal.description}</p>
      <p className={styles['foot']}>
        <bdi dir="ltr" className={styles['host']}>
          {portal.host}
        </bdi>
        {view !== null && (
          <span className={styles['state']}>
            <AttentionMark attention={attentionOfView(view)} />
            {VIEW_STATE_WORDS[view.state]}
          </span>
        )}
      </p>
    </button>
  );
}
