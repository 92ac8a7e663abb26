import type { Tenant, Theme, View } from '../../../preload/contract/index.ts';
import { changeSettings } from '../../stores/app-store.ts';
import { goToPage, startImport } from '../../stores/navigation.ts';
import { askFind, openDialog } from '../../stores/shell-store.ts';
import { copyLink, openInManagedBrowser, reload } from '../../stores/workspace-store.ts';
import type { PaletteAction } from './palette-entries.ts';

const THEMES: readonly (readonly [Theme, string])[] = [
  ['light', 'light'],
  ['dark', 'dark'],
  ['high-contrast', 'high contrast'],
  ['system', 'as the system'],
];

/** Everything the palette can do besides going to tenants: first what concerns the one in front. */
export function paletteActions(tenant: Tenant | null, view: View | null): readonly PaletteAction[] {
  return [...tenantActions(tenant, view), ...estateActions(), ...themeActions()];
}

function tenantActions(tenant: Tenant | null, view: View | null): readonly PaletteAction[] {
  if (tenant === null) return [];
  const tenantId = tenant.id;
  const actions: PaletteAction[] = [];
  if (view !== null && view.proof.state !== 'mismatch') {
    const ref = { tenantId, viewId: view.id };
    actions.push(
      {
        id: 'reload',
        name: 'Reload page',
        words: ['refresh'],
        keys: 'Ctrl+R',
        run: () => void reload(ref),
      },
      { id: 'find', name: 'Find in page', words: ['search'], keys: 'Ctrl+F', run: askFind },
      {
        id: 'copy-link',
        name: 'Copy link of page',
        words: ['url', 'address'],
        run: () => void copyLink(ref),
      },
      {
        id: 'browser',
        name: 'Open page in managed browser',
        words: ['edge', 'chrome'],
        run: () => void openInManagedBrowser(ref),
      },
    );
  }
  actions.push(
    {
      id: 'edit',
      name: 'Edit this tenant…',
      words: ['rename', 'colour', 'group'],
      run: () => openDialog({ kind: 'edit-tenant', tenantId }),
    },
    {
      id: 'sign-out',
      name: 'Sign out of this tenant…',
      words: ['log off', 'session'],
      run: () => openDialog({ kind: 'sign-out', tenantId }),
    },
    {
      id: 'forget',
      name: 'Forget this tenant…',
      words: ['remove', 'delete', 'erase'],
      run: () => openDialog({ kind: 'forget', tenantId }),
    },
  );
  return actions;
}

function estateActions(): readonly PaletteAction[] {
  return [
    {
      id: 'overview',
      name: 'Go to overview',
      words: ['estate', 'home'],
      run: () => void goToPage('overview'),
    },
    {
      id: 'add',
      name: 'Add tenant…',
      words: ['new'],
      run: () => openDialog({ kind: 'add-tenant', tenantId: null, name: '' }),
    },
    {
      id: 'import',
      name: 'Import tenants…',
      words: ['csv', 'json', 'file'],
      run: () => void startImport(),
    },
    {
      id: 'groups',
      name: 'Manage groups…',
      words: ['folders'],
      run: () => openDialog({ kind: 'groups' }),
    },
    {
      id: 'refused',
      name: 'Go to refused hosts',
      words: ['blocked', 'allow list'],
      run: () => void goToPage('refused-hosts'),
    },
    {
      id: 'settings',
      name: 'Go to settings',
      words: ['preferences', 'options'],
      run: () => void goToPage('settings'),
    },
    { id: 'about', name: 'Go to about', words: ['version'], run: () => void goToPage('about') },
    {
      id: 'shortcuts',
      name: 'Keyboard shortcuts',
      words: ['help', 'keys'],
      keys: '?',
      run: () => openDialog({ kind: 'shortcuts' }),
    },
  ];
}

function themeActions(): readonly PaletteAction[] {
  return THEMES.map(([theme, name]) => ({
    id: `theme-${theme}`,
    name: `Theme: ${name}`,
    words: ['colours', 'mode'],
    run: () => void changeSettings({ theme }),
  }));
}
