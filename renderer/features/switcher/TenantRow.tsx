import { type DragEvent, memo, type MouseEvent } from 'react';
import type { TenantId } from '../../../preload/contract/index.ts';
import { attentionOf } from '../../lib/attention.ts';
import { freshRow } from '../../lib/fresh-status.ts';
import { selectTenant, useEstateStore } from '../../stores/estate-store.ts';
import { selectInventory, useInventoryStore } from '../../stores/inventory-store.ts';
import { selectSignIn, useIdentityStore } from '../../stores/identity-store.ts';
import { selectEnds, useOnboardingStore } from '../../stores/onboarding-store.ts';
import { selectStatusRow, useStatusStore } from '../../stores/status-store.ts';
import { selectCompartment, useWorkspaceStore } from '../../stores/workspace-store.ts';
import { AttentionMark } from '../../ui/AttentionMark.tsx';
import { CloudTag } from '../../ui/CloudTag.tsx';
import { EndsMark } from '../../ui/EndsMark.tsx';
import { Plain } from '../../ui/Plain.tsx';
import { TenantTile } from '../../ui/TenantTile.tsx';
import { useNow } from '../../ui/use-now.ts';
import type { SwitcherRow } from './switcher-rows.ts';
import styles from './switcher.module.css';
import { ageOf, badgesOf } from './tenant-badges.ts';
import { TenantBadges } from './TenantBadges.tsx';
import { olderOf, tenantLabel } from './tenant-label.ts';

interface TenantRowProps {
  readonly row: SwitcherRow & { readonly kind: 'tenant' };
  readonly id: string;
  readonly isActive: boolean;
  readonly dropEdge: 'before' | 'after' | null;
  readonly onOpen: (tenantId: TenantId) => void;
  readonly onMenu: (row: SwitcherRow & { readonly kind: 'tenant' }, event: MouseEvent) => void;
  readonly onDragStart: (tenantId: TenantId, event: DragEvent) => void;
  readonly onDragOver: (at: number, event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
  readonly onDragEnd: () => void;
}

/** A tenant in the switcher: tile, name, cloud, domain, the state of its pages, its three badges. */
export const TenantRow = memo(function TenantRow(props: TenantRowProps) {
  const { row, id, isActive, dropEdge } = props;
  const tenant = useEstateStore(selectTenant(row.tenantId));
  const attention = attentionOf(useWorkspaceStore(selectCompartment(row.tenantId)));
  const isSelected = useWorkspaceStore((state) => state.selectedTenantId === row.tenantId);
  const collected = useStatusStore(selectStatusRow(row.tenantId));
  const signIn = useIdentityStore(selectSignIn(row.tenantId));
  const devicesAt = useInventoryStore(selectInventory(row.tenantId))?.collectedAt ?? null;
  const isStatusKnown = useStatusStore((state) => state.status === 'ready');
  const ends = useOnboardingStore(selectEnds(row.tenantId));
  const nowMs = useNow();
  if (tenant === null) return null;

  const status = collected === null ? null : freshRow(collected, signIn, nowMs);
  const badges = isStatusKnown ? badgesOf(status) : [];
  const collectedAt = ageOf(status, badges);
  const label = tenantLabel(tenant, attention, row.favouriteAt, {
    badges,
    collectedAt,
    devicesAt,
    ends,
    nowMs,
  });
  const digit = row.favouriteAt !== null && row.favouriteAt < 9 ? row.favouriteAt + 1 : null;
  const isFavourite = row.favouriteAt !== null;
  return (
    <div
      role="treeitem"
      id={id}
      aria-label={label}
      title={label}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.of}
      aria-selected={isSelected}
      data-active={isActive}
      data-drop={dropEdge}
      className={styles['row']}
      style={{ '--tenant': tenant.colour } as React.CSSProperties}
      draggable={isFavourite}
      onClick={() => props.onOpen(tenant.id)}
      onContextMenu={(event) => props.onMenu(row, event)}
      onDragStart={(event) => props.onDragStart(tenant.id, event)}
      onDragOver={
        isFavourite ? (event) => props.onDragOver(row.favouriteAt ?? 0, event) : undefined
      }
      onDrop={isFavourite ? props.onDrop : undefined}
      onDragEnd={props.onDragEnd}
    >
      <span className={styles['digit']} data-digit={digit} aria-hidden="true" />
      <TenantTile initials={tenant.initials} colour={tenant.colour} />
      <span className={styles['names']}>
        <span className={styles['head']}>
          <Plain className={styles['name']}>{tenant.name}</Plain> <CloudTag cloud={tenant.cloud} />
        </span>{' '}
        <Plain className={styles['domain']}>{tenant.domain}</Plain>
      </span>
      <AttentionMark attention={attention} />
      <EndsMark ends={ends} />
      {badges.length > 0 && (
        <TenantBadges badges={badges} collectedAt={olderOf(collectedAt, devicesAt)} nowMs={nowMs} />
      )}
    </div>
  );
});
