import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { chmod, chown, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeAnchor } from '../../../../main/journal/anchor.ts';
import { type AnchorProgram, runAnchorProgram } from '../../../../main/journal/anchor-program.ts';
import { journalFolder } from '../../../support/journal-files.ts';

const head = { at: '2026-11-21T08:00:00.000Z', run: 'a'.repeat(16), seq: 7, hash: 'b'.repeat(64) };
const who = { device: 'paw-17', account: 'josh' };
// As docs/admin-guide.md has an administrator name it: printf '%s\\n' paw-17 josh | sha256sum.
const NAME = 'bulkhead-anchors-paw-17-josh-02a4cfb7.jsonl';

/** Root's, and of some file systems only. */
function canMakeAppendOnly(): boolean {
  if (process.getuid?.() !== 0) return false;
  const dir = mkdtempSync(join(tmpdir(), 'bulkhead-append-'));
  const path = join(dir, 'file');
  writeFileSync(path, '');
  try {
    execFileSync('chattr', ['+a', path], { stdio: 'ignore' });
    execFileSync('chattr', ['-a', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(dir, { recursive: true });
  }
}

let folder: Awaited<ReturnType<typeof journalFolder>>;
beforeEach(async () => {
  folder = await journalFolder();
});
afterEach(() => folder.remove());

describe('an anchor in a folder', () => {
  const write = (change: Partial<typeof who> = {}) =>
    writeAnchor({ kind: 'folder', folder: folder.dir }, head, { ...who, ...change });

  it('is a line that is added', async () => {
    await write();
    await write();
    const lines = (await readFile(join(folder.dir, NAME), 'utf8')).trimEnd().split('\n');

    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0] ?? '')).toEqual({ anchor: 1, ...who, ...head });
    expect((await stat(join(folder.dir, NAME))).mode & 0o777).toBe(0o600);
  });

  it('stays in the folder, whatever the device and the account are called', async () => {
    await write({ device: '../../etc', account: 'a/../b\u202e:CON' });

    const names = await readdir(folder.dir);

    expect(names).toEqual([expect.stringMatching(/^bulkhead-anchors-[\w.-]+\.jsonl$/)]);
  });

  it('has a file of its own for each account, whatever their letters', async () => {
    const accounts = ['CONTOSO\\josh', 'FABRIKAM\\josh', 'josh', 'jösh', 'jäsh', 'a'.repeat(50)];
    for (const account of [...accounts, 'a'.repeat(51), 'Andr\u00e9', 'Andre\u0301']) {
      await write({ account });
    }

    expect(await readdir(folder.dir)).toHaveLength(9);
  });

  it.runIf(canMakeAppendOnly())(
    'is added to a file that an administrator made and that can only be added to',
    async () => {
      const path = join(folder.dir, NAME);
      await writeFile(path, '');
      await chown(path, 65_534, 65_534);
      await chmod(path, 0o620);
      execFileSync('chattr', ['+a', path]);
      try {
        await write();
        await write();

        expect((await readFile(path, 'utf8')).trimEnd().split('\n')).toHaveLength(2);
        expect(await stat(path)).toMatchObject({ uid: 65_534, mode: 0o100620 });
        await expect(writeFile(path, 'anew')).rejects.toThrow('EPERM');
      } finally {
        execFileSync('chattr', ['-a', path]);
      }
    },
  );

  it.each(['a link', 'a pipe', 'a folder'])('does not go into %s', async (what) => {
    const path = join(folder.dir, NAME);
    const other = join(folder.dir, 'other');
    await writeFile(other, '');
    if (what === 'a link') await symlink(other, path);
    if (what === 'a pipe') execFileSync('mkfifo', [path]);
    if (what === 'a folder') await mkdir(path);

    await expect(write()).rejects.toThrow(/ELOOP|ENXIO|EISDIR|not-a-file/);
    expect(await readFile(other, 'utf8')).toBe('');
  });
});

describe('an anchor in the system’s log', () => {
  const ran: AnchorProgram[] = [];
  beforeEach(() => ran.splice(0));
  const run = (program: AnchorProgram) => {
    ran.push(program);
    return Promise.resolve();
  };

  it.each(['journald', 'event-log'] as const)(
    'goes to %s without a text of anybody’s',
    async (to) => {
      await writeAnchor({ kind: to }, head, { device: '$(x)', account: '--flag' }, run);

      expect(ran).toHaveLength(1);
      expect(ran[0]?.path).toMatch(/^(?:\/usr\/bin\/|C:\\Windows\\System32\\)[a-z.]+$/);
      expect(ran[0]?.args.at(-1)).toBe(
        `bulkhead journal head seq=7 hash=${head.hash} at=${head.at}`,
      );
      expect(JSON.stringify(ran)).not.toMatch(/\$\(x\)|--flag/);
    },
  );

  it.runIf(existsSync('/usr/bin/logger'))(
    'has arguments that this system’s logger takes',
    async () => {
      await writeAnchor({ kind: 'journald' }, head, who, run);
      const { path = '', args = [] } = ran[0] ?? {};
      // Not into the log of whoever tests; and there may be none here.
      const own = args.filter((arg) => arg !== '--socket-errors=on');
      const said = execFileSync(path, ['--no-act', '--stderr', '--socket-errors=off', ...own], {
        stdio: 'pipe',
      });

      expect(said.toString()).toBe('');
      expect(args).toHaveLength(own.length + 1);
    },
  );

  it.runIf(existsSync('/usr/bin/logger'))(
    'is missed where nothing takes what the logger writes',
    async () => {
      await writeAnchor({ kind: 'journald' }, head, who, run);
      const { path = '', args = [] } = ran[0] ?? {};
      // The socket of a log that nobody reads, in the place of the system's.
      const nowhere = ['--socket', join(folder.dir, 'log'), ...args];

      await expect(runAnchorProgram({ path, args: nowhere })).rejects.toMatchObject({
        code: 'exit-1',
      });
    },
  );

  it('waits for its program, and says how it failed', async () => {
    await runAnchorProgram({ path: '/bin/true', args: [] });
    await expect(runAnchorProgram({ path: '/bin/false', args: [] })).rejects.toMatchObject({
      code: 'exit-1',
    });
    await expect(runAnchorProgram({ path: '/nowhere', args: [] })).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  it('gives its program nothing of our environment', async () => {
    const out = join(folder.dir, 'env');
    await runAnchorProgram({ path: '/bin/sh', args: ['-c', `/usr/bin/env > ${out}`] });

    expect(
      (await readFile(out, 'utf8')).split('\n').filter((line) => /^(?:HOME|USER)=/.test(line)),
    ).toEqual([]);
  });
});
