import { chmod, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
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

test('attaches to an app whose window has no document yet, and hands over the app’s own arguments', async () => {
  await writeFile(
    join(appDir, 'main.mjs'),
    `import { app, BrowserWindow } from 'electron';
     globalThis.wasReady = app.isReady();
     globalThis.readySaid = 0;
     app.on('ready', () => (globalThis.readySaid += 1));
     app.whenReady().then(() => new BrowserWindow({ width: 300, height: 200 }));`,
  );
  const electron = await launchElectron({ appDir, profileDir, switches: ['--of-the-app'] });
  try {
    const windows = () =>
      electron.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    await expect.poll(windows).toBe(1);
    const seen = await electron.app.evaluate(({ app }) => ({
      wasReady: Reflect.get(globalThis, 'wasReady') as boolean,
      readySaid: Reflect.get(globalThis, 'readySaid') as number,
      isReady: app.isReady(),
      args: process.argv.filter((word) => !/^--(inspect|remote-debugging-port)=/.test(word)),
    }));
    expect(seen).toEqual({
      wasReady: false,
      readySaid: 1,
      isReady: true,
      args: [expect.any(String), appDir, `--user-data-dir=${profileDir}`, '--of-the-app'],
    });
  } finally {
    await electron.close();
  }
});

test('fails with what an app wrote that does not start', async () => {
  await writeFile(
    join(appDir, 'main.mjs'),
    `process.stderr.write('no start today\\n', () => process.exit(7));
     await new Promise(() => undefined);`,
  );

  await expect(launchElectron({ appDir, profileDir })).rejects.toThrow('no start today');
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
