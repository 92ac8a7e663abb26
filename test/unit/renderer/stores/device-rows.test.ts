import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectBridge } from '../../../../renderer/bridge/bridge.ts';
import { type FakeBridge, makeFakeBridge } from '../../../../renderer/bridge/fake/fake-bridge.ts';
import { SCENARIOS } from '../../../../renderer/bridge/fake/scenarios.ts';
import { withFacet, withFilter } from '../../../../renderer/lib/device-query.ts';
import {
  listOf,
  rowAt,
  useDeviceListStore,
} from '../../../../renderer/stores/device-list-store.ts';
import {
  ask,
  askAgain,
  countWithout,
  lookAt,
  positionOf,
  watchList,
} from '../../../../renderer/stores/device-rows.ts';
import { resetStores } from '../../../../renderer/stores/store-registry.ts';

const PLACE = 'estate';
let fake: FakeBridge;
let leave: () => void = () => undefined;

function connect(scenario: string) {
  const world = SCENARIOS[scenario]?.();
  if (world === undefined) throw new Error(`There is no scenario ${scenario}.`);
  fake = makeFakeBridge(world, { loadMs: 1 });
  connectBridge(fake.bridge);
  leave = watchList(PLACE);
}

beforeEach(() => connect('demo-fresh'));
afterEach(() => {
  leave();
  resetStores();
});

const list = () => listOf(PLACE);
const settled = (check: () => void) => vi.waitFor(check, { timeout: 5000, interval: 5 });
const shown = () => {
  const { shown } = list();
  if (shown === null) throw new Error('Nothing is shown.');
  return shown;
};
const search = (text: string) => ask(PLACE, { query: withFilter(list().query, { search: text }) });

describe('rows of devices', () => {
  it('come a page at a time, with the next one ahead', async () => {
    await settled(() => expect(shown().total).toBe(1200));
    await settled(() => expect([...shown().pages.keys()].sort()).toEqual([0, 1]));
    expect(rowAt(shown(), 0)).toBeDefined();
    expect(rowAt(shown(), 700)).toBeUndefined();

    lookAt(PLACE, 700, 730);
    await settled(() => expect(rowAt(shown(), 700)).toBeDefined());
  });

  it('of another list replace the old ones only once they are there', async () => {
    await settled(() => expect(shown().total).toBe(1200));
    fake.devices.slow(40);
    search('paw');
    await settled(() => expect(list().isFetching).toBe(true));
    expect(shown().total).toBe(1200);
    await settled(() => expect(shown().query.filter.search).toBe('paw'));
    expect(shown().total).toBeLessThan(1200);
    expect(list().isFetching).toBe(false);
  });

  it('that come late are thrown away', async () => {
    await settled(() => expect(shown().total).toBe(1200));
    fake.devices.slow(80);
    search('srv');
    await settled(() => expect(fake.devices.asked().at(-1)?.search).toBe('srv'));
    fake.devices.slow(0);
    search('lab');
    await settled(() => expect(shown().query.filter.search).toBe('lab'));
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(shown().query.filter.search).toBe('lab');
  });

  it('stay when the operator goes back before the others were there', async () => {
    await settled(() => expect(shown().total).toBe(1200));
    fake.devices.slow(60);
    const { query } = list();
    search('srv');
    await settled(() => expect(list().isFetching).toBe(true));
    const seen = new Set<string>();
    const end = useDeviceListStore.subscribe(() => seen.add(shown().query.filter.search));
    ask(PLACE, { query });
    await settled(() => expect(list().isFetching).toBe(false));
    await new Promise((resolve) => setTimeout(resolve, 100));
    end();
    expect(shown().total).toBe(1200);
    expect([...seen]).toEqual(['']);
  });

  it('of a page that is newer than the others are not put among them', async () => {
    await settled(() => expect(shown().pages.size).toBe(2));
    const { devices } = fake.bridge;
    const rows: typeof devices.rows = async (input) => {
      const answer = await devices.rows(input);
      if (!answer.ok || input.from !== 500) return answer;
      return { ok: true, value: { ...answer.value, revision: answer.value.revision + 1 } };
    };
    connectBridge({ ...fake.bridge, devices: { ...devices, rows } });
    const before = shown().revision;
    const mixed: number[] = [];
    const end = useDeviceListStore.subscribe(() => {
      if (shown().pages.has(5)) mixed.push(shown().revision);
    });
    lookAt(PLACE, 500, 530);
    await settled(() => expect(shown().pages.has(5)).toBe(true));
    end();
    expect(mixed).not.toContain(before);
  });

  it('of one revision only are shown together', async () => {
    await settled(() => expect(shown().pages.size).toBe(2));
    lookAt(PLACE, 300, 330);
    await settled(() => expect(shown().pages.has(3)).toBe(true));
    const before = shown().revision;
    fake.devices.change((devices) => devices.slice(0, 900));
    await settled(() => expect(shown().revision).toBeGreaterThan(before));
    expect(shown().total).toBe(900);
    expect(shown().pages.has(3)).toBe(true);
    const position = await positionOf(PLACE, rowAt(shown(), 310)?.id ?? (0 as never));
    expect(position).toBe(310);
  });

  it('cost no question when only the order of the columns changes', async () => {
    await settled(() => expect(shown().pages.size).toBe(2));
    const { length } = fake.devices.asked();
    ask(PLACE, { columns: [...list().columns].reverse() });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(fake.devices.asked()).toHaveLength(length);
    ask(PLACE, { columns: [...list().columns, 'serial'] });
    await settled(() => expect(shown().columns).toContain('serial'));
  });

  it('that cannot be read leave what is there, and are read when asked again', async () => {
    await settled(() => expect(shown().total).toBe(1200));
    fake.devices.fail(true);
    search('paw');
    await settled(() => expect(list().problem).toContain('Something went wrong'));
    expect(shown().total).toBe(1200);
    const { length } = fake.devices.asked();
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(fake.devices.asked()).toHaveLength(length);

    fake.devices.fail(false);
    askAgain(PLACE);
    await settled(() => expect(shown().query.filter.search).toBe('paw'));
    expect(list().problem).toBeNull();
  });

  it('are counted by facet, each over what the others leave', async () => {
    ask(PLACE, { query: withFacet(list().query, 'risk', ['high']) });
    await settled(() => expect(shown().query.filter.facets.risk).toEqual(['high']));
    await settled(() => expect(list().facets).not.toBeNull());
    const facet = (id: string) => list().facets?.find((one) => one.id === id)?.values ?? [];
    const sum = (id: string) => facet(id).reduce((total, { count }) => total + count, 0);
    await settled(() => expect(sum('os')).toBe(shown().total));
    expect(sum('risk')).toBe(1200);
    expect(await countWithout(list().query, 'risk')).toBe(1200);
  });

  it('of a million devices are kept in part', async () => {
    leave();
    resetStores();
    connect('devices-million');
    await settled(() => expect(shown().total).toBe(1_000_000));
    for (let page = 0; page < 100; page += 1) {
      lookAt(PLACE, page * 10_000, page * 10_000 + 30);
      await settled(() => expect(rowAt(shown(), page * 10_000)).toBeDefined());
    }
    expect(shown().pages.size).toBeLessThanOrEqual(60);
    expect(rowAt(shown(), 990_000)?.id).toBe(990_000);
  });
});
