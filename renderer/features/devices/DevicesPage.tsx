import { PageFrame } from '../../ui/PageFrame.tsx';
import { DeviceActions } from './DeviceActions.tsx';
import { DeviceListView } from './DeviceListView.tsx';
import { DevicesAbout } from './DevicesHead.tsx';
import { useDeviceList } from './use-device-list.ts';

/** The devices of all tenants in one table. */
export function DevicesPage() {
  const list = useDeviceList('estate');
  return (
    <PageFrame
      title="Devices"
      about={<DevicesAbout place="estate" list={list} />}
      isFilled
      actions={<DeviceActions place="estate" />}
    >
      <DeviceListView place="estate" list={list} />
    </PageFrame>
  );
}
