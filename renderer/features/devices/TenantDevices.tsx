import type { Tenant } from '../../../preload/contract/index.ts';
import { TenantPicture } from '../device-pictures/index.ts';
import { DeviceActions } from './DeviceActions.tsx';
import { DeviceListView } from './DeviceListView.tsx';
import styles from './devices.module.css';
import { DevicesAbout } from './DevicesHead.tsx';
import { useDeviceList } from './use-device-list.ts';

/** The devices of one tenant, with the picture of them above. */
export function TenantDevices({ tenant }: { readonly tenant: Tenant }) {
  const list = useDeviceList(tenant.id);
  return (
    <div className={styles['tenant']} role="tabpanel" aria-label="Devices" tabIndex={-1}>
      <div className={styles['tenantHead']}>
        <p className={styles['about']}>
          <DevicesAbout place={tenant.id} list={list} />
        </p>
        <div className={styles['actions']}>
          <DeviceActions place={tenant.id} />
        </div>
      </div>
      <TenantPicture tenant={tenant} />
      <DeviceListView place={tenant.id} list={list} />
    </div>
  );
}
