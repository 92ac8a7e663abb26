import { useRef } from 'react';
import type { Tenant, View } from '../../../preload/contract/index.ts';
import { useCoverStore } from '../../stores/cover-store.ts';
import styles from './portal-area.module.css';
import { useCover } from './use-cover.ts';
import { usePortalArea } from './use-portal-area.ts';
import { ViewPanel, viewNeedsPanel } from './ViewPanel.tsx';

interface PortalAreaProps {
  readonly tenant: Tenant;
  readonly view: View;
}

/**
 * The place of the portal's page. The page itself lies over the window; here are its still while
 * something covers it, and what is said when there is no page to show.
 */
export function PortalArea({ tenant, view }: PortalAreaProps) {
  const area = useRef<HTMLDivElement>(null);
  // Only ever this page's own picture: the operator may have gone on while it was taken.
  const picture = useCoverStore(({ still }) => (still?.viewId === view.id ? still.picture : null));
  const hasPanel = viewNeedsPanel(view);
  usePortalArea(area, !hasPanel);
  useCover(area, !hasPanel);
  return (
    <div
      ref={area}
      className={styles['area']}
      role="tabpanel"
      aria-label={hasPanel ? 'Page' : 'Page of the portal. F6 goes between Bulkhead and the page.'}
      data-region="portal"
    >
      {picture !== null && !hasPanel && (
        <img className={styles['still']} src={picture} alt="" decoding="sync" draggable={false} />
      )}
      {hasPanel && <ViewPanel tenant={tenant} view={view} />}
    </div>
  );
}
