import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rename, replaceFile } from '../../../../main/stored-files/replace-file.ts';
import { aFolder, contentOf } from './a-stored-file.ts';
import { interceptedFileSystem, systemError } from './failing-file-system.ts';

describe('replaceFile', () => {
  it('waits for the disk before each rename and after the last', () => {
    const folder = aFolder();
    const { fs, calls } = interceptedFileSystem(() => undefined);

    replaceFile(fs, join(folder, 'a'), Buffer.from('new'), { previous: Buffer.from('old') });

    const order = calls.filter((call) => call === 'fsyncSync' || call === 'renameSync');
    expect(order).toEqual(['fsyncSync', 'fsyncSync', 'renameSync', 'renameSync', 'fsyncSync']);
    expect(contentOf(folder)).toEqual({ a: 'new', 'a.bak': 'old' });
  });

  it('writes everything when the system takes a part at a time', () => {
    const folder = aFolder();
    const { fs } = interceptedFileSystem(() => undefined);
    const inParts: typeof fs = {
      ...fs,
      writeSync: (fd, buffer, offset, length) =>
        fs.writeSync(fd, buffer, offset, Math.min(3, length)),
    };

    replaceFile(inParts, join(folder, 'a'), Buffer.from('abcdefgh'), { previous: null });

    expect(contentOf(folder)).toEqual({ a: 'abcdefgh' });
  });
});

describe('rename', () => {
  const heldFor = (attempts: number, code = 'EPERM') => {
    let left = attempts;
    return interceptedFileSystem((call) => {
      if (call !== 'renameSync' || left === 0) return;
      left -= 1;
      throw systemError(code, call);
    });
  };
  const aFile = () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'from'), 'x');
    return { folder, from: join(folder, 'from'), to: join(folder, 'to') };
  };

  it('tries again on Windows while another program holds the file', () => {
    const { folder, from, to } = aFile();

    rename(heldFor(3).fs, from, to, true);

    expect(contentOf(folder)).toEqual({ to: 'x' });
  });

  it('gives up on Windows after a tenth of a second', () => {
    const { folder, from, to } = aFile();
    const { fs, calls } = heldFor(1000);

    expect(() => rename(fs, from, to, true)).toThrow(/EPERM/);
    expect(calls).toHaveLength(10);
    expect(contentOf(folder)).toEqual({ from: 'x' });
  });

  it.each([
    ['another error', 'ENOSPC', true],
    ['another system', 'EPERM', false],
  ])('does not try again on %s', (_case, code, isWindows) => {
    const { from, to } = aFile();
    const { fs, calls } = heldFor(1000, code);

    expect(() => rename(fs, from, to, isWindows)).toThrow(code);
    expect(calls).toHaveLength(1);
  });
});
