import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TenantSignIn, View, ViewId } from '../../../../preload/contract/index.ts';
import { connectBridge } from '../../../../renderer/bridge/bridge.ts';
import { idOf } from '../../../../renderer/bridge/fake/estates.ts';
import { type FakeBridge, makeFakeBridge } from '../../../../renderer/bridge/fake/fake-bridge.ts';
import { SCENARIOS } from '../../../../renderer/bridge/fake/scenarios.ts';
import { loadIdentity, receiveIdentity } from '../../../../renderer/stores/identity-store.ts';
import { setSurface, useShellStore } from '../../../../renderer/stores/shell-store.ts';
import { signInInFront } from '../../../../renderer/stores/sign-in-page.ts';
import { resetStores } from '../../../../renderer/stores/store-registry.ts';
import { receiveWorkspace } from '../../../../renderer/stores/workspace-store.ts';

const TENANT = idOf(1);
let fake: FakeBridge;
let revision = 0;

const view = (id: string, portalId: View['portalId']): View => ({
  id: id as ViewId,
  portalId,
  title: 'Sign in',
  shownUrl: 'login.microsoftonline.com',
  state: 'ready',
  problem: null,
  canGoBack: false,
  canGoForward: false,
  zoomPercent: 100,
  proof: { state: 'unproven' },
  signInBlock: null,
});
function hasViews(...views: readonly View[]): void {
  revision += 1;
  receiveWorkspace({
    revision,
    selectedTenantId: TENANT,
    compartments: [{ tenantId: TENANT, views: [...views], activeViewId: views.at(-1)?.id ?? null }],
    liveViews: views.length,
    liveViewLimit: 5,
  });
}
function isAt(state: TenantSignIn['state']): void {
  const identity = fake.identity.current();
  receiveIdentity({
    ...identity,
    revision: (identityRevision += 1),
    signIns: [
      {
        tenantId: TENANT,
        state,
        accountId: null,
        code: null,
        reason: '',
        correlationId: null,
        tokenUntil: null,
        checkedAt: null,
      },
    ],
  });
}
let identityRevision = 0;
const surface = () => useShellStore.getState().surfaces[TENANT];

beforeEach(async () => {
  revision = 0;
  const world = SCENARIOS['demo-fresh']?.();
  if (world === undefined) throw new Error('no scenario');
  fake = makeFakeBridge(world, { loadMs: 1 });
  connectBridge(fake.bridge);
  await loadIdentity();
  identityRevision = fake.identity.current().revision + 1_000;
  hasViews(view('v1', 'entra'), view('v2', null));
  setSurface(TENANT, 'status');
});
afterEach(resetStores);

describe('a sign-in that was asked for on a page of the tenant', () => {
  it('shows the page that asks, and goes back when that is gone', async () => {
    isAt('signing-in');
    await signInInFront(TENANT);
    expect(surface()).toBe('status');

    hasViews(view('v1', 'entra'), view('v2', null), view('v3', null));
    expect(surface()).toBe('view');
    isAt('signed-in');
    hasViews(view('v1', 'entra'), view('v2', null));
    expect(surface()).toBe('status');
  });

  it('shows the page also when it is answered before main tells that it has begun', async () => {
    // Nothing is listened to here: what is told comes too late.
    await signInInFront(TENANT);

    hasViews(view('v1', 'entra'), view('v2', null), view('v3', null));
    expect(surface()).toBe('view');
  });

  it('leaves an operator alone who went elsewhere meanwhile', async () => {
    isAt('signing-in');
    await signInInFront(TENANT);
    hasViews(view('v1', 'entra'), view('v3', null));
    setSurface(TENANT, 'notes');
    hasViews(view('v1', 'entra'));
    expect(surface()).toBe('notes');
  });

  it('takes no later pop-up for its page when nothing had to be asked', async () => {
    isAt('signing-in');
    await signInInFront(TENANT);
    isAt('signed-in');
    hasViews(view('v1', 'entra'), view('v2', null), view('v4', null));
    expect(surface()).toBe('status');
  });
});
