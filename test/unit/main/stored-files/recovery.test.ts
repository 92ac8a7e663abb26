import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StartProblem } from '../../../../preload/contract/index.ts';
import { aFolder, contentOf, openShelf, shelf } from './a-stored-file.ts';
import { fileSystemWithout, interceptedFileSystem, systemError } from './failing-file-system.ts';

const KEPT = 'shelf.json.damaged-20260304T050607Z';

/** A folder with the generations `two` (the file) and `one` (its backup). */
function aShelfOfTwo(): { folder: string; path: string } {
  const folder = aFolder();
  const file = openShelf(folder);
  file.write(shelf('one'));
  file.write(shelf('two'));
  return { folder, path: join(folder, 'shelf.json') };
}

const good = (data: unknown, version = 1, format = 'bulkhead-tenants') =>
  JSON.stringify({ format, version, data });

const DAMAGE: readonly [name: string, content: string | Buffer][] = [
  ['nothing', ''],
  ['zeros', Buffer.alloc(512)],
  ['half a file', good(shelf('two', 'three')).slice(0, 60)],
  ['a file with a tail of zeros', Buffer.concat([Buffer.from(good(shelf())), Buffer.alloc(64)])],
  ['text that is not JSON', 'hello'],
  ['UTF-16', Buffer.from(`\ufeff${good(shelf())}`, 'utf16le')],
  ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ['JSON of another kind', '[1,2]'],
  ['JSON null', 'null'],
  ['a file of another store', good(shelf(), 1, 'bulkhead-settings')],
  ['no version', JSON.stringify({ format: 'bulkhead-tenants', data: shelf() })],
  ['version zero', good(shelf(), 0)],
  ['a version that is no whole number', good(shelf(), 1.5)],
  ['content of another shape', good({ books: [{ id: 1 }] })],
  ['content with a key too many', good({ ...shelf(), extra: 1 })],
  [
    'a prototype key',
    '{"format":"bulkhead-tenants","version":1,"data":{"books":[],"__proto__":{}}}',
  ],
  ['a million brackets', '['.repeat(1_000_000)],
  ['more than the bound', `{"format":"${'x'.repeat(70_000_000)}"}`],
];

describe('a damaged file', () => {
  it.each(DAMAGE)('holding %s is kept, and the backup is used', (_name, content) => {
    const { folder, path } = aShelfOfTwo();
    writeFileSync(path, content);

    const file = openShelf(folder);

    expect(file.value).toEqual(shelf('one'));
    expect(StartProblem.parse(file.problem)).toMatchObject({
      what: 'tenants',
      state: 'damaged',
      keptAs: KEPT,
    });
    expect(file.problem?.message).toContain('copy from before the last change');
    expect(file.problem?.message).toContain(KEPT);
    expect(readFileSync(join(folder, KEPT)).equals(Buffer.from(content))).toBe(true);
  });

  it.each(DAMAGE)('holding %s is kept without a backup too', (_name, content) => {
    const folder = aFolder();
    writeFileSync(join(folder, 'shelf.json'), content);

    const file = openShelf(folder);
    file.write(shelf('new'));
    file.write(shelf('newer'));

    expect(file.problem?.message).toContain('starts with an empty list');
    expect(readFileSync(join(folder, KEPT)).equals(Buffer.from(content))).toBe(true);
    expect(openShelf(folder).value).toEqual(shelf('newer'));
  });

  it('is said once: the next start is a plain one', () => {
    const { folder, path } = aShelfOfTwo();
    writeFileSync(path, 'x');
    openShelf(folder);

    const again = openShelf(folder);

    expect(again.problem).toBeNull();
    expect(again.value).toEqual(shelf('one'));
  });

  it('whose backup is damaged too is kept, and so is the backup', () => {
    const { folder, path } = aShelfOfTwo();
    writeFileSync(path, 'x');
    writeFileSync(`${path}.bak`, 'y');

    const file = openShelf(folder);

    expect(file.value).toEqual(shelf());
    expect(contentOf(folder)).toEqual({
      [KEPT]: 'x',
      'shelf.json.bak.damaged-20260304T050607Z': 'y',
    });
  });

  it('never replaces a kept one of the same second', () => {
    const folder = aFolder();
    for (const content of ['first', 'second', 'third']) {
      writeFileSync(join(folder, 'shelf.json'), content);
      openShelf(folder);
    }

    expect(contentOf(folder)).toEqual({
      [KEPT]: 'first',
      [`${KEPT}-2`]: 'second',
      [`${KEPT}-3`]: 'third',
    });
  });

  it('that cannot be moved is never written over', () => {
    const { folder, path } = aShelfOfTwo();
    writeFileSync(path, 'x');

    const file = openShelf(folder, { fs: fileSystemWithout('renameSync', 'EACCES').fs });

    expect(file.value).toEqual(shelf('one'));
    expect(() => file.write(shelf('three'))).toThrow(/Nothing is saved in this run/);
    expect(file.value).toEqual(shelf('one'));
    expect(file.problem?.message).toContain('changes are not saved');
    expect(readFileSync(path, 'utf8')).toBe('x');
  });

  it('is replaced by the backup in memory when the disk has no room for a copy', () => {
    const { folder, path } = aShelfOfTwo();
    writeFileSync(path, 'x');

    const file = openShelf(folder, { fs: fileSystemWithout('writeSync', 'ENOSPC').fs });

    expect(file.value).toEqual(shelf('one'));
    expect(openShelf(folder).value).toEqual(shelf('one'));
  });
});

describe('something else in the place of the file', () => {
  it('is not followed when it is a link', () => {
    const { folder, path } = aShelfOfTwo();
    const elsewhere = join(aFolder(), 'elsewhere.json');
    writeFileSync(elsewhere, good(shelf('not ours')));
    rmSync(path);
    symlinkSync(elsewhere, path);

    const file = openShelf(folder);
    file.write(shelf('three'));

    expect(file.problem?.message).toContain('a link, a folder or a device');
    expect(readFileSync(elsewhere, 'utf8')).toBe(good(shelf('not ours')));
    expect(lstatSync(path).isFile()).toBe(true);
    expect(lstatSync(join(folder, KEPT)).isSymbolicLink()).toBe(true);
  });

  it('is not waited for when it is a pipe', () => {
    const { folder, path } = aShelfOfTwo();
    rmSync(path);
    execFileSync('mkfifo', [path]);

    const file = openShelf(folder);

    expect(file.value).toEqual(shelf('one'));
    expect(lstatSync(join(folder, KEPT)).isFIFO()).toBe(true);
  });

  it('is kept with its content when it is a folder, also when something is erased', () => {
    const { folder, path } = aShelfOfTwo();
    rmSync(path);
    mkdirSync(path);
    writeFileSync(join(path, 'inside'), 'kept');

    const file = openShelf(folder);
    file.write(shelf(), { erases: ['kept'] });

    expect(file.problem?.state).toBe('damaged');
    expect(readFileSync(join(folder, KEPT, 'inside'), 'utf8')).toBe('kept');
  });

  it('is not followed when a link is put there between looking and opening', () => {
    const { folder, path } = aShelfOfTwo();
    const elsewhere = join(aFolder(), 'elsewhere.json');
    writeFileSync(elsewhere, good(shelf('not ours')));
    const facts = lstatSync(path);
    rmSync(path);
    symlinkSync(elsewhere, path);
    const { fs } = interceptedFileSystem(() => undefined);

    const file = openShelf(folder, { fs: { ...fs, lstatSync: () => facts } });

    expect(file.value).toEqual(shelf('one'));
  });

  it('is not waited for when a pipe is put there between looking and opening', () => {
    const { folder, path } = aShelfOfTwo();
    const facts = lstatSync(path);
    rmSync(path);
    execFileSync('mkfifo', [path]);
    const { fs } = interceptedFileSystem(() => undefined);

    const file = openShelf(folder, { fs: { ...fs, lstatSync: () => facts } });

    expect(file.value).toEqual(shelf('one'));
  });

  it('is not written to when a link is put in the place of the temporary file', () => {
    const { folder, path } = aShelfOfTwo();
    const elsewhere = join(aFolder(), 'elsewhere');
    writeFileSync(elsewhere, 'untouched');
    const { fs } = interceptedFileSystem(() => undefined);
    const file = openShelf(folder, { fs: { ...fs, unlinkSync: () => undefined } });
    symlinkSync(elsewhere, `${path}.tmp`);

    expect(() => file.write(shelf('three'))).toThrow(/could not be saved/);

    expect(readFileSync(elsewhere, 'utf8')).toBe('untouched');
    expect(openShelf(folder).value).toEqual(shelf('two'));
  });

  it('is not used as the temporary file', () => {
    const { folder, path } = aShelfOfTwo();
    const elsewhere = join(aFolder(), 'elsewhere');
    writeFileSync(elsewhere, 'untouched');
    const file = openShelf(folder);
    symlinkSync(elsewhere, `${path}.tmp`);

    file.write(shelf('three'));

    expect(readFileSync(elsewhere, 'utf8')).toBe('untouched');
    expect(openShelf(folder).value).toEqual(shelf('three'));
  });
});

describe('a file that cannot be read', () => {
  it.each(['EACCES', 'EIO', 'EMFILE'])('(%s) is left alone and nothing is saved', (code) => {
    const { folder, path } = aShelfOfTwo();
    const before = contentOf(folder);
    const { fs } = interceptedFileSystem((call, _index, target) => {
      if (call === 'openSync' && target === path) throw systemError(code, call);
    });

    const file = openShelf(folder, { fs });

    expect(file.value).toEqual(shelf('one'));
    expect(StartProblem.parse(file.problem).state).toBe('unreadable');
    expect(file.problem?.message).toContain(code);
    expect(() => file.write(shelf('three'))).toThrow(/Nothing is saved in this run/);
    expect(contentOf(folder)).toEqual(before);
  });

  it('because its folder is a file is told, not thrown', () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'profile'), '');

    const file = openShelf(join(folder, 'profile'));

    expect(file.problem?.state).toBe('unreadable');
    expect(file.value).toEqual(shelf());
  });

  it('when only the backup is left is not written over', () => {
    const { folder, path } = aShelfOfTwo();
    rmSync(path);
    const { fs } = interceptedFileSystem((call, _index, target) => {
      if (call === 'openSync' && target === `${path}.bak`) throw systemError('EACCES', call);
    });

    const file = openShelf(folder, { fs });

    expect(file.problem?.state).toBe('unreadable');
    expect(() => file.write(shelf('three'))).toThrow(/Nothing is saved/);
  });
});

describe('a missing file', () => {
  it('with a backup is restored from it, and said', () => {
    const { folder, path } = aShelfOfTwo();
    rmSync(path);

    const file = openShelf(folder);

    expect(file.value).toEqual(shelf('one'));
    expect(StartProblem.parse(file.problem)).toMatchObject({ state: 'damaged', keptAs: null });
    expect(openShelf(folder).problem).toBeNull();
  });

  it('with a damaged backup keeps that', () => {
    const { folder, path } = aShelfOfTwo();
    rmSync(path);
    writeFileSync(`${path}.bak`, 'y');

    const file = openShelf(folder);

    expect(file.value).toEqual(shelf());
    expect(file.problem?.state).toBe('damaged');
    expect(contentOf(folder)).toEqual({ 'shelf.json.bak.damaged-20260304T050607Z': 'y' });
  });
});

describe('a file of a newer version', () => {
  const version2 = { version: 2, upgrades: [(data: unknown) => data] };
  const NEWER = 'shelf.json.newer-20260304T050607Z';

  it('is kept unchanged and the older copy is used', () => {
    const { folder, path } = aShelfOfTwo();
    writeFileSync(path, good({ shelves: [] }, 7));

    const file = openShelf(folder);

    expect(file.value).toEqual(shelf('one'));
    expect(StartProblem.parse(file.problem)).toMatchObject({
      state: 'newer-version',
      keptAs: NEWER,
    });
    expect(file.problem?.message).toContain('format 7');
    expect(file.problem?.message).toContain('reads up to 1');
    expect(readFileSync(join(folder, NEWER), 'utf8')).toBe(good({ shelves: [] }, 7));
  });

  it('is still said, and still there, at the next start of the older version', () => {
    const { folder, path } = aShelfOfTwo();
    writeFileSync(path, good({ shelves: [] }, 7));
    openShelf(folder);

    const again = openShelf(folder);

    expect(again.problem).toMatchObject({ state: 'newer-version', keptAs: NEWER });
    expect(again.value).toEqual(shelf('one'));
  });

  it('is back by itself in the newer version when the older one changed nothing', () => {
    const folder = aFolder();
    openShelf(folder, version2).write(shelf('of version 2'));
    openShelf(folder);

    const newer = openShelf(folder, version2);

    expect(newer.problem).toBeNull();
    expect(newer.value).toEqual(shelf('of version 2'));
    expect(Object.keys(contentOf(folder))).toEqual(['shelf.json']);
  });

  it('outlives every change that the older version makes', () => {
    const folder = aFolder();
    openShelf(folder, version2).write(shelf('of version 2'));
    const content = contentOf(folder)['shelf.json'];

    for (const title of ['a', 'b', 'c']) openShelf(folder).write(shelf(title));

    expect(contentOf(folder)[NEWER]).toBe(content);
    expect(openShelf(folder, version2).value).toEqual(shelf('c'));
  });

  it('that cannot be moved is not written over', () => {
    const { folder, path } = aShelfOfTwo();
    writeFileSync(path, good({}, 7));

    const file = openShelf(folder, { fs: fileSystemWithout('renameSync', 'EROFS').fs });

    expect(file.problem?.state).toBe('newer-version');
    expect(() => file.write(shelf('three'))).toThrow(/Nothing is saved/);
    expect(readFileSync(path, 'utf8')).toBe(good({}, 7));
    expect(existsSync(join(folder, NEWER))).toBe(false);
  });

  it('as the only backup is kept too', () => {
    const { folder, path } = aShelfOfTwo();
    rmSync(path);
    writeFileSync(`${path}.bak`, good({}, 7));

    const file = openShelf(folder);

    expect(file.problem?.state).toBe('newer-version');
    expect(Object.values(contentOf(folder))).toEqual([good({}, 7)]);
  });
});
