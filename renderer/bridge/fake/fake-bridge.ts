import type {
  Bridge,
  Estate,
  ImportPreview,
  TenantId,
  Workspace,
} from '../../../preload/contract/index.ts';
import { type FakeDevicesControls, fakeDevices, type FakeDevicesState } from './devices/devices.ts';
import {
  type FakeInventoryControls,
  fakeInventory,
  type FakeInventoryState,
} from './devices/inventory.ts';
import { fakeApp, type FakeAppControls, type FakeAppState } from './fake-app.ts';
import { fakeCompartments, type FakeCompartments, type FakeStage } from './fake-compartments.ts';
import { fakeLock, type FakeLockControls, type FakeLockState } from './lock.ts';
import { fakeTenants } from './fake-tenants.ts';
import { fakeIdentity, type FakeIdentityControls, type FakeIdentityState } from './identity.ts';
import {
  fakeOnboarding,
  type FakeOnboardingControls,
  type FakeOnboardingState,
} from './onboarding/onboarding.ts';
import { fakeEgress, type FakeEgressState } from './egress.ts';
import { fakeJournal, type FakeJournalState } from './journal.ts';
import { fakeStorage, type FakeStorageControls, type FakeStorageState } from './storage.ts';
import { fakeUpdates, type FakeUpdatesState } from './updates.ts';
import { fakeStatus, type FakeStatusControls, type FakeStatusState } from './status.ts';

/** Everything a scenario decides before the page starts. */
export interface FakeWorld {
  readonly app: FakeAppState;
  readonly estate: Estate;
  readonly workspace: Workspace;
  readonly identity: FakeIdentityState;
  readonly status: FakeStatusState;
  readonly devices: FakeDevicesState;
  readonly inventory: FakeInventoryState;
  readonly onboarding: FakeOnboardingState;
  readonly storage: FakeStorageState;
  readonly lock: FakeLockState;
  readonly journal: FakeJournalState;
  readonly egress: FakeEgressState;
  readonly updates: FakeUpdatesState;
  readonly importPreview: ImportPreview | null;
  readonly failsToSave: boolean;
  readonly hasManagedBrowser: boolean;
}

export interface FakeBridge {
  readonly bridge: Bridge;
  readonly app: FakeAppControls;
  readonly compartments: FakeCompartments['controls'];
  readonly identity: FakeIdentityControls;
  readonly status: FakeStatusControls;
  readonly devices: FakeDevicesControls;
  readonly inventory: FakeInventoryControls;
  readonly onboarding: FakeOnboardingControls;
  readonly storage: FakeStorageControls;
  readonly lock: FakeLockControls;
  readonly estate: () => Estate;
  readonly copiedLink: () => string;
}

export interface FakeBridgeOptions {
  readonly stage?: FakeStage;
  readonly now?: () => string;
  readonly loadMs?: number;
}

/**
 * The in-memory twin of main: every area of the contract, with state, so that each screen can be
 * used in a plain browser. Never part of the production bundle.
 */
export function makeFakeBridge(world: FakeWorld, options: FakeBridgeOptions = {}): FakeBridge {
  const now = options.now ?? (() => new Date().toISOString());
  let copiedLink = '';
  let erase: FakeCompartments['erase'] = () => undefined;
  let forgetStatus: (id: TenantId) => void = () => undefined;
  const loadMs = options.loadMs ?? 400;

  const { app, controls, isOnline } = fakeApp(world.app, now);
  const registry = fakeTenants(world.estate, {
    importPreview: world.importPreview,
    failsToSave: world.failsToSave,
    onErase: (tenantId, isForgotten) => {
      erase(tenantId);
      if (!isForgotten) return;
      void stages.compartments.select({ tenantId: null });
      forgetStatus(tenantId);
    },
    now,
  });
  const stages = fakeCompartments(world.workspace, {
    tenantOf: registry.tenantOf,
    opened: registry.opened,
    stage: options.stage ?? null,
    hasManagedBrowser: world.hasManagedBrowser,
    now,
    loadMs,
    copied: (text) => {
      copiedLink = text;
    },
  });
  erase = stages.erase;
  const signIns = fakeIdentity(world.identity, {
    now,
    isOnline,
    isInEstate: (id) => registry.tenantOf(id) !== undefined,
    copied: (text) => {
      copiedLink = text;
    },
    signInMs: loadMs * 3,
  });
  const collection = fakeStatus(world.status, { now, isOnline, collectMs: loadMs });
  const devices = fakeDevices(world.devices);
  const inventory = fakeInventory(world.inventory, { now, isOnline, devices, stepMs: loadMs });
  const onboarding = fakeOnboarding(world.onboarding, {
    now,
    isOnline,
    tenantOf: registry.tenantOf,
    openPage: async (tenantId, portalId) => {
      if (portalId !== null) await stages.compartments.openPortal({ tenantId, portalId });
    },
    checkMs: loadMs,
  });
  const storage = fakeStorage(world.storage, { tryMs: loadMs });
  const lock = fakeLock(world.lock, now, loadMs);
  forgetStatus = (id) => {
    collection.forget(id);
    inventory.forget(id);
    onboarding.forget(id);
  };

  return {
    // The fake trusts its page with ids, as main does once it has checked them.
    bridge: {
      app,
      tenants: registry.tenants,
      compartments: stages.compartments,
      identity: signIns.identity,
      status: collection.status,
      devices: devices.devices,
      inventory: inventory.inventory,
      onboarding: onboarding.onboarding,
      storage: storage.storage,
      lock: lock.lock,
      journal: fakeJournal(world.journal, { now, checkMs: loadMs }),
      egress: fakeEgress(world.egress),
      updates: fakeUpdates(world.updates, { now, stepMs: loadMs }),
    } as Bridge,
    app: controls,
    compartments: stages.controls,
    identity: signIns.controls,
    status: collection.controls,
    devices: devices.controls,
    inventory: inventory.controls,
    onboarding: onboarding.controls,
    storage: storage.controls,
    lock: lock.controls,
    estate: registry.estate,
    copiedLink: () => copiedLink,
  };
}
