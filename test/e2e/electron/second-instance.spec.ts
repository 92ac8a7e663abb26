import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { endProcessGroup } from '../../../scripts/launch/process-group.mjs';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import { Operator } from '../../support/operator.ts';
import { processesOfGroup } from '../../support/processes.ts';
import {
  expectNotDrownedOut,
  expectNotListenedTo,
  type StartAgain,
} from '../../support/second-start.ts';
import { openPortsOf } from '../../support/sockets.ts';
import { currentElectron } from '../../support/test-run.ts';

// The ways into a running Bulkhead from outside: another start, and sockets. The other start
// brings the window to the front and is not listened to, but for a link that leads to a place; sockets
// there are none.

/** Starts Bulkhead as a desktop does, without Playwright and what that needs. */
function startPlainly(profileDir: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const electron = currentElectron();
  const child = spawn(
    electron.launcher,
    [electron.appDir, `--user-data-dir=${profileDir}`, ...args],
    { env: { ...electron.env, ...env }, detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let complaints = '';
  child.stderr.on('data', (bytes) => (complaints += String(bytes)));
  const { pid } = child;
  if (pid === undefined) throw new Error('Electron has no process id.');
  return { child, pid, complaints: () => complaints };
}

/** Starts it on a profile that is in use, and waits until that has ended. */
const again =
  (profileDir: string): StartAgain =>
  async (args) => {
    const second = startPlainly(profileDir, args);
    try {
      const [code] = (await once(second.child, 'exit')) as [number | null];
      return { code, said: second.complaints() };
    } finally {
      await endProcessGroup(second.pid, { graceMs: 0 });
    }
  };

test('a second start brings the first to the front, ends, and is not listened to', async ({
  bulkhead,
  cloud,
  profileDir,
}) => {
  const tenant = demoTenant(cloud, 'Contoso');
  await expectNotListenedTo(bulkhead, {
    cloud,
    tenant,
    isRelease: false,
    startAgain: again(profileDir),
  });
});

const linkDialog = (bulkhead: Bulkhead) =>
  bulkhead.shell.getByRole('dialog', { name: 'Show what a link leads to?' });

/** Another start as a desktop makes it for a link; settles when it has ended. */
async function startWith(profileDir: string, ...args: readonly string[]) {
  const second = startPlainly(profileDir, args);
  try {
    const [exitCode] = await once(second.child, 'exit');
    expect(exitCode, second.complaints()).toBe(0);
  } finally {
    await endProcessGroup(second.pid, { graceMs: 0 });
  }
}

test('a link of a second start is shown first, and leads to its tenant and no further', async ({
  bulkhead,
  cloud,
  profileDir,
}) => {
  const fabrikam = demoTenant(cloud, 'Fabrikam');
  const link = `bulkhead://tenant/${fabrikam.id}`;
  const selected = async () => (await bulkhead.workspace()).selectedTenantId;
  const dialog = linkDialog(bulkhead);
  const hostile = [
    ['bulkhead://auth?code=0.AXXX&state=0123456789abcdef'],
    [`${link}"; touch /tmp/bulkhead-was-here; "`],
    [`${link}\n--no-sandbox`],
    [`BULKHEAD://tenant/${fabrikam.id}`],
    [`bulkhead://op:word@tenant/${fabrikam.id}`],
    [link, `bulkhead://tenant/${demoTenant(cloud, 'Contoso').id}`],
  ];
  cloud.requests.clear();
  for (const words of hostile) await startWith(profileDir, ...words);
  await bulkhead.shell.getByRole('button', { name: /^\d+ notices?$/ }).click();
  await expect(
    bulkhead.shell.getByRole('listitem').filter({ hasText: 'A link of another program' }),
  ).toContainText('it leads to no place');
  await bulkhead.shell.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect(await selected()).toBeNull();

  await startWith(profileDir, '--forget-all-tenants', link);
  await expect(dialog).toContainText(fabrikam.id);
  // Nothing was opened or chosen yet, by this one or by those before.
  expect(await selected()).toBeNull();
  await dialog.getByRole('button', { name: 'Show' }).click();
  await expect.poll(selected).toBe(fabrikam.id);
  expect((await bulkhead.workspace()).compartments.flatMap(({ views }) => views)).toEqual([]);
  expect(cloud.requests.requests({ host: 'security.microsoft.com' })).toEqual([]);
});

test('a link that Bulkhead was started with waits for the page, and for the lock', async ({
  cloud,
  profileDir,
  start,
}) => {
  const { id } = demoTenant(cloud, 'Fabrikam');
  const bulkhead = await start({ switches: [`bulkhead://tenant/${id}/status`] });
  const dialog = linkDialog(bulkhead);
  await expect(dialog).toContainText('Status of this tenant');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();

  const passphrase = 'correct horse battery';
  await bulkhead.call('lock', 'setPassphrase', { present: null, passphrase });
  await bulkhead.call('lock', 'lock', {});
  await startWith(profileDir, 'bulkhead://page/about');
  await startWith(profileDir, `bulkhead://tenant/${id}`);
  await expect(dialog).toBeHidden();
  await bulkhead.call('lock', 'unlock', { passphrase });
  await expect(dialog).toContainText(id);
});

test('a second start with too many words ends by itself, and the first one does not notice', async ({
  bulkhead,
  profileDir,
}) => {
  await expectNotDrownedOut(bulkhead, { startAgain: again(profileDir) });
});

test('no process of the app waits on a socket', async ({ cloud, profileDir, start }) => {
  // With a page of a portal, so that everything that Bulkhead ever runs is running.
  const first = await start();
  await new Operator(first).openPortal(demoTenant(cloud, 'Contoso'), 'defender');
  await first.close();
  cloud.requests.clear();

  const plain = startPlainly(profileDir, [
    `--host-resolver-rules=MAP * 127.0.0.1:${String(cloud.port)}`,
    `--ignore-certificate-errors-spki-list=${cloud.spki}`,
  ]);
  try {
    await expect
      .poll(() => cloud.requests.requests({ host: 'security.microsoft.com' }).length, {
        timeout: 30_000,
        message: 'the portal page came back',
      })
      .toBeGreaterThan(0);
    const types = async () =>
      (await processesOfGroup(plain.pid)).filter(({ type }) => type === 'renderer').length;
    await expect.poll(types).toBeGreaterThanOrEqual(2);
    const pids = (await processesOfGroup(plain.pid)).map(({ pid }) => pid);

    expect(await openPortsOf(pids)).toEqual([]);
  } finally {
    await endProcessGroup(plain.pid, { graceMs: 2_000 });
  }
});

test('a socket that waits would be seen', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');

  expect(await openPortsOf([process.pid])).toContainEqual(
    expect.objectContaining({ protocol: 'tcp' }),
  );
  server.close();
});
