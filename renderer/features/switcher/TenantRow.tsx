import { type DragEvent, memo, type MouseEvent } from 'react';
import type { TenantId } from '../../../preload/contract/index.ts';
import { attentionOf } from '../../lib/attention.ts';
import { selectTenant, useEstateStore } from '../../stores/estate-store.ts';
import { selectCompartment, useWorkspaceStore } from '../../stores/workspace-store.ts';
import { AttentionMark } from '../../ui/AttentionMark.tsx';
import { CloudTag } from '../../ui/CloudTag.tsx';
import { Plain } from '../../ui/Plain.tsx';
import { TenantTile } from '../../ui/TenantTile.tsx';
import type { SwitcherRow } from './switcher-rows.ts';
import styles from './switcher.module.css';
import { tenantLabel } from './tenant-label.ts';

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

/** A tenant in the switcher: tile, name, domain, cloud, and the state of its pages as a shape. */
export const TenantRow = memo(function TenantRow(props: TenantRowProps) {
  const { row, id, isActive, dropEdge } = props;
  const tenant = useEstateStore(selectTenant(row.tenantId));
  const attention = attentionOf(useWorkspaceStore(selectCompartment(row.tenantId)));
  const isSelected = useWorkspaceStore((state) => state.selectedTenantId === row.tenantId);
  if (tenant === null) return null;

  const label = tenantLabel(tenant, attention, row.favouriteAt);
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
        <Plain className={styles['name']}>{tenant.name}</Plain>{' '}
        <Plain className={styles['domain']}>{tenant.domain}</Plain>
      </span>{' '}
      <CloudTag cloud={tenant.cloud} />
      <AttentionMark attention={attention} />
    </div>
  );
});
