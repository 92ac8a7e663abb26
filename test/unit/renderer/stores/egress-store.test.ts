import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectBridge } from '../../../../renderer/bridge/bridge.ts';
import { type FakeBridge, makeFakeBridge } from '../../../../renderer/bridge/fake/fake-bridge.ts';
import { demo } from '../../../../renderer/bridge/fake/worlds.ts';
import { NEEDED_HOSTS } from '../../../../renderer/bridge/fake/egress.ts';
import { LONGEST_ALLOW_LIST } from '../../../../renderer/lib/allow-list.ts';
import {
  chooseClouds,
  compareEgress,
  copyEgress,
  copyMissing,
  loadEgress,
  pasteAllowList,
  useEgressStore,
} from '../../../../renderer/stores/egress-store.ts';
import { resetStores } from '../../../../renderer/stores/store-registry.ts';

const { clouds } = NEEDED_HOSTS;
const state = () => useEgressStore.getState();
let fake: FakeBridge;

function open(failsToRead = false) {
  fake = makeFakeBridge(demo({ egress: { clouds, failsToRead } }));
  connectBridge(fake.bridge);
}

beforeEach(() => open());
afterEach(resetStores);

describe('the egress store', () => {
  it('reads the hosts, and says when it cannot', async () => {
    await loadEgress();
    expect(state().manifest).toEqual({ status: 'ready', clouds });

    open(true);
    await loadEgress();
    expect(state().manifest.status).toBe('failed');
  });

  it('shows no result of another list or of other clouds', () => {
    pasteAllowList('*.example');
    compareEgress(clouds);
    expect(state().result?.kind).toBe('compared');

    pasteAllowList('*.example.com');
    expect(state().result).toBeNull();

    compareEgress(clouds);
    chooseClouds(['dod']);
    expect(state().result).toBeNull();
    expect(state().pasted).toBe('*.example.com');
  });

  it('compares nothing of a list that is too long, and keeps it', () => {
    const pasted = 'a'.repeat(LONGEST_ALLOW_LIST + 1);
    pasteAllowList(pasted);
    compareEgress(clouds);

    expect(state().result).toEqual({ kind: 'too-long' });
    expect(state().pasted).toBe(pasted);
  });

  it('copies what then compares as complete', async () => {
    await copyEgress(clouds);
    pasteAllowList(fake.app.clipboard());
    compareEgress(clouds);

    expect(state().result).toMatchObject({
      kind: 'compared',
      comparison: { missing: [], judged: [] },
      unread: [],
    });
  });

  it('copies what is missing, one host a line', async () => {
    await copyMissing([
      { host: 'portal.azure.com', purposes: [], clouds: [] },
      { host: '*.msauth.net', purposes: [], clouds: [] },
    ]);

    expect(fake.app.clipboard()).toBe('portal.azure.com\n*.msauth.net\n');
  });
});
