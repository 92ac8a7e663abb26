import { ACCESS_NAMES, CLOUD_NAMES } from '../../lib/tenant-words.ts';
import { goToTenant } from '../../stores/navigation.ts';
import { Ago } from '../../ui/Ago.tsx';
import { AttentionMark } from '../../ui/AttentionMark.tsx';
import { CloudTag } from '../../ui/CloudTag.tsx';
import { Plain } from '../../ui/Plain.tsx';
import { TenantTile } from '../../ui/TenantTile.tsx';
import { NextStepLine } from './NextStepLine.tsx';
import type { OverviewItem } from './overview-order.ts';
import styles from './overview.module.css';
import { bestProof, stateText } from './tenant-state.ts';

/** Tenants as cards; the whole card opens the tenant. */
export function TenantCards({ items }: { readonly items: readonly OverviewItem[] }) {
  return (
    <ul className={styles['cards']} aria-label="Tenants">
      {items.map((item) => (
        <li key={item.tenant.id} className={styles['cardPlace']}>
          <TenantCard item={item} />
          {item.next !== null && <NextStepLine tenant={item.tenant} step={item.next} />}
        </li>
      ))}
    </ul>
  );
}

function TenantCard({ item }: { readonly item: OverviewItem }) {
  const { tenant, compartment, attention } = item;
  const proof = bestProof(compartment);
  return (
    <button
      type="button"
      className={styles['card']}
      data-attention={attention}
      style={{ '--tenant': tenant.colour } as React.CSSProperties}
      onClick={() => void goToTenant(tenant.id)}
    >
      <span className={styles['cardHead']}>
        <TenantTile initials={tenant.initials} colour={tenant.colour} size="medium" />
        <span className={styles['cardNames']}>
          <Plain className={styles['cardName']}>{tenant.name}</Plain>
          <Plain className={styles['cardDomain']}>{tenant.domain}</Plain>
        </span>
        <CloudTag cloud={tenant.cloud} />
      </span>
      <span className={styles['state']}>
        <AttentionMark attention={attention} />
        {stateText(compartment, attention)}
        {proof !== null && <span className={styles['quiet']}>· {proof}</span>}
      </span>
      <span className={styles['note']}>
        {tenant.notes === '' || item.next !== null ? null : <Plain>{tenant.notes}</Plain>}
      </span>
      <span className={styles['cardFoot']}>
        <span className={styles['clip']}>
          {tenant.accessPath === 'unknown'
            ? CLOUD_NAMES[tenant.cloud]
            : ACCESS_NAMES[tenant.accessPath]}
        </span>
        <span className={styles['when']}>
          {tenant.lastOpenedAt === null ? 'Never opened' : <Ago iso={tenant.lastOpenedAt} />}
        </span>
      </span>
    </button>
  );
}
