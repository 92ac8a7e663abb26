import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectBridge } from '../../../../renderer/bridge/bridge.ts';
import { aTenant, anEstate, demoEstate, idOf } from '../../../../renderer/bridge/fake/estates.ts';
import { type FakeBridge, makeFakeBridge } from '../../../../renderer/bridge/fake/fake-bridge.ts';
import { SCENARIOS } from '../../../../renderer/bridge/fake/scenarios.ts';
import { followApp, useAppStore } from '../../../../renderer/stores/app-store.ts';
import {
  followEstate,
  forgetTenant,
  loadEstate,
  moveFavourite,
  receiveEstate,
  setFavourite,
  signOutTenant,
  useEstateStore,
} from '../../../../renderer/stores/estate-store.ts';
import { resetStores } from '../../../../renderer/stores/store-registry.ts';

let fake: FakeBridge;
let end: () => void;

function connect(scenario: string) {
  const world = SCENARIOS[scenario]?.();
  if (world === undefined) throw new Error(`There is no scenario ${scenario}.`);
  fake = makeFakeBridge(world);
  connectBridge(fake.bridge);
  end = followEstate();
}

beforeEach(() => connect('demo-fresh'));
afterEach(() => {
  end();
  resetStores();
});

const state = () => useEstateStore.getState();

describe('the estate store', () => {
  it('holds tenants by id, in the order of their names', async () => {
    await loadEstate();

    const names = state().order.map((id) => state().byId[id]?.name);
    expect(names).toEqual([...names].sort((a, b) => (a ?? '').localeCompare(b ?? '')));
    expect(names).toHaveLength(8);
  });

  it('says why when the registry cannot be read', async () => {
    connectBridge({
      ...fake.bridge,
      tenants: {
        ...fake.bridge.tenants,
        get: () =>
          Promise.resolve({ ok: false, error: { code: 'internal', correlationId: 'c-17' } }),
      },
    });

    await loadEstate();

    expect(state().status).toBe('failed');
    expect(state().problem).toContain('c-17');
  });

  it('drops an answer that is older than the event before it', () => {
    receiveEstate({ ...anEstate([aTenant(1), aTenant(2)]), revision: 5 });
    receiveEstate({ ...anEstate([aTenant(1)]), revision: 4 });

    expect(state().order).toHaveLength(2);
  });

  it('reads the registry once more when a revision was skipped', async () => {
    await loadEstate();
    const newest = { ...demoEstate(), revision: 9 };
    let reads = 0;
    connectBridge({
      ...fake.bridge,
      tenants: {
        ...fake.bridge.tenants,
        get: () => {
          reads += 1;
          return Promise.resolve({ ok: true, value: newest });
        },
      },
    });

    receiveEstate({ ...demoEstate(), revision: 2 });
    expect(reads).toBe(0);
    receiveEstate({ ...demoEstate(), revision: 8 });

    await expect.poll(() => state().revision).toBe(9);
    expect(reads).toBe(1);
  });

  it('moves a favourite down and up, and main keeps the order', async () => {
    await loadEstate();
    const [first, second, third] = state().favourites;
    if (!first || !second || !third) throw new Error('The demo estate has three favourites.');

    await moveFavourite(first, 2);
    expect(state().favourites).toEqual([second, third, first]);
    expect(fake.estate().favourites).toEqual([second, third, first]);

    await moveFavourite(first, 0);
    expect(state().favourites).toEqual([first, second, third]);
  });

  it('changes nothing by itself when main refuses', async () => {
    end();
    connect('disk-full');
    await loadEstate();

    await setFavourite(idOf(5), true);

    expect(state().favourites).not.toContain(idOf(5));
    expect(useAppStore.getState().notices[0]?.message).toContain('disk is full');
  });

  it('forgets a tenant only by its name', async () => {
    await loadEstate();

    expect(await forgetTenant(idOf(2), 'Contoso')).toContain('does not match');
    expect(state().byId[idOf(2)]?.name).toBe('Fabrikam');

    expect(await forgetTenant(idOf(2), 'Fabrikam')).toBeNull();
    expect(state().byId[idOf(2)]).toBeUndefined();
    expect(state().favourites).not.toContain(idOf(2));
  });

  it('takes what was said of a tenant away with it, and nothing else', async () => {
    await loadEstate();
    const endApp = followApp();
    const notice = {
      kind: 'information',
      host: null,
      raisedAt: '2026-03-02T09:00:00.000Z',
    } as const;
    fake.app.notice({ ...notice, tenantId: idOf(2), message: 'Of Fabrikam' });
    fake.app.notice({ ...notice, tenantId: idOf(1), message: 'Of another' });
    fake.app.notice({ ...notice, tenantId: null, message: 'Of none' });
    await signOutTenant(idOf(2));

    await forgetTenant(idOf(2), 'Fabrikam');

    const said = useAppStore.getState().notices.map(({ message }) => message);
    expect(said).toEqual([expect.stringContaining('forgotten'), 'Of none', 'Of another']);
    endApp();
  });

  it('goes back to the beginning when stores are reset', async () => {
    await loadEstate();
    resetStores();

    expect(state()).toEqual(useEstateStore.getInitialState());
  });
});
