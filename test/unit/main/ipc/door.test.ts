import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type CallContext,
  type DoorOptions,
  openDoor,
  type RecordCall,
  type RecordedCall,
} from '../../../../main/ipc/door.ts';
import { Failure } from '../../../../main/ipc/failure.ts';
import { createSenderRegistry } from '../../../../main/ipc/sender-registry.ts';
import {
  channelOf,
  type Contract,
  contract,
  type Envelope,
  type Handlers,
} from '../../../../preload/contract/index.ts';

type Listener = (event: IpcMainInvokeEvent, ...args: unknown[]) => Promise<Envelope<unknown>>;

const SHELL = 'app://bulkhead/index.html';

function aPage(id: number) {
  const sent: unknown[][] = [];
  let onDestroyed = () => {};
  let isDestroyed = false;
  const contents = {
    id,
    isDestroyed: () => isDestroyed,
    once: (_event: string, listener: () => void) => {
      onDestroyed = listener;
    },
    send: (...args: unknown[]) => sent.push(args),
  } as unknown as WebContents;
  const destroy = () => {
    isDestroyed = true;
    onDestroyed();
  };
  return { contents, sent, destroy };
}

function anEvent(contents: WebContents, url = SHELL, parent: object | null = null) {
  return { sender: contents, senderFrame: { url, parent } } as unknown as IpcMainInvokeEvent;
}

/** Handlers that refuse to be called, except those a test gives. */
function handlersWith(given: Record<string, unknown>): Handlers<CallContext> {
  const areas = Object.entries(contract).map(([area, members]) => {
    const handlers = Object.entries(members as Record<string, { kind: string }>)
      .filter(([, member]) => member.kind !== 'event')
      .map(([name]) => [
        name,
        given[`${area}.${name}`] ??
          (() => {
            throw new Error(`${area}.${name} was entered`);
          }),
      ]);
    return [area, Object.fromEntries(handlers)];
  });
  return Object.fromEntries(areas) as Handlers<CallContext>;
}

describe('openDoor', () => {
  const channels = new Map<string, Listener>();
  const report = vi.fn();
  const onFault = vi.fn();
  const settle = vi.fn<RecordedCall['settle']>();
  const recordCall = vi.fn<RecordCall>();
  const senders = createSenderRegistry();
  const shut = new Set<string>();
  const shell = aPage(1);

  const open = (given: Record<string, unknown>, table: Contract = contract) => {
    channels.clear();
    const ipcMain: DoorOptions['ipcMain'] = {
      handle: (channel, listener) => {
        channels.set(channel, listener as Listener);
      },
    };
    return openDoor({
      ipcMain,
      contract: table,
      handlers: handlersWith(given),
      senders,
      isOpen: (channel) => !shut.has(channel),
      isShellUrl: (url) => url === SHELL,
      report,
      recordCall,
      onFault,
      newCorrelationId: () => 'correlation',
    });
  };
  const call = (name: string, event: IpcMainInvokeEvent, ...args: unknown[]) => {
    const listener = channels.get(`bulkhead:${name}`);
    if (listener === undefined) throw new Error(`no channel ${name}`);
    return listener(event, ...args);
  };

  beforeEach(() => {
    vi.clearAllMocks();
    shut.clear();
    recordCall.mockReset().mockReturnValue(null);
    senders.enrol(shell.contents, 'shell');
  });

  it('registers every method of the contract and nothing else', () => {
    open({});
    const wanted = Object.entries(contract).flatMap(([area, members]) =>
      Object.entries(members as Record<string, { kind: string }>)
        .filter(([, member]) => member.kind !== 'event')
        .map(([name]) => channelOf(area, name)),
    );
    expect([...channels.keys()].toSorted()).toEqual(wanted.toSorted());
  });

  it('answers nothing while it is shut, and enters no handler', async () => {
    const copyText = vi.fn(() => ({}));
    open({ 'app.copyText': copyText });
    const name = channelOf('app', 'copyText');

    shut.add(name);
    expect(await call('app.copyText', anEvent(shell.contents), { text: 'x' })).toMatchObject({
      ok: false,
      error: { code: 'refused' },
    });
    expect(copyText).not.toHaveBeenCalled();
    shut.delete(name);
    expect(await call('app.copyText', anEvent(shell.contents), { text: 'x' })).toMatchObject({
      ok: true,
    });
  });

  it('refuses to open when a handler is missing', () => {
    const handlers = handlersWith({});
    Reflect.deleteProperty(handlers.app, 'copyText');
    const start = () =>
      openDoor({
        ipcMain: { handle: () => undefined },
        contract,
        handlers,
        senders,
        isOpen: (channel) => !shut.has(channel),
        isShellUrl: () => true,
        report,
        recordCall,
        onFault,
        newCorrelationId: () => 'x',
      });
    expect(start).toThrow(/handlers of app/);
  });

  it('answers the shell', async () => {
    const copyText = vi.fn(() => ({}));
    open({ 'app.copyText': copyText });
    const answer = await call('app.copyText', anEvent(shell.contents), { text: 'hello' });
    expect(answer).toEqual({ ok: true, value: {} });
    expect(copyText).toHaveBeenCalledWith(
      { text: 'hello' },
      { role: 'shell', correlationId: 'correlation', record: null },
    );
  });

  describe('with a journal', () => {
    const record = { seq: 7, hash: 'a'.repeat(64) };
    const copy = (text: unknown) => call('app.copyText', anEvent(shell.contents), { text });

    it('waits for the record before it enters the handler, and hands it over', async () => {
      let write = () => {};
      recordCall.mockReturnValue(
        new Promise((resolve) => {
          write = () => resolve({ record, settle });
        }),
      );
      const copyText = vi.fn(() => ({}));
      open({ 'app.copyText': copyText });

      const answering = copy('x');
      // Every turn that needs no outside help is over after a timer.
      await new Promise((resolve) => setTimeout(resolve, 0));
      expect(copyText).not.toHaveBeenCalled();
      write();

      expect(await answering).toMatchObject({ ok: true });
      expect(recordCall).toHaveBeenCalledWith('app', 'copyText', { text: 'x' });
      expect(copyText).toHaveBeenCalledWith({ text: 'x' }, expect.objectContaining({ record }));
      expect(settle.mock.calls).toEqual([['ok', {}]]);
    });

    it('does not enter the handler when it was shut while the record was written', async () => {
      let write = () => {};
      recordCall.mockReturnValue(
        new Promise((resolve) => {
          write = () => resolve({ record, settle });
        }),
      );
      const copyText = vi.fn(() => ({}));
      open({ 'app.copyText': copyText });

      const answering = copy('x');
      shut.add(channelOf('app', 'copyText'));
      write();

      expect(await answering).toMatchObject({ ok: false, error: { code: 'refused' } });
      expect(copyText).not.toHaveBeenCalled();
      expect(settle.mock.calls).toEqual([['refused', null]]);
    });

    it('does not enter the handler when the record cannot be written', async () => {
      const words = 'The journal cannot be written.';
      recordCall.mockReturnValue(Promise.reject(new Failure('not-recorded', words)));
      const copyText = vi.fn(() => ({}));
      open({ 'app.copyText': copyText });

      expect(await copy('x')).toMatchObject({
        ok: false,
        error: { code: 'not-recorded', message: words },
      });
      expect(copyText).not.toHaveBeenCalled();
    });

    it.each([
      ['a failure', new Failure('conflict', 'No.'), 'conflict'],
      ['a failure that the method does not announce', new Failure('offline', 'No.'), 'internal'],
      ['a fault', new Error('bug'), 'internal'],
    ])('tells it of %s', async (_what, error, outcome) => {
      recordCall.mockReturnValue({ record: null, settle });
      open({
        'app.changeSettings': () => {
          throw error;
        },
      });
      await call('app.changeSettings', anEvent(shell.contents), { theme: 'dark' });

      expect(settle.mock.calls).toEqual([[outcome, null]]);
    });

    it('tells it of an answer that is kept back', async () => {
      recordCall.mockReturnValue({ record: null, settle });
      open({ 'app.copyText': () => ({ more: 1 }) });
      await copy('x');

      expect(settle.mock.calls).toEqual([['internal', null]]);
    });

    it('does not tell it of what is refused or invalid', async () => {
      open({});
      await call('app.copyText', anEvent(aPage(3).contents), { text: 'x' });
      await copy(7);

      expect(recordCall).not.toHaveBeenCalled();
    });
  });

  const portal = aPage(2);
  const fromFrame = (senderFrame: unknown) =>
    ({ sender: shell.contents, senderFrame }) as unknown as IpcMainInvokeEvent;
  /** As Electron has it: a frame whose process has ended throws when it is asked anything. */
  const disposed = {
    parent: null,
    get url(): string {
      throw new Error('Render frame was disposed before WebFrameMain could be accessed');
    },
  };
  const everyMethod = Object.entries(contract).flatMap(([area, members]) =>
    Object.entries(members as Record<string, { kind: string }>)
      .filter(([, member]) => member.kind !== 'event')
      .map(([name]) => `${area}.${name}`),
  );
  describe.each([
    ['a page that is not enrolled', () => anEvent(portal.contents)],
    ['a frame inside the shell', () => anEvent(shell.contents, SHELL, {})],
    ['a foreign address in the shell', () => anEvent(shell.contents, 'https://attacker.example/')],
    ['an empty address', () => anEvent(shell.contents, '')],
    ['a frame that is gone', () => fromFrame(null)],
    ['a frame that older Electron finds gone', () => fromFrame(undefined)],
    ['a frame that goes while it is looked at', () => fromFrame(disposed)],
  ])('from %s', (_who, event) => {
    it.each(everyMethod)('refuses %s without entering it', async (name) => {
      const handler = vi.fn(() => ({}));
      open({ [name]: handler });
      const answer = await call(name, event(), {});
      expect(answer).toEqual({
        ok: false,
        error: { code: 'refused', correlationId: 'correlation' },
      });
      expect(handler).not.toHaveBeenCalled();
      expect(report).toHaveBeenCalledWith(expect.objectContaining({ kind: 'ipc' }));
    });
  });

  it('refuses a page that was destroyed, whoever gets its id next', async () => {
    const page = aPage(9);
    senders.enrol(page.contents, 'shell');
    page.destroy();
    open({});
    const answer = await call('app.getStart', anEvent(aPage(9).contents), {});
    expect(answer).toMatchObject({ ok: false, error: { code: 'refused' } });
  });

  it.each([
    ['an unknown key', { text: 'x', path: '/etc/passwd' }],
    ['a wrong type', { text: 7 }],
    ['nothing', undefined],
    ['an own __proto__', JSON.parse('{"text":"x","__proto__":{"polluted":true}}') as unknown],
    ['more than the bound', { text: 'x'.repeat(190_001) }],
    ['what the schema throws at', { text: { length: { toString: 1 } } }],
  ])('answers invalid to %s', async (_what, input) => {
    const copyText = vi.fn(() => ({}));
    open({ 'app.copyText': copyText });
    const answer = await call('app.copyText', anEvent(shell.contents), input);
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid' } });
    expect(copyText).not.toHaveBeenCalled();
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  it('answers invalid to a second argument', async () => {
    open({ 'app.copyText': () => ({}) });
    const answer = await call('app.copyText', anEvent(shell.contents), { text: 'x' }, 'more');
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid' } });
  });

  it('passes an announced failure on with its words', async () => {
    open({
      'compartments.goBack': () => {
        throw new Failure('not-found', 'This page is no longer open.');
      },
    });
    const input = { tenantId: '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201', viewId: 'v1' };
    const answer = await call('compartments.goBack', anEvent(shell.contents), input);
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'not-found', message: 'This page is no longer open.' },
    });
  });

  it.each([
    ['a failure the method does not announce', new Failure('offline', 'secret')],
    ['a fault', new Error('/home/someone/secret')],
  ])('keeps the words of %s to itself', async (_what, error) => {
    open({
      'app.copyText': () => {
        throw error;
      },
    });
    const answer = await call('app.copyText', anEvent(shell.contents), { text: 'x' });
    expect(answer).toEqual({
      ok: false,
      error: { code: 'internal', correlationId: 'correlation' },
    });
    expect(onFault).toHaveBeenCalledWith('bulkhead:app.copyText', 'correlation', error);
  });

  it('keeps back an answer that is not what the contract says', async () => {
    open({ 'app.copyRefusedHosts': () => ({ count: 1, path: '/secret' }) });
    const answer = await call('app.copyRefusedHosts', anEvent(shell.contents), {});
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
  });

  it('pushes an event to the shell only when it is what the contract says', () => {
    const door = open({});
    door.push('app', 'onlineChanged', { isOnline: false });
    expect(shell.sent).toEqual([['bulkhead:app.onlineChanged', { isOnline: false }]]);
    door.push('app', 'onlineChanged', { isOnline: 'no' } as never);
    expect(shell.sent).toHaveLength(1);
    expect(onFault).toHaveBeenCalledOnce();
  });
});
