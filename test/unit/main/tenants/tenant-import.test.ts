import { execFileSync } from 'node:child_process';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FileSystem } from '../../../../main/stored-files/file-system.ts';
import { TENANT_NOT_ALLOWED } from '../../../../main/tenants/tenant-allow-list.ts';
import { createImports } from '../../../../main/tenants/tenant-import.ts';
import { ImportId, ImportPreview } from '../../../../preload/contract/index.ts';
import { interceptedFileSystem, systemError } from '../stored-files/failing-file-system.ts';
import { aDraft, aFailure, aProfile, aRun, idOf } from './a-registry.ts';
import { csv, lineOf } from './import/a-list.ts';

function anImport(content: string | Buffer | null = csv(lineOf(1), lineOf(2)), fs?: FileSystem) {
  const folder = aProfile();
  const path = join(folder, 'list.csv');
  if (content !== null) writeFileSync(path, content);
  const run = aRun(aProfile(), fs);
  let clock = Date.parse('2026-03-04T05:06:07.000Z');
  let drawn = 0;
  const imports = createImports({
    registry: run.registry,
    chooseFile: async () => path,
    now: () => new Date(clock),
    random: (size) => new Uint8Array(size).fill((drawn += 1)),
  });
  return { ...run, imports, path, wait: (ms: number) => (clock += ms) };
}

describe('previewImport', () => {
  it('says what an import would do and changes nothing', async () => {
    const { imports, registry, told } = anImport();
    registry.add(aDraft(1));

    const preview = ImportPreview.parse(await imports.previewImport());

    expect(preview).toMatchObject({
      fileName: 'list.csv',
      counts: { add: 1, alreadyThere: 1, refused: 0 },
    });
    expect(told).toHaveLength(1);
  });

  it('adds no tenant that the policy does not list', async () => {
    const { registry, path } = anImport();
    const imports = createImports({
      registry,
      chooseFile: async () => path,
      isAllowed: (id) => id === idOf(2),
      now: () => new Date(),
      random: (size) => new Uint8Array(size),
    });

    const preview = await imports.previewImport();
    imports.applyImport(preview.importId);

    expect(preview.rows.map(({ outcome }) => outcome)).toEqual(['refused', 'add']);
    expect(preview.rows[0]?.message).toBe(TENANT_NOT_ALLOWED);
    expect(registry.get().tenants.map(({ id }) => id)).toEqual([idOf(2)]);
  });

  it('is cancelled when no file is chosen', async () => {
    const { registry } = aRun();
    const imports = createImports({
      registry,
      chooseFile: async () => null,
      now: () => new Date(),
      random: (size) => new Uint8Array(size),
    });

    await expect(imports.previewImport()).rejects.toThrow(aFailure('cancelled', 'No file'));
  });

  it.each<[string, (path: string) => void, string]>([
    ['is not there', () => undefined, 'cannot be read (ENOENT)'],
    ['is a folder', (path) => mkdirSync(path), 'not a file'],
    ['is a pipe', (path) => void execFileSync('mkfifo', [path]), 'not a file'],
    [
      'is too large',
      (path) => {
        writeFileSync(path, '');
        truncateSync(path, 17 * 1024 * 1024);
      },
      'larger than 16 MB',
    ],
    ['holds no tenants', (path) => writeFileSync(path, 'hello'), 'No column holds tenant ids'],
  ])('says so when the file %s', async (_name, make, words) => {
    const { imports, path } = anImport(null);
    make(path);

    await expect(imports.previewImport()).rejects.toThrow(aFailure('not-available', words));
  });
});

describe('applyImport', () => {
  it('adds the good rows in one change and keeps them', async () => {
    const { imports, registry, told, dir } = anImport(
      csv(lineOf(1), 'nonsense,x,y,z', lineOf(2), '=1,a,b,c'),
    );
    const { importId } = await imports.previewImport();

    expect(imports.applyImport(importId)).toEqual({ added: 2 });

    expect(told).toHaveLength(1);
    expect(registry.get().tenants.map(({ id }) => id)).toEqual([idOf(1), idOf(2)]);
    expect(aRun(dir).registry.get().tenants).toEqual(registry.get().tenants);
  });

  it('leaves every tenant that was there as it was', async () => {
    const { imports, registry } = anImport(csv(`${idOf(1)},Other name,other.example,`, lineOf(2)));
    const before = registry.add(aDraft(1, { name: 'Mine', notes: 'mine', colour: '#123456' }));
    const { importId } = await imports.previewImport();

    imports.applyImport(importId);

    expect(registry.find(idOf(1))).toEqual(before);
    expect(registry.get().tenants).toHaveLength(2);
  });

  it('skips tenants that came into the estate since the preview', async () => {
    const { imports, registry } = anImport();
    const { importId } = await imports.previewImport();
    registry.add(aDraft(1, { name: 'Mine' }));

    expect(imports.applyImport(importId)).toEqual({ added: 1 });
    expect(registry.find(idOf(1))?.name).toBe('Mine');
  });

  it('works once', async () => {
    const { imports } = anImport();
    const { importId } = await imports.previewImport();
    imports.applyImport(importId);

    expect(() => imports.applyImport(importId)).toThrow(aFailure('not-found', 'again'));
  });

  it('can be tried again when the disk was full', async () => {
    let isFull = true;
    const { fs } = interceptedFileSystem((call) => {
      if (isFull && call === 'writeSync') throw systemError('ENOSPC', call);
    });
    const { imports, registry } = anImport(undefined, fs);
    const { importId } = await imports.previewImport();

    expect(() => imports.applyImport(importId)).toThrow(aFailure('storage-failed', 'disk is full'));
    expect(registry.get().tenants).toEqual([]);
    isFull = false;

    expect(imports.applyImport(importId)).toEqual({ added: 2 });
  });

  it('refuses a preview that was discarded, is unknown or is half an hour old', async () => {
    const { imports, wait } = anImport();
    const first = await imports.previewImport();
    const second = await imports.previewImport();
    imports.discardImport(first.importId);
    wait(30 * 60_000 + 1);

    const gone = aFailure('not-found', 'not there any more');
    expect(() => imports.applyImport(first.importId)).toThrow(gone);
    expect(() => imports.applyImport(second.importId)).toThrow(gone);
    expect(() => imports.applyImport(ImportId.parse(`i${'f'.repeat(16)}`))).toThrow(gone);
  });

  it('keeps four previews, the newest', async () => {
    const { imports } = anImport();
    const previews = [];
    for (let n = 0; n < 5; n += 1) previews.push(await imports.previewImport());

    const [first, second] = previews.map(({ importId }) => importId);
    expect(() => imports.applyImport(first as ImportId)).toThrow(aFailure('not-found', 'again'));
    expect(imports.applyImport(second as ImportId)).toEqual({ added: 2 });
  });
});
