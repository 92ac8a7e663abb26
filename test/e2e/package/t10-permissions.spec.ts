import type { Frame, Page } from '@playwright/test';
import type { Cloud } from '../../cloud/start-cloud.ts';
import { expect, test, type OwnApp } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import { openHostile, serve } from '../../support/hostile-page.ts';
import {
  FRAME_MAY,
  PERMISSION_ATTEMPTS,
  PERMISSION_NAMES,
} from '../../support/permission-attempts.ts';
import { listenForNotices } from '../../support/refusals.ts';

// Every permission there is, asked for and asked about, by a portal's own page and by a frame of
// another portal that may have everything as far as the page around it is concerned.

type Place = 'page' | 'frame';

const FRAME = 'https://portal.azure.com/frame';
const SCRIPT = { body: '', headers: { 'content-type': 'text/javascript' } };

let app: OwnApp;

test.beforeAll(async ({ startOwnApp }) => {
  app = await startOwnApp();
  // A camera that works. Given as a switch it would keep Bulkhead from starting.
  await app.bulkhead.electron.app.evaluate(({ app: { commandLine } }) =>
    commandLine.appendSwitch('use-fake-device-for-media-stream'),
  );
});
test.afterAll(() => app.close());

/** The page or the frame in it, with the focus. */
async function taken(cloud: Cloud, tenant: string, place: Place): Promise<Page | Frame> {
  serve(cloud, '/frame', '<p>frame</p>', { host: 'portal.azure.com' });
  for (const host of ['security.microsoft.com', 'portal.azure.com']) {
    serve(cloud, '/worker.js', '', { ...SCRIPT, host });
  }
  const body = `<p>page</p><iframe src="${FRAME}" allow="${FRAME_MAY}" allowfullscreen></iframe>`;
  const page = await openHostile(
    app.bulkhead,
    demoTenant(cloud, tenant).id,
    serve(cloud, '/taken', body),
  );
  const frame = page.frame({ url: FRAME });
  if (frame === null) throw new Error('no frame');
  await app.bulkhead.call('app', 'focusPortal', {});
  const where = place === 'page' ? page : frame;
  await where.click('p');
  return where;
}

/** What came of each attempt: `granted`, or the reason why not. */
async function attemptAll(where: Page | Frame): Promise<Readonly<Record<string, string>>> {
  const outcomes: Record<string, string> = {};
  for (const [name, attempt] of Object.entries(PERMISSION_ATTEMPTS)) {
    const outcome = where.evaluate(attempt).then(
      () => 'granted',
      (error: Error) => error.message.split('\n')[0] ?? '',
    );
    const late = new Promise<string>((done) => setTimeout(() => done('no answer'), 20_000));
    outcomes[name] = await Promise.race([outcome, late]);
  }
  return outcomes;
}

/** What the page is told about each permission; an error's text where Chromium has none. */
const askAll = (where: Page | Frame) =>
  where.evaluate(async (names) => {
    const states: Record<string, string> = {};
    for (const name of names) {
      states[name] = await navigator.permissions
        .query({ name: name as PermissionName })
        .then(({ state }) => state, String);
    }
    return states;
  }, PERMISSION_NAMES);

const PLACES = [
  ['page', 'Contoso'],
  ['frame', 'Fabrikam'],
] as const;

for (const [place, tenant] of PLACES) {
  test(`a ${place} is given nothing that it asks for`, async ({ cloud }) => {
    const where = await taken(cloud, tenant, place);

    const outcomes = await attemptAll(where);

    const given = Object.keys(outcomes).filter((name) => outcomes[name] === 'granted');
    expect(given).toEqual([]);
    // A question that stays open may be one that the operator sees.
    expect(Object.values(outcomes)).not.toContain('no answer');
    // There is a camera, so it was refused and not missed.
    expect(outcomes['camera']).toContain('NotAllowedError');
  });

  test(`a ${place} is told that it may do nothing, but for writing to the clipboard`, async ({
    cloud,
  }) => {
    const where = await taken(cloud, tenant, place);

    const states = await askAll(where);

    const told = Object.values(states).filter((state) => ['denied', 'granted'].includes(state));
    expect(told.length).toBeGreaterThan(20);
    expect(Object.values(states)).not.toContain('prompt');
    const allowed = Object.keys(states).filter((name) => states[name] === 'granted');
    expect(allowed).toEqual(place === 'page' ? ['clipboard-write'] : []);
  });
}

test('what one tenant’s page copies, no page reads and no frame replaces', async ({ cloud }) => {
  const clipboard = () =>
    app.bulkhead.electron.app.evaluate(({ clipboard: { readText } }) => readText());
  const page = await taken(cloud, 'Contoso', 'page');

  await page.evaluate(() => navigator.clipboard.writeText('copied'));
  expect(await clipboard()).toBe('copied');

  for (const [place, tenant] of PLACES) {
    const where = await taken(cloud, tenant, place);
    const read = where.evaluate(() => navigator.clipboard.readText());
    await expect(read).rejects.toThrow(/NotAllowedError/);
  }
  const frame = await taken(cloud, 'Fabrikam', 'frame');
  const write = frame.evaluate(() => navigator.clipboard.writeText('replaced'));
  await expect(write).rejects.toThrow(/NotAllowedError/);
  expect(await clipboard()).toBe('copied');
});

test('the operator is told what a page asked for', async ({ cloud }) => {
  const page = await taken(cloud, 'Adatum Corporation', 'page');
  const notices = await listenForNotices(app.bulkhead);

  await expect(
    page.evaluate(() => navigator.mediaDevices.getUserMedia({ video: true })),
  ).rejects.toThrow(/NotAllowedError/);

  await expect.poll(notices).toContainEqual(
    expect.objectContaining({
      kind: 'permission-refused',
      host: 'security.microsoft.com',
      message: 'A page asked for the camera or the microphone. Bulkhead does not give it to pages.',
    }),
  );
});
