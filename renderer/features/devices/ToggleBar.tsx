import { ToggleButton } from '@fluentui/react-components';
import type { DeviceFilter } from '../../../preload/contract/index.ts';
import { withFilter } from '../../lib/device-query.ts';
import { type ListPlace, selectList, useDeviceListStore } from '../../stores/device-list-store.ts';
import { ask } from '../../stores/device-rows.ts';
import { Select } from '../../ui/Select.tsx';
import styles from './toolbar.module.css';

type Stale = 'both' | 'only' | 'without';

const STALE = [
  { value: 'both', name: 'Stale and fresh' },
  { value: 'only', name: 'Only stale' },
  { value: 'without', name: 'Without stale' },
] as const;

/** New, changed and stale: what most looks for devices begin with. */
export function ToggleBar({ place }: { readonly place: ListPlace }) {
  const query = useDeviceListStore((state) => selectList(place)(state).query);
  const { isNew, isChanged, stale, staleAfterDays } = query.filter;
  const say = (said: Partial<DeviceFilter>) => ask(place, { query: withFilter(query, said) });
  return (
    <>
      <ToggleButton
        size="small"
        checked={isNew}
        title="First seen within the last 7 days"
        onClick={() => say({ isNew: !isNew })}
      >
        New
      </ToggleButton>
      <ToggleButton
        size="small"
        checked={isChanged}
        title="Something changed with the newest collection of its tenant"
        onClick={() => say({ isChanged: !isChanged })}
      >
        Changed
      </ToggleButton>
      <Select<Stale>
        isSmall
        aria-label="Stale devices"
        value={stale ?? 'both'}
        options={STALE}
        onChange={(value) => say({ stale: value === 'both' ? null : value })}
      />
      <label className={styles['days']}>
        after
        <input
          type="number"
          aria-label="Days after which a device is stale"
          min={1}
          max={365}
          value={staleAfterDays}
          className={styles['number']}
          onChange={(event) => {
            const days = Math.round(event.target.valueAsNumber);
            if (days >= 1 && days <= 365) say({ staleAfterDays: days });
          }}
        />
        days
      </label>
    </>
  );
}
