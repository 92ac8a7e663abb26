import { setTimeout as wait } from 'node:timers/promises';
import type * as Electron from 'electron';
import type { Inspector } from '../inspector.ts';

/**
 * Text of a script that leaves `bench` in the page: `ask(method, input)` asks the data process over
 * the page's own port, which it is handed like everything that listens in the window, with numbers of
 * its own; `untilLoaded(devices)` waits for them; `time(work, times)` gives milliseconds of each.
 */
const SCRIPT = `(async () => {
  if (globalThis.bench !== undefined) return;
  let port = null;
  let nextId = 1_000_000_000;
  const waiting = new Map();
  addEventListener('message', ({ data, ports }) => {
    if (data !== 'bulkhead:data-port') return;
    port = ports[0];
    port.addEventListener('message', ({ data: { id, text } }) => {
      if (text === undefined) return;
      waiting.get(id)?.(JSON.parse(text));
      waiting.delete(id);
    });
    port.start();
  });
  await window.bulkhead.inventory.connect({});
  const ask = async (method, input) => {
    const asked = nextId++;
    const envelope = await new Promise((resolve, reject) => {
      waiting.set(asked, resolve);
      setTimeout(() => reject(new Error(method + ' was not answered')), 30_000);
      port.postMessage({ id: asked, area: 'devices', method, input });
    });
    if (!envelope.ok) throw new Error(method + ': ' + JSON.stringify(envelope.error));
    return envelope.value;
  };
  globalThis.bench = {
    ask,
    async untilLoaded(devices) {
      const overview = { tenantIds: null, staleAfterDays: 30 };
      for (let tries = 0; tries < 1_200; tries += 1) {
        const answer = await ask('overview', overview).catch(() => ({ tenants: [] }));
        if (answer.tenants.reduce((sum, { total }) => sum + total, 0) >= devices) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error('the devices were not read');
    },
    async time(work, times) {
      const all = [];
      for (let round = 0; round < times; round += 1) {
        const started = performance.now();
        await work();
        all.push(performance.now() - started);
      }
      return all;
    },
  };
})()`;

/**
 * Runs code in the shell's page, where `bench` is there.
 * @param code an expression; what it resolves with must survive JSON
 */
export async function inPage<T>(inspector: Inspector, code: string): Promise<T> {
  await inWindow(inspector, SCRIPT);
  return inWindow<T>(inspector, code);
}

/** Runs code in the page of the app's first window, once that is loaded. */
export async function inWindow<T>(inspector: Inspector, code: string): Promise<T> {
  for (;;) {
    try {
      return (await inspector.run(runInWindow, { code })) as T;
    } catch (error) {
      // Asked of a process that has only just begun.
      if (!(error instanceof Error) || !error.message.includes('require is not defined')) {
        throw error;
      }
      await wait(10);
    }
  }
}

// Runs in the app's main process.
async function runInWindow(
  { BrowserWindow }: typeof Electron,
  { code }: { code: string },
): Promise<unknown> {
  for (let tries = 0; tries < 1_200; tries += 1) {
    const [window] = BrowserWindow.getAllWindows();
    const url = window?.webContents.getURL() ?? '';
    if (window !== undefined && url !== '' && !window.webContents.isLoading()) {
      return window.webContents.executeJavaScript(code);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('no window');
}
