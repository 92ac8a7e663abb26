import type { Bridge, Estate, ImportPreview, Workspace } from '../../../preload/contract/index.ts';
import { fakeApp, type FakeAppControls, type FakeAppState } from './fake-app.ts';
import { fakeCompartments, type FakeCompartments, type FakeStage } from './fake-compartments.ts';
import { fakeTenants } from './fake-tenants.ts';

/** Everything a scenario decides before the page starts. */
export interface FakeWorld {
  readonly app: FakeAppState;
  readonly estate: Estate;
  readonly workspace: Workspace;
  readonly importPreview: ImportPreview | null;
  readonly failsToSave: boolean;
  readonly hasManagedBrowser: boolean;
}

export interface FakeBridge {
  readonly bridge: Bridge;
  readonly app: FakeAppControls;
  readonly compartments: FakeCompartments['controls'];
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

  const { app, controls } = fakeApp(world.app, now);
  const registry = fakeTenants(world.estate, {
    importPreview: world.importPreview,
    failsToSave: world.failsToSave,
    onErase: (tenantId, isForgotten) => {
      erase(tenantId);
      if (isForgotten) void stages.compartments.select({ tenantId: null });
    },
    now,
  });
  const stages = fakeCompartments(world.workspace, {
    tenantOf: registry.tenantOf,
    opened: registry.opened,
    stage: options.stage ?? null,
    hasManagedBrowser: world.hasManagedBrowser,
    now,
    loadMs: options.loadMs ?? 400,
    copied: (text) => {
      copiedLink = text;
    },
  });
  erase = stages.erase;

  return {
    // The fake trusts its page with ids, as main does once it has checked them.
    bridge: { app, tenants: registry.tenants, compartments: stages.compartments } as Bridge,
    app: controls,
    compartments: stages.controls,
    estate: registry.estate,
    copiedLink: () => copiedLink,
  };
}
