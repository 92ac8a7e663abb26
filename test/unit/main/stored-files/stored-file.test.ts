import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../../main/ipc/failure.ts';
import { aFolder, contentOf, NOW, openShelf, type Shelf, shelf } from './a-stored-file.ts';
import { fileSystemWithout, interceptedFileSystem, systemError } from './failing-file-system.ts';

function failureOf(act: () => void): Failure {
  let thrown: unknown;
  try {
    act();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(Failure);
  return thrown as Failure;
}

describe('openStoredFile', () => {
  it('begins with the initial value when there is no file, and writes none', () => {
    const folder = aFolder();

    const file = openShelf(folder, { initial: shelf('first') });

    expect(file.value).toEqual(shelf('first'));
    expect(file.problem).toBeNull();
    expect(contentOf(folder)).toEqual({});
  });

  it('gives back at the next start what was written', () => {
    const folder = aFolder();

    openShelf(folder).write(shelf('Ω “quoted”\n', 'two'));

    const again = openShelf(folder);
    expect(again.value).toEqual(shelf('Ω “quoted”\n', 'two'));
    expect(again.problem).toBeNull();
  });

  it('says format and version, one entry per line', () => {
    const folder = aFolder();

    openShelf(folder).write(shelf('one', 'two'));

    expect(contentOf(folder)['shelf.json']).toBe(
      [
        '{',
        '"format":"bulkhead-tenants",',
        '"version":1,',
        '"data":{',
        '"books":[',
        '{"id":"b0","title":"one"},',
        '{"id":"b1","title":"two"}',
        ']',
        '}',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('keeps the previous generation as the backup', () => {
    const folder = aFolder();
    const file = openShelf(folder);

    file.write(shelf('one'));
    file.write(shelf('two'));
    file.write(shelf('three'));

    const files = contentOf(folder);
    expect(Object.keys(files)).toEqual(['shelf.json', 'shelf.json.bak']);
    expect(files['shelf.json.bak']).toContain('"two"');
  });

  it('keeps the generation of the last run as the backup of this one', () => {
    const folder = aFolder();
    openShelf(folder).write(shelf('one'));

    openShelf(folder).write(shelf('two'));

    expect(contentOf(folder)['shelf.json.bak']).toContain('"one"');
  });

  it('makes files and folders for this account only', () => {
    const folder = join(aFolder(), 'profile');
    const file = openShelf(folder);
    file.write(shelf('one'));
    file.write(shelf('two'));

    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'shelf.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'shelf.json.bak')).mode & 0o777).toBe(0o600);
  });

  it('closes a file to others that came back readable to all', () => {
    const folder = aFolder();
    openShelf(folder).write(shelf('one'));
    const text = readFileSync(join(folder, 'shelf.json'));
    writeFileSync(join(folder, 'other.json'), text, { mode: 0o644 });

    openShelf(folder, { path: join(folder, 'other.json') });

    expect(statSync(join(folder, 'other.json')).mode & 0o777).toBe(0o600);
  });

  it('reads a file that an editor saved with a byte order mark', () => {
    const folder = aFolder();
    openShelf(folder).write(shelf('one'));
    const path = join(folder, 'shelf.json');
    writeFileSync(path, `\ufeff${readFileSync(path, 'utf8')}`);

    const file = openShelf(folder);

    expect(file.problem).toBeNull();
    expect(file.value).toEqual(shelf('one'));
  });

  it('removes what a crash left over', () => {
    const folder = aFolder();
    openShelf(folder).write(shelf('one'));
    writeFileSync(join(folder, 'shelf.json.tmp'), 'half');
    writeFileSync(join(folder, 'shelf.json.bak.tmp'), 'half');

    openShelf(folder);

    expect(Object.keys(contentOf(folder))).toEqual(['shelf.json']);
  });

  it('refuses to be built with a step of the upgrade missing', () => {
    expect(() => openShelf(aFolder(), { version: 3, upgrades: [(data) => data] })).toThrow(
      RangeError,
    );
  });
});

describe('upgrades', () => {
  const addTitles = (data: unknown) => ({
    books: (data as { names: string[] }).names.map((title, index) => ({ id: `b${index}`, title })),
  });
  const shout = (data: unknown) => ({
    books: (data as Shelf).books.map(({ id, title }) => ({ id, title: title.toUpperCase() })),
  });
  const version3 = { version: 3, upgrades: [addTitles, shout] };
  const write = (folder: string, version: number, data: unknown) =>
    writeFileSync(
      join(folder, 'shelf.json'),
      JSON.stringify({ format: 'bulkhead-tenants', version, data }),
    );

  it('are applied one after the other from the version of the file on', () => {
    const folder = aFolder();
    write(folder, 1, { names: ['one'] });

    expect(openShelf(folder, version3).value).toEqual(shelf('ONE'));
  });

  it('are skipped up to the version of the file', () => {
    const folder = aFolder();
    write(folder, 2, shelf('two'));

    expect(openShelf(folder, version3).value).toEqual(shelf('TWO'));
  });

  it('leave the file alone until something is saved, and then keep it as the backup', () => {
    const folder = aFolder();
    write(folder, 1, { names: ['one'] });
    const before = contentOf(folder)['shelf.json'];

    const file = openShelf(folder, version3);
    expect(contentOf(folder)).toEqual({ 'shelf.json': before });
    file.write(shelf('ONE', 'two'));

    expect(contentOf(folder)['shelf.json.bak']).toBe(before);
    expect(openShelf(folder, version3).value).toEqual(shelf('ONE', 'two'));
  });

  it('that cannot read the data make the file a damaged one', () => {
    const folder = aFolder();
    write(folder, 1, { names: 7 });

    const file = openShelf(folder, version3);

    expect(file.problem?.state).toBe('damaged');
    expect(file.value).toEqual(shelf());
  });
});

describe('write', () => {
  it('says in plain words that the disk is full, and changes nothing', () => {
    const folder = aFolder();
    openShelf(folder).write(shelf('one'));
    const before = contentOf(folder);
    const file = openShelf(folder, { fs: fileSystemWithout('writeSync', 'ENOSPC').fs });

    const failure = failureOf(() => file.write(shelf('two')));

    expect(failure.code).toBe('storage-failed');
    expect(failure.message).toContain('disk is full');
    expect(file.value).toEqual(shelf('one'));
    expect(contentOf(folder)).toEqual(before);
  });

  it('works again when there is space again', () => {
    const folder = aFolder();
    let isFull = true;
    const { fs } = interceptedFileSystem((call) => {
      if (isFull && call === 'writeSync') throw systemError('ENOSPC', call);
    });
    const file = openShelf(folder, { fs });
    failureOf(() => file.write(shelf('one')));

    isFull = false;
    file.write(shelf('one'));

    expect(openShelf(folder).value).toEqual(shelf('one'));
  });

  it.each([
    ['EACCES', 'may not write'],
    ['EROFS', 'may not write'],
    ['EIO', 'EIO'],
  ])('says what to do when the system answers %s', (code, words) => {
    const file = openShelf(aFolder(), { fs: fileSystemWithout('openSync', code).fs });

    // The folder is empty, so only writing opens a file.
    const failure = failureOf(() => file.write(shelf('one')));

    expect(failure.message).toContain(words);
    expect(failure.message).toContain('Nothing was changed');
  });

  it('does not take a failure to sync the folder for a failure to save', () => {
    const folder = aFolder();
    const { fs } = interceptedFileSystem((call, _index, path) => {
      if (call === 'openSync' && path === folder) throw systemError('EISDIR', call);
    });

    openShelf(folder, { fs }).write(shelf('one'));

    expect(openShelf(folder).value).toEqual(shelf('one'));
  });

  it('refuses what would be larger than the bound, and keeps what was there', () => {
    const folder = aFolder();
    const file = openShelf(folder, { maxBytes: 200 });
    file.write(shelf('one'));

    const failure = failureOf(() => file.write(shelf('x'.repeat(300))));

    expect(failure.code).toBe('storage-failed');
    expect(openShelf(folder, { maxBytes: 200 }).value).toEqual(shelf('one'));
  });

  it('throws a fault for a value that could not be read back, before touching the file', () => {
    const folder = aFolder();
    const file = openShelf(folder);
    file.write(shelf('one'));

    expect(() => file.write({ books: [{ id: 'b', title: 7 }] } as never)).toThrow(TypeError);
    expect(openShelf(folder).value).toEqual(shelf('one'));
  });

  it('writes anew when the file was removed while the app ran', () => {
    const folder = aFolder();
    const file = openShelf(folder);
    file.write(shelf('one'));
    rmSync(join(folder, 'shelf.json'));

    file.write(shelf('two'));

    expect(openShelf(folder).value).toEqual(shelf('two'));
    expect(contentOf(folder)['shelf.json.bak']).toContain('"one"');
  });
});

describe('write that erases', () => {
  const secret = 'canary-4711';

  it('leaves no byte in file, backup or kept files, and keeps every other entry', () => {
    const folder = aFolder();
    const file = openShelf(folder);
    file.write(shelf('one', secret, 'three'));
    file.write(shelf('one', secret, 'three', 'four'));
    // Damage that keeps the entries legible, as a lost last block does.
    const whole = contentOf(folder)['shelf.json'] ?? '';
    writeFileSync(join(folder, 'shelf.json.damaged-20260101T000000Z'), whole.slice(0, -4));
    writeFileSync(join(folder, 'shelf.json.newer-20260101T000000Z'), `\0\xff${whole}`, 'latin1');
    writeFileSync(join(folder, 'shelf.json.bak.damaged-20260101T000000Z-2'), whole.toUpperCase());

    file.write(shelf('one', 'three', 'four'), { erases: [secret] });

    const files = contentOf(folder);
    expect(Object.keys(files)).toHaveLength(5);
    for (const content of Object.values(files)) {
      expect(content.toLowerCase()).not.toContain(secret);
      expect(content.toLowerCase()).toContain('"three"');
    }
    expect(openShelf(folder).value).toEqual(shelf('one', 'three', 'four'));
  });

  it('leaves a good backup of the new content', () => {
    const folder = aFolder();
    const file = openShelf(folder);
    file.write(shelf('one', secret));

    file.write(shelf('one'), { erases: [secret] });

    const files = contentOf(folder);
    expect(files['shelf.json.bak']).toBe(files['shelf.json']);
  });

  it('keeps the file and the value when it fails', () => {
    const folder = aFolder();
    openShelf(folder).write(shelf('one', secret));
    const file = openShelf(folder, { fs: fileSystemWithout('writeSync', 'EIO').fs });

    failureOf(() => file.write(shelf('one'), { erases: [secret] }));

    expect(file.value).toEqual(shelf('one', secret));
    expect(openShelf(folder).value).toEqual(shelf('one', secret));
  });

  it('removes a kept file that is too large to be searched', () => {
    const folder = aFolder();
    const file = openShelf(folder, { maxBytes: 1000 });
    file.write(shelf(secret));
    writeFileSync(join(folder, 'shelf.json.damaged-20260101T000000Z'), secret.repeat(1000));

    file.write(shelf(), { erases: [secret] });

    expect(Object.keys(contentOf(folder))).toEqual(['shelf.json', 'shelf.json.bak']);
  });

  it('touches no other file of the folder', () => {
    const folder = aFolder();
    const file = openShelf(folder);
    file.write(shelf(secret));
    writeFileSync(join(folder, 'shelf.json.notes'), secret);
    writeFileSync(join(folder, 'other.json.damaged-20260101T000000Z'), secret);

    file.write(shelf(), { erases: [secret] });

    const files = contentOf(folder);
    expect(files['shelf.json.notes']).toBe(secret);
    expect(files['other.json.damaged-20260101T000000Z']).toBe(secret);
  });
});

it('stamps kept files with the time in UTC', () => {
  const folder = aFolder();
  writeFileSync(join(folder, 'shelf.json'), 'not ours');

  const { problem } = openShelf(folder, { now: () => NOW });

  expect(problem?.keptAs).toBe('shelf.json.damaged-20260304T050607Z');
});
