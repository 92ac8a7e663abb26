import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDownloadFolder, unfinishedName } from '../../../../main/security/download-folder.ts';

const ID = '11111111-2222-4333-8444-555555555555';
const me = process.getuid?.() ?? 0;

let parent: string;
let folder: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'bulkhead-downloads-'));
  folder = join(parent, 'a', 'b');
});
afterEach(() => rm(parent, { recursive: true }));

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

describe('makeDownloadFolder', () => {
  it('makes a folder for the operator alone', async () => {
    await makeDownloadFolder(folder);

    expect(await modeOf(folder)).toBe(0o700);
  });

  it.each([0o755, 0o777, 0o770, 0o701])(
    'closes a folder that is there with mode %o to others',
    async (mode) => {
      await mkdir(folder, { recursive: true });
      await chmod(folder, mode);

      await makeDownloadFolder(folder);

      expect(await modeOf(folder)).toBe(0o700);
    },
  );

  it('takes no folder of another account, and changes nothing of it', async () => {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o755);
    await writeFile(join(folder, unfinishedName(ID)), 'part');

    await expect(makeDownloadFolder(folder, me + 1)).rejects.toThrow('another account');
    expect(await modeOf(folder)).toBe(0o755);
    expect(await readdir(folder)).toEqual([unfinishedName(ID)]);
  });

  it('takes no link and no file for a folder', async () => {
    const target = join(parent, 'target');
    await mkdir(target, { mode: 0o755 });
    await chmod(target, 0o755);
    await symlink(target, join(parent, 'link'));
    await writeFile(join(parent, 'file'), '');

    await expect(makeDownloadFolder(join(parent, 'link'))).rejects.toThrow(/ENOTDIR|ELOOP/);
    await expect(makeDownloadFolder(join(parent, 'file'))).rejects.toThrow('EEXIST');
    expect(await modeOf(target)).toBe(0o755);
  });

  it('removes what a run that crashed left unfinished, and nothing else', async () => {
    await mkdir(folder, { recursive: true });
    const kept = ['report.csv', '.part', `${ID}.part`, '.bulkhead-x.part', '.other.part'];
    const unfinished = [unfinishedName(ID), unfinishedName(ID.replace('1', 'a'))];
    for (const name of [...kept, ...unfinished]) await writeFile(join(folder, name), 'any');
    const outside = join(parent, 'outside');
    await writeFile(outside, 'outside');
    const link = unfinishedName(ID.replace('1', 'b'));
    await symlink(outside, join(folder, link));
    const subfolder = unfinishedName(ID.replace('1', 'c'));
    await mkdir(join(folder, subfolder));

    await makeDownloadFolder(folder);

    expect((await readdir(folder)).sort()).toEqual([...kept, link, subfolder].sort());
    expect(await readFile(outside, 'utf8')).toBe('outside');
  });
});
