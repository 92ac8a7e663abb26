import { randomUUID } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cloud } from '../../cloud/start-cloud.ts';
import type { TenantId } from '../../../preload/contract/index.ts';
import { signInForApis } from '../../support/api-sign-in.ts';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { demoTenant, OPERATOR } from '../../support/demo-estate.ts';
import { recordPrograms } from '../../support/managed-browser.ts';
import { Operator } from '../../support/operator.ts';
import { signIn } from '../../support/sign-in.ts';
import { filesHolding } from '../../support/stores/files-holding.ts';
import {
  everything,
  nothing,
  readAll,
  readerIn,
  seedAll,
  type Seeded,
} from '../../support/stores/seeding.ts';
import { serveStores, STORES_PAGE } from '../../support/stores/store.ts';

// T03: forgetting a tenant leaves no byte of it in the profile, but for its id in the journal, also
// without a network, and costs no other tenant anything.

const CANARY = 'canary7f3a91';
/**
 * Where something of the tenant lies before it is forgotten, so that the end says something. Not
 * cookies, which a release encrypts: they are in the session's folder, which has the id in its name.
 */
const KEEPERS =
  'tenants.json workspace.json identity.json bulkhead.log managed-browser Crashpad Cache_Data IndexedDB'
    .split(' ')
    .concat('Local Storage', 'Service Worker');

test.describe.configure({ timeout: 240_000 });
test.beforeEach(({ cloud }) => serveStores(cloud));

/** What can be read back while the app runs. */
const isReadLive = ({ store }: Seeded) => store.isWrittenAtEnd !== true;

async function signedInAndSeeded(bulkhead: Bulkhead, cloud: Cloud, tenantId: TenantId) {
  const page = await bulkhead.open(tenantId, 'defender');
  await signIn(page, cloud, OPERATOR);
  const reader = await readerIn(bulkhead, cloud, tenantId);
  return { reader, seeded: await seedAll(reader, ({ lasts }) => lasts) };
}

/** Puts the canary wherever Bulkhead itself keeps something of a tenant. */
async function leaveTraces(bulkhead: Bulkhead, tenantId: TenantId): Promise<string> {
  const name = `Contoso ${CANARY}`;
  const domain = `${CANARY}.example`;
  await bulkhead.call('tenants', 'update', { id: tenantId, name, domain, notes: CANARY });
  const page = await bulkhead.portalPage(tenantId);
  // The address is kept for the next start; the host that is refused goes into list and log.
  await page.goto(`${STORES_PAGE}?tid=${tenantId}&view=${CANARY}`);
  await page.evaluate(
    (host) => fetch(`https://${host}/`).catch(() => undefined),
    `${CANARY}.attacker.example`,
  );
  const [view] =
    (await bulkhead.workspace()).compartments.find((one) => one.tenantId === tenantId)?.views ?? [];
  if (view === undefined) throw new Error('The tenant has no page.');
  await bulkhead.call('compartments', 'openInManagedBrowser', { tenantId, viewId: view.id });
  // Chromium writes what it keeps half a minute later.
  await bulkhead.electron.app.evaluate(async ({ session }, id) => {
    const own = session.fromPartition(`persist:tenant-${id}`);
    await own.cookies.flushStore();
    own.flushStorageData();
  }, tenantId);
  // A crashed page leaves a picture of its memory; what is in it is chance, so here it is put there.
  const crashes = await bulkhead.electron.app.evaluate(({ app }) => app.getPath('crashDumps'));
  await writeFile(join(crashes, 'pending', `${randomUUID()}.dmp`), CANARY);
  return name;
}

test('no byte of a forgotten tenant stays, and the other has all of its own', async ({
  cloud,
  profileDir,
  start,
}) => {
  const programs = await recordPrograms({ leaves: CANARY });
  const contoso = demoTenant(cloud, 'Contoso');
  const fabrikam = demoTenant(cloud, 'Fabrikam');
  const bulkhead = await start({ policyFile: programs.policyFile });
  const other = await signedInAndSeeded(bulkhead, cloud, fabrikam.id);
  await signInForApis(bulkhead, cloud, contoso.id, OPERATOR);
  await bulkhead.call('status', 'collect', { tenantIds: [contoso.id] });
  await expect
    .poll(async () => (await bulkhead.call('status', 'get', {})).progress.isRunning)
    .toBe(false);
  const { seeded } = await signedInAndSeeded(bulkhead, cloud, contoso.id);
  const name = await leaveTraces(bulkhead, contoso.id);
  const traces = [CANARY, ...seeded.map(({ mark }) => mark)];
  const journal = join(profileDir, 'journal');
  // The journal keeps the id, by docs/journal.md, and nothing else of the tenant.
  const leftIn = async () => {
    const byId = await filesHolding(profileDir, [contoso.id]);
    const left = await filesHolding(profileDir, traces);
    return [...left, ...byId.filter((path) => !path.startsWith(journal))];
  };
  for (const part of KEEPERS) {
    await expect.poll(leftIn, { message: part }).toContainEqual(expect.stringContaining(part));
  }
  const folder = join(profileDir, 'Partitions', `tenant-${contoso.id}`);
  expect(await readdir(folder)).toContain('Cookies');
  expect(await leftIn()).toContain(folder);
  // From here on no host can be reached.
  cloud.faults.add({ effect: { kind: 'reset' } });

  await test.step('only with its name typed', async () => {
    const { shell } = bulkhead;
    await new Operator(bulkhead).goTo({ id: contoso.id, name });
    await shell.getByRole('button', { name: 'More of this tenant' }).click();
    await shell.getByRole('menuitem', { name: 'Forget this tenant…' }).click();
    const dialog = shell.getByRole('alertdialog', { name: 'Forget this tenant?' });
    await expect(dialog).toContainText(contoso.id);
    await dialog.getByRole('textbox').fill('Fabrikam');
    await dialog.getByRole('button', { name: 'Forget and erase' }).click();
    await expect(dialog).toContainText('not the name of the tenant');
    expect((await bulkhead.estate()).tenants).toHaveLength(cloud.estate.tenants.length);
    await dialog.getByRole('textbox').fill(name);
    await dialog.getByRole('button', { name: 'Forget and erase' }).click();
    await expect(dialog).toBeHidden();
    await expect(shell.getByText(CANARY)).toHaveCount(0);
  });

  await expect.poll(leftIn, { message: 'right after' }).toEqual([]);
  const known = [
    await bulkhead.call('identity', 'get', {}),
    await bulkhead.call('status', 'get', {}),
    await bulkhead.workspace(),
    await bulkhead.estate(),
  ];
  expect(JSON.stringify(known)).not.toContain(contoso.id);
  const live = other.seeded.filter(isReadLive);
  cloud.faults.clear();
  expect(await readAll(other.reader, live)).toEqual(everything(live));
  // A page that starts while Playwright connects is sometimes held by it for ever: none is in front.
  await bulkhead.call('compartments', 'select', {
    tenantId: demoTenant(cloud, 'Adatum Corporation').id,
  });
  await bulkhead.close();

  const again = await start({
    isFilled: false,
    policyFile: programs.policyFile,
  });
  await expect.poll(leftIn, { message: 'after the restart' }).toEqual([]);
  const reader = await readerIn(again, cloud, fabrikam.id);
  expect(await readAll(reader, live)).toEqual(everything(live));
  await reader.page.goto(`https://security.microsoft.com/?tid=${fabrikam.id}`);
  await expect(reader.page.getByTestId('account-name')).toHaveText(OPERATOR);
  await again.close();
  expect(await leftIn()).toEqual([]);
  const recorded = await readFile(join(journal, 'journal-00000001.jsonl'), 'utf8');
  expect(recorded).toContain(`"kind":"intent","action":"tenants.forget","tenant":"${contoso.id}"`);
  expect(recorded).toContain(`"action":"tenants.forget","tenant":"${contoso.id}","ref":`);
  expect((await stat(profileDir)).mode & 0o077).toBe(0);
  await programs.remove();
});

test('signing out empties the session and keeps the tenant', async ({ cloud, bulkhead }) => {
  const contoso = demoTenant(cloud, 'Contoso');
  const { seeded } = await signedInAndSeeded(bulkhead, cloud, contoso.id);
  const before = (await bulkhead.estate()).tenants;
  const { shell } = bulkhead;

  await shell.getByRole('button', { name: 'More of this tenant' }).click();
  await shell.getByRole('menuitem', { name: 'Sign out of this tenant…' }).click();
  const dialog = shell.getByRole('dialog', { name: 'Sign out of this tenant?' });
  await expect(dialog).toContainText('Contoso');
  await dialog.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(dialog).toBeHidden();

  const page = await bulkhead.open(contoso.id, 'defender');
  await expect(page.locator('input[name=loginfmt]')).toBeVisible();
  const live = seeded.filter(isReadLive);
  const reader = await readerIn(bulkhead, cloud, contoso.id);
  expect(await readAll(reader, live)).toEqual(nothing(live));
  expect((await bulkhead.estate()).tenants.map(({ id, name }) => [id, name])).toEqual(
    before.map(({ id, name }) => [id, name]),
  );
});

test('a tenant added again in the same run starts with nothing', async ({
  cloud,
  bulkhead,
  profileDir,
}) => {
  const contoso = demoTenant(cloud, 'Contoso');
  const { seeded } = await signedInAndSeeded(bulkhead, cloud, contoso.id);
  const { id, name, domain } = contoso;
  await bulkhead.call('tenants', 'forget', { tenantId: id, typedName: name });

  await bulkhead.call('tenants', 'add', { id, name, domain, cloud: 'global' });

  const page = await bulkhead.open(id, 'defender');
  await expect(page.locator('input[name=loginfmt]')).toBeVisible();
  const live = seeded.filter(isReadLive);
  const reader = await readerIn(bulkhead, cloud, id);
  expect(await readAll(reader, live)).toEqual(nothing(live));
  const folders = await readdir(join(profileDir, 'Partitions'));
  expect(folders.filter((folder) => folder.includes(id))).toEqual([`tenant-${id}.1`]);
});
