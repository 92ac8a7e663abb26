import type { WebContents, WebPreferences } from 'electron';
import contentPolicy from '../../../resources/shell-content-policy.json' with { type: 'json' };
import type { Cloud } from '../../cloud/start-cloud.ts';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import { Operator } from '../../support/operator.ts';
import { processesOfGroup } from '../../support/processes.ts';

// What every page of Bulkhead's is shut into: its process, its preferences, no developer tools, and
// for the shell's own page its policy.

const PAGE = 'https://security.microsoft.com/sandbox';

/** Two tenants with a page each, one of them with a pop-up as well. */
async function openPages(bulkhead: Bulkhead, cloud: Cloud): Promise<void> {
  cloud.contents.put({ host: new URL(PAGE).host, path: '/sandbox', body: 'A page' });
  for (const name of ['Fabrikam', 'Contoso']) {
    const { id } = demoTenant(cloud, name);
    const page = await bulkhead.open(id, 'defender');
    await page.goto(PAGE);
  }
  const { id } = demoTenant(cloud, 'Contoso');
  const page = await bulkhead.portalPage(id);
  // What a page asks for in the features of its window must not count.
  await page.evaluate(
    (url) => void window.open(url, '', 'nodeIntegration=yes,sandbox=no,devTools=yes,preload=/x'),
    `${PAGE}?pop-up`,
  );
  await bulkhead.portalPage(id, (url) => url.endsWith('?pop-up'));
}

test('every renderer is in the sandbox, and no process is root’s', async ({ bulkhead, cloud }) => {
  await openPages(bulkhead, cloud);

  const pages = await bulkhead.electron.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => contents.getOSProcessId()),
  );
  const processes = await processesOfGroup(bulkhead.electron.pid);

  expect(processes.filter(({ uid }) => uid === 0)).toEqual([]);
  const renderers = processes.filter(({ type }) => type === 'renderer');
  expect(renderers.map(({ pid }) => pid)).toEqual(expect.arrayContaining(pages));
  expect(new Set(pages).size).toBeGreaterThanOrEqual(3);
  // The sandbox puts a process into a pid namespace of its own, in whichever one this is run.
  const outside = processes.find(({ type }) => type === 'browser')?.pidNamespaces ?? 0;
  expect(outside).toBeGreaterThan(0);
  for (const { seccomp, pidNamespaces } of renderers) {
    expect(seccomp).toBe(2);
    expect(pidNamespaces).toBeGreaterThan(outside);
  }
});

/** What Electron can be asked about every page; what it does not tell is tried in other tests. */
const LOCKED: WebPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  enableBlinkFeatures: '',
  webviewTag: false,
  safeDialogs: true,
};

test('every page has the locked preferences, pop-ups too', async ({ bulkhead, cloud }) => {
  await openPages(bulkhead, cloud);

  const pages = await bulkhead.electron.app.evaluate(
    ({ webContents }, names) =>
      webContents.getAllWebContents().map((contents) => {
        type Inspected = { getLastWebPreferences(): Record<string, unknown> };
        const all = (contents as unknown as Inspected).getLastWebPreferences();
        return Object.fromEntries(names.map((name) => [name, all[name]]));
      }),
    Object.keys(LOCKED),
  );

  expect(pages).toEqual([LOCKED, LOCKED, LOCKED, LOCKED]);
});

test('portal pages have no developer tools, by whatever way they are asked for', async ({
  bulkhead,
  cloud,
}) => {
  await openPages(bulkhead, cloud);
  const operator = new Operator(bulkhead);
  await bulkhead.call('app', 'focusPortal', {});
  await expect.poll(() => operator.focusedUrl()).toContain(PAGE);

  for (const keys of ['F12', 'Control+Shift+I', 'Control+Shift+J', 'Control+Shift+C'])
    await operator.press(keys);
  const inspected = await bulkhead.electron.app.evaluate(async ({ app, webContents }, url) => {
    const portals = webContents.getAllWebContents().filter((one) => one.getURL().startsWith(url));
    const tools: { readonly isOfPopup: boolean; readonly contents: WebContents }[] = [];
    for (const portal of portals) {
      const isOfPopup = portal.getURL().endsWith('?pop-up');
      const note = (_event: unknown, contents: WebContents) => tools.push({ isOfPopup, contents });
      app.on('web-contents-created', note);
      portal.openDevTools({ mode: 'detach' });
      portal.toggleDevTools();
      portal.inspectElement(1, 1);
      // Tools are made in a later turn if they are.
      await new Promise((resolve) => setTimeout(resolve, 300));
      app.off('web-contents-created', note);
    }
    return {
      portals: portals.length,
      made: tools.filter(({ isOfPopup }) => !isOfPopup).length,
      left: tools.filter(({ contents }) => !contents.isDestroyed()).length,
      all: webContents.getAllWebContents().length,
    };
  }, PAGE);

  // Electron does not tell pop-ups of the preference: tools that it makes for one end at once.
  expect(inspected).toEqual({ portals: 3, made: 0, left: 0, all: 4 });
});

test('a page that nobody of Bulkhead’s made ends in the turn it is made in', async ({
  bulkhead,
}) => {
  const ended = await bulkhead.electron.app.evaluate(async ({ BrowserWindow, WebContentsView }) => {
    const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
    const view = new WebContentsView();
    const all = [window.webContents, view.webContents];
    await Promise.all(
      all.map((contents) => new Promise<void>((resolve) => contents.once('destroyed', resolve))),
    );
    return all.map((contents) => contents.isDestroyed());
  });

  expect(ended).toEqual([true, true]);
});

test.describe('the shell’s policy', () => {
  test('comes with everything that is served', async ({ bulkhead }) => {
    const paths = await bulkhead.shell.evaluate(() => [
      ...Array.from(document.scripts, ({ src }) => src),
      ...Array.from(document.querySelectorAll('link'), ({ href }) => href),
    ]);
    expect(paths.length).toBeGreaterThan(1);

    const policies = await bulkhead.electron.app.evaluate(
      ({ session }, urls) =>
        Promise.all(
          urls.map(async (url) => {
            const { headers } = await session.fromPartition('persist:shell').fetch(url);
            return headers.get('content-security-policy');
          }),
        ),
      ['app://bulkhead/index.html', ...paths],
    );

    expect(new Set(policies)).toEqual(new Set([contentPolicy.join('; ')]));
  });

  test('lets nothing be loaded, sent or run that is not the shell’s own', async ({
    bulkhead,
    cloud,
  }) => {
    const outcome = await bulkhead.shell.evaluate(async (url) => {
      const broken: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) =>
        broken.push(event.effectiveDirective),
      );
      const within = (start: (done: (outcome: string) => void) => void) =>
        new Promise<string>((resolve) => {
          try {
            start(resolve);
          } catch {
            // Trusted types throw at once.
            resolve('failed');
          }
          setTimeout(() => resolve('nothing'), 500);
        });
      const element = (name: string, attribute: string) =>
        within((done) => {
          const made = document.createElement(name);
          made.addEventListener('load', () => done('loaded'));
          made.addEventListener('error', () => done('failed'));
          made.setAttribute(attribute, url);
          document.body.append(made);
        });
      // Chromium says of a frame that is refused that it was loaded.
      await element('iframe', 'src');
      const outcomes = [
        await fetch(url).then(
          () => 'loaded',
          () => 'failed',
        ),
        await element('img', 'src'),
        await element('object', 'data'),
        await within((done) => {
          const style = document.createElement('link');
          style.rel = 'stylesheet';
          style.addEventListener('load', () => done('loaded'));
          style.addEventListener('error', () => done('failed'));
          style.href = url;
          document.head.append(style);
        }),
        await within((done) => {
          document.body.setAttribute('onclick', 'globalThis.hasRun = true');
          document.body.click();
          done(Reflect.has(globalThis, 'hasRun') ? 'run' : 'failed');
        }),
        await within((done) => {
          document.createElement('div').innerHTML = '<b>';
          done('written');
        }),
        navigator.sendBeacon(url) ? 'queued' : 'failed',
      ];
      return { outcomes, broken };
    }, PAGE);

    expect(outcome.outcomes.filter((one) => /loaded|run|written/.test(one))).toEqual([]);
    expect(new Set(outcome.broken)).toEqual(
      new Set([
        'connect-src',
        'img-src',
        'frame-src',
        'style-src-elem',
        'require-trusted-types-for',
      ]),
    );
    expect(cloud.requests.requests({ host: new URL(PAGE).host })).toEqual([]);
  });
});

test('a walk through the shell breaks no policy and logs no error', async ({ bulkhead, cloud }) => {
  const { shell } = bulkhead;
  const problems: string[] = [];
  await shell.addInitScript(() => {
    const broken: string[] = [];
    Reflect.set(globalThis, 'brokenPolicies', broken);
    document.addEventListener('securitypolicyviolation', (event) =>
      broken.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
    );
  });
  await shell.reload();
  shell.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  shell.on('pageerror', (error) => problems.push(String(error)));
  await bulkhead.electron.app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] });
  });
  const operator = new Operator(bulkhead);
  const contoso = demoTenant(cloud, 'Contoso');
  const palette = (text: string) => operator.findAnything(text);
  const dialog = async (action: string, name: string | RegExp) => {
    await palette(action);
    const opened = shell.getByRole('dialog', { name }).or(shell.getByRole('alertdialog', { name }));
    await expect(opened).toBeVisible();
    await operator.press('Escape');
    await expect(opened).toBeHidden();
  };

  await expect(shell.getByRole('tree')).toBeVisible();
  for (const layout of ['table', 'cards'] as const)
    await bulkhead.call('app', 'changeSettings', { overviewLayout: layout });
  for (const theme of ['dark', 'high contrast', 'light', 'as the system'])
    await palette(`Theme: ${theme}`);
  for (const page of ['settings', 'about', 'refused hosts', 'overview'])
    await palette(`Go to ${page}`);
  await palette('Import tenants');
  await dialog('Add tenant', 'Add tenant');
  await dialog('Manage groups', /groups/i);
  await dialog('Keyboard shortcuts', /shortcuts/i);

  await operator.openPortal(contoso, 'defender');
  await dialog('Edit this tenant', /Edit/);
  await dialog('Sign out of this tenant', /Sign out/);
  await dialog('Forget this tenant', /Forget/);
  await palette('Find in page');
  await expect(shell.getByRole('search').or(shell.getByLabel(/find/i)).first()).toBeVisible();
  await operator.press('Escape');
  await shell.getByRole('tab', { name: 'Notes' }).click();
  await operator.row(contoso).click({ button: 'right' });
  await expect(shell.getByRole('menu')).toBeVisible();
  await operator.press('Escape');

  const broken = await shell.evaluate(() => Reflect.get(globalThis, 'brokenPolicies') as string[]);
  expect(broken).toEqual([]);
  expect(problems).toEqual([]);
});
