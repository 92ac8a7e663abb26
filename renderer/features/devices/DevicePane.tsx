import { Button } from '@fluentui/react-components';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { DeviceDetail, DeviceId, Tenant } from '../../../preload/contract/index.ts';
import { copyText } from '../../stores/app-store.ts';
import { loadDevice, useDeviceDetailStore, watchDevice } from '../../stores/device-detail-store.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { goToPortal } from '../../stores/navigation.ts';
import { CloudTag } from '../../ui/CloudTag.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Copy16Regular, Dismiss16Regular, Open16Regular } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { TenantTile } from '../../ui/TenantTile.tsx';
import { ChangeList } from './ChangeList.tsx';
import styles from './pane.module.css';
import { RecordList } from './RecordList.tsx';
import { SourceTable } from './SourceTable.tsx';

interface DevicePaneProps {
  readonly deviceId: DeviceId;
  readonly onClose: () => void;
}

/** Everything known of a device, beside the table. */
export function DevicePane({ deviceId, onClose }: DevicePaneProps) {
  const open = useDeviceDetailStore((state) => state.open);
  const pane = useRef<HTMLElement>(null);
  useEffect(() => pane.current?.focus(), []);
  useEffect(() => watchDevice(deviceId), [deviceId]);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  const device = open?.status === 'ready' && open.deviceId === deviceId ? open.device : null;
  return (
    <section
      ref={pane}
      className={styles['pane']}
      data-wide="true"
      aria-label="Device"
      tabIndex={-1}
      onKeyDown={onKey}
    >
      <header className={styles['head']}>
        {device === null ? <span className={styles['tenant']} /> : <TenantOf device={device} />}
        <IconButton label="Close device" icon={<Dismiss16Regular />} onClick={onClose} />
      </header>
      {device !== null ? (
        <Details device={device} />
      ) : open?.status === 'gone' ? (
        <p className={styles['quiet']}>
          This device is no longer there. No source lists it any more.
        </p>
      ) : open?.status === 'failed' ? (
        <>
          <p className={styles['quiet']}>The device could not be read: {open.message}</p>
          <Button size="small" onClick={() => void loadDevice(deviceId)}>
            Try again
          </Button>
        </>
      ) : (
        <p className={styles['quiet']}>Reading the device…</p>
      )}
    </section>
  );
}

function TenantOf({ device }: { readonly device: DeviceDetail }) {
  const tenant = useEstateStore((state) => state.byId[device.tenantId] ?? null);
  if (tenant === null) return <span className={styles['tenant']}>Tenant is no longer here</span>;
  return (
    <>
      <TenantTile initials={tenant.initials} colour={tenant.colour} />
      <span className={styles['tenant']}>
        <Plain>{tenant.name}</Plain>
      </span>
      <CloudTag cloud={tenant.cloud} />
    </>
  );
}

const IDS = [
  ['serial', 'Serial number'],
  ['entraDeviceId', 'Entra device ID'],
  ['entraObjectId', 'Entra object ID'],
  ['defenderId', 'Defender device ID'],
  ['intuneId', 'Intune device ID'],
] as const;

function Details({ device }: { readonly device: DeviceDetail }) {
  const tenant = useEstateStore((state) => state.byId[device.tenantId] ?? null);
  const { cells, records, changes, disagreements } = device;
  const name = typeof cells.name === 'string' ? cells.name : 'No name';
  const ids = IDS.flatMap(([column, title]) => {
    const value = cells[column];
    return typeof value === 'string' ? [{ title, value }] : [];
  });
  return (
    <>
      <h2 className={styles['title']}>
        <Plain>{name}</Plain>
      </h2>
      {tenant !== null && <PortalLinks tenant={tenant} cells={cells} />}
      {disagreements.length > 0 && (
        <p className={styles['quiet']}>
          Sources disagree in{' '}
          {disagreements.length === 1 ? '1 field' : `${String(disagreements.length)} fields`}. What
          is shown is what the table shows.
        </p>
      )}
      <SourceTable device={device} />
      {ids.length > 0 && (
        <section className={styles['section']} aria-labelledby="device-ids">
          <h3 id="device-ids" className={styles['sub']}>
            Ids
          </h3>
          <dl className={styles['ids']}>
            {ids.map(({ title, value }) => (
              <div key={title}>
                <dt>{title}</dt>
                <dd>
                  <Plain className={styles['mono']}>{value}</Plain>
                  <IconButton
                    label={`Copy ${title}`}
                    icon={<Copy16Regular />}
                    onClick={() => void copyText(value, title)}
                  />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <RecordList records={records} />
      <section className={styles['section']} aria-labelledby="device-changes">
        <h3 id="device-changes" className={styles['sub']}>
          Changes
        </h3>
        <ChangeList changes={changes} isOfOne />
      </section>
    </>
  );
}

const PORTALS = [
  ['defender', 'Defender', 'defenderId'],
  ['intune', 'Intune', 'intuneId'],
  ['entra', 'Entra', 'entraObjectId'],
] as const;

/** What the portals' pages of a device are called by; files may have other ids. */
const PORTAL_ID = /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{40})$/;

interface PortalLinksProps {
  readonly tenant: Tenant;
  readonly cells: DeviceDetail['cells'];
}

/**
 * The portals that know devices, each in this tenant's own compartment: at the device's page where
 * the portal's id of it is known, at its start page where not.
 */
function PortalLinks({ tenant, cells }: PortalLinksProps) {
  const idOf = (column: (typeof PORTALS)[number][2]) => {
    const id = String(cells[column] ?? '').toLowerCase();
    return PORTAL_ID.test(id) ? id : undefined;
  };
  return (
    <div className={styles['links']} role="group" aria-label="Open in this tenant’s portals">
      {PORTALS.map(([portalId, name, column]) => (
        <Button
          key={portalId}
          size="small"
          icon={<Open16Regular />}
          onClick={() => void goToPortal(tenant.id, portalId, idOf(column))}
        >
          {name}
        </Button>
      ))}
    </div>
  );
}
