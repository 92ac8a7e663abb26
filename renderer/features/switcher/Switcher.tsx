import {
  Button,
  Input,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { type KeyboardEvent, useDeferredValue, useMemo, useRef, useState } from 'react';
import { selectRefusedCount, useAppStore } from '../../stores/app-store.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { goToPage, startImport } from '../../stores/navigation.ts';
import { selectOnboardingNeeds, useOnboardingStore } from '../../stores/onboarding-store.ts';
import { useRunStore } from '../../stores/run-store.ts';
import {
  type EstatePage,
  openDialog,
  openPalette,
  useShellStore,
} from '../../stores/shell-store.ts';
import { useWorkspaceStore } from '../../stores/workspace-store.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import {
  Add20Regular,
  ArrowImport20Regular,
  ArrowSwap20Regular,
  Dismiss16Regular,
  Folder20Regular,
  CloudLink20Regular,
  Grid20Regular,
  History20Regular,
  Info20Regular,
  Laptop20Regular,
  Prohibited20Regular,
  Search16Regular,
  Search20Regular,
  Settings20Regular,
  Table20Regular,
  TaskListSquareLtr20Regular,
} from '../../ui/icons.ts';
import { switcherRows } from './switcher-rows.ts';
import styles from './switcher.module.css';
import { rowDomId, TenantTree } from './TenantTree.tsx';

const PAGES: readonly {
  readonly page: EstatePage;
  readonly name: string;
  readonly icon: React.ReactNode;
}[] = [
  { page: 'overview', name: 'Overview', icon: <Grid20Regular /> },
  { page: 'devices', name: 'Devices', icon: <Laptop20Regular /> },
  { page: 'status-matrix', name: 'Status matrix', icon: <Table20Regular /> },
  { page: 'trust-matrix', name: 'Trust matrix', icon: <ArrowSwap20Regular /> },
  { page: 'onboarding', name: 'Onboarding', icon: <TaskListSquareLtr20Regular /> },
  { page: 'journal', name: 'Journal', icon: <History20Regular /> },
  { page: 'refused-hosts', name: 'Refused hosts', icon: <Prohibited20Regular /> },
  { page: 'egress', name: 'Egress', icon: <CloudLink20Regular /> },
  { page: 'settings', name: 'Settings', icon: <Settings20Regular /> },
  { page: 'about', name: 'About', icon: <Info20Regular /> },
];

const NOTHING_FOLDED: ReadonlySet<string> = new Set();

/** The left side: find a tenant, the pages of the estate, and all tenants. */
export function Switcher() {
  const { byId, order, groups, favourites, recent } = useEstateStore();
  const [search, setSearch] = useState('');
  const [folded, setFolded] = useState(NOTHING_FOLDED);
  const [chosenAt, setChosenAt] = useState<number | null>(null);
  const keyHandler = useRef<(event: KeyboardEvent, isInBox: boolean) => void>(() => undefined);
  const settledSearch = useDeferredValue(search);

  const rows = useMemo(
    () => switcherRows({ byId, order, groups, favourites, recent, search: settledSearch, folded }),
    [byId, order, groups, favourites, recent, settledSearch, folded],
  );
  const isSearching = settledSearch.trim() !== '';
  const activeAt = Math.min(chosenAt ?? (isSearching ? 0 : 1), Math.max(0, rows.length - 1));

  const onSearch = (value: string) => {
    setSearch(value);
    setChosenAt(null);
  };
  const onFold = (key: string, isOpen: boolean) => {
    const name = key.replace(/^section-/, '');
    const next = new Set(folded);
    if (isOpen) next.delete(name);
    else next.add(name);
    setFolded(next);
  };
  const onBoxKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && search !== '') {
      event.preventDefault();
      onSearch('');
      return;
    }
    keyHandler.current(event, true);
  };

  return (
    <div className={styles['switcher']} data-region="switcher">
      <div className={styles['find']}>
        <Input
          id="switcher-search"
          className={styles['search'] ?? ''}
          appearance="filled-darker"
          placeholder="Search tenants"
          aria-label="Search tenants by name, domain or id"
          value={search}
          onChange={(_event, data) => onSearch(data.value)}
          onKeyDown={onBoxKey}
          role="combobox"
          aria-expanded
          aria-controls="tenant-tree"
          aria-haspopup="tree"
          aria-autocomplete="list"
          aria-activedescendant={isSearching ? rowDomId(rows[activeAt]) : undefined}
          autoComplete="off"
          spellCheck={false}
          contentBefore={<Search16Regular />}
          contentAfter={
            search === '' ? (
              <button
                type="button"
                className={styles['paletteHint']}
                aria-label="Find anything"
                aria-keyshortcuts="Control+K"
                title="Find anything"
                onClick={openPalette}
              />
            ) : (
              <IconButton
                label="Clear search"
                icon={<Dismiss16Regular />}
                onClick={() => onSearch('')}
              />
            )
          }
        />
        <Button
          className={styles['findSmall'] ?? ''}
          appearance="subtle"
          icon={<Search20Regular />}
          aria-label="Find anything"
          aria-keyshortcuts="Control+K"
          title="Find anything (Ctrl+K)"
          onClick={openPalette}
        />
      </div>

      <EstateNav />

      {order.length === 0 ? (
        <div className={styles['tree']} />
      ) : isSearching && rows.length === 0 ? (
        <div className={styles['nothing']}>
          <p role="status">No tenant matches.</p>
          <p>Search by name, domain or tenant id, or press Ctrl+K for portals and actions.</p>
        </div>
      ) : (
        <TenantTree
          rows={rows}
          activeAt={activeAt}
          onMove={setChosenAt}
          onFold={onFold}
          onOpened={() => onSearch('')}
          keyHandler={keyHandler}
        />
      )}

      <div className={styles['foot']}>
        <Button
          className={styles['wide'] ?? ''}
          appearance="subtle"
          size="small"
          icon={<Add20Regular />}
          title="Add a tenant"
          aria-label="Add tenant"
          onClick={() => openDialog({ kind: 'add-tenant', tenantId: null, name: '' })}
        >
          Add tenant
        </Button>
        <MoreOfTenants />
      </div>
    </div>
  );
}

function EstateNav() {
  const page = useShellStore((state) => state.page);
  const isEstate = useWorkspaceStore((state) => state.selectedTenantId === null);
  const counts: Partial<Record<EstatePage, number>> = {
    'refused-hosts': useAppStore(selectRefusedCount),
    onboarding: useOnboardingStore(selectOnboardingNeeds),
  };
  const hasRun = useRunStore((state) => state.openId !== null);
  return (
    <nav aria-label="Estate" className={styles['nav']}>
      <h2 className={styles['navHead']}>Estate</h2>
      <ul>
        {PAGES.map(({ page: target, name, icon }) => {
          const count = counts[target] ?? 0;
          return (
            <li key={target}>
              <button
                type="button"
                className={styles['navItem']}
                aria-current={isEstate && !hasRun && page === target ? 'page' : undefined}
                aria-label={count > 0 ? `${name} ${String(count)}` : name}
                title={name}
                onClick={() => void goToPage(target)}
              >
                {icon}
                <span className={styles['navName']}>{name}</span>{' '}
                {count > 0 && <span className={styles['badge']}>{count}</span>}
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function MoreOfTenants() {
  return (
    <div className={styles['footMore']}>
      <IconButton
        label="Import tenants"
        icon={<ArrowImport20Regular />}
        onClick={() => void startImport()}
      />
      <Menu positioning={{ position: 'above', align: 'end' }}>
        <MenuTrigger disableButtonEnhancement>
          <Button
            appearance="subtle"
            size="small"
            icon={<Folder20Regular />}
            aria-label="Groups and more"
            title="Groups and more"
          />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={() => openDialog({ kind: 'groups' })}>Manage groups…</MenuItem>
            <MenuItem onClick={() => openDialog({ kind: 'shortcuts' })} secondaryContent="?">
              Keyboard shortcuts
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
    </div>
  );
}
