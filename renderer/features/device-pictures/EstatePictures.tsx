import { Button } from '@fluentui/react-components';
import { useEffect, useMemo, useState } from 'react';
import { badOf, type Picture } from '../../lib/device-pictures.ts';
import { countText } from '../../lib/count-text.ts';
import {
  loadDeviceOverview,
  useDeviceOverviewStore,
  watchDeviceOverview,
} from '../../stores/device-overview-store.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { useInventoryStore } from '../../stores/inventory-store.ts';
import { goToDevices } from '../../stores/device-navigation.ts';
import { Legend } from './Legend.tsx';
import { PictureSelect } from './PictureSelect.tsx';
import styles from './pictures.module.css';
import { type PictureRow, PictureTable } from './PictureTable.tsx';
import { Tiles } from './Tiles.tsx';

/** Tenants listed before the rest is asked for. */
const AT_FIRST = 8;

/** Devices of the estate as pictures: what is urgent, each tenant's bar, and how old it all is. */
export function EstatePictures() {
  useEffect(watchDeviceOverview, []);
  const { status, problem, byTenant } = useDeviceOverviewStore();
  const isLoaded = useInventoryStore((state) => state.isLoaded);
  const { byId, order } = useEstateStore();
  const [picture, setPicture] = useState<Picture>('risk');
  const [isNumbers, setNumbers] = useState(false);
  const [isWhole, setWhole] = useState(false);
  const rows = useMemo(
    () =>
      order
        .flatMap((id) => byId[id] ?? [])
        .map((tenant): PictureRow => ({ tenant, counts: byTenant[tenant.id] ?? null }))
        .sort((a, b) => worst(b, picture) - worst(a, picture)),
    [order, byId, byTenant, picture],
  );
  const counted = rows.flatMap(({ counts }) => counts ?? []);
  const total = counted.reduce((sum, counts) => sum + counts.total, 0);

  return (
    <section className={styles['pictures']} aria-labelledby="device-pictures">
      <header className={styles['head']}>
        <h2 id="device-pictures" className={styles['title']}>
          Devices
        </h2>
        <p className={styles['about']}>
          {status === 'loading' || !isLoaded
            ? 'Reading what is kept…'
            : `${countText(total)} in ${counted.length === 1 ? '1 tenant' : `${String(counted.length)} tenants`}`}
        </p>
        {counted.length > 0 && (
          <>
            <PictureSelect value={picture} onChange={setPicture} />
            <Button size="small" aria-pressed={isNumbers} onClick={() => setNumbers(!isNumbers)}>
              {isNumbers ? 'As bars' : 'As numbers'}
            </Button>
          </>
        )}
      </header>
      {status === 'failed' ? (
        <p className={styles['quiet']}>
          The devices could not be counted: {problem}{' '}
          <Button size="small" onClick={() => void loadDeviceOverview()}>
            Try again
          </Button>
        </p>
      ) : counted.length === 0 ? (
        status === 'ready' && (
          <p className={styles['quiet']}>
            No device is known yet.{' '}
            <Button size="small" onClick={() => void goToDevices('estate')}>
              Collect or import devices
            </Button>
          </p>
        )
      ) : (
        <>
          <Tiles tenants={counted} onOpen={(filter) => void goToDevices('estate', filter)} />
          {!isNumbers && <Legend picture={picture} />}
          <PictureTable
            rows={isWhole ? rows : rows.slice(0, AT_FIRST)}
            picture={picture}
            isNumbers={isNumbers}
          />
          {rows.length > AT_FIRST && (
            <Button size="small" appearance="subtle" onClick={() => setWhole(!isWhole)}>
              {isWhole ? 'Show fewer tenants' : `Show all ${String(rows.length)} tenants`}
            </Button>
          )}
        </>
      )}
    </section>
  );
}

const worst = ({ counts }: PictureRow, picture: Picture): number =>
  counts === null ? -1 : badOf(counts, picture);
