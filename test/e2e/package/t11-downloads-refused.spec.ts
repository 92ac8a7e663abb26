import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Cloud } from '../../cloud/start-cloud.ts';
import { expect, test, type OwnApp } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import { listenForDownloads } from '../../support/download-record.ts';
import {
  ATTACKER,
  expectAtRest,
  isReached,
  openHostile,
  serve,
} from '../../support/hostile-page.ts';
import { writePolicy } from '../../support/managed-policy.ts';
import { expectRefused, listenForNotices } from '../../support/refusals.ts';
import { currentElectron } from '../../support/test-run.ts';

// Without a policy nothing that a page offers becomes a file, whatever it is and however it comes.

/** In every file that is offered, so that it can be found wherever it went. */
const MARKER = 'c0ffee-marker-of-an-offered-file';

let app: OwnApp;

test.beforeAll(async ({ startOwnApp }) => {
  app = await startOwnApp();
});
test.afterAll(() => app.close());

const NAMES = ['tool.exe', 'page.hta', 'link.lnk', 'disk.iso', 'picture.svg', 'table.csv'];

function offer(cloud: Cloud, name: string): string {
  return serve(cloud, `/files/${name}`, '', {
    body: MARKER.repeat(100),
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${name}"`,
      // The cache is no download, but it would be found all the same.
      'cache-control': 'no-store',
    },
  });
}

const OFFERS: Readonly<Record<string, (url: string) => unknown>> = {
  'going there': (url) => (location.href = url),
  'a link with a name': (url) =>
    Object.assign(document.createElement('a'), { href: url, download: 'table.csv' }).click(),
  'a frame': (url) =>
    document.body.append(Object.assign(document.createElement('iframe'), { src: url })),
  'a form': (url) => {
    const form = Object.assign(document.createElement('form'), { action: url, method: 'post' });
    document.body.append(form);
    form.submit();
  },
  'a pop-up': (url) => void open(url),
};

/** Files of the profile and of the account's home that are, or hold, what was offered. */
async function saved(): Promise<string[]> {
  const home = await app.bulkhead.electron.app.evaluate((electron) => electron.app.getPath('home'));
  const found: string[] = [];
  for (const root of [app.profileDir, home, currentElectron().user.home]) {
    for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      // Chromium may have taken its own file away meanwhile.
      const bytes = await readFile(path).catch(() => Buffer.alloc(0));
      if (NAMES.includes(entry.name) || bytes.includes(MARKER)) found.push(path);
    }
  }
  return found;
}

/** Chromium begins a file of its own for what it is offered, and takes it away when it is refused. */
async function expectNothingSaved(): Promise<void> {
  await expect.poll(saved).toEqual([]);
}

const taken = (cloud: Cloud, tenant: string): Promise<Page> =>
  openHostile(app.bulkhead, demoTenant(cloud, tenant).id, serve(cloud, '/taken', '<body>'));

for (const [how, go] of Object.entries(OFFERS)) {
  test(`saves nothing that is offered by ${how}`, async ({ cloud }) => {
    const page = await taken(cloud, 'Contoso');
    const at = page.url();
    const offered = await listenForDownloads(app.bulkhead);

    await page.evaluate(go, offer(cloud, 'table.csv'));

    await expect.poll(offered).toEqual([{ name: 'table.csv', outcome: 'refused' }]);
    await expectAtRest(app.bulkhead);
    expect(page.url()).toBe(at);
    await expectNothingSaved();
  });
}

test('saves no file of any kind', async ({ cloud }) => {
  const page = await taken(cloud, 'Fabrikam');
  const offered = await listenForDownloads(app.bulkhead);

  for (const [index, name] of NAMES.entries()) {
    await page.evaluate((url) => (location.href = url), offer(cloud, name));
    await expect.poll(async () => (await offered())[index]).toEqual({ name, outcome: 'refused' });
  }
  await expectNothingSaved();
});

test('saves nothing that the page made itself', async ({ cloud }) => {
  const page = await taken(cloud, 'Fabrikam');
  const offered = await listenForDownloads(app.bulkhead);

  for (const kind of ['blob', 'data']) {
    await page.evaluate(
      ([what, text]) => {
        const link = Object.assign(document.createElement('a'), { download: `${what}.csv` });
        link.href =
          what === 'data' ? `data:text/csv,${text}` : URL.createObjectURL(new Blob([text]));
        link.click();
      },
      [kind, MARKER] as const,
    );
    await expect.poll(offered).toContainEqual({ name: `${kind}.csv`, outcome: 'refused' });
  }
  await expectNothingSaved();
});

test('tells the operator what was not saved, and who can allow it', async ({ cloud }) => {
  const page = await taken(cloud, 'Adatum Corporation');
  const notices = await listenForNotices(app.bulkhead);

  await page.evaluate((url) => (location.href = url), offer(cloud, 'table.csv'));

  await expect
    .poll(async () => (await notices()).map(({ message }) => message))
    .toContain(
      '“table.csv” was not saved: downloads are switched off. An administrator can allow them by policy.',
    );
});

test('asks no other host for a file', async ({ cloud }) => {
  const page = await taken(cloud, 'Contoso');
  const direct = `direct.${ATTACKER}`;
  const redirected = `redirected.${ATTACKER}`;
  const location = `https://${redirected}/x.csv`;
  const redirect = serve(cloud, '/redirect', '', { status: 302, headers: { location } });

  for (const url of [`https://${direct}/x.csv`, redirect]) {
    await page.evaluate(
      (href) => Object.assign(document.createElement('a'), { href, download: 'x.csv' }).click(),
      url,
    );
    const host = url === redirect ? redirected : direct;
    await expectRefused(app.bulkhead, 'navigation', host);
  }

  expect(isReached(cloud, ATTACKER)).toBe(false);
  await expectNothingSaved();
});

test('saves and opens nothing on the word of a policy that the operator wrote', async ({
  cloud,
  start,
  profileDir,
}) => {
  const { uid } = await stat(profileDir);
  const folder = join(profileDir, 'saved');
  const policy = await writePolicy({ downloads: { allowed: true, folder } }, uid);
  // The tenants are there before the policy is.
  await (await start()).close();
  const bulkhead = await start({ isFilled: false, policyFile: policy.path });
  const { id } = demoTenant(cloud, 'Contoso');

  // Such a policy is refused as a whole, and while it is there everything is shut.
  await expect(openHostile(bulkhead, id, serve(cloud, '/taken', '<body>'))).rejects.toThrow(
    'not-available',
  );
  expect(await readdir(profileDir)).not.toContain('saved');
  await policy.remove();
});
