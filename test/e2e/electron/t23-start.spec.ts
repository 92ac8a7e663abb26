import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setprivArguments } from '../../../scripts/launch/electron-user.mjs';
import { endProcessGroup } from '../../../scripts/launch/process-group.mjs';
import { expect, test } from '../../support/bulkhead.ts';
import {
  dangerousSwitches,
  dangerousVariables,
  expectRefusedStart,
} from '../../support/dangerous-start.ts';
import { makePackagedCopy } from '../../support/packaged-copy.ts';
import { currentElectron } from '../../support/test-run.ts';

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
  const refused = startCopy(
    copy.program,
    profileDir,
    dangerousSwitches(profileDir),
    dangerousVariables(profileDir),
  );
  try {
    const [code] = (await once(refused.child, 'exit')) as [number | null];

    await expectRefusedStart({ code, said: refused.said() }, profileDir);
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
