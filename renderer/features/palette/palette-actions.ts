import type { Tenant, Theme, View } from '../../../preload/contract/index.ts';
import { changeSettings } from '../../stores/app-store.ts';
import { startDeviceImport } from '../../stores/device-files.ts';
import { cancelDeviceCollection, collectDevices } from '../../stores/inventory-store.ts';
import { goToDevices } from '../../stores/device-navigation.ts';
import {
  goToOnboarding,
  goToPage,
  goToStatus,
  goToTenantOnboarding,
  startImport,
} from '../../stores/navigation.ts';
import { importChecklist } from '../../stores/onboarding-files.ts';
import { cancelChecks, runChecks } from '../../stores/run-actions.ts';
import { askFind, openDialog } from '../../stores/shell-store.ts';
import { signInInFront } from '../../stores/sign-in-page.ts';
import { cancelCollection, collect } from '../../stores/status-store.ts';
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
    );
    if (tenant.handOff !== 'never') {
      actions.push({
        id: 'browser',
        name: 'Open page in managed browser',
        words: ['edge', 'chrome'],
        run: () => void openInManagedBrowser(ref),
      });
    }
  }
  actions.push(
    {
      id: 'status',
      name: 'Status of this tenant',
      words: ['mfa', 'conditional access', 'reasons', 'roles'],
      run: () => void goToStatus(tenantId),
    },
    {
      id: 'onboarding-tenant',
      name: 'Onboarding of this tenant',
      words: ['checklist', 'runs', 'record', 'ends'],
      run: () => void goToTenantOnboarding(tenantId),
    },
    {
      id: 'new-run-tenant',
      name: 'Start a run for this tenant…',
      words: ['checklist', 'new'],
      run: () => openDialog({ kind: 'new-run', checklistId: null, targetId: tenantId }),
    },
    {
      id: 'devices-tenant',
      name: 'Devices of this tenant',
      words: ['machines', 'computers', 'inventory'],
      run: () => void goToDevices(tenantId),
    },
    {
      id: 'collect-devices-tenant',
      name: 'Collect devices of this tenant',
      words: ['refresh', 'read', 'inventory'],
      run: () => void collectDevices([tenantId]),
    },
    {
      id: 'import-devices',
      name: 'Import devices…',
      words: ['csv', 'file', 'defender', 'intune', 'inventory'],
      run: () => void startDeviceImport(tenantId),
    },
    {
      id: 'export-devices-tenant',
      name: 'Export these devices…',
      words: ['csv', 'xlsx', 'excel', 'json', 'file'],
      run: () => openDialog({ kind: 'export-devices', place: tenantId, format: 'csv' }),
    },
    {
      id: 'collect-tenant',
      name: 'Collect status of this tenant',
      words: ['refresh', 'read'],
      run: () => void collect([tenantId]),
    },
    {
      id: 'sign-in',
      name: 'Sign in for the status of this tenant',
      words: ['log on', 'token', 'account'],
      run: () => void signInInFront(tenantId),
    },
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
      id: 'devices',
      name: 'Go to devices',
      words: ['machines', 'computers', 'inventory', 'all tenants'],
      run: () => void goToDevices('estate'),
    },
    {
      id: 'collect-devices',
      name: 'Collect devices',
      words: ['refresh', 'read', 'all tenants', 'inventory', 'resume'],
      run: () => void collectDevices(null),
    },
    {
      id: 'export-devices',
      name: 'Export devices of the estate…',
      words: ['csv', 'xlsx', 'excel', 'json', 'file', 'these'],
      run: () => openDialog({ kind: 'export-devices', place: 'estate', format: 'csv' }),
    },
    {
      id: 'status-matrix',
      name: 'Go to status matrix',
      words: ['checks', 'mfa', 'conditional access', 'all tenants'],
      run: () => void goToPage('status-matrix'),
    },
    {
      id: 'trust-matrix',
      name: 'Go to trust matrix',
      words: ['cross-tenant access', 'inbound', 'outbound'],
      run: () => void goToPage('trust-matrix'),
    },
    ...onboardingActions(),
    {
      id: 'collect',
      name: 'Collect status of all tenants',
      words: ['refresh', 'read', 'resume'],
      run: () => void collect(null),
    },
    {
      id: 'cancel-collection',
      name: 'Cancel collecting',
      words: ['stop'],
      run: () => {
        void cancelCollection();
        void cancelDeviceCollection();
      },
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
      id: 'journal',
      name: 'Go to the journal',
      words: ['audit', 'log', 'records', 'history'],
      run: () => void goToPage('journal'),
    },
    {
      id: 'refused',
      name: 'Go to refused hosts',
      words: ['blocked', 'allow list'],
      run: () => void goToPage('refused-hosts'),
    },
    {
      id: 'egress',
      name: 'Go to egress',
      words: ['hosts', 'allow list', 'proxy', 'firewall'],
      run: () => void goToPage('egress'),
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

function onboardingActions(): readonly PaletteAction[] {
  return [
    {
      id: 'onboarding',
      name: 'Go to onboarding',
      words: ['onboarding', 'checklists', 'runs', 'steps'],
      run: () => void goToOnboarding('runs'),
    },
    {
      id: 'ends',
      name: 'Go to what ends',
      words: ['expiry', 'radar', 'renewals', 'calendar'],
      run: () => void goToOnboarding('ends'),
    },
    {
      id: 'landscape',
      name: 'Go to tenant landscape',
      words: ['purpose', 'owner', 'licences', 'records'],
      run: () => void goToOnboarding('tenants'),
    },
    {
      id: 'risks',
      name: 'Go to risks',
      words: ['findings'],
      run: () => void goToOnboarding('risks'),
    },
    {
      id: 'licences',
      name: 'Licence calculator',
      words: ['guests', 'entra id p2', 'monthly active'],
      run: () => void goToOnboarding('licences'),
    },
    {
      id: 'new-run',
      name: 'Start a run…',
      words: ['checklist', 'new'],
      run: () => openDialog({ kind: 'new-run', checklistId: null, targetId: null }),
    },
    {
      id: 'import-checklist',
      name: 'Import checklist…',
      words: ['file', 'json'],
      run: () => void importChecklist(),
    },
    {
      id: 'check-runs',
      name: 'Check all runs',
      words: ['verify', 'drift'],
      run: () => void runChecks(null),
    },
    {
      id: 'cancel-checks',
      name: 'Stop checking runs',
      words: ['cancel'],
      run: () => void cancelChecks(),
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
