import { DEVICE_COLUMNS } from '../../../preload/contract/device-columns.ts';
import type { DeviceChange } from '../../../preload/contract/index.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { goToDevice } from '../../stores/device-navigation.ts';
import { Ago } from '../../ui/Ago.tsx';
import { Plain } from '../../ui/Plain.tsx';
import { TenantTile } from '../../ui/TenantTile.tsx';
import { useNow } from '../../ui/use-now.ts';
import { fullWords } from './CellValue.tsx';
import styles from './changes.module.css';

interface ChangeListProps {
  readonly changes: readonly DeviceChange[];
  /** All are of one device, which needs no naming. */
  readonly isOfOne?: boolean;
}

const KINDS: Readonly<
  Record<DeviceChange['kind'], { readonly sign: string; readonly word: string }>
> = {
  added: { sign: '+', word: 'Added' },
  changed: { sign: '~', word: 'Changed' },
  removed: { sign: '−', word: 'Removed' },
};

/** What collections found to be different, newest first. */
export function ChangeList({ changes, isOfOne = false }: ChangeListProps) {
  if (changes.length === 0) return <p className={styles['quiet']}>No change is known.</p>;
  return (
    <ul className={styles['list']}>
      {changes.map((change) => (
        <li
          key={`${change.at} ${String(change.deviceId)} ${change.kind}`}
          className={styles['item']}
        >
          <span className={styles['sign']} data-kind={change.kind} aria-hidden="true">
            {KINDS[change.kind].sign}
          </span>
          <div className={styles['words']}>
            <p>
              {!isOfOne && <Device change={change} />}
              {KINDS[change.kind].word} <Ago iso={change.at} />
            </p>
            <Fields change={change} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Device({ change }: { readonly change: DeviceChange }) {
  const tenant = useEstateStore((state) => state.byId[change.tenantId] ?? null);
  const name = change.name === '' ? 'No name' : change.name;
  return (
    <span className={styles['device']}>
      {tenant !== null && <TenantTile initials={tenant.initials} colour={tenant.colour} />}
      {change.kind === 'removed' ? (
        <Plain>{name}</Plain>
      ) : (
        <button
          type="button"
          className={styles['link']}
          onClick={() => void goToDevice(change.tenantId, change.deviceId)}
        >
          <Plain>{name}</Plain>
        </button>
      )}
      {tenant !== null && <Plain className={styles['quiet']}>{tenant.name}</Plain>}
    </span>
  );
}

function Fields({ change }: { readonly change: DeviceChange }) {
  const nowMs = useNow();
  if (change.fields.length === 0) return null;
  return (
    <ul className={styles['fields']}>
      {change.fields.map(({ column, before, after }) => (
        <li key={column}>
          {DEVICE_COLUMNS[column].title}: <bdi>{fullWords(column, before, nowMs)}</bdi> →{' '}
          <bdi>{fullWords(column, after, nowMs)}</bdi>
        </li>
      ))}
    </ul>
  );
}
