import { useEstateStore } from '../stores/estate-store.ts';
import type { TenantId } from '../../preload/contract/index.ts';
import { Plain } from './Plain.tsx';
import { TenantTile } from './TenantTile.tsx';
import styles from './tenant-name.module.css';

/** A tenant in a line: its tile in its colour, and its name. */
export function TenantName({ tenantId }: { readonly tenantId: TenantId }) {
  const tenant = useEstateStore((state) => state.byId[tenantId] ?? null);
  if (tenant === null)
    return <span className={styles['gone']}>A tenant that is no longer here</span>;
  return (
    <span className={styles['tenant']}>
      <TenantTile initials={tenant.initials} colour={tenant.colour} />
      <Plain className={styles['name']}>{tenant.name}</Plain>
    </span>
  );
}

interface TenantPairProps {
  readonly sourceId: TenantId | null;
  readonly targetId: TenantId;
}

/** The two tenants of a run, from source to target; one tenant alone where there is no other. */
export function TenantPair({ sourceId, targetId }: TenantPairProps) {
  return (
    <span className={styles['pair']}>
      {sourceId !== null && (
        <>
          <TenantName tenantId={sourceId} />
          <span className={styles['arrow']} role="img" aria-label="to">
            →
          </span>
        </>
      )}
      <TenantName tenantId={targetId} />
    </span>
  );
}
