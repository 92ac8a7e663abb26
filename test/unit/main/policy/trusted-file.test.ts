import { execFileSync } from 'node:child_process';
import { chmod, link, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { faultAbove, readTrustedFile } from '../../../../main/policy/trusted-file.ts';

const me = process.getuid?.() ?? 0;
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bulkhead-policy-'));
  path = join(folder, 'policy.json');
  await writeFile(path, '{"a":1}', { mode: 0o644 });
});

afterEach(() => rm(folder, { recursive: true }));

const read = (maxBytes = 1_000) => readTrustedFile(path, maxBytes, me);

describe('readTrustedFile', () => {
  it('reads a file of the trusted owner that others cannot write', () => {
    expect(read()).toEqual({ state: 'read', bytes: Buffer.from('{"a":1}') });
  });

  it('knows a missing file, and a missing folder, from a broken one', async () => {
    await rm(path);
    expect(read()).toEqual({ state: 'absent' });
    expect(readTrustedFile(join(folder, 'no', 'x'), 10, me)).toEqual({ state: 'absent' });
  });

  it.each([0o664, 0o646, 0o666])('refuses mode %o', async (mode) => {
    await chmod(path, mode);

    expect(read()).toEqual({ state: 'refused', reason: 'can be written by others than root' });
  });

  it('refuses a file of another owner', () => {
    expect(readTrustedFile(path, 1_000, me + 1)).toEqual({
      state: 'refused',
      reason: 'does not belong to root',
    });
  });

  it('refuses a link to a good file', async () => {
    await rename(path, join(folder, 'real.json'));
    await symlink(join(folder, 'real.json'), path);

    expect(read()).toEqual({ state: 'refused', reason: 'is a symbolic link' });
  });

  it('refuses a file with a second name', async () => {
    await link(path, join(folder, 'other.json'));

    expect(read()).toEqual({ state: 'refused', reason: 'has a second name (a hard link)' });
  });

  it('refuses a folder that others can write', async () => {
    await chmod(folder, 0o777);

    expect(read()).toMatchObject({ state: 'refused' });
    expect(read()).toHaveProperty('reason', expect.stringContaining('written by others'));
  });

  it('refuses a folder that is a link', async () => {
    const real = join(folder, 'real');
    await mkdir(real);
    await writeFile(join(real, 'p.json'), '{}');
    await symlink(real, join(folder, 'linked'));

    expect(readTrustedFile(join(folder, 'linked', 'p.json'), 1_000, me)).toMatchObject({
      state: 'refused',
    });
  });

  it('refuses what is too large', () => {
    expect(read(3)).toEqual({ state: 'refused', reason: 'is larger than 0 KB' });
  });

  it('refuses a folder and a pipe without waiting', async () => {
    await rm(path);
    await mkdir(path);
    expect(read()).toEqual({ state: 'refused', reason: 'is not a plain file' });
    await rm(path, { recursive: true });
    execFileSync('mkfifo', [path]);
    expect(read()).toEqual({ state: 'refused', reason: 'is not a plain file' });
  });

  it('tells of what the system does not let it read', () => {
    expect(readTrustedFile(join(folder, 'x'.repeat(300)), 10, me)).toEqual({
      state: 'unreadable',
      code: 'ENAMETOOLONG',
    });
  });
});

describe('faultAbove', () => {
  const aFolder = (uid: number, mode: number, isDirectory = true) => ({
    uid,
    mode,
    isDirectory: () => isDirectory,
  });
  const fault = (etc: ReturnType<typeof aFolder>) =>
    faultAbove('/etc/bulkhead/policy.json', 0, (path) =>
      path === '/etc' ? etc : aFolder(0, 0o755),
    );

  it('looks at every folder up to the root', () => {
    expect(fault(aFolder(0, 0o755))).toBeNull();
    expect(fault(aFolder(1000, 0o755))).toContain('/etc, which does not belong to root');
    expect(fault(aFolder(0, 0o775))).toContain('/etc, which can be written by others');
    expect(fault(aFolder(0, 0o1777))).toBeNull();
    expect(fault(aFolder(0, 0o777, false))).toContain('/etc, which is a symbolic link');
  });
});
