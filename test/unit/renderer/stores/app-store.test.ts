import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectBridge } from '../../../../renderer/bridge/bridge.ts';
import { type FakeBridge, makeFakeBridge } from '../../../../renderer/bridge/fake/fake-bridge.ts';
import { SCENARIOS } from '../../../../renderer/bridge/fake/scenarios.ts';
import {
  changeSettings,
  copyText,
  dismissProblem,
  followApp,
  loadRefusedHosts,
  loadStart,
  selectRefusedCount,
  selectSettings,
  tellFailure,
  useAppStore,
} from '../../../../renderer/stores/app-store.ts';
import { resetStores } from '../../../../renderer/stores/store-registry.ts';

let fake: FakeBridge;
let end: () => void = () => undefined;

async function open(scenario: string) {
  const world = SCENARIOS[scenario]?.();
  if (world === undefined) throw new Error(`There is no scenario ${scenario}.`);
  fake = makeFakeBridge(world);
  connectBridge(fake.bridge);
  end = followApp();
  await loadStart();
}

beforeEach(() => open('managed'));
afterEach(() => {
  end();
  resetStores();
});

const state = () => useAppStore.getState();
const refusal = (host: string) => ({
  kind: 'request-refused' as const,
  tenantId: null,
  message: 'A page asked for a host that is not allowed.',
  host,
});

describe('the app store', () => {
  it('changes a setting when main has', async () => {
    await changeSettings({ theme: 'dark' });

    expect(selectSettings(state()).theme).toBe('dark');
  });

  it('keeps a managed setting and says whose it is', async () => {
    await changeSettings({ liveViewLimit: 9 });

    expect(selectSettings(state()).liveViewLimit).toBe(5);
    expect(state().notices[0]?.message).toContain('organisation');
  });

  it('counts the same notice instead of repeating it', () => {
    for (let at = 0; at < 100; at += 1) fake.app.notice(refusal('a.example'));
    fake.app.notice(refusal('b.example'));

    expect(state().notices.map(({ host, count }) => [host, count])).toEqual([
      ['b.example', 1],
      ['a.example', 100],
    ]);
  });

  it('keeps no more than fifty notices', () => {
    for (let at = 0; at < 80; at += 1) fake.app.notice(refusal(`host-${String(at)}.example`));

    expect(state().notices).toHaveLength(50);
    expect(state().notices[0]?.host).toBe('host-79.example');
  });

  it('says nothing of a choice that was cancelled', () => {
    tellFailure({ code: 'cancelled', correlationId: 'c-1' });

    expect(state().notices).toHaveLength(0);
  });

  it('remembers since when it is offline', () => {
    fake.app.goOnline(false);
    const since = state().offlineSince;
    fake.app.goOnline(false);

    expect(since).not.toBeNull();
    expect(state().offlineSince).toBe(since);

    fake.app.goOnline(true);
    expect(state().offlineSince).toBeNull();
  });

  it('cuts what is too long for the clipboard', async () => {
    await copyText('x'.repeat(300_000), 'Text');

    expect(fake.app.clipboard()).toHaveLength(256_000);
  });

  it('dismisses one problem and leaves the others', async () => {
    end();
    resetStores();
    await open('newer-store');

    await dismissProblem('settings');

    expect(state().problems.map(({ what }) => what)).toEqual(['policy']);
  });

  it('counts refused hosts', async () => {
    end();
    resetStores();
    await open('refused-hosts');
    await loadRefusedHosts();

    expect(selectRefusedCount(state())).toBe(3);
  });
});
