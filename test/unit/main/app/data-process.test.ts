import { describe, expect, it, vi } from 'vitest';
import {
  type DataChild,
  type DataProcessDeps,
  startDataProcess,
} from '../../../../main/app/data-process.ts';
import type { EstateTenant } from '../../../../main/data/status/estate-tenant.ts';
import type { TenantId } from '../../../../preload/contract/index.ts';

const TENANT: EstateTenant = {
  id: '9d220a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId,
  name: 'Fabrikam',
  domain: 'fabrikam.com',
  cloud: 'global',
  accessPath: 'unknown',
};
const WANTED = {
  tenantId: TENANT.id,
  api: 'graph',
  permissions: ['User.Read'],
  claims: null,
  isRenewal: false,
};

interface FakeChild extends DataChild {
  readonly got: { type: string; [name: string]: unknown }[];
  readonly ports: unknown[];
  readonly say: (message: unknown) => void;
  readonly write: (text: string) => void;
  readonly die: (code: number) => void;
  isKilled: boolean;
}

function aChild(): FakeChild {
  const got: FakeChild['got'] = [];
  let onMessage: (message: unknown) => void = () => undefined;
  let onExit: (code: number) => void = () => undefined;
  let onOutput: (text: string) => void = () => undefined;
  const ports: unknown[] = [];
  const child: FakeChild = {
    got,
    ports,
    isKilled: false,
    send: (message, sent = []) => {
      got.push(structuredClone(message) as FakeChild['got'][number]);
      ports.push(...sent);
    },
    onMessage: (listener) => {
      onMessage = listener;
    },
    onExit: (listener) => {
      onExit = listener;
    },
    onOutput: (listener) => {
      onOutput = listener;
    },
    kill: () => {
      child.isKilled = true;
    },
    say: (message) => onMessage(message),
    write: (text) => onOutput(text),
    die: (code) => onExit(code),
  };
  return child;
}

function aProcess(change: Partial<DataProcessDeps> = {}) {
  const children: FakeChild[] = [];
  const notices: string[] = [];
  const logged: unknown[] = [];
  const statuses: unknown[] = [];
  const inventories: unknown[] = [];
  const worked: unknown[] = [];
  const onGivenUp = vi.fn();
  const getToken = vi.fn<DataProcessDeps['getToken']>(async () => ({ ok: true, token: 'secret' }));
  const data = startDataProcess({
    fork: () => {
      const child = aChild();
      children.push(child);
      return child;
    },
    start: () => ({
      dbPath: '/profile/estate.db',
      key: new Uint8Array(32).fill(1),
      nativeBinding: null,
      appVersion: '1.2.3',
      forgetsOthers: true,
    }),
    tenants: () => [TENANT],
    signIns: () => [],
    getToken,
    onStatusChanged: (status) => statuses.push(status),
    onInventoryChanged: (state) => inventories.push(state),
    onOnboardingChanged: () => undefined,
    onWorked: (progress) => worked.push(progress),
    onNotice: (notice) => notices.push(notice),
    onGivenUp,
    log: (message) => logged.push(message),
    restartAfterMs: 10,
    callWithinMs: 200,
    ...change,
  });
  const last = () => {
    const child = children.at(-1);
    if (child === undefined) throw new Error('nothing was started');
    return child;
  };
  const ready = (notice: string | null = null) =>
    last().say({ type: 'ready', storage: 'kept', notice });
  return {
    data,
    children,
    notices,
    logged,
    statuses,
    inventories,
    worked,
    getToken,
    onGivenUp,
    last,
    ready,
  };
}

const typesOf = (child: FakeChild) => child.got.map(({ type }) => type);

describe('startDataProcess', () => {
  it('tells a process all it needs, and what was asked meanwhile when it is ready', async () => {
    const { data, last, ready } = aProcess();
    const asked = data.call('status.get', {});

    expect(typesOf(last())).toEqual(['start']);
    ready();
    const id = last().got.at(-1)?.['id'];
    last().say({ type: 'answer', id, value: { revision: 1 } });

    await expect(asked).resolves.toEqual({ revision: 1 });
    expect(typesOf(last())).toEqual(['start', 'sign-ins', 'call']);
    expect(last().got[0]).toMatchObject({ tenants: [TENANT], appVersion: '1.2.3' });
  });

  it('gives each answer to its own call', async () => {
    const { data, last, ready } = aProcess();
    ready();
    const one = data.call('status.get', {});
    const two = data.call('status.getTrust', {});
    const [first, second] = last().got.slice(-2);

    last().say({ type: 'answer', id: second?.['id'], value: 'two' });
    last().say({ type: 'failure', id: first?.['id'], code: 'not-found', message: 'No.' });

    await expect(two).resolves.toBe('two');
    await expect(one).rejects.toMatchObject({ name: 'Failure', code: 'not-found', message: 'No.' });
  });

  it('does not wait for ever', async () => {
    const { data, ready } = aProcess();
    ready();

    await expect(data.call('status.get', {})).rejects.toMatchObject({ code: 'not-available' });
  });

  it('starts it once more when it dies, with everything it was told', async () => {
    const { data, children, last, ready } = aProcess();
    ready();
    const asked = data.call('status.get', {});

    last().die(1);

    await expect(asked).rejects.toMatchObject({ code: 'not-available' });
    await expect.poll(() => children.length).toBe(2);
    expect(last().got[0]).toEqual({
      ...children[0]?.got[0],
      revisionsFrom: expect.any(Number) as number,
    });
    const again = data.call('status.get', {});
    ready();
    last().say({ type: 'answer', id: last().got.at(-1)?.['id'], value: 'again' });
    await expect(again).resolves.toBe('again');
  });

  it('gives up when it dies again, and says so', async () => {
    const { data, children, last, notices, onGivenUp } = aProcess();
    last().die(1);
    await expect.poll(() => children.length).toBe(2);
    expect(onGivenUp).not.toHaveBeenCalled();

    last().die(1);
    expect(onGivenUp).toHaveBeenCalledOnce();
    await new Promise((resolve) => setTimeout(resolve, 50));

    expect(children).toHaveLength(2);
    expect(notices).toEqual([expect.stringMatching(/ended twice/)]);
    await expect(data.call('status.get', {})).rejects.toMatchObject({ code: 'not-available' });
  });

  it('hands a token to the process that asked for it, of a tenant of the estate', async () => {
    const { last, ready, getToken } = aProcess();
    ready();

    last().say({ type: 'token-wanted', id: 7, wanted: WANTED });

    await expect
      .poll(() => last().got.at(-1))
      .toEqual({
        type: 'token',
        id: 7,
        outcome: { ok: true, token: 'secret' },
      });
    expect(getToken).toHaveBeenCalledExactlyOnceWith(WANTED);
  });

  it('hands out none for a tenant that is not in the estate', async () => {
    const { last, ready, getToken } = aProcess();
    ready();
    const tenantId = '11111111-3c1e-4c58-9d0e-1b5e3a9f2201';

    last().say({ type: 'token-wanted', id: 7, wanted: { ...WANTED, tenantId } });

    await expect
      .poll(() => last().got.at(-1))
      .toMatchObject({ type: 'token', outcome: { ok: false } });
    expect(getToken).not.toHaveBeenCalled();
  });

  it('does not hand a token to the successor of the process that asked', async () => {
    let give: (token: string) => void = () => undefined;
    const { children, last, ready } = aProcess({
      getToken: () =>
        new Promise((resolve) => {
          give = (token) => resolve({ ok: true, token });
        }),
    });
    ready();
    last().say({ type: 'token-wanted', id: 7, wanted: WANTED });
    last().die(1);
    await expect.poll(() => children.length).toBe(2);

    give('secret');
    await new Promise((resolve) => setTimeout(resolve, 20));

    expect(children.flatMap(typesOf)).not.toContain('token');
  });

  it.each([
    null,
    'text',
    42,
    [],
    { type: 'exec', command: 'x' },
    { type: 'ready' },
    { type: 'token-wanted', id: 1, wanted: { ...WANTED, permissions: [] } },
    { type: 'token-wanted', id: 1, wanted: { ...WANTED, tenantId: '../../etc' } },
    { type: 'log', level: 'info', topic: 'x', event: 'x', fields: { a: { b: 1 } } },
    { type: 'answer', id: -1, value: 1 },
    { type: 'log', level: 'info', topic: { length: { toString: 1 } }, event: 'x', fields: {} },
  ])('refuses a message that is not one: %j', async (message) => {
    const { last, ready, logged, getToken } = aProcess();
    ready();

    last().say(message);

    expect(logged).toEqual([expect.objectContaining({ event: 'refused-message' })]);
    expect(getToken).not.toHaveBeenCalled();
  });

  it('passes on what the page and the operator are to know, and writes down what it prints', () => {
    const { last, ready, notices, statuses, inventories, worked, logged } = aProcess();

    ready('Nothing is kept.');
    last().say({ type: 'status-changed', status: { revision: 3 } });
    last().say({ type: 'inventory-changed', state: { revision: 4 } });
    last().say({ type: 'worked', progress: { done: 1 } });
    last().write('x'.repeat(10_000));

    expect(notices).toEqual(['Nothing is kept.']);
    expect(statuses).toEqual([{ revision: 3 }]);
    expect(inventories).toEqual([{ revision: 4 }]);
    expect(worked).toEqual([{ done: 1 }]);
    expect(logged).toEqual([
      expect.objectContaining({ event: 'output', fields: { text: 'x'.repeat(2_000) } }),
    ]);
  });

  it('hands a port over once the process can take it', async () => {
    const { data, last, ready } = aProcess();
    await data.openPort('a port');
    expect(last().ports).toEqual([]);
    ready();
    expect(last().ports).toEqual(['a port']);
    expect(last().got.at(-1)).toEqual({ type: 'port' });
    await data.openPort('another');
    expect(last().ports).toEqual(['a port', 'another']);
  });

  it('tells of the lock after the port that is on its way', async () => {
    const { data, last, ready } = aProcess();
    await data.openPort('a port');
    data.tellLocked(true);
    ready();

    expect(last().got.slice(-2)).toEqual([{ type: 'port' }, { type: 'locked', isLocked: true }]);
  });

  it('waits for long work as long as it takes, and not after a death', async () => {
    const { data, last, ready } = aProcess({ callWithinMs: 1 });
    ready();
    const answered = data.call('inventory.exportFile', {}, { isLong: true });
    const id = last().got.at(-1)?.['id'];
    await expect(data.call('status.get', {})).rejects.toThrow('in time');
    last().say({ type: 'answer', id, value: 'written' });
    await expect(answered).resolves.toBe('written');

    const cut = data.call('inventory.exportFile', {}, { isLong: true });
    last().die(1);
    await expect(cut).rejects.toMatchObject({ code: 'not-available' });
  });

  it('lets it finish when Bulkhead ends, and does not start it again', async () => {
    const { data, children, last, ready } = aProcess();
    ready();

    const stopped = data.stop();
    expect(typesOf(last()).at(-1)).toBe('shutdown');
    last().die(0);
    await stopped;
    await new Promise((resolve) => setTimeout(resolve, 30));

    expect(children).toHaveLength(1);
    await expect(data.call('status.get', {})).rejects.toMatchObject({ code: 'not-available' });
  });

  it('asks it to forget a tenant', async () => {
    const { data, last, ready } = aProcess();
    ready();
    const forgotten = data.forgetTenant(TENANT.id);
    const call = last().got.at(-1);

    last().say({ type: 'answer', id: call?.['id'], value: {} });

    await forgotten;
    expect(call).toMatchObject({ method: 'tenant.forget', input: { tenantId: TENANT.id } });
  });

  it('starts another with what is said then, and keeps what was asked meanwhile for it', async () => {
    const { data, children, last, ready } = aProcess();
    ready();
    const before = data.call('status.get', {});
    const restarted = data.restart();
    await expect(before).rejects.toMatchObject({ code: 'not-available' });
    await expect(data.restart()).rejects.toMatchObject({ code: 'conflict' });
    const meanwhile = data.call('status.get', {});

    expect(typesOf(last()).at(-1)).toBe('shutdown');
    last().die(0);
    await restarted;
    expect(children).toHaveLength(2);
    ready();
    last().say({ type: 'answer', id: last().got.at(-1)?.['id'], value: 'kept' });

    await expect(meanwhile).resolves.toBe('kept');
  });

  it('has each process tell of later revisions than the one before', async () => {
    const { children, last } = aProcess();
    last().die(1);
    await vi.waitFor(() => expect(children).toHaveLength(2));

    const [first, second] = children.map((child) => Number(child.got[0]?.['revisionsFrom']));
    expect(first).toBe(0);
    expect(second).toBeGreaterThan(1_000_000);
  });
});
