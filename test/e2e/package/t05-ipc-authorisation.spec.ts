import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from '@playwright/test';
import type { Envelope } from '../../../preload/contract/index.ts';
import type { Cloud } from '../../cloud/start-cloud.ts';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import { everyMethod, type MethodCall } from '../../support/every-method.ts';
import { cancelFileDialogs, faultsLogged, stateOf } from '../../support/shell-state.ts';
import {
  OPEN_FRAMES,
  type Outcome,
  postAll,
  runTakenOver,
  takeOver,
} from '../../support/taken-over.ts';

// Every channel of the contract, called from every kind of frame that is not the shell's own page,
// with what would be taken and would have an effect if the shell had sent it.

const PORTAL = 'https://security.microsoft.com/taken-over';

/** A portal's page in a compartment, and a call of every method that is about it. */
async function openTarget(bulkhead: Bulkhead, cloud: Cloud) {
  await cancelFileDialogs(bulkhead);
  const contoso = demoTenant(cloud, 'Contoso');
  cloud.contents.put({ host: new URL(PORTAL).host, path: '/taken-over', body: 'Taken over' });
  const page = await bulkhead.open(contoso.id, 'defender');
  await page.goto(PORTAL);
  const { compartments } = await bulkhead.workspace();
  const viewId = compartments[0]?.views[0]?.id;
  if (viewId === undefined) throw new Error('no view');
  const sessionDir = await bulkhead.partitionOf(page);
  return { page, sessionDir, calls: everyMethod(contoso.id, contoso.name, viewId) };
}

/** Lines of the log, which takes only so many a minute. */
async function refusalsLogged({ electron }: Bulkhead): Promise<number> {
  const path = join(electron.profileDir, 'logs', 'bulkhead.log');
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('"event":"refused-ipc"').length - 1;
}

const codeOf = (outcome: Outcome) =>
  typeof outcome === 'string' ? outcome : outcome.ok ? 'answered' : outcome.error.code;

function areRefused(calls: readonly MethodCall[], outcomes: readonly Outcome[]): void {
  const codes = calls.map(({ channel }, at) => [channel, codeOf(outcomes[at] ?? 'nothing')]);
  const refused = calls.map(({ channel }) => [channel, 'refused']);
  expect(Object.fromEntries(codes)).toEqual(Object.fromEntries(refused));
}

/** Calls through the bridge that the preload put into a frame. */
function callAll(frame: Frame, calls: readonly MethodCall[]) {
  return frame.evaluate(async (all) => {
    type Members = Record<string, (input: object) => Promise<never>>;
    const bridge = Reflect.get(globalThis, 'bulkhead') as Record<string, Members>;
    const outcomes = [];
    for (const { channel, input } of all) {
      const [area = '', method = ''] = channel.replace('bulkhead:', '').split('.');
      outcomes.push(await bridge[area]?.[method]?.(input));
    }
    return outcomes as never[];
  }, calls);
}

const contentsIn = ({ electron }: Bulkhead, dir: string | null, address: string) =>
  electron.app.evaluate(
    ({ webContents }, [path, url]) =>
      webContents
        .getAllWebContents()
        .find((one) => one.session.storagePath === path && one.getURL().startsWith(url))?.id ?? -1,
    [dir, address] as const,
  );

test('a portal’s page and its pop-up are refused', async ({ bulkhead, cloud }) => {
  const { id } = demoTenant(cloud, 'Contoso');
  const remove = await takeOver(bulkhead, `persist:tenant-${id}`);
  const { page, calls, sessionDir } = await openTarget(bulkhead, cloud);
  await page.evaluate((url) => window.open(`${url}?pop-up`)?.name, PORTAL);
  await bulkhead.portalPage(id, (url) => url.endsWith('?pop-up'));
  await expect.poll(async () => (await bulkhead.workspace()).compartments[0]?.views.length).toBe(2);
  const before = await stateOf(bulkhead);

  for (const address of [`${PORTAL}?pop-up`, PORTAL]) {
    const contentsId = await contentsIn(bulkhead, sessionDir, address);
    areRefused(calls, await postAll(bulkhead, contentsId, calls));
  }

  expect(await stateOf(bulkhead)).toEqual(before);
  expect(await refusalsLogged(bulkhead)).toBeGreaterThan(0);
  await remove();
});

test('a page that somebody else made is refused', async ({ bulkhead, cloud }) => {
  const { calls } = await openTarget(bulkhead, cloud);
  const remove = await takeOver(bulkhead, 'somebody-else');
  const before = await stateOf(bulkhead);
  // What closes such a page at once stands aside: the door is the second line.
  const contentsId = await bulkhead.electron.app.evaluate(
    async ({ app, session, WebContentsView }, url) => {
      const guards = app.listeners('web-contents-created') as (() => void)[];
      app.removeAllListeners('web-contents-created');
      const other = session.fromPartition('somebody-else');
      const view = new WebContentsView({ webPreferences: { session: other } });
      for (const guard of guards) app.on('web-contents-created', guard);
      other.protocol.handle('app', () => new Response('As if it were the shell'));
      Reflect.set(globalThis, 'somebodyElse', view);
      await view.webContents.loadURL(url);
      return view.webContents.id;
    },
    'app://bulkhead/index.html',
  );

  areRefused(calls, await postAll(bulkhead, contentsId, calls));

  expect(await stateOf(bulkhead)).toEqual(before);
  expect(await refusalsLogged(bulkhead)).toBeGreaterThan(0);
  await remove();
});

test('a frame inside the shell is refused, also with the shell’s own address', async ({
  start,
  cloud,
}) => {
  const bulkhead = await start({ beforeApp: OPEN_FRAMES });
  const { calls } = await openTarget(bulkhead, cloud);
  await bulkhead.electron.app.evaluate(({ session }) => {
    const { protocol } = session.fromPartition('persist:shell');
    protocol.unhandle('app');
    protocol.handle('app', ({ url }) => {
      const frame = url.endsWith('?frame') ? '' : '<iframe src="/index.html?frame"></iframe>';
      const headers = { 'content-type': 'text/html' };
      return new Response(`<!doctype html><title>Shell</title>${frame}`, { headers });
    });
  });
  await bulkhead.shell.reload();
  const frame = bulkhead.shell.frames().find((one) => one.url().endsWith('?frame'));
  if (frame === undefined) throw new Error('no frame in the shell');
  const before = await stateOf(bulkhead);

  areRefused(calls, await callAll(frame, calls));

  expect(await stateOf(bulkhead)).toEqual(before);
  expect(await refusalsLogged(bulkhead)).toBeGreaterThan(0);
});

test('another origin in the shell’s own page is refused', async ({ bulkhead, cloud }) => {
  const { calls } = await openTarget(bulkhead, cloud);
  const before = await stateOf(bulkhead);
  const load = async (url: string) => {
    await bulkhead.electron.app.evaluate(async ({ BrowserWindow, session }, address) => {
      // The shell's session reaches no host; what it would show if it did is what is tried here.
      session.fromPartition('persist:shell').webRequest.onBeforeRequest(null);
      // Addresses that are not there answer with an empty page, which is one more origin.
      await BrowserWindow.getAllWindows()[0]
        ?.webContents.loadURL(address)
        .catch(() => undefined);
    }, url);
    await expect.poll(() => bulkhead.shell.url()).toBe(url);
  };

  for (const url of [
    'about:blank',
    'data:text/html,Shell',
    PORTAL,
    'app://bulkhead/other.html',
    'app://bulkhead.example/index.html',
  ]) {
    await load(url);
    const outcomes = await callAll(bulkhead.shell.mainFrame(), calls);
    await test.step(url, () => areRefused(calls, outcomes));
  }

  await load('app://bulkhead/index.html');
  // The page that was loaded anew tells main where the portal goes.
  await expect.poll(() => stateOf(bulkhead)).toEqual(before);
  expect(await refusalsLogged(bulkhead)).toBeGreaterThan(0);
});

test('a page that is gone by the time it is heard is refused', async ({ bulkhead, cloud }) => {
  const { id } = demoTenant(cloud, 'Contoso');
  const remove = await takeOver(bulkhead, `persist:tenant-${id}`);
  const { calls, sessionDir } = await openTarget(bulkhead, cloud);
  const contentsId = await contentsIn(bulkhead, sessionDir, PORTAL);
  const channels = calls.map(({ channel }) => channel);

  // As many as fit on the way, and the page closes itself behind them.
  await runTakenOver(
    bulkhead,
    contentsId,
    `for (let at = 0; at < 200; at += 1) void post('bulkhead:tenants.get', {}); void 0;`,
  );
  // What main holds of a page that was closed, of the shell's before it was loaded anew, and of
  // none at all.
  const outcomes = await bulkhead.electron.app.evaluate(
    async ({ ipcMain, webContents, BrowserWindow }, [portalId, names]) => {
      type Listener = (event: object, input: object) => Promise<Envelope<unknown>>;
      const listeners = Reflect.get(ipcMain, '_invokeHandlers') as Map<string, Listener>;
      const portal = webContents.fromId(portalId);
      const shell = BrowserWindow.getAllWindows()[0]?.webContents;
      if (portal === undefined || shell === undefined) throw new Error('no page');
      const closed = { sender: portal, senderFrame: portal.mainFrame };
      const crashed = { sender: shell, senderFrame: shell.mainFrame };
      const gone = new Promise<void>((resolve) => portal.once('destroyed', () => resolve()));
      portal.close();
      await gone;
      const ended = new Promise<void>((resolve) =>
        shell.once('render-process-gone', () => resolve()),
      );
      shell.forcefullyCrashRenderer();
      await ended;
      const events = {
        closed,
        crashed,
        null: { sender: shell, senderFrame: null },
        undefined: { sender: shell, senderFrame: undefined },
      };
      const answers: Record<string, unknown[]> = {};
      for (const [what, event] of Object.entries(events)) {
        answers[what] = [];
        for (const name of names)
          answers[what].push(await listeners.get(name)?.(event, {}).catch(String));
      }
      return answers as Record<string, Outcome[]>;
    },
    [contentsId, channels] as const,
  );

  for (const [what, answers] of Object.entries(outcomes))
    expect([...new Set(answers.map(codeOf))], what).toEqual(['refused']);
  expect(await faultsLogged(bulkhead)).toEqual([]);
  await remove();
});
