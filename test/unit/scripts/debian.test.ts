import { describe, expect, it, vi } from 'vitest';
import {
  ensureDebianPackages,
  missingPackages,
  type DebianPackage,
} from '../../../scripts/setup/debian.mjs';
import type { runCommand } from '../../../scripts/process/run-command.mjs';
import { silentProgress } from '../../integration/setup/temporary-folder.ts';

const WANTED: readonly DebianPackage[] = [['libgtk-3-0', 'libgtk-3-0t64'], ['xvfb']];

const succeeded = { code: 0, signal: null, stdout: '', stderr: '' };

/** A machine on which these packages are installed. */
function aMachine(...installed: readonly string[]) {
  const run = vi.fn<typeof runCommand>((command) =>
    Promise.resolve({
      ...succeeded,
      stdout:
        command === 'dpkg-query'
          ? installed.map((name) => `${name} installed\n`).join('')
          : 'libgtk-3-0\nxvfb\n',
    }),
  );
  const commands = () => run.mock.calls.map(([command, args]) => [command, ...args].join(' '));
  return { run, commands };
}

describe('Debian packages', () => {
  it('count as missing unless they are installed under one of their names', () => {
    const listing = 'libgtk-3-0t64 installed\nxvfb config-files\n';

    expect(missingPackages(WANTED, listing)).toEqual([['xvfb']]);
  });

  it('are left alone when all are there', async () => {
    const { run, commands } = aMachine('libgtk-3-0', 'xvfb');

    await ensureDebianPackages({ wanted: WANTED, uid: 1000, progress: silentProgress(), run });

    expect(commands()).toHaveLength(1);
  });

  it('are installed when we are root', async () => {
    const { run, commands } = aMachine('xvfb');

    await ensureDebianPackages({ wanted: WANTED, uid: 0, progress: silentProgress(), run });

    expect(commands().filter((command) => command.startsWith('apt-get'))).toEqual([
      'apt-get -o DPkg::Lock::Timeout=300 update',
      'apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends libgtk-3-0',
    ]);
  });

  it('are asked for in one exact line when we are not root, and nothing is run', async () => {
    const { run, commands } = aMachine();

    const ensuring = ensureDebianPackages({
      wanted: WANTED,
      uid: 1000,
      progress: silentProgress(),
      run,
    });

    await expect(ensuring).rejects.toThrow(
      '\n\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends libgtk-3-0 xvfb',
    );
    expect(commands().some((command) => command.startsWith('apt-get'))).toBe(false);
  });

  it('are not looked for where there is no dpkg', async () => {
    const progress = silentProgress();
    const run = vi.fn<typeof runCommand>(() => Promise.reject(new Error('ENOENT')));

    await ensureDebianPackages({ wanted: WANTED, uid: 0, progress, run });

    expect(progress.notes.join()).toContain('Not a Debian system');
  });
});
