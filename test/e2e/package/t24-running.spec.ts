import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeProfileDir, removeProfileDir } from '../../support/electron.ts';
import { startKeyring } from '../../support/keyring.ts';
import { currentPackaged, startPackaged } from '../../support/packaged/release.ts';
import { processesNaming, processesOfGroup } from '../../support/processes.ts';
import { openPortsOf } from '../../support/sockets.ts';
import { currentElectron } from '../../support/test-run.ts';

// T24: the release as it runs on an operator's workstation, looked at from outside. Nothing drives
// it: no inspector, no switch of the tests, no development variable.

test('runs sandboxed, as nobody’s root, and listens nowhere', async () => {
  const { program } = currentPackaged();
  const profileDir = await makeProfileDir();
  const keyring = await startKeyring(program);
  const started = startPackaged(keyring.launcher, {
    args: [`--user-data-dir=${profileDir}`, ...keyring.switches],
  });
  try {
    // It is made once the page has painted, by the SQLite inside the package.
    await expect
      .poll(
        () =>
          access(join(profileDir, 'estate.db')).then(
            () => 'there',
            () => started.output(),
          ),
        { timeout: 90_000 },
      )
      .toBe('there');

    const processes = await processesOfGroup(started.pid);
    const renderers = processes.filter(({ type }) => type === 'renderer');
    expect(renderers.length).toBeGreaterThan(0);
    expect(processes.filter(({ uid }) => uid !== currentElectron().user.uid)).toEqual([]);
    const outside = processes.find(({ type }) => type === 'browser')?.pidNamespaces ?? 0;
    expect(outside).toBeGreaterThan(0);
    for (const { seccomp, pidNamespaces } of renderers) {
      expect(seccomp).toBe(2);
      expect(pidNamespaces).toBeGreaterThan(outside);
    }
    const own = [...processes.map(({ pid }) => pid), ...(await processesNaming(profileDir))];
    expect(await openPortsOf(own)).toEqual([]);
  } finally {
    await started.stop();
    await keyring.stop();
    await removeProfileDir(profileDir);
  }
});
