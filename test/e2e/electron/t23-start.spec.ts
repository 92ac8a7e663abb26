import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setprivArguments } from '../../../scripts/launch/electron-user.mjs';
import { endProcessGroup } from '../../../scripts/launch/process-group.mjs';
import { expect, test } from '../../support/bulkhead.ts';
import { makePackagedCopy } from '../../support/packaged-copy.ts';
import { currentElectron } from '../../support/test-run.ts';

// A packaged Bulkhead says no to every start that would undo a guard, before it opens anything. The
// names are tried one by one in the unit test of the switch guard; here it is the whole app.

/** What development and tests may, among what nobody may. */
const SWITCHES = [
  '--host-resolver-rules=MAP * 127.0.0.1:1',
  '--ignore-certificate-errors-spki-list=x',
  '--remote-debugging-port=0',
  '--ignore-certificate-errors',
  '--proxy-server=127.0.0.1:1',
  '--js-flags=--expose-gc',
  '--log-net-log=/tmp/bulkhead-net-log',
  '--disable-web-security',
  '--user-agent=x',
];
const VARIABLES = { SSLKEYLOGFILE: '/tmp/bulkhead-keys', ELECTRON_NO_ATTACH_CONSOLE: '1' };

function startCopy(program: string, profileDir: string, args: readonly string[], env = {}) {
  const electron = currentElectron();
  const child = spawn(
    'setpriv',
    [...setprivArguments(electron.user), program, `--user-data-dir=${profileDir}`, ...args],
    { env: { ...electron.env, ...env }, detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (bytes) => (said += String(bytes)));
  const { pid } = child;
  if (pid === undefined) throw new Error('it has no process id');
  return { child, pid, said: () => said };
}

test('a packaged start with dangerous switches and variables names them and ends', async ({
  profileDir,
}) => {
  const copy = await makePackagedCopy();
  const refused = startCopy(copy.program, profileDir, SWITCHES, VARIABLES);
  try {
    const [exitCode] = await once(refused.child, 'exit');

    expect(exitCode, refused.said()).toBe(78);
    expect(refused.said()).toContain('Bulkhead did not start');
    const named = /Found: (.*)/.exec(refused.said())?.[1]?.split(', ').sort();
    expect(named).toEqual(
      [...SWITCHES.slice(0, -1).map((text) => text.split('=')[0]), 'SSLKEYLOGFILE'].sort(),
    );
    // Nothing of the app was opened: no session, no store, no log.
    const opened = await readdir(profileDir);
    expect(opened.filter((name) => /Partitions|\.json$|logs|estate/.test(name))).toEqual([]);
  } finally {
    await endProcessGroup(refused.pid, { graceMs: 0 });
    await copy.remove();
  }
});

test('the same start without them opens', async ({ profileDir }) => {
  const copy = await makePackagedCopy();
  const started = startCopy(copy.program, profileDir, []);
  try {
    await expect
      .poll(() => existsSync(join(profileDir, 'Partitions')), {
        timeout: 60_000,
        message: started.said(),
      })
      .toBe(true);
  } finally {
    await endProcessGroup(started.pid, { graceMs: 2_000 });
    await copy.remove();
  }
});
