import {
  Menu,
  MenuButton,
  MenuDivider,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { useEffect } from 'react';
import { visibleText } from '../../lib/visible-text.ts';
import { type ListPlace, selectList, useDeviceListStore } from '../../stores/device-list-store.ts';
import {
  copyDeviceView,
  loadDeviceViews,
  openDeviceView,
  removeDeviceView,
  saveDeviceView,
  useDeviceViewsStore,
  viewOf,
} from '../../stores/device-views-store.ts';
import { tell } from '../../stores/app-store.ts';
import { openDialog } from '../../stores/shell-store.ts';
import { Plain } from '../../ui/Plain.tsx';
import styles from './views-menu.module.css';

/** Lists that were saved under a name: open, save, replace, remove, share. */
export function ViewsMenu({ place }: { readonly place: ListPlace }) {
  const { status, views, problem } = useDeviceViewsStore();
  useEffect(() => void loadDeviceViews(), []);
  const name = useDeviceListStore((state) => selectList(place)(state).viewName);
  const current = views.find((view) => view.name === name);
  const replace = async (saved: string) => {
    const failure = await saveDeviceView(viewOf(place, saved), place);
    if (failure !== null) tell(failure);
  };
  return (
    <Menu
      positioning={{ position: 'below', align: 'end' }}
      checkedValues={{ view: current === undefined ? [] : [current.name] }}
    >
      <MenuTrigger disableButtonEnhancement>
        <MenuButton
          size="small"
          className={styles['button'] ?? ''}
          aria-label={current === undefined ? 'Views' : `View: ${visibleText(current.name)}`}
        >
          {current === undefined ? (
            'Views'
          ) : (
            <Plain className={styles['name']}>{current.name}</Plain>
          )}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover className={styles['popover'] ?? ''}>
        <MenuList>
          {status === 'failed' && <MenuItem disabled>Views could not be read: {problem}</MenuItem>}
          {status === 'ready' && views.length === 0 && (
            <MenuItem disabled>No view is saved yet</MenuItem>
          )}
          {views.map((view) => (
            <MenuItemRadio
              key={view.name}
              name="view"
              value={view.name}
              onClick={() => openDeviceView(view, place)}
            >
              <Plain>{view.name}</Plain>
            </MenuItemRadio>
          ))}
          <MenuDivider />
          <MenuItem onClick={() => openDialog({ kind: 'save-view', place })}>Save as…</MenuItem>
          {current !== undefined && (
            <>
              <MenuItem onClick={() => void replace(current.name)}>
                Save “<Plain>{current.name}</Plain>” as it is shown
              </MenuItem>
              <MenuItem onClick={() => void removeDeviceView(current.name, place)}>
                Remove “<Plain>{current.name}</Plain>”
              </MenuItem>
            </>
          )}
          <MenuDivider />
          <MenuItem
            onClick={() => void copyDeviceView(viewOf(place, current?.name ?? 'Shared view'))}
          >
            Copy as text
          </MenuItem>
          <MenuItem onClick={() => openDialog({ kind: 'view-from-text', place })}>
            From text…
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
