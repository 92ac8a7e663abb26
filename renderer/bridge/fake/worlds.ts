import { DEFAULT_SETTINGS } from '../../../preload/contract/default-settings.ts';
import type { About, Estate, Workspace } from '../../../preload/contract/index.ts';
import { devicesOf } from './devices/device-data.ts';
import { arrayModel } from './devices/device-source.ts';
import type { FakeDevicesState } from './devices/devices.ts';
import { anImportPreview, anInventory, SAVED_VIEWS } from './devices/inventory-data.ts';
import type { FakeInventoryState } from './devices/inventory.ts';
import { NEEDED_HOSTS } from './egress.ts';
import { demoEstate } from './estates.ts';
import type { FakeWorld } from './fake-bridge.ts';
import { demoIdentity } from './identity-data.ts';
import { mixedImport } from './imports.ts';
import { onboardingOf } from './onboarding/onboarding-state.ts';
import { aStatus, STORIES, storyAt } from './status-data.ts';
import { type FakeStatusState, IDLE } from './status.ts';
import { NO_POLICY } from './policy-data.ts';
import { aJournal } from './journal-data.ts';
import type { FakeStorageState } from './storage.ts';
import { NO_UPDATES } from './updates.ts';
import { demoTrust, largeTrust } from './trust-data.ts';

/** What Bulkhead says of itself. */
const ABOUT: About = {
  version: '0.1.0',
  electron: '33.2.1',
  chromium: '130.0.6723.137',
  node: '20.18.1',
  v8: '13.0.245.18',
  platform: 'Debian GNU/Linux 12, x64',
  pinnedElectron: '45.4.1',
  runtimeNote: 'Runs on the fallback runtime, because the pinned one could not be fetched.',
  isRelease: false,
  demoEstate: null,
};

/** The keystore has the key. */
export const KEPT: FakeStorageState = {
  state: 'keystore',
  notice: null,
  canUnlock: false,
  isEnded: false,
  passphrase: null,
  failsToSave: false,
};

/** What main knows of an estate, unless it is said otherwise. */
export function aWorld(estate: Estate, said: Partial<FakeWorld> = {}): FakeWorld {
  return {
    app: {
      about: ABOUT,
      settings: DEFAULT_SETTINGS,
      managed: [],
      policy: NO_POLICY,
      problems: [],
      isOnline: true,
      refusedHosts: [],
      failsAtStart: false,
    },
    estate,
    workspace: aWorkspace(),
    identity: demoIdentity(estate),
    status: statusOf(estate),
    devices: devicesIn(estate),
    inventory: inventoryOf(estate),
    onboarding: onboardingOf(),
    storage: KEPT,
    lock: { isLocked: false, passphrase: null, system: null, session: false },
    journal: aJournal(estate),
    egress: NEEDED_HOSTS,
    updates: NO_UPDATES,
    importPreview: mixedImport(),
    failsToSave: false,
    hasManagedBrowser: true,
    ...said,
  };
}

/** 150 devices a tenant of a small estate, 30 of a large one. */
export function devicesIn(
  { tenants }: Estate,
  said: Partial<FakeDevicesState> = {},
): FakeDevicesState {
  const each = tenants.length === 1 ? 40 : tenants.length > 20 ? 30 : 150;
  const model = arrayModel(() => devicesOf(tenants, tenants.length * each));
  return { model, slowMs: 0, failsToRead: false, ...said };
}

/** What was collected of the devices of an estate. */
export function inventoryOf(
  { tenants }: Estate,
  said: Partial<FakeInventoryState> = {},
): FakeInventoryState {
  return {
    state: anInventory(tenants, false),
    views: SAVED_VIEWS,
    importPreview: anImportPreview(),
    failsToRead: false,
    failsToSave: false,
    ...said,
  };
}

/** A story for each tenant of a small estate; of a large one all stories in plausible shares. */
export function statusOf(
  { tenants }: Estate,
  said: Partial<FakeStatusState> = {},
): FakeStatusState {
  const isLarge = tenants.length > STORIES.length;
  return {
    tenants: tenants.map((tenant, at) =>
      aStatus(tenant, isLarge ? storyAt(at) : (STORIES[at] ?? storyAt(at))),
    ),
    progress: IDLE,
    trust: isLarge ? largeTrust(tenants) : demoTrust(tenants),
    failsToRead: false,
    ...said,
  };
}

/** The pages that are open. */
export function aWorkspace(said: Partial<Workspace> = {}): Workspace {
  const compartments = said.compartments ?? [];
  return {
    revision: 1,
    selectedTenantId: null,
    compartments,
    liveViews: compartments
      .flatMap(({ views }) => views)
      .filter(({ state }) => state !== 'hibernated').length,
    liveViewLimit: 5,
    ...said,
  };
}

/** The demo estate, which says that it is one. */
export function demo(said: Partial<FakeWorld> = {}, estate = demoEstate()): FakeWorld {
  const world = aWorld(estate, said);
  return {
    ...world,
    app: { ...world.app, about: { ...ABOUT, demoEstate: 'Demo estate, 8 simulated tenants' } },
  };
}
