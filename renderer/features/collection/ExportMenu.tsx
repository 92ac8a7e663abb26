import {
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { exportStatus } from '../../stores/status-store.ts';
import { ArrowDownload16Regular } from '../../ui/icons.ts';

/** Writes a matrix into a file that the operator chooses. */
export function ExportMenu({ what }: { readonly what: 'status' | 'trust' }) {
  return (
    <Menu positioning={{ position: 'below', align: 'end' }}>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton size="small" icon={<ArrowDownload16Regular />}>
          Export
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={() => void exportStatus(what, 'csv')}>As CSV…</MenuItem>
          <MenuItem onClick={() => void exportStatus(what, 'json')}>As JSON…</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
