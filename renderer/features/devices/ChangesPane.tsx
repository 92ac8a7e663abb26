import { Button } from '@fluentui/react-components';
import { useEffect } from 'react';
import { countText } from '../../lib/count-text.ts';
import { withFilter } from '../../lib/device-query.ts';
import { type ListPlace, listOf } from '../../stores/device-list-store.ts';
import {
  type ChangeCounts,
  useDeviceOverviewStore,
  watchDeviceOverview,
} from '../../stores/device-overview-store.ts';
import { ask } from '../../stores/device-rows.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { Ago } from '../../ui/Ago.tsx';
import { Plain } from '../../ui/Plain.tsx';
import { TenantTile } from '../../ui/TenantTile.tsx';
import { ChangeList } from './ChangeList.tsx';
import styles from './changes.module.css';

/** What the newest collection of each tenant found to be different from the one before. */
export function ChangesPane({ place }: { readonly place: ListPlace }) {
  useEffect(watchDeviceOverview, []);
  const { status, problem, changes, changesByTenant } = useDeviceOverviewStore();
  const order = useEstateStore((state) => state.order);
  if (status === 'loading') return <p className={styles['quiet']}>Reading the changes…</p>;
  if (status === 'failed') {
    return <p className={styles['quiet']}>The changes could not be read: {problem}</p>;
  }
  const ids = place === 'estate' ? order : [place];
  const counts = ids.flatMap((id) => changesByTenant[id] ?? []);
  const listed = changes.filter(({ tenantId }) => place === 'estate' || tenantId === place);
  return (
    <>
      <Button
        size="small"
        onClick={() => ask(place, { query: withFilter(listOf(place).query, { isChanged: true }) })}
      >
        Show changed devices in the table
      </Button>
      {counts.length === 0 ? (
        <p className={styles['quiet']}>
          There is no collection to compare with yet. What changes is listed after the second one.
        </p>
      ) : (
        <Counts counts={counts} />
      )}
      <ChangeList changes={listed} />
    </>
  );
}

function Counts({ counts }: { readonly counts: readonly ChangeCounts[] }) {
  const byId = useEstateStore((state) => state.byId);
  return (
    <table className={styles['counts']} aria-label="Changes by tenant">
      <thead>
        <tr>
          <th scope="col">Tenant</th>
          <th scope="col">Added</th>
          <th scope="col">Changed</th>
          <th scope="col">Removed</th>
          <th scope="col">Collected</th>
        </tr>
      </thead>
      <tbody>
        {counts.map(({ tenantId, at, added, changed, removed }) => {
          const tenant = byId[tenantId];
          if (tenant === undefined) return null;
          return (
            <tr key={tenantId}>
              <th scope="row">
                <span className={styles['tenant']}>
                  <TenantTile initials={tenant.initials} colour={tenant.colour} />
                  <Plain>{tenant.name}</Plain>
                </span>
              </th>
              <td>{countText(added)}</td>
              <td>{countText(changed)}</td>
              <td>{countText(removed)}</td>
              <td>
                <Ago iso={at} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
