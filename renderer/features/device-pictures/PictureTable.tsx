import type { Tenant, TenantCounts, TenantId } from '../../../preload/contract/index.ts';
import { legendOf, partsOf, type Picture } from '../../lib/device-pictures.ts';
import { countText } from '../../lib/count-text.ts';
import { facetName, valueWords } from '../../lib/device-words.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { useDeviceOverviewStore } from '../../stores/device-overview-store.ts';
import { useInventoryStore } from '../../stores/inventory-store.ts';
import { goToDevices } from '../../stores/device-navigation.ts';
import { Warning16Filled } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { TenantTile } from '../../ui/TenantTile.tsx';
import { AgeBar } from './AgeBar.tsx';
import styles from './pictures.module.css';
import { StackedBar } from './StackedBar.tsx';

/** A tenant with its counts; null when nothing of it is kept. */
export interface PictureRow {
  readonly tenant: Tenant;
  readonly counts: TenantCounts | null;
}

interface PictureTableProps {
  readonly rows: readonly PictureRow[];
  readonly picture: Picture;
  /** Figures in place of bars. */
  readonly isNumbers: boolean;
}

/** A row for each tenant: how many devices, their bar or its figures, their age, what changed. */
export function PictureTable({ rows, picture, isNumbers }: PictureTableProps) {
  const values = legendOf(picture);
  return (
    <div className={styles['scroll']} role="region" aria-label="Devices by tenant" tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Tenant</th>
            <th scope="col">Devices</th>
            {isNumbers ? (
              values.map((value) => (
                <th key={value} scope="col">
                  {valueWords(picture, value)}
                </th>
              ))
            ) : (
              <th scope="col">{facetName(picture)}</th>
            )}
            <th scope="col">Collected</th>
            <th scope="col">Changes</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <TenantLineOf
              key={row.tenant.id}
              row={row}
              picture={picture}
              values={isNumbers ? values : null}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface TenantLineOfProps {
  readonly row: PictureRow;
  readonly picture: Picture;
  /** Values to give figures of; null draws the bar. */
  readonly values: readonly string[] | null;
}

function TenantLineOf({ row: { tenant, counts }, picture, values }: TenantLineOfProps) {
  const isPartial = useInventoryStore((state) => state.byTenant[tenant.id]?.isPartial === true);
  const parts = counts === null ? null : partsOf(counts, picture);
  const name = visibleText(tenant.name);
  const open = (value: string) =>
    void goToDevices('estate', { facets: { tenant: [tenant.id], [picture]: [value] } });
  return (
    <tr>
      <th scope="row">
        <span className={styles['tenant']}>
          <TenantTile initials={tenant.initials} colour={tenant.colour} />
          <Plain className={styles['name']}>{tenant.name}</Plain>
          {isPartial && (
            <span className={styles['partial']}>
              <Warning16Filled /> partial
            </span>
          )}
        </span>
      </th>
      <td className={styles['number']}>
        {counts === null ? (
          '–'
        ) : (
          <button
            type="button"
            className={styles['link']}
            aria-label={`Devices of ${name}: ${countText(counts.total)}`}
            onClick={() => void goToDevices(tenant.id)}
          >
            {countText(counts.total)}
          </button>
        )}
      </td>
      {values === null ? (
        <td className={styles['barCell']}>
          {parts === null || parts.length === 0 ? (
            <span className={styles['quiet']}>
              {counts === null ? 'Not collected' : 'Not known'}
            </span>
          ) : (
            <StackedBar picture={picture} parts={parts} of={`devices of ${name}`} onOpen={open} />
          )}
        </td>
      ) : (
        values.map((value) => {
          const count = parts?.find((part) => part.value === value)?.count;
          return (
            <td key={value} className={styles['number']}>
              {parts === null ? '–' : countText(count ?? 0)}
            </td>
          );
        })
      )}
      <td>
        <AgeBar oldest={counts?.oldestCollected ?? null} />
      </td>
      <td>
        <Changes tenantId={tenant.id} name={name} />
      </td>
    </tr>
  );
}

interface ChangesProps {
  readonly tenantId: TenantId;
  readonly name: string;
}

/** "+3 ~12 −1": what the newest collection found to be different; opens the list. */
function Changes({ tenantId, name }: ChangesProps) {
  const changes = useDeviceOverviewStore((state) => state.changesByTenant[tenantId]);
  if (changes === undefined) return <span className={styles['quiet']}>–</span>;
  const { added, changed, removed } = changes;
  const written = `+${countText(added)} ~${countText(changed)} −${countText(removed)}`;
  const words = `${countText(added)} added, ${countText(changed)} changed, ${countText(removed)} removed`;
  return (
    <button
      type="button"
      className={styles['link']}
      aria-label={`${written}, changes of ${name}: ${words}`}
      title={words}
      onClick={() => void goToDevices(tenantId, null, { kind: 'changes' })}
    >
      {written}
    </button>
  );
}
