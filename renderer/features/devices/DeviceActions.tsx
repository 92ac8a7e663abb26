import {
  Button,
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  ToggleButton,
} from '@fluentui/react-components';
import { useAppStore } from '../../stores/app-store.ts';
import {
  type ListPlace,
  openPane,
  selectList,
  useDeviceListStore,
} from '../../stores/device-list-store.ts';
import { startDeviceImport } from '../../stores/device-files.ts';
import {
  cancelDeviceCollection,
  collectDevices,
  useInventoryStore,
} from '../../stores/inventory-store.ts';
import { openDialog } from '../../stores/shell-store.ts';
import { ArrowSync16Regular } from '../../ui/icons.ts';
import { ColumnsMenu } from './ColumnsMenu.tsx';
import { ViewsMenu } from './ViewsMenu.tsx';

const FORMATS = [
  { format: 'csv', name: 'As CSV…' },
  { format: 'xlsx', name: 'As Excel workbook…' },
  { format: 'jsonl', name: 'As JSON Lines…' },
] as const;

/** What can be done with a list as a whole. */
export function DeviceActions({ place }: { readonly place: ListPlace }) {
  const pane = useDeviceListStore((state) => selectList(place)(state).pane);
  const toggle = (kind: 'changes' | 'sources') =>
    openPane(place, pane?.kind === kind ? null : { kind });
  return (
    <>
      <ViewsMenu place={place} />
      <ColumnsMenu place={place} />
      <Menu positioning={{ position: 'below', align: 'end' }}>
        <MenuTrigger disableButtonEnhancement>
          <MenuButton size="small">Export</MenuButton>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {FORMATS.map(({ format, name }) => (
              <MenuItem
                key={format}
                onClick={() => openDialog({ kind: 'export-devices', place, format })}
              >
                {name}
              </MenuItem>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
      {place !== 'estate' && (
        <Button size="small" onClick={() => void startDeviceImport(place)}>
          Import…
        </Button>
      )}
      <ToggleButton
        size="small"
        checked={pane?.kind === 'changes'}
        onClick={() => toggle('changes')}
      >
        Changes
      </ToggleButton>
      <ToggleButton
        size="small"
        checked={pane?.kind === 'sources'}
        onClick={() => toggle('sources')}
      >
        Data sources
      </ToggleButton>
      <CollectButton place={place} />
    </>
  );
}

function CollectButton({ place }: { readonly place: ListPlace }) {
  const { isRunning, isCancelled } = useInventoryStore((state) => state.progress);
  const isOnline = useAppStore((state) => state.isOnline);
  if (isRunning) {
    return (
      <Button size="small" onClick={() => void cancelDeviceCollection()}>
        Cancel collecting
      </Button>
    );
  }
  return (
    <Button
      size="small"
      appearance="primary"
      icon={<ArrowSync16Regular />}
      disabled={!isOnline}
      title={isOnline ? undefined : 'This device is offline.'}
      onClick={() => void collectDevices(place === 'estate' ? null : [place])}
    >
      {isCancelled ? 'Resume' : 'Collect'}
    </Button>
  );
}
