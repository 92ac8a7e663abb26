import {
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { exportJournal, exportJournalKey } from '../../stores/journal-store.ts';
import { ArrowDownload16Regular } from '../../ui/icons.ts';

/** Writes the journal, or what it is checked with, into a file that the operator chooses. */
export function JournalExport({ isSealed }: { readonly isSealed: boolean }) {
  return (
    <Menu positioning={{ position: 'below', align: 'end' }}>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton size="small" icon={<ArrowDownload16Regular />}>
          Export
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={() => void exportJournal('plain')}>
            All records, to be checked…
          </MenuItem>
          <MenuItem onClick={() => void exportJournal('pseudonymised')}>
            All records, without IDs…
          </MenuItem>
          {isSealed && (
            <MenuItem onClick={() => void exportJournalKey()}>
              The key of the seals, which can also make them…
            </MenuItem>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
