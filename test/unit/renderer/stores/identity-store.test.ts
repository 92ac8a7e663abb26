import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectBridge } from '../../../../renderer/bridge/bridge.ts';
import { idOf } from '../../../../renderer/bridge/fake/estates.ts';
import { type FakeBridge, makeFakeBridge } from '../../../../renderer/bridge/fake/fake-bridge.ts';
import { SCENARIOS } from '../../../../renderer/bridge/fake/scenarios.ts';
import { useAppStore } from '../../../../renderer/stores/app-store.ts';
import {
  cancelSignIn,
  copyConsentLink,
  discoverTenants,
  dropTokens,
  followIdentity,
  loadIdentity,
  receiveIdentity,
  removeAccount,
  signInTo,
  tenantsOfAccount,
  useIdentityStore,
} from '../../../../renderer/stores/identity-store.ts';
import { resetStores } from '../../../../renderer/stores/store-registry.ts';
import { takeWayOut } from '../../../../renderer/stores/ways-out.ts';

let fake: FakeBridge;
let end: () => void = () => undefined;

function connect(scenario: string, loadMs = 1) {
  const world = SCENARIOS[scenario]?.();
  if (world === undefined) throw new Error(`There is no scenario ${scenario}.`);
  fake = makeFakeBridge(world, { loadMs });
  connectBridge(fake.bridge);
  end();
  end = followIdentity();
}

beforeEach(() => connect('demo-fresh'));
afterEach(() => {
  end();
  resetStores();
});

const state = () => useIdentityStore.getState();
const stateOf = (number: number) => state().byTenant[idOf(number)]?.state;
const lastNotice = () => useAppStore.getState().notices[0]?.message;

describe('the identity store', () => {
  it('holds accounts, sign-ins and where tokens are kept', async () => {
    connect('tokens-in-memory');
    await loadIdentity();

    expect(state().accounts).toHaveLength(2);
    expect(stateOf(2)).toBe('blocked');
    expect(state().storage).toBe('memory');
    expect(state().storageNotice).toContain('memory only');
  });

  it('drops an answer that is older than the event before it', async () => {
    await loadIdentity();
    const identity = fake.identity.current();
    receiveIdentity({ ...identity, revision: 9, storage: 'memory' });
    receiveIdentity({ ...identity, revision: 8, storage: 'keystore' });

    expect(state().storage).toBe('memory');
  });

  it('signs in, and says how it went when it is told', async () => {
    await loadIdentity();

    await signInTo(idOf(3), null, true);
    expect(stateOf(3)).toBe('signing-in');

    await expect.poll(() => stateOf(3)).toBe('signed-in');
    expect(fake.identity.asked()).toEqual([{ tenantId: idOf(3), accountId: null, isFresh: true }]);
  });

  it('cancels a sign-in under way, and refuses a second one', async () => {
    connect('demo-fresh', 5_000);
    await loadIdentity();
    await signInTo(idOf(3));

    await signInTo(idOf(3));
    expect(lastNotice()).toContain('under way');

    await cancelSignIn(idOf(3));
    expect(stateOf(3)).toBe('signed-out');
  });

  it('drops the tokens of one tenant and of no other', async () => {
    await loadIdentity();

    await dropTokens(idOf(1));

    expect(stateOf(1)).toBe('signed-out');
    expect(stateOf(5)).toBe('signed-in');
  });

  it('removes an account with its sign-ins', async () => {
    await loadIdentity();
    const [first] = state().accounts;
    if (first === undefined) throw new Error('There are two accounts.');
    expect(tenantsOfAccount(state(), first.id).length).toBeGreaterThan(3);

    expect(await removeAccount(first.id)).toBe(true);

    expect(state().accounts).toHaveLength(1);
    expect(tenantsOfAccount(state(), first.id)).toEqual([]);
  });

  it('says of found tenants which are there already', async () => {
    await loadIdentity();
    const [first] = state().accounts;
    if (first === undefined) throw new Error('There are two accounts.');

    const found = await discoverTenants(first.id);

    if (found.status !== 'ready') throw new Error('The services answered.');
    expect(found.tenants.filter(({ isInEstate }) => isInEstate)).toHaveLength(2);
    expect(found.notes).toHaveLength(1);
  });

  it('says offline instead of finding nothing', async () => {
    await loadIdentity();
    const [first] = state().accounts;
    if (first === undefined) throw new Error('There are two accounts.');
    fake.app.goOnline(false);

    expect(await discoverTenants(first.id)).toMatchObject({ status: 'failed' });
  });

  it('copies the link with which an administrator consents', async () => {
    await copyConsentLink(idOf(4));

    expect(fake.copiedLink()).toContain(idOf(4));
    expect(fake.copiedLink()).toContain('adminconsent');
  });
});

describe('ways out', () => {
  it('lead to a fresh sign-in, to consent, to collecting and to the managed browser', async () => {
    await loadIdentity();

    await takeWayOut(idOf(3), { kind: 'do-mfa' });
    await takeWayOut(idOf(1), { kind: 'sign-in' });
    expect(fake.identity.asked().map(({ isFresh }) => isFresh)).toEqual([true, false]);

    await takeWayOut(idOf(4), { kind: 'ask-consent' });
    expect(fake.copiedLink()).toContain(idOf(4));

    await takeWayOut(idOf(4), { kind: 'collect' });
    expect(fake.status.asked()).toEqual([[idOf(4)]]);

    await takeWayOut(idOf(2), { kind: 'hand-off', portalId: 'defender' });
    expect(lastNotice()).toContain('in a profile of this tenant alone');
  });
});
