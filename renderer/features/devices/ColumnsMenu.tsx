import {
  Button,
  MenuButton,
  Popover,
  PopoverSurface,
  PopoverTrigger,
} from '@fluentui/react-components';
import {
  COLUMN_IDS,
  DEFAULT_COLUMNS,
  DEVICE_COLUMNS,
} from '../../../preload/contract/device-columns.ts';
import type { ColumnId } from '../../../preload/contract/index.ts';
import { movedColumn, toggledColumn } from '../../lib/device-columns.ts';
import {
  changeList,
  type ListPlace,
  selectList,
  useDeviceListStore,
} from '../../stores/device-list-store.ts';
import { ask } from '../../stores/device-rows.ts';
import { ArrowDown16Regular, ArrowUp16Regular } from '../../ui/icons.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import styles from './columns-menu.module.css';

const GROUPS = [...new Set(Object.values(DEVICE_COLUMNS).map(({ group }) => group))];

/** Which columns are shown, and in which order. */
export function ColumnsMenu({ place }: { readonly place: ListPlace }) {
  const columns = useDeviceListStore((state) => selectList(place)(state).columns);
  const set = (next: readonly ColumnId[]) => ask(place, { columns: next });
  return (
    <Popover positioning={{ position: 'below', align: 'end' }} trapFocus>
      <PopoverTrigger disableButtonEnhancement>
        <MenuButton size="small">Columns</MenuButton>
      </PopoverTrigger>
      <PopoverSurface className={styles['surface'] ?? ''} aria-label="Columns">
        <section className={styles['shown']} aria-labelledby="columns-shown">
          <h3 id="columns-shown" className={styles['title']}>
            Shown, in this order
          </h3>
          <ol className={styles['list']}>
            {columns.map((column, at) => {
              const { title } = DEVICE_COLUMNS[column];
              return (
                <li key={column} className={styles['item']}>
                  <span className={styles['name']}>{title}</span>
                  <IconButton
                    label={`Move ${title} up`}
                    icon={<ArrowUp16Regular />}
                    disabled={at === 0}
                    onClick={() => set(movedColumn(columns, column, at - 1))}
                  />
                  <IconButton
                    label={`Move ${title} down`}
                    icon={<ArrowDown16Regular />}
                    disabled={at === columns.length - 1}
                    onClick={() => set(movedColumn(columns, column, at + 1))}
                  />
                </li>
              );
            })}
          </ol>
          <Button
            size="small"
            appearance="subtle"
            onClick={() => {
              set(DEFAULT_COLUMNS.filter((id) => place === 'estate' || id !== 'tenant'));
              changeList(place, { widths: {} });
            }}
          >
            As at first
          </Button>
        </section>
        <div className={styles['all']}>
          {GROUPS.map((group) => (
            <fieldset key={group} className={styles['group']}>
              <legend className={styles['title']}>{group}</legend>
              {COLUMN_IDS.filter((id) => DEVICE_COLUMNS[id].group === group).map((id) => (
                <label key={id} className={styles['choice']}>
                  <input
                    type="checkbox"
                    checked={columns.includes(id)}
                    disabled={id === 'name'}
                    onChange={() => set(toggledColumn(columns, id))}
                  />
                  {DEVICE_COLUMNS[id].title}
                </label>
              ))}
            </fieldset>
          ))}
        </div>
      </PopoverSurface>
    </Popover>
  );
}
