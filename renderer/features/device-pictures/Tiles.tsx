import type { DeviceFilter, TenantCounts } from '../../../preload/contract/index.ts';
import { knownCount, PICTURE_TILES } from '../../lib/device-pictures.ts';
import { countText } from '../../lib/count-text.ts';
import styles from './pictures.module.css';

interface TilesProps {
  readonly tenants: readonly TenantCounts[];
  readonly onOpen: (filter: Partial<DeviceFilter>) => void;
}

/** Counts that open their devices. What no source can say is said to be not known, never 0. */
export function Tiles({ tenants, onOpen }: TilesProps) {
  return (
    <ul className={styles['tiles']} aria-label="Devices, counted">
      {PICTURE_TILES.map(({ key, name, filter }) => {
        const { count, unknownTenants } = knownCount(tenants, key);
        const isSplit = count !== null && unknownTenants > 0;
        const missing = `not known of ${unknownTenants === 1 ? '1 tenant' : `${String(unknownTenants)} tenants`}`;
        return (
          <li key={key}>
            <button
              type="button"
              className={styles['tile']}
              disabled={count === null}
              title={count === null ? 'No source of these tenants can say' : undefined}
              onClick={() => onOpen(filter)}
            >
              <span className={styles['tileCount']} data-unknown={count === null}>
                {count === null ? 'Not known' : countText(count)}
              </span>{' '}
              <span className={styles['tileName']}>{name}</span>
              {isSplit && <span className={styles['tileNote']}> {missing}</span>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
