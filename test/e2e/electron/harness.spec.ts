import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { launchElectron, makeProfileDir, removeProfileDir } from '../../support/electron.ts';
import { processesNaming, processesOfGroup } from '../../support/processes.ts';

// Every other claim of this ring rests on what is shown here: that the Electron under test runs
// with Chromium's sandbox on, not as root, and goes when it is told to.

const PLAIN_APP = join(import.meta.dirname, '../../support/plain-app');

let appDir: string;
let profileDir: string;

test.beforeEach(async () => {
  profileDir = await makeProfileDir();
  appDir = await mkdtemp(join(tmpdir(), 'plain-app-'));
  await chmod(appDir, 0o755);
  await cp(PLAIN_APP, appDir, { recursive: true });
});

test.afterEach(async () => {
  await removeProfileDir(profileDir);
  await rm(appDir, { recursive: true });
});

test('runs renderers inside the sandbox and not as root', async () => {
  const electron = await launchElectron({ appDir, profileDir });
  try {
    const window = await electron.app.firstWindow();
    await expect(window.getByRole('heading', { name: 'Plain' })).toBeVisible();

    const processes = await processesOfGroup(electron.pid);
    const renderers = processes.filter((process_) => process_.type === 'renderer');
    expect(renderers.length).toBeGreaterThan(0);
    for (const renderer of renderers) {
      expect(renderer.seccomp).toBe(2);
      expect(renderer.pidNamespaces).toBeGreaterThan(1);
    }
    for (const process_ of processes) expect(process_.uid).not.toBe(0);
  } finally {
    await electron.close();
  }
});

test('collects what the app writes', async () => {
  const electron = await launchElectron({ appDir, profileDir });
  try {
    await electron.app.evaluate(() => void process.stdout.write('a line of output\n'));

    await expect.poll(electron.output).toContain('a line of output');
  } finally {
    await electron.close();
  }
});

test('leaves no process behind when it is closed', async () => {
  const electron = await launchElectron({ appDir, profileDir });
  await electron.app.firstWindow();
  expect((await processesOfGroup(electron.pid)).length).toBeGreaterThan(2);

  await electron.close();

  expect(await processesOfGroup(electron.pid)).toEqual([]);
  expect(await processesNaming(profileDir)).toEqual([]);
});

test('leaves no process behind when it is killed, and starts again on the same profile', async () => {
  const first = await launchElectron({ appDir, profileDir });
  await first.app.firstWindow();

  await first.kill();

  expect(await processesOfGroup(first.pid)).toEqual([]);
  const second = await launchElectron({ appDir, profileDir });
  const window = await second.app.firstWindow();
  await expect(window.getByRole('heading', { name: 'Plain' })).toBeVisible();
  await second.close();
});
