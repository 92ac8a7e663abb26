import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quoted, writeLauncher } from '../../../scripts/launch/launcher.mjs';
import { APPS } from '../../cloud/sign-in/apps.ts';
import { expect, test } from '../../support/bulkhead.ts';
import {
  dangerousSwitches,
  dangerousVariables,
  expectRefusedStart,
} from '../../support/dangerous-start.ts';
import { startKeyring } from '../../support/keyring.ts';
import { writePolicy } from '../../support/managed-policy.ts';
import { withDriven } from '../../support/packaged/driven.ts';
import { currentPackaged, startPackaged } from '../../support/packaged/release.ts';
import { expectNotDrownedOut, expectNotListenedTo } from '../../support/second-start.ts';
import { currentElectron } from '../../support/test-run.ts';
import { contosoIn } from '../../support/working-day.ts';

// T23 on the release: started in ways that are not safe, and started again while it runs.

async function startAndEnd(launcher: string, args: readonly string[]) {
  const started = startPackaged(launcher, { args });
  try {
    return { code: await started.ended, said: started.output() };
  } finally {
    await started.stop();
  }
}

test('a start with dangerous switches and variables names them and ends', async ({
  profileDir,
}) => {
  const dir = await mkdtemp('/tmp/bulkhead-start-');
  await chmod(dir, 0o755);
  try {
    // Another account gets listed variables only, so that these are set on the far side.
    const program = join(dir, 'with-variables');
    const set = Object.entries(dangerousVariables(profileDir)).map(
      ([name, value]) => `${name}=${value}`,
    );
    const script = `#!/bin/sh\nexport ${set.join(' ')}\nexec ${quoted(currentPackaged().program)} "$@"\n`;
    await writeFile(program, script, { mode: 0o755 });
    const { user } = currentElectron();
    const launcher = await writeLauncher({ dir, name: 'launcher', program, user });

    const args = [`--user-data-dir=${profileDir}`, ...dangerousSwitches(profileDir)];
    await expectRefusedStart(await startAndEnd(launcher, args), profileDir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});

test('what a build that is not packaged is told by variables, is told in vain', async ({
  cloud,
  profileDir,
  start,
}) => {
  const policy = await writePolicy({ settings: { liveViewLimit: 1 } });
  const keyring = await startKeyring();
  try {
    const variables = {
      BULKHEAD_ESTATE_FILE: cloud.estateFile,
      BULKHEAD_POLICY_FILE: policy.path,
      BULKHEAD_CLIENT_ID: APPS.bulkhead.clientId,
      BULKHEAD_SQLITE_ADDON: '/tmp/bulkhead-addon.node',
      BULKHEAD_DEMO_ESTATE: 'told in vain',
      BULKHEAD_RUNTIME_NOTE: 'told in vain',
      ELECTRON_RENDERER_URL: 'https://security.microsoft.com/',
    };
    const bulkhead = await start({ keyring, variables, isFilled: false });

    expect(bulkhead.shell.url()).toBe('app://bulkhead/index.html');
    const { about, settings, managed, problems } = await bulkhead.call('app', 'getStart', {});
    expect(about).toMatchObject({ isRelease: true, demoEstate: null });
    expect(about.runtimeNote).not.toContain('told in vain');
    expect([settings.liveViewLimit, managed, problems]).toEqual([5, [], []]);
    expect((await bulkhead.estate()).tenants).toEqual([]);
    // Of its own SQLite, so that what is collected is kept.
    await expect.poll(() => existsSync(join(profileDir, 'estate.db'))).toBe(true);
    const { id: tenantId } = await bulkhead.call('tenants', 'add', contosoIn(cloud));
    await expect(
      bulkhead.call('identity', 'signIn', { tenantId, accountId: null, isFresh: false }),
    ).rejects.toThrow('no app registration');
  } finally {
    await keyring.stop();
    await policy.remove();
  }
});

test('a second start is not listened to, however much it says', async ({ cloud, profileDir }) => {
  const startAgain = (args: readonly string[]) =>
    startAndEnd(currentPackaged().launcher, [`--user-data-dir=${profileDir}`, ...args]);
  await withDriven({ cloud, profileDir }, async (bulkhead) => {
    const tenant = await bulkhead.call('tenants', 'add', contosoIn(cloud));

    await expectNotListenedTo(bulkhead, { cloud, tenant, isRelease: true, startAgain });
    await expectNotDrownedOut(bulkhead, { startAgain });
  });
});
