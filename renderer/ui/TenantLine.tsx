import type { Tenant } from '../../preload/contract/index.ts';
import { CloudTag } from './CloudTag.tsx';
import { Plain } from './Plain.tsx';
import { TenantTile } from './TenantTile.tsx';
import styles from './tenant-line.module.css';

/** Which tenant a dialog is about: never only its name. */
export function TenantLine({ tenant }: { readonly tenant: Tenant }) {
  return (
    <div className={styles['line']} style={{ '--tenant': tenant.colour } as React.CSSProperties}>
      <TenantTile initials={tenant.initials} colour={tenant.colour} size="large" />
      <div className={styles['words']}>
        <div className={styles['names']}>
          <Plain className={styles['name']}>{tenant.name}</Plain>
          <CloudTag cloud={tenant.cloud} />
        </div>
        <Plain className={styles['domain']}>{tenant.domain}</Plain>
        <span className={styles['id']}>{tenant.id}</span>
      </div>
    </div>
  );
}
