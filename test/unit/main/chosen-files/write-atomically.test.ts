import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  constants,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type OpenFile, writeAtomically } from '../../../../main/chosen-files/write-atomically.ts';
import { aFolder, namesIn } from '../data/inventory/export/an-export.ts';

async function* chunksOf(...texts: readonly string[]) {
  for (const text of texts) yield Buffer.from(text);
}

/** Fails as the system does, at one call; what is written before is on the disk. */
function openThatFails(call: 'open' | 'write' | 'sync', code: string): OpenFile {
  const failure = Object.assign(new Error(code), { code });
  return async (...asked) => {
    if (call === 'open') throw failure;
    const file = await open(...asked);
    const write = async (...what: Parameters<typeof file.write>) => {
      if (call === 'write') throw failure;
      return await file.write(...what);
    };
    const sync = async () => {
      if (call === 'sync') throw failure;
      await file.sync();
    };
    return { write: write as typeof file.write, sync, close: () => file.close() };
  };
}

describe('writeAtomically', () => {
  it('writes a new file for this account only', async () => {
    const path = join(aFolder(), 'devices.csv');

    await writeAtomically(path, chunksOf('a', 'b'));

    expect(readFileSync(path, 'utf8')).toBe('ab');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('writes all of a chunk that the system takes in parts', async () => {
    const path = join(aFolder(), 'devices.csv');
    const openInParts: OpenFile = async (...asked) => {
      const file = await open(...asked);
      const write = (bytes: Uint8Array, from: number) => file.write(bytes, from, 1);
      return {
        write: write as typeof file.write,
        sync: () => file.sync(),
        close: () => file.close(),
      };
    };

    await writeAtomically(path, chunksOf('abc', 'def'), openInParts);

    expect(readFileSync(path, 'utf8')).toBe('abcdef');
  });

  it('replaces a file only when the new one is whole', async () => {
    const folder = aFolder();
    const path = join(folder, 'devices.csv');
    writeFileSync(path, 'as it was');
    const seen: string[] = [];
    const chunks = async function* () {
      yield Buffer.from('new');
      seen.push(readFileSync(path, 'utf8'), ...namesIn(folder));
      yield Buffer.from(' and whole');
    };

    await writeAtomically(path, chunks());

    expect(seen).toEqual([
      'as it was',
      expect.stringMatching(/^bulkhead-export-[0-9a-f]{16}\.part$/),
      'devices.csv',
    ]);
    expect(readFileSync(path, 'utf8')).toBe('new and whole');
    expect(namesIn(folder)).toEqual(['devices.csv']);
  });

  it('makes the file itself: one that was put there before fails', async () => {
    const path = join(aFolder(), 'devices.csv');
    let asked: readonly unknown[] = [];

    await writeAtomically(path, chunksOf('a'), (...given) => {
      asked = given;
      return open(...given);
    });

    const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
    expect(asked.slice(1)).toEqual([O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600]);
  });

  it.each([
    ['open', 'EACCES', 'may not write there'],
    ['open', 'EROFS', 'may not write there'],
    ['open', 'ENOENT', 'folder is not there'],
    ['write', 'ENOSPC', 'disk is full'],
    ['write', 'EIO', '(EIO)'],
    ['sync', 'EDQUOT', 'disk is full'],
  ] as const)('leaves what was there when %s fails with %s', async (call, code, words) => {
    const folder = aFolder();
    const path = join(folder, 'devices.csv');
    writeFileSync(path, 'as it was');

    const writing = writeAtomically(path, chunksOf('new'), openThatFails(call, code));

    await expect(writing).rejects.toMatchObject({
      code: 'storage-failed',
      message: expect.stringContaining(words),
    });
    expect(readFileSync(path, 'utf8')).toBe('as it was');
    expect(namesIn(folder)).toEqual(['devices.csv']);
  });

  it('leaves what was there when there is no more to write', async () => {
    const folder = aFolder();
    const path = join(folder, 'devices.csv');
    writeFileSync(path, 'as it was');
    const chunks = async function* () {
      yield Buffer.from('new');
      throw new Error('nothing more');
    };

    await expect(writeAtomically(path, chunks())).rejects.toThrow('nothing more');

    expect(readFileSync(path, 'utf8')).toBe('as it was');
    expect(namesIn(folder)).toEqual(['devices.csv']);
  });

  it('stops whoever makes the content when it cannot be written', async () => {
    let isEnded = false;
    const chunks = async function* () {
      try {
        for (;;) yield Buffer.from('more');
      } finally {
        isEnded = true;
      }
    };

    const path = join(aFolder(), 'devices.csv');
    await expect(writeAtomically(path, chunks(), openThatFails('write', 'ENOSPC'))).rejects.toThrow(
      'disk is full',
    );

    expect(isEnded).toBe(true);
  });

  it('refuses a link, and leaves it and what it leads to', async () => {
    const folder = aFolder();
    const path = join(folder, 'devices.csv');
    writeFileSync(join(folder, 'elsewhere'), 'as it was');
    symlinkSync('elsewhere', path);

    await expect(writeAtomically(path, chunksOf('new'))).rejects.toMatchObject({
      code: 'storage-failed',
      message: expect.stringContaining('a link to another place'),
    });

    expect(readlinkSync(path)).toBe('elsewhere');
    expect(readFileSync(join(folder, 'elsewhere'), 'utf8')).toBe('as it was');
    expect(namesIn(folder)).toEqual(['devices.csv', 'elsewhere']);
  });

  it('does not follow a link that comes there while it writes', async () => {
    const folder = aFolder();
    const path = join(folder, 'devices.csv');
    writeFileSync(join(folder, 'elsewhere'), 'as it was');
    const chunks = async function* () {
      yield Buffer.from('new');
      symlinkSync('elsewhere', path);
    };

    await writeAtomically(path, chunks());

    expect(readFileSync(join(folder, 'elsewhere'), 'utf8')).toBe('as it was');
    expect(readFileSync(path, 'utf8')).toBe('new');
  });

  it('refuses what is no file', async () => {
    const folder = aFolder();
    mkdirSync(join(folder, 'devices.csv'));
    execFileSync('mkfifo', [join(folder, 'pipe.csv')]);

    for (const name of ['devices.csv', 'pipe.csv']) {
      await expect(writeAtomically(join(folder, name), chunksOf('a'))).rejects.toThrow(
        'not a file',
      );
    }
  });

  it.each([
    'CON',
    'con.csv',
    'COM1.csv',
    'nul.tar.gz',
    'a:b',
    'a.csv:b',
    'a.',
    'a ',
    'a\u202egpj.csv',
    'a\nb',
  ])('refuses the name %j', async (name) => {
    const folder = aFolder();

    await expect(writeAtomically(join(folder, name), chunksOf('a'))).rejects.toThrow(
      'no name for a file',
    );

    expect(namesIn(folder)).toEqual([]);
  });

  it.each([
    'Report.CSV',
    'Geräte der Föderation.csv',
    'gera\u0308te.csv',
    '端末 (2).csv',
    'constant.csv',
    '.csv',
  ])('takes the name %j', async (name) => {
    const folder = aFolder();

    await writeAtomically(join(folder, name), chunksOf('a'));

    expect(namesIn(folder)).toEqual([name]);
  });

  it('takes no place that depends on where the process runs', async () => {
    await expect(writeAtomically('devices.csv', chunksOf('a'))).rejects.toThrow('no name');
  });

  it('says that a folder is gone', async () => {
    const folder = aFolder();
    rmSync(folder, { recursive: true });

    await expect(writeAtomically(join(folder, 'a.csv'), chunksOf('a'))).rejects.toThrow(
      'folder is not there',
    );
  });

  it('says that a folder may not be written to', async () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'a.csv'), 'as it was');
    chmodSync(folder, 0o500);
    const user = process.geteuid?.();
    try {
      // Root may write everywhere; another account may not.
      if (user === 0) {
        chmodSync(folder, 0o555);
        process.seteuid?.(65_534);
      }
      await expect(writeAtomically(join(folder, 'a.csv'), chunksOf('new'))).rejects.toThrow(
        'may not write there (EACCES)',
      );
    } finally {
      if (user === 0) process.seteuid?.(0);
      chmodSync(folder, 0o700);
    }
    expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toBe('as it was');
    expect(namesIn(folder)).toEqual(['a.csv']);
  });

  it('clears away what an export that was ended by force left, and nothing else', async () => {
    const folder = aFolder();
    const hoursAgo = new Date(Date.now() - 2 * 60 * 60 * 1_000);
    const old = ['bulkhead-export-0123456789abcdef.part', 'my-export-0123456789abcdef.part'];
    for (const name of old) {
      writeFileSync(join(folder, name), 'x');
      utimesSync(join(folder, name), hoursAgo, hoursAgo);
    }
    writeFileSync(join(folder, 'bulkhead-export-fedcba9876543210.part'), 'being written');

    await writeAtomically(join(folder, 'a.csv'), chunksOf('a'));

    expect(namesIn(folder)).toEqual([
      'a.csv',
      'bulkhead-export-fedcba9876543210.part',
      'my-export-0123456789abcdef.part',
    ]);
  });
});
