import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Cloud } from '../../cloud/start-cloud.ts';
import { expect, test, type OwnApp } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import {
  ATTACKER,
  expectAtRest,
  isReached,
  openHostile,
  serve,
} from '../../support/hostile-page.ts';
import { expectRefused } from '../../support/refusals.ts';

// Every way in which a page takes itself, or the page around it, to another address.

let app: OwnApp;

test.beforeAll(async ({ startOwnApp }) => {
  app = await startOwnApp();
});
test.afterAll(() => app.close());

/** A page that serves `body`, in a compartment; it must still be there at the end. */
async function taken(cloud: Cloud, body = ''): Promise<Page> {
  return openHostile(app.bulkhead, demoTenant(cloud, 'Contoso').id, serve(cloud, '/taken', body));
}

async function expectStayed(cloud: Cloud, page: Page, host: string): Promise<void> {
  await expectRefused(app.bulkhead, 'navigation', host);
  await expectAtRest(app.bulkhead);
  expect(new URL(page.url()).host).toBe('security.microsoft.com');
  expect(isReached(cloud, host)).toBe(false);
}

/** Each gets an address of its own below the attacker's name. */
const BY_SCRIPT: Readonly<Record<string, (url: string) => unknown>> = {
  location: (url) => (location.href = url),
  replace: (url) => location.replace(url),
  link: (url) => Object.assign(document.createElement('a'), { href: url }).click(),
  'window-open-self': (url) => open(url, '_self'),
  navigation: (url) => {
    const { navigation } = window as unknown as { navigation: { navigate(to: string): void } };
    navigation.navigate(url);
  },
  base: (url) => {
    document.head.append(Object.assign(document.createElement('base'), { href: url }));
    const link = Object.assign(document.createElement('a'), { href: 'relative' });
    document.body.append(link);
    link.click();
  },
  'form-get': (url) => {
    const form = Object.assign(document.createElement('form'), { action: url, method: 'get' });
    document.body.append(form);
    form.submit();
  },
  'form-post': (url) => {
    const form = Object.assign(document.createElement('form'), { action: url, method: 'post' });
    document.body.append(form);
    form.submit();
  },
  formaction: (url) => {
    const form = document.createElement('form');
    const button = Object.assign(document.createElement('button'), { formAction: url });
    form.append(button);
    document.body.append(form);
    button.click();
  },
};

for (const [way, go] of Object.entries(BY_SCRIPT)) {
  test(`does not leave by ${way}`, async ({ cloud }) => {
    const host = `${way}.${ATTACKER}`;
    const page = await taken(cloud);

    await page.evaluate(go, `https://${host}/`);

    await expectStayed(cloud, page, host);
  });
}

const BY_FRAME: Readonly<Record<string, (url: string) => string>> = {
  'frame-top': (url) => `<script>top.location = '${url}'</script>`,
  'frame-link-top': (url) => `<a id=go target=_top href="${url}"></a><script>go.click()</script>`,
  'frame-form-top': (url) =>
    `<form id=go method=post target=_top action="${url}"></form><script>go.submit()</script>`,
  'frame-parent': (url) => `<script>parent.location.replace('${url}')</script>`,
};

for (const [way, body] of Object.entries(BY_FRAME)) {
  test(`a frame does not take the page away by ${way}`, async ({ cloud }) => {
    const host = `${way}.${ATTACKER}`;
    serve(cloud, '/frame', body(`https://${host}/`));

    const page = await taken(cloud);

    await page.evaluate(() => {
      document.body.append(Object.assign(document.createElement('iframe'), { src: '/frame' }));
    });

    await expectStayed(cloud, page, host);
  });
}

test('does not leave by meta refresh or by a Refresh header', async ({ cloud }) => {
  const [meta, header] = [`meta.${ATTACKER}`, `refresh.${ATTACKER}`];
  const page = await taken(cloud, `<meta http-equiv=refresh content="0; url=https://${meta}/">`);
  await expectStayed(cloud, page, meta);

  const headers = { 'content-type': 'text/html', refresh: `0; url=https://${header}/` };
  await page.goto(serve(cloud, '/refresh', '', { headers }));
  await expectStayed(cloud, page, header);
});

for (const status of [301, 302, 303, 307, 308]) {
  test(`does not follow a ${String(status)}, nor one at the end of a chain`, async ({ cloud }) => {
    const host = `r${String(status)}.${ATTACKER}`;
    const to = (location: string) => ({ status, headers: { location } });
    // Paths of its own, because some redirects are kept for good.
    const path = `/${String(status)}`;
    serve(cloud, path, '', to(`${path}/two`));
    serve(cloud, `${path}/two`, '', to(`https://portal.azure.com${path}`));
    serve(cloud, path, '', { host: 'portal.azure.com', ...to(`https://${host}/?secret`) });
    serve(cloud, `${path}/direct`, '', to(`https://direct-${host}/`));
    const page = await taken(cloud);

    await page.evaluate((start) => (location.href = start), path);
    await expectStayed(cloud, page, host);

    await page.evaluate((start) => {
      const form = Object.assign(document.createElement('form'), { method: 'post' });
      form.action = `${start}/direct`;
      document.body.append(form);
      form.submit();
    }, path);
    await expectStayed(cloud, page, `direct-${host}`);
  });
}

test('does not follow a redirect that a service worker makes up', async ({ cloud }) => {
  const host = `service-worker.${ATTACKER}`;
  const headers = { 'content-type': 'text/javascript' };
  const page = await taken(cloud);
  cloud.contents.put({
    host: 'security.microsoft.com',
    path: '/redirector.js',
    headers,
    body: `onfetch = (event) => {
      if (event.request.url.endsWith('/go')) event.respondWith(Response.redirect('https://${host}/'));
    }`,
  });

  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/redirector.js', { scope: '/' });
    await navigator.serviceWorker.ready;
    location.href = '/go';
  });

  await expectStayed(cloud, page, host);
});

test('does not leave by going back to a page that has become a redirect', async ({ cloud }) => {
  const host = `history.${ATTACKER}`;
  const noStore = { 'content-type': 'text/html', 'cache-control': 'no-store' };
  const page = await taken(cloud);
  await page.goto(serve(cloud, '/was-harmless', '', { headers: noStore }));
  await page.goto(serve(cloud, '/after', '', { headers: noStore }));
  serve(cloud, '/was-harmless', '', { status: 302, headers: { location: `https://${host}/` } });

  await page.evaluate(() => history.back());

  await expectStayed(cloud, page, host);
});

test('does not load what main itself was made to ask for', async ({ cloud }) => {
  const host = `main.${ATTACKER}`;
  const page = await taken(cloud);

  await app.bulkhead.electron.app.evaluate(
    ({ webContents }, [from, to]) =>
      webContents
        .getAllWebContents()
        .find((contents) => contents.getURL() === from)
        ?.loadURL(to)
        .catch(() => undefined),
    [page.url(), `https://${host}/`] as const,
  );

  await expectStayed(cloud, page, host);
});

test('does not open a file that is dropped on it', async ({ cloud }) => {
  const page = await taken(cloud, '<body style="height: 100vh">');
  const { electron } = app.bulkhead;
  const file = join(app.profileDir, 'dropped.html');
  await writeFile(file, '<title>dropped</title>');
  const started = await electron.app.evaluateHandle(({ webContents }, at) => {
    const urls: string[] = [];
    const contents = webContents.getAllWebContents().find((each) => each.getURL() === at);
    contents?.on('did-start-navigation', ({ url }) => urls.push(url));
    return urls;
  }, page.url());

  const client = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await client.send('Input.dispatchDragEvent', {
      type,
      x: 50,
      y: 50,
      data: { items: [], files: [file], dragOperationsMask: 1 },
    });
  }
  // Whatever the drop has begun was begun before this.
  await page.reload();

  expect(await started.jsonValue()).toEqual([page.url()]);
  expect(page.url()).toContain('/taken');
});

test('says so in a notice and lists the host for the administrator', async ({ cloud }) => {
  const { bulkhead } = app;
  const { shell } = bulkhead;
  const host = `shown.${ATTACKER}`;
  const address = serve(cloud, '/taken', '');
  const page = await openHostile(bulkhead, demoTenant(cloud, 'Fabrikam').id, address);

  await page.evaluate((url) => (location.href = url), `https://${host}/?secret=1`);

  await expect(shell.getByRole('status').filter({ hasText: host })).toContainText(
    `The page wanted to go to ${host}. This was refused: it is not on this cloud’s list of hosts.`,
  );
  await shell
    .getByRole('navigation', { name: 'Estate' })
    .getByRole('button', { name: /^Refused hosts/ })
    .click();
  const row = shell.getByRole('region', { name: 'Refused hosts' }).getByRole('row');
  await expect(row.filter({ hasText: host })).toContainText('Page');
  await expect(row.filter({ hasText: host })).toContainText('Fabrikam');
  expect(await shell.locator('body').innerText()).not.toContain('secret=1');
});
