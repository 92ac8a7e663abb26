import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { quoted, writeLauncher } from '../../../scripts/launch/launcher.mjs';
import { setFuses } from '../../../scripts/package/fuses.mjs';
import { copyPackaged } from '../../../scripts/package/packaged-app.mjs';
import { makeWorkDir } from '../../../scripts/setup/cache-entry.mjs';
import { makeProfileDir, removeProfileDir } from '../../support/electron.ts';
import { FIRST_SEGMENT } from '../../support/journal-attacks.ts';
import { currentPackaged, type PlainStart, startPackaged } from '../../support/packaged/release.ts';
import { processesOfGroup } from '../../support/processes.ts';
import { currentElectron } from '../../support/test-run.ts';

// T24: ways to make a signed program run something else, tried on copies of the release. One copy
// has its fuses the other way round: there each attempt succeeds, so the attempts are real. Another
// is the release under the name by which Electron takes an app for one that is worked on.

const REFUSED = 78;
const MARK = 'other-code-runs';

const copies = { dir: '', release: '', open: '', renamed: '' };
let profileDir = '';
let started: PlainStart | null = null;

test.beforeAll(async () => {
  const { dir } = currentPackaged();
  const { user } = currentElectron();
  // On the same file system as the original, so that all but the executable is shared.
  copies.dir = await makeWorkDir(dirname(dirname(dir)));
  for (const name of ['release', 'open', 'renamed'] as const) {
    let program = await copyPackaged({ from: dir, to: join(copies.dir, name) });
    if (name === 'renamed') {
      await rename(program, join(dirname(program), 'electron'));
      program = join(dirname(program), 'electron');
    }
    if (name === 'open') {
      await setFuses(program, {
        RunAsNode: true,
        EnableNodeOptionsEnvironmentVariable: true,
        EnableNodeCliInspectArguments: true,
        OnlyLoadAppFromAsar: false,
      });
    }
    const variable = join(copies.dir, `${name}-with-variable`);
    // Another account gets listed variables only, so that others are set on the far side.
    await writeFile(
      variable,
      `#!/bin/sh\n[ -z "\${BULKHEAD_ATTEMPT-}" ] || export $BULKHEAD_ATTEMPT\nunset BULKHEAD_ATTEMPT\nexec ${quoted(program)} "$@"\n`,
      { mode: 0o755 },
    );
    copies[name] = await writeLauncher({
      dir: copies.dir,
      name: `${name}-start`,
      program: variable,
      user,
    });
  }
});
test.afterAll(() => rm(copies.dir, { recursive: true, force: true }));
test.beforeEach(async () => {
  profileDir = await makeProfileDir();
});
test.afterEach(async () => {
  await started?.stop();
  started = null;
  await removeProfileDir(profileDir);
});

type Attempt = {
  readonly args?: readonly string[];
  /** Variables of the environment with their values, which have no spaces; spaces are between them. */
  readonly variable?: `${string}=${string}`;
};
type Copy = 'release' | 'open' | 'renamed';

function start(copy: Copy, { args = [], variable }: Attempt): PlainStart {
  started = startPackaged(copies[copy], {
    args: [...args, `--user-data-dir=${profileDir}`],
    env: variable === undefined ? {} : { BULKHEAD_ATTEMPT: variable },
  });
  return started;
}

/** Starts a copy that is expected to end by itself. */
async function run(copy: Copy, attempt: Attempt) {
  const one = start(copy, attempt);
  const code = await one.ended;
  return { code, output: one.output() };
}

/** Settles when Bulkhead itself runs: it has a page. */
async function hasPage({ pid, output }: PlainStart): Promise<void> {
  const page = async () => {
    const processes = await processesOfGroup(pid);
    return processes.some(({ type }) => type === 'renderer') ? 'there' : output();
  };
  await expect.poll(page, { timeout: 60_000 }).toBe('there');
}

test('does not become a Node that runs scripts', async () => {
  const attempt = {
    args: ['-e', `process.stdout.write('${MARK} ' + process.versions.node)`],
    variable: 'ELECTRON_RUN_AS_NODE=1' as const,
  };

  const open = await run('open', { ...attempt, args: [...attempt.args, '--'] });
  const release = await run('release', attempt);

  expect(open.output).toContain(MARK);
  expect(release.output).not.toContain(MARK);
  expect(release.output).toContain('ELECTRON_RUN_AS_NODE');
  expect(release.code).toBe(REFUSED);
});

test('takes no options for Node from the environment', async () => {
  const attempt = { variable: 'NODE_OPTIONS=--require=/nowhere.js' as const };

  // A packaged app takes few of them even then; it says so, and goes on.
  const open = start('open', attempt);
  await expect
    .poll(() => open.output(), { timeout: 60_000 })
    .toContain('not supported in packaged apps');
  await open.stop();
  // With the fuse off Electron takes the variable away before Node or Bulkhead could look at it.
  const release = start('release', attempt);
  await hasPage(release);
  await release.stop();

  expect(release.output()).not.toContain('not supported in packaged apps');
});

for (const option of ['--inspect=0', '--inspect-brk=0']) {
  test(`opens no debugger for ${option}`, async () => {
    const open = start('open', { args: [option] });
    await expect.poll(() => open.output()).toContain('Debugger listening on');
    await open.stop();
    const release = await run('release', { args: [option] });

    expect(release.output).not.toContain('Debugger listening on');
    expect(release.code).toBe(REFUSED);
  });
}

test('opens no debugger for a signal', async () => {
  const signalled = async (copy: 'release' | 'open') => {
    const one = start(copy, {});
    await hasPage(one);
    process.kill(one.pid, 'SIGUSR1');
    return one;
  };

  const open = await signalled('open');
  // Its port is always the same, and somebody else may have it.
  const opensOne = /Debugger listening on|Starting inspector on/;
  await expect.poll(() => open.output(), { timeout: 60_000 }).toMatch(opensOne);
  await open.stop();
  const release = await signalled('release');

  // Without anybody who listens for it, the signal ends the process.
  expect(await release.ended).toBeNull();
  expect(release.output()).not.toMatch(opensOne);
});

test('opens no debugger for pages', async () => {
  const release = await run('release', { args: ['--remote-debugging-port=0'] });

  expect(release.output).toContain('--remote-debugging-port');
  expect(release.output).not.toContain('DevTools listening on');
  expect(release.code).toBe(REFUSED);
});

test('is led to no other host and takes no other certificate', async () => {
  const release = await run('release', {
    args: [
      '--host-resolver-rules=MAP * 127.0.0.1:8443',
      '--ignore-certificate-errors-spki-list=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
    ],
  });

  expect(release.output).toContain('--host-resolver-rules');
  expect(release.output).toContain('--ignore-certificate-errors-spki-list');
  expect(release.code).toBe(REFUSED);
});

test('is a release under any name: no switch or variable of development', async () => {
  const switches = [
    '--remote-debugging-port=0',
    '--host-resolver-rules=MAP * 127.0.0.1:8443',
    '--ignore-certificate-errors-spki-list=x',
    '--inspect=0',
  ];
  const variables = ['ELECTRON_RUN_AS_NODE=1', 'ELECTRON_NO_ASAR=1', 'SSLKEYLOGFILE=/nowhere/keys'];

  const together = await run('renamed', {
    args: switches,
    variable: variables.join(' ') as `${string}=${string}`,
  });
  const alone = await run('renamed', { args: ['--remote-debugging-port=0'] });

  for (const given of [...switches, ...variables]) {
    expect(together.output).toContain(given.split('=')[0]);
  }
  expect(together.code).toBe(REFUSED);
  expect(alone.output).not.toContain('DevTools listening on');
  expect(alone.code).toBe(REFUSED);
});

test('is a release under any name: its policy and its page are its own', async () => {
  const renamed = start('renamed', {
    // A checkout would refuse the one, and wait for the other for ever.
    variable: 'BULKHEAD_POLICY_FILE=/etc/hostname ELECTRON_RENDERER_URL=http://127.0.0.1:9',
  });

  const journal = () =>
    readFile(join(profileDir, 'journal', FIRST_SEGMENT), 'utf8').catch(() => renamed.output());
  await expect.poll(journal, { timeout: 60_000 }).toMatch(/"isRelease":true,"policy":"absent"/);
});

test('runs no app that lies beside its archive or in its place', async () => {
  for (const copy of ['open', 'release']) {
    const dir = join(copies.dir, copy, 'resources', 'app');
    await mkdir(dir);
    await writeFile(join(dir, 'package.json'), '{ "name": "bulkhead", "main": "main.js" }');
    await writeFile(
      join(dir, 'main.js'),
      `process.stdout.write('${MARK}'); require('electron').app.exit(3);`,
    );
  }

  const beside = start('release', {});
  await hasPage(beside);
  await beside.stop();
  for (const copy of ['open', 'release']) {
    await rm(join(copies.dir, copy, 'resources', 'app.asar'));
  }
  const open = await run('open', {});
  const release = await run('release', {});

  expect(open).toMatchObject({ code: 3, output: expect.stringContaining(MARK) });
  expect(beside.output()).not.toContain(MARK);
  expect(release.output).not.toContain(MARK);
  expect(release.code).toBe(1);
});
