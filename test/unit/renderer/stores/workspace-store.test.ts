import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectBridge } from '../../../../renderer/bridge/bridge.ts';
import { idOf } from '../../../../renderer/bridge/fake/estates.ts';
import { type FakeBridge, makeFakeBridge } from '../../../../renderer/bridge/fake/fake-bridge.ts';
import { SCENARIOS } from '../../../../renderer/bridge/fake/scenarios.ts';
import { useAppStore } from '../../../../renderer/stores/app-store.ts';
import { goToFavourite, goToPage, goToPortal } from '../../../../renderer/stores/navigation.ts';
import { loadEstate } from '../../../../renderer/stores/estate-store.ts';
import {
  selectSurface,
  setSurface,
  useShellStore,
} from '../../../../renderer/stores/shell-store.ts';
import { resetStores } from '../../../../renderer/stores/store-registry.ts';
import {
  activeViewOf,
  followWorkspace,
  loadPortals,
  loadWorkspace,
  receiveWorkspace,
  selectPortals,
  useWorkspaceStore,
} from '../../../../renderer/stores/workspace-store.ts';

let fake: FakeBridge;
let end: () => void;

beforeEach(async () => {
  const world = SCENARIOS['portal']?.();
  if (world === undefined) throw new Error('The scenario is gone.');
  fake = makeFakeBridge(world, { loadMs: 1 });
  connectBridge(fake.bridge);
  end = followWorkspace();
  await Promise.all([loadEstate(), loadWorkspace()]);
});
afterEach(() => {
  end();
  resetStores();
});

const state = () => useWorkspaceStore.getState();

describe('the workspace store', () => {
  it('keeps the newest workspace whatever comes late', () => {
    const now = fake.compartments.workspace();
    receiveWorkspace({ ...now, revision: now.revision + 1, selectedTenantId: null });
    receiveWorkspace(now);

    expect(state().selectedTenantId).toBeNull();
  });

  it('opens a portal once and brings the tenant to the front', async () => {
    await goToPortal(idOf(1), 'intune');
    await goToPortal(idOf(1), 'intune');

    const views = state().byTenant[idOf(1)]?.views ?? [];
    expect(views.filter((view) => view.portalId === 'intune')).toHaveLength(1);
    expect(state().selectedTenantId).toBe(idOf(1));
    expect(activeViewOf(state().byTenant[idOf(1)])?.portalId).toBe('intune');
  });

  it('says why a portal that a cloud does not have is not opened', async () => {
    await goToPortal(idOf(6), 'defender');

    expect(state().byTenant[idOf(6)]).toBeUndefined();
    expect(useAppStore.getState().notices[0]?.message).toContain('21Vianet');
  });

  it('goes to a favourite by its digit and nowhere by one that is not there', async () => {
    await goToFavourite(3);
    expect(state().selectedTenantId).toBe(idOf(3));

    await goToFavourite(9);
    expect(state().selectedTenantId).toBe(idOf(3));
  });

  it('leaves the tenants as they are for a page of the estate', async () => {
    await goToPage('settings');

    expect(state().selectedTenantId).toBeNull();
    expect(state().byTenant[idOf(2)]?.views).toHaveLength(3);
  });

  it('tells unread portals from those that could not be read', async () => {
    expect(selectPortals(idOf(4))(state()).status).toBe('loading');

    await loadPortals(idOf(99));

    expect(selectPortals(idOf(99))(state()).status).toBe('failed');
  });
});

describe('what a tenant shows', () => {
  const surface = (hasView: boolean) => selectSurface(idOf(2), hasView)(useShellStore.getState());

  it('is its page in front, or its portals while there is none', () => {
    expect(surface(true)).toBe('view');
    expect(surface(false)).toBe('portals');
  });

  it('is what the operator chose, but never a page that is gone', () => {
    setSurface(idOf(2), 'notes');
    expect(surface(true)).toBe('notes');

    setSurface(idOf(2), 'view');
    expect(surface(false)).toBe('portals');
  });
});
