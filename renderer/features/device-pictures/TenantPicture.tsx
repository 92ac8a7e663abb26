import { useEffect, useState } from 'react';
import type { DeviceFilter, Tenant } from '../../../preload/contract/index.ts';
import { partsOf, type Picture } from '../../lib/device-pictures.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { useDeviceOverviewStore, watchDeviceOverview } from '../../stores/device-overview-store.ts';
import { goToDevices } from '../../stores/device-navigation.ts';
import { AgeBar } from './AgeBar.tsx';
import { PictureSelect } from './PictureSelect.tsx';
import styles from './pictures.module.css';
import { StackedBar } from './StackedBar.tsx';
import { Tiles } from './Tiles.tsx';

/** A tenant's devices at a glance, above their table. */
export function TenantPicture({ tenant }: { readonly tenant: Tenant }) {
  useEffect(watchDeviceOverview, []);
  const counts = useDeviceOverviewStore((state) => state.byTenant[tenant.id] ?? null);
  const [picture, setPicture] = useState<Picture>('risk');
  if (counts === null || counts.total === 0) return null;
  const parts = partsOf(counts, picture);
  const open = (filter: Partial<DeviceFilter>) => void goToDevices(tenant.id, filter);
  return (
    <section className={styles['summary']} aria-label="Devices at a glance">
      <Tiles tenants={[counts]} onOpen={open} />
      <div className={styles['summaryBar']}>
        <PictureSelect value={picture} onChange={setPicture} />
        {parts === null || parts.length === 0 ? (
          <span className={styles['quiet']}>Not known</span>
        ) : (
          <StackedBar
            picture={picture}
            parts={parts}
            of={`devices of ${visibleText(tenant.name)}`}
            onOpen={(value) => open({ facets: { [picture]: [value] } })}
          />
        )}
        <AgeBar oldest={counts.oldestCollected} />
      </div>
    </section>
  );
}
