import { afterEach, describe, expect, it, vi } from 'vitest';
import { CloudError } from '../../../../../../main/data/cloud/cloud-error.ts';
import type {
  ListPage,
  PageStart,
  TenantApi,
} from '../../../../../../main/data/cloud/tenant-api.ts';
import { createBreakers } from '../../../../../../main/data/inventory/collect/breakers.ts';
import { collectDevices } from '../../../../../../main/data/inventory/collect/collect-devices.ts';
import { collectSource } from '../../../../../../main/data/inventory/collect/collect-source.ts';
import type { DeviceCollector } from '../../../../../../main/data/inventory/collect/device-collector.ts';
import { defenderCollector } from '../../../../../../main/data/inventory/collect/defender-collector.ts';
import {
  entraCollector,
  intuneCollector,
} from '../../../../../../main/data/inventory/collect/graph-collectors.ts';
import type { TenantId } from '../../../../../../preload/contract/index.ts';
import { memoryInventory } from '../../../../../support/memory-inventory.ts';

const TENANT = '9d220a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const NEXT = 'https://graph.microsoft.com/v1.0/next';
const DELTA = 'https://graph.microsoft.com/v1.0/devices/delta?$deltatoken=1';

type Asked = readonly [from: string, permission: string];
type Answer = Partial<ListPage> | Error;

/** A tenant whose lists answer by their address; a list of answers is given in turn. */
function aTenant(answerOf: (from: string, turn: number) => Answer) {
  const asked: Asked[] = [];
  const inventory = memoryInventory();
  const breakers = createBreakers();
  let stop = new AbortController();
  let now = new Date('2026-11-21T09:00:00.000Z');
  const api = {
    page: async (from: PageStart, { permissions }: { permissions: readonly string[] }) => {
      const where = 'path' in from ? from.path : from.link;
      const turn = asked.filter(([before]) => before === where).length;
      asked.push([where, permissions.join(' ')]);
      if (stop.signal.aborted) throw new CloudError('cancelled', 'It was cancelled.');
      const answer = answerOf(where, turn);
      if (answer instanceof Error) throw answer;
      return { value: [], next: null, deltaLink: null, ...answer };
    },
  } as unknown as TenantApi;
  const deps = (isFull = false) => ({
    tenantId: TENANT,
    api,
    store: inventory.store,
    breakers,
    now: () => now,
    isFull,
    onStored: () => undefined,
    signal: stop.signal,
  });
  return {
    asked,
    inventory,
    deps,
    /** Collects until so many writes were made, and is cancelled there. */
    async cancelAfter(writes: number, collector: DeviceCollector) {
      let left = writes;
      inventory.onSave = () => {
        left -= 1;
        if (left === 0) stop.abort();
      };
      await expect(collectSource(deps(), collector)).rejects.toMatchObject({ kind: 'cancelled' });
      inventory.onSave = () => undefined;
      stop = new AbortController();
      asked.length = 0;
    },
    later: (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1_000);
    },
  };
}

const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `id-${String(from + index).padStart(6, '0')}`,
  }));
const ids = (from: number, count: number) => rows(from, count).map(({ id }) => id);
const failed = (kind: CloudError['kind'], facts: CloudError['facts'] = {}) =>
  new CloudError(kind, 'It did not work.', facts);

afterEach(() => {
  vi.useRealTimers();
});

describe('collecting a source', () => {
  it('takes all pages, and what is not listed any more is gone', async () => {
    let isSmaller = false;
    const { inventory, deps } = aTenant((from) =>
      from === NEXT ? { value: rows(2, isSmaller ? 1 : 2) } : { value: rows(0, 2), next: NEXT },
    );

    const first = await collectSource(deps(), intuneCollector);
    isSmaller = true;
    await collectSource(deps(), intuneCollector);

    expect(first).toEqual({ source: 'intune', state: 'complete', problem: null, isOffline: false });
    expect(inventory.ids(TENANT, 'intune')).toEqual(ids(0, 3));
  });

  it('is partial when it is cut off, and nothing that was there goes', async () => {
    let isBroken = false;
    const { inventory, deps } = aTenant((from) => {
      if (from !== NEXT) return { value: rows(0, 2), next: NEXT };
      return isBroken ? failed('failed', { status: 500 }) : { value: rows(2, 2) };
    });
    await collectSource(deps(), intuneCollector);

    isBroken = true;
    const second = await collectSource(deps(), intuneCollector);

    expect(second.state).toBe('partial');
    expect(inventory.ends.at(-1)).toMatchObject({ state: 'partial', problem: 'It did not work.' });
    expect(inventory.ids(TENANT, 'intune')).toEqual(ids(0, 4));
  });

  it.each([
    [
      'not-permitted',
      'not-permitted',
      `DeviceManagementManagedDevices.Read.All; ${intuneCollector.roles}`,
    ],
    ['not-licensed', 'not-licensed', 'Microsoft Intune'],
    ['not-available', 'not-available', null],
    ['no-token', 'failed', null],
    ['timed-out', 'failed', null],
    ['malformed', 'failed', null],
  ] as const)('says of %s that it is %s, and what it needs', async (kind, state, needs) => {
    const { inventory, deps } = aTenant(() => failed(kind));

    const result = await collectSource(deps(), intuneCollector);

    expect(result).toMatchObject({ state, isOffline: false });
    expect(inventory.ends[0]?.needs).toBe(needs);
  });

  it('tells when there was no network, for when it is back', async () => {
    const { deps } = aTenant(() => failed('offline'));

    expect(await collectSource(deps(), intuneCollector)).toMatchObject({ isOffline: true });
  });

  it('goes on from the last page when the network is back, and says meanwhile why it stopped', async () => {
    let isOnline = false;
    const { asked, inventory, deps } = aTenant((from) => {
      if (from !== NEXT) return { value: rows(0, 2), next: NEXT };
      return isOnline ? { value: rows(2, 1) } : failed('offline');
    });

    const cut = await collectSource(deps(), intuneCollector);
    const [left] = inventory.store.openRuns();
    isOnline = true;
    asked.length = 0;
    const result = await collectSource(deps(), intuneCollector);

    expect(cut).toMatchObject({ state: 'partial', isOffline: true });
    expect(left).toMatchObject({ next: NEXT, covered: 2 });
    expect(asked.map(([from]) => from)).toEqual([NEXT]);
    expect(result.state).toBe('complete');
    expect(inventory.ids(TENANT, 'intune')).toEqual(ids(0, 3));
  });

  it('leaves the run open when it is cancelled, and goes on from the last page', async () => {
    const { asked, inventory, deps, cancelAfter } = aTenant((from) =>
      from === NEXT ? { value: rows(2, 1) } : { value: rows(0, 2), next: NEXT },
    );
    await cancelAfter(1, intuneCollector);
    const [left] = inventory.store.openRuns();

    const result = await collectSource(deps(), intuneCollector);

    expect(left).toMatchObject({ next: NEXT, covered: 2 });
    expect(asked.map(([from]) => from)).toEqual([NEXT]);
    expect(result.state).toBe('complete');
    expect(inventory.ids(TENANT, 'intune')).toEqual(ids(0, 3));
  });

  it('keeps a large page in slices, and moves on with the last of them', async () => {
    const { inventory, deps } = aTenant(() => ({ value: rows(0, 1_200) }));

    await collectSource(deps(), intuneCollector);

    expect(inventory.pages.map(({ records }) => records.length)).toEqual([500, 500, 200]);
    expect(inventory.ids(TENANT, 'intune')).toHaveLength(1_200);
  });

  it('reads a page again of which the store took only a part', async () => {
    const { asked, inventory, deps } = aTenant((from) =>
      from === NEXT ? { value: rows(2, 1_200) } : { value: rows(0, 2), next: NEXT },
    );
    let saves = 0;
    inventory.onSave = () => {
      saves += 1;
      if (saves === 3) throw new Error('disk full');
    };
    await expect(collectSource(deps(), intuneCollector)).rejects.toThrow('disk full');

    await collectSource(deps(), intuneCollector);

    expect(asked.map(([from]) => from === NEXT)).toEqual([false, true, true]);
    expect(inventory.ids(TENANT, 'intune')).toHaveLength(1_202);
    expect(inventory.ends.map(({ state }) => state)).toEqual(['complete']);
  });

  it.each([
    ['410', failed('failed', { status: 410 })],
    ['a refused address', failed('refused-address')],
    ['400', failed('failed', { status: 400, code: 'Directory_ExpiredPageToken' })],
  ])('begins anew, once, when the place it was cut off at ended with %s', async (_, refusal) => {
    const { asked, inventory, deps, cancelAfter } = aTenant((from, turn) => {
      if (from === NEXT) return turn === 0 ? refusal : { value: rows(2, 1) };
      return { value: rows(0, 2), next: NEXT };
    });
    await cancelAfter(1, intuneCollector);

    const result = await collectSource(deps(), intuneCollector);

    expect(asked).toHaveLength(3);
    expect(result.state).toBe('complete');
    expect(inventory.ids(TENANT, 'intune')).toEqual(ids(0, 3));
  });

  it('begins anew, once, when the service says in the middle that its links ended', async () => {
    const gone = failed('failed', { status: 410 });
    const once = aTenant((from, turn) => {
      if (from !== NEXT) return { value: rows(0, 2), next: NEXT };
      return turn === 0 ? gone : { value: rows(2, 1) };
    });
    const always = aTenant((from) => (from === NEXT ? gone : { value: rows(0, 2), next: NEXT }));

    const first = await collectSource(once.deps(), intuneCollector);
    const second = await collectSource(always.deps(), intuneCollector);

    expect([first.state, once.asked.length]).toEqual(['complete', 4]);
    expect([second.state, always.asked.length]).toEqual(['partial', 4]);
  });

  it('does not begin anew for a bad link that a page gave just now', async () => {
    const { asked, deps } = aTenant((from) =>
      from === NEXT ? failed('refused-address') : { value: rows(0, 2), next: NEXT },
    );

    const result = await collectSource(deps(), intuneCollector);

    expect(asked).toHaveLength(2);
    expect(result).toMatchObject({ state: 'partial', problem: 'It did not work.' });
  });

  it('ends a circle and a list without end, and keeps what came', async () => {
    const circle = aTenant(() => ({ value: rows(0, 1), next: NEXT }));
    const endless = aTenant((_, turn) => ({ next: `${NEXT}/${turn}/${endless.asked.length}` }));

    const [first, second] = [
      await collectSource(circle.deps(), intuneCollector),
      await collectSource(endless.deps(), intuneCollector),
    ];

    expect(first).toMatchObject({ state: 'partial', problem: 'The list of pages is a circle.' });
    expect(circle.asked).toHaveLength(2);
    expect(second.problem).toMatch(/more pages/);
    expect(endless.asked).toHaveLength(3_000);
  });

  it('counts what it did not take', async () => {
    const { inventory, deps } = aTenant(() => ({
      value: [null, { id: 5 }, { id: 'a', osVersion: 1 }],
    }));

    await collectSource(deps(), intuneCollector);

    expect(inventory.refusals()).toEqual(
      new Map([
        ['rows that are no object', 1],
        ['rows without an id', 1],
        ['values left out: OS versions (no text)', 1],
      ]),
    );
  });
});

describe('collecting Entra', () => {
  it('asks for changes after the first time, and takes away what is gone', async () => {
    const { asked, inventory, deps } = aTenant((from) =>
      from === DELTA
        ? {
            value: [{ id: 'id-000000', '@removed': { reason: 'deleted' } }, ...rows(5, 1)],
            deltaLink: `${DELTA}2`,
          }
        : { value: rows(0, 3), deltaLink: DELTA },
    );

    await collectSource(deps(), entraCollector);
    await collectSource(deps(), entraCollector);

    expect(asked.map(([from]) => from.split('?')[0])).toEqual([
      '/v1.0/devices/delta',
      'https://graph.microsoft.com/v1.0/devices/delta',
    ]);
    expect(inventory.ids(TENANT, 'entra')).toEqual(['id-000001', 'id-000002', 'id-000005']);
    expect(inventory.ends.at(-1)?.deltaLink).toBe(`${DELTA}2`);
  });

  it('lists everything anew when the delta has ended, and when it is told to', async () => {
    let isGone = true;
    const { asked, inventory, deps } = aTenant((from) => {
      if (from === DELTA) return isGone ? failed('failed', { status: 410 }) : { deltaLink: DELTA };
      return { value: asked.length > 1 ? rows(1, 2) : rows(0, 3), deltaLink: DELTA };
    });
    await collectSource(deps(), entraCollector);

    await collectSource(deps(), entraCollector);
    const afterGone = inventory.ids(TENANT, 'entra');
    isGone = false;
    await collectSource(deps(true), entraCollector);

    expect(afterGone).toEqual(ids(1, 2));
    expect(asked.filter(([from]) => from === DELTA)).toHaveLength(1);
    expect(asked).toHaveLength(4);
  });
});

describe('collecting Defender', () => {
  const machines = (all: readonly { id: string }[]) => (from: string) => {
    const url = new URL(from, 'https://api.security.microsoft.com');
    const skip = Number(url.searchParams.get('$skip'));
    return { value: all.slice(skip, skip + Number(url.searchParams.get('$top'))) };
  };

  it.each([0, 1, 1_999, 2_000, 2_001, 3_950, 4_000, 7_000])(
    'takes each of %i machines once',
    async (count) => {
      const { inventory, deps } = aTenant(machines(rows(0, count)));

      const result = await collectSource(deps(), defenderCollector);

      expect(result.state).toBe('complete');
      expect(inventory.ids(TENANT, 'defender')).toEqual(ids(0, count));
      const covered = inventory.pages.reduce((sum, { records }) => sum + records.length, 0);
      expect(covered).toBe(count);
    },
  );

  it('misses none when some go away while the list is read', async () => {
    let all = rows(0, 5_000);
    const { inventory, deps } = aTenant((from) => {
      const page = machines(all)(from);
      // What was listed first goes, so that everything after it moves up.
      all = all.slice(20);
      return page;
    });

    await collectSource(deps(), defenderCollector);

    expect(inventory.ids(TENANT, 'defender')).toEqual(ids(0, 5_000));
  });

  it('is partial when the list moved by more than pages have in common', async () => {
    let all = rows(0, 5_000);
    const { inventory, deps } = aTenant((from) => {
      const page = machines(all)(from);
      all = all.slice(500);
      return page;
    });

    const result = await collectSource(deps(), defenderCollector);

    expect(result).toMatchObject({ state: 'partial' });
    expect(inventory.ends.at(-1)?.problem).toMatch(/moved/);
  });

  it('takes 404 of the service for "no machines", and no other 404', async () => {
    const answers = {
      ofService: failed('not-found', { status: 404, code: 'ResourceNotFound' }),
      inGovernment: failed('not-available', { status: 404, code: 'NotFound' }),
      ofProxy: failed('not-found', { status: 404, code: '' }),
    };
    const collect = async (answer: Error) => {
      let isGone = false;
      const tenant = aTenant(() => (isGone ? answer : { value: rows(0, 2) }));
      await collectSource(tenant.deps(), defenderCollector);
      isGone = true;
      const { state } = await collectSource(tenant.deps(), defenderCollector);
      return [state, tenant.inventory.ids(TENANT, 'defender').length];
    };

    expect(await collect(answers.ofService)).toEqual(['complete', 0]);
    expect(await collect(answers.inGovernment)).toEqual(['complete', 0]);
    expect(await collect(answers.ofProxy)).toEqual(['failed', 2]);
  });

  it('begins anew when it was cut off more than an hour ago', async () => {
    const { asked, deps, later, cancelAfter } = aTenant(machines(rows(0, 3_000)));
    // The second page, of which the first has four writes.
    await cancelAfter(5, defenderCollector);
    later(3_601);

    await collectSource(deps(), defenderCollector);

    expect(asked.map(([from]) => from.split('$skip=')[1])).toEqual(['0', '1950']);
  });
});

describe('collecting a tenant', () => {
  it('asks all sources, whatever one of them says', async () => {
    const { asked, deps } = aTenant((from) => {
      if (from.startsWith('/api/')) return failed('not-permitted');
      if (from.includes('managedDevices')) return new TypeError('a mistake');
      return { value: rows(0, 1), deltaLink: DELTA };
    });

    const { sources } = await collectDevices(deps());

    expect(sources.map(({ source, state }) => [source, state])).toEqual([
      ['defender', 'not-permitted'],
      ['intune', 'failed'],
      ['entra', 'complete'],
    ]);
    expect(asked.map(([, permission]) => permission)).toEqual([
      'Machine.Read',
      'DeviceManagementManagedDevices.Read.All',
      'Device.Read.All',
    ]);
  });

  it('leaves a source alone that failed three times in a row, and says until when', async () => {
    vi.useFakeTimers({ now: new Date('2026-11-21T09:00:00.000Z'), toFake: ['Date'] });
    let isWell = false;
    const { asked, deps } = aTenant(() => (isWell ? {} : failed('throttled')));
    for (let turn = 0; turn < 3; turn += 1) await collectSource(deps(), intuneCollector);

    const rested = await collectSource(deps(), intuneCollector);
    const askedBefore = asked.length;
    vi.setSystemTime(new Date('2026-11-21T09:10:01.000Z'));
    isWell = true;
    const after = await collectSource(deps(), intuneCollector);

    expect(askedBefore).toBe(3);
    expect(rested).toMatchObject({ state: 'failed' });
    expect(rested.problem).toBe('It failed 3 times in a row and is left alone until 09:10 UTC.');
    expect(after.state).toBe('complete');
  });

  it('asks again at once after refusals, which are answers, and without a network', async () => {
    const { asked, deps } = aTenant((_, turn) =>
      failed(turn % 2 === 0 ? 'not-permitted' : 'offline'),
    );

    for (let turn = 0; turn < 8; turn += 1) await collectSource(deps(), intuneCollector);

    expect(asked).toHaveLength(8);
  });
});
