import { describe, expect, it, vi } from 'vitest';
import { createDataPorts, type DataPort, PortFailure } from '../../../../main/data/data-port.ts';
import type { DataHandlers } from '../../../../preload/contract/index.ts';

const SUGGEST = { area: 'devices', method: 'suggest', input: { text: 'paw', count: 5 } };

function aPort() {
  const posted: unknown[] = [];
  let onMessage: (event: { readonly data: unknown }) => void = () => undefined;
  let onClose: () => void = () => undefined;
  const port = {
    isClosed: false,
    posted,
    ask: (data: unknown) => onMessage({ data }),
    end: () => onClose(),
    /** Answers are JSON text; what it says is looked at. */
    postMessage: (message: { readonly id?: number; readonly text?: string }) => {
      const { id, text } = message;
      posted.push(text === undefined ? message : { id, envelope: JSON.parse(text) as unknown });
    },
    on(event: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) {
      if (event === 'message') onMessage = listener;
      else onClose = listener as () => void;
    },
    start: () => undefined,
    close() {
      port.isClosed = true;
    },
  };
  return port;
}

function ports(suggest: DataHandlers['devices']['suggest']) {
  const faults: string[] = [];
  const made = createDataPorts({
    handlers: () => ({ devices: { suggest } }) as unknown as DataHandlers,
    newCorrelationId: () => 'c1',
    onFault: (method) => faults.push(method),
  });
  const port = aPort();
  made.serve(port as DataPort);
  return { made, port, faults };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the port of the data process', () => {
  it('answers and tells nothing while it is shut, and all of it afterwards', async () => {
    let finish: () => void = () => undefined;
    const asked = vi.fn(
      () => new Promise<{ devices: [] }>((resolve) => (finish = () => resolve({ devices: [] }))),
    );
    const { made, port } = ports(asked);
    port.ask({ id: 1, ...SUGGEST });
    made.setShut(true);
    finish();
    port.ask({ id: 2, ...SUGGEST });
    made.tell('devices', 'changed', { revision: 1, all: 1 });
    made.tell('devices', 'changed', { revision: 2, all: 1 });
    await settled();
    expect(port.posted).toEqual([]);
    expect(asked).toHaveBeenCalledOnce();

    made.setShut(false);
    await settled();
    finish();
    await settled();
    const envelope = { ok: true, value: { devices: [] } };
    expect(port.posted).toEqual([
      { area: 'devices', event: 'changed', payload: { revision: 2, all: 1 } },
      { id: 1, envelope },
      { id: 2, envelope },
    ]);
  });

  it('answers a question of the contract', async () => {
    const { port } = ports(() => ({ devices: [] }));
    port.ask({ id: 7, ...SUGGEST });
    await settled();
    expect(port.posted).toEqual([{ id: 7, envelope: { ok: true, value: { devices: [] } } }]);
  });

  it.each([
    ['an unknown area', { ...SUGGEST, area: 'tenants' }, 'refused'],
    ['a name of every object as area', { ...SUGGEST, area: 'constructor' }, 'refused'],
    ['an unknown method', { ...SUGGEST, method: 'drop' }, 'refused'],
    ['a name of every object as method', { ...SUGGEST, method: 'toString' }, 'refused'],
    ['an event as method', { ...SUGGEST, method: 'changed' }, 'refused'],
    ['an input of the wrong type', { ...SUGGEST, input: { text: 1, count: 5 } }, 'invalid'],
    ['a key too many', { ...SUGGEST, input: { ...SUGGEST.input, sql: 'x' } }, 'invalid'],
    ['more than is given', { ...SUGGEST, input: { text: 'a', count: 10_000 } }, 'invalid'],
  ])('refuses %s before any handler', async (_, question, code) => {
    const suggest = vi.fn(() => ({ devices: [] }));
    const { port } = ports(suggest);
    port.ask({ id: 1, ...question });
    await settled();
    expect(port.posted).toEqual([
      { id: 1, envelope: { ok: false, error: { code, correlationId: 'c1' } } },
    ]);
    expect(suggest).not.toHaveBeenCalled();
  });

  it.each([
    ['no object', 'SELECT'],
    ['an id of the wrong type', { id: '1', ...SUGGEST }],
    ['another key', { id: 1, ...SUGGEST, role: 'main' }],
    ['an object with a prototype of its own', Object.assign(Object.create({}), SUGGEST, { id: 1 })],
    ['text beyond all bounds', { id: 1, ...SUGGEST, input: 'x'.repeat(300_000) }],
    [
      'depth beyond all bounds',
      { id: 1, ...SUGGEST, input: JSON.parse('[['.repeat(9) + ']]'.repeat(9)) },
    ],
  ])('does not even answer what is no question: %s', async (_, message) => {
    const suggest = vi.fn(() => ({ devices: [] }));
    const { port } = ports(suggest);
    port.ask(message);
    await settled();
    expect(port.posted).toEqual([]);
    expect(suggest).not.toHaveBeenCalled();
  });

  it('tells what a handler announces, and nothing of what it throws', async () => {
    const expected = ports(() => {
      throw new PortFailure('not-found', 'This device is not known any more.');
    });
    const broken = ports(() => {
      throw new Error('SQLITE_ERROR at /home/operator/estate.db');
    });
    for (const { port } of [expected, broken]) port.ask({ id: 1, ...SUGGEST });
    await settled();
    expect(expected.port.posted).toMatchObject([
      { envelope: { error: { code: 'not-found', message: 'This device is not known any more.' } } },
    ]);
    expect(broken.port.posted).toEqual([
      { id: 1, envelope: { ok: false, error: { code: 'internal', correlationId: 'c1' } } },
    ]);
    expect(broken.faults).toEqual(['devices.suggest']);
  });

  it('lets no answer out that is not of the contract', async () => {
    const { port, faults } = ports(() => ({ devices: [{ token: 'secret' }] }) as never);
    port.ask({ id: 1, ...SUGGEST });
    await settled();
    expect(JSON.stringify(port.posted)).not.toContain('secret');
    expect(faults).toEqual(['devices.suggest']);
  });

  it('takes no more questions at once than a page has', async () => {
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { port } = ports(async () => {
      await gate;
      return { devices: [] };
    });
    for (let id = 1; id <= 100; id += 1) port.ask({ id, ...SUGGEST });
    await settled();
    expect(port.posted).toHaveLength(36);
    go();
    await settled();
    expect(port.posted).toHaveLength(100);
  });

  it('serves one page: a page loaded anew takes the place of the one before', async () => {
    const { made, port } = ports(() => ({ devices: [] }));
    const next = aPort();
    made.serve(next as DataPort);
    expect(port.isClosed).toBe(true);
    made.tell('devices', 'changed', { revision: 3, all: 2 });
    port.ask({ id: 1, ...SUGGEST });
    await settled();
    expect(port.posted).toEqual([]);
    expect(next.posted).toEqual([
      { area: 'devices', event: 'changed', payload: { revision: 3, all: 2 } },
    ]);
  });

  it('tells nothing that is not of the contract', () => {
    const { made, port, faults } = ports(() => ({ devices: [] }));
    made.tell('devices', 'changed', { revision: 'x', all: 1 });
    expect(() => made.tell('devices', 'rows', {})).toThrow('no such event');
    expect(port.posted).toEqual([]);
    expect(faults).toEqual(['devices.changed']);
  });
});
