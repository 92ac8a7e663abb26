import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ImportError } from '../../../../../../main/data/inventory/import/import-error.ts';
import { ImportId } from '../../../../../../preload/contract/index.ts';
import { anImport, defenderCsv, intuneCsv, NOW, TENANT, textsOf } from './an-import.ts';

const A_DEVICE = { 'Device ID': 'a1', 'Device Name': 'PC-1', 'Risk Level': 'High' };
const ANOTHER = { 'Device ID': 'a2', 'Device Name': 'PC-2', 'Risk Level': 'Low' };

describe('preview', () => {
  it('tells what the file is, when it was exported and what its columns are', async () => {
    const { preview } = anImport();

    const told = await preview(defenderCsv(A_DEVICE, ANOTHER), 'devices-2026-11-20.csv');

    expect(told).toMatchObject({
      fileName: 'devices-2026-11-20.csv',
      source: 'defender-file',
      exportedAt: '2026-11-20T00:00:00.000Z',
      exportedAtFrom: 'file-name',
      rows: 2,
      good: 2,
      messages: [],
      moreMessages: 0,
    });
    expect(told.headers[0]).toEqual({
      header: 'Device ID',
      column: 'defenderId',
      isKnown: true,
      samples: ['a1', 'a2'],
    });
    expect(told.headers[6]).toMatchObject({
      header: 'OS Distribution',
      column: null,
      isKnown: true,
    });
  });

  it('takes the time the file was written when its name has none', async () => {
    const { imports, write } = anImport();
    const path = write(
      intuneCsv({ 'Device ID': 'i1' }),
      'DevicesWithInventory_20261120-0000-4000-8000-000000000001.csv',
    );
    utimesSync(path, 0, Date.parse('2026-11-19T08:30:00Z') / 1_000);

    const told = await imports.preview(TENANT, path);

    expect(told).toMatchObject({
      source: 'intune-file',
      exportedAt: '2026-11-19T08:30:00.000Z',
      exportedAtFrom: 'file-date',
    });
  });

  it('leaves a file of unknown columns to the operator', async () => {
    const { preview, imports, files } = anImport();

    const told = await preview('Host,Colour\r\nPC-1,red\r\n');

    expect(told).toMatchObject({ source: null, rows: 1, good: 0 });
    expect(told.headers).toEqual([
      { header: 'Host', column: null, isKnown: false, samples: ['PC-1'] },
      { header: 'Colour', column: null, isKnown: false, samples: ['red'] },
    ]);
    expect(textsOf(told)[0]).toMatch(/^1: The column names do not tell/);
    await expect(imports.apply(told.importId, told.exportedAt)).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(files.size).toBe(0);
  });

  it('says that a newer file is imported already', async () => {
    const { preview, imports } = anImport();
    const newer = await preview(defenderCsv(A_DEVICE), 'devices-2026-11-20.csv');
    await imports.apply(newer.importId, newer.exportedAt);

    const older = await preview(defenderCsv(A_DEVICE), 'devices-2026-10-01.csv');
    const same = await preview(defenderCsv(A_DEVICE), 'devices-2026-11-20.csv');
    const other = await preview(
      intuneCsv({ 'Device ID': 'i1', Compliance: 'Compliant' }),
      'intune-2026-10-01.csv',
    );

    expect(textsOf(older)).toEqual([
      '1: The file that is imported already was exported later, on 2026-11-20 00:00 UTC. This one would replace it by older devices.',
    ]);
    expect(textsOf(same)).toEqual([]);
    expect(textsOf(other)).toEqual([]);
  });

  it.each([
    ['nothing', '', 'The file is empty.'],
    ['blanks', '\r\n \r\n', 'The file has no line of column names.'],
    [
      'an archive',
      Buffer.from('PK\u0003\u0004rest'),
      /ZIP archive.*take the CSV file out of it\.$/,
    ],
    ['one word', 'hello\r\n', /^The file is no table/],
    ['a thousand columns', `${'a,'.repeat(999)}b\r\n`, /^The file has 1,000 columns/],
  ])('refuses a file of %s', async (_name, content, message) => {
    const { preview } = anImport();

    const refused = await preview(content).catch((error: unknown) => error);

    expect(refused).toBeInstanceOf(ImportError);
    expect(refused).toMatchObject({ code: 'invalid' });
    expect((refused as ImportError).message).toMatch(message);
  });

  it('shows a file with nothing but column names and imports none of it', async () => {
    const { preview, imports, files } = anImport();
    const first = await preview(defenderCsv(A_DEVICE));
    await imports.apply(first.importId, first.exportedAt);

    const empty = await preview(defenderCsv());

    expect(empty).toMatchObject({ rows: 0, good: 0 });
    expect(textsOf(empty)).toEqual(['1: There are no rows below the column names.']);
    await expect(imports.apply(empty.importId, empty.exportedAt)).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(files.get('defender-file')?.records).toHaveLength(1);
  });

  it('refuses more bytes and more rows than can be imported', async () => {
    const bytes = anImport({ maxBytes: 1024 * 1024 });
    const rows = anImport({ maxRows: 2 });
    const device = (n: number) => ({ 'Device ID': `d${n}` });

    await expect(bytes.preview('x'.repeat(1024 * 1024 + 1))).rejects.toMatchObject({
      code: 'not-available',
      message: expect.stringContaining('larger than 1 MB'),
    });
    expect(await rows.preview(defenderCsv(device(1), device(2)))).toMatchObject({ good: 2 });
    await expect(rows.preview(defenderCsv(device(1), device(2), device(3)))).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('more than 2 rows'),
    });
  });

  it('says the first thousand messages and counts the rest', async () => {
    const { preview } = anImport();
    const rows = Array.from({ length: 1_500 }, () => ({ 'Risk Level': 'High' }));

    const told = await preview(defenderCsv(...rows));

    expect(told).toMatchObject({ rows: 1_500, good: 0, moreMessages: 500 });
    expect(told.messages).toHaveLength(1_000);
    expect(told.messages[0]).toEqual({
      line: 2,
      message: 'This row has neither a device ID nor a name.',
    });
  });

  it('refuses a folder, a missing file and a pipe without waiting for it', async () => {
    const { imports, folder } = anImport();
    mkdirSync(join(folder, 'folder'));
    const pipe = join(folder, 'pipe');
    const isPipe = spawnSync('mkfifo', [pipe]).status === 0;

    for (const path of [join(folder, 'folder'), join(folder, 'none'), ...(isPipe ? [pipe] : [])]) {
      await expect(imports.preview(TENANT, path)).rejects.toMatchObject({ code: 'not-available' });
    }
  });

  it('stops when it is cancelled and tells how far it is', async () => {
    const { imports, write } = anImport();
    const rows = Array.from({ length: 4_000 }, (_none, n) => ({
      'Device ID': `d${n}`,
      Tags: 'x'.repeat(200),
    }));
    const path = write(defenderCsv(...rows));
    const stop = new AbortController();
    const told: (readonly [number, number])[] = [];

    const preview = imports.preview(TENANT, path, {
      signal: stop.signal,
      progress: (done, total) => {
        told.push([done, total]);
        if (done > total / 2) stop.abort();
      },
    });

    await expect(preview).rejects.toMatchObject({ code: 'cancelled' });
    expect(told.length).toBeGreaterThan(1);
    expect(told.every(([done, total]) => done > 0 && done <= total)).toBe(true);
  });
});

describe('remap', () => {
  it('reads the file again with the columns the operator named', async () => {
    const { preview, imports, facts } = anImport();
    const before = await preview('Host,Seen,Colour\r\npc-1,20.11.2026 10:00,red\r\n');

    const after = await imports.remap(before.importId, 'intune-file', ['name', 'lastSync', null]);
    const counts = await imports.apply(after.importId, before.exportedAt);

    expect(after).toMatchObject({ source: 'intune-file', good: 1, importId: before.importId });
    expect(after.headers.map(({ column, isKnown }) => [column, isKnown])).toEqual([
      ['name', false],
      ['lastSync', false],
      [null, false],
    ]);
    expect(counts).toEqual({ devices: 1, added: 1, changed: 0, removed: 0, refused: 0 });
    expect(facts('intune-file')).toEqual([
      {
        name: 'pc-1',
        lastSync: Date.UTC(2026, 10, 20, 10) / 1_000,
        lastSeen: Date.UTC(2026, 10, 20, 10) / 1_000,
      },
    ]);
  });

  it('leaves out a known column that the operator left out', async () => {
    const { preview, imports, facts } = anImport();
    const before = await preview(defenderCsv(A_DEVICE));
    const columns = before.headers.map(({ column }) => (column === 'risk' ? null : column));

    await imports.remap(before.importId, 'defender-file', columns);
    await imports.apply(before.importId, before.exportedAt);

    expect(facts('defender-file')[0]).toMatchObject({ name: 'PC-1', exposure: null });
    expect(facts('defender-file')[0]).not.toHaveProperty('risk');
  });

  it.each([
    ['too few columns', ['name']],
    ['one column twice', ['name', 'name', null]],
    ['a column that Bulkhead fills', ['name', 'collectedAt', null]],
  ] as const)('refuses %s and keeps the preview', async (_name, columns) => {
    const { preview, imports } = anImport();
    const before = await preview('Host,Seen,Colour\r\npc-1,20.11.2026 10:00,red\r\n');

    await expect(imports.remap(before.importId, 'intune-file', columns)).rejects.toMatchObject({
      code: 'invalid',
    });
    await imports.remap(before.importId, 'intune-file', ['name', null, null]);
  });
});

describe('apply', () => {
  it('replaces the earlier file of the same export and leaves the other', async () => {
    const { preview, imports, files } = anImport();
    const intune = await preview(intuneCsv({ 'Device ID': 'i1', Ownership: 'Personal' }), 'i.csv');
    await imports.apply(intune.importId, intune.exportedAt);
    const first = await preview(defenderCsv(A_DEVICE, ANOTHER));
    await imports.apply(first.importId, first.exportedAt);

    const second = await preview(defenderCsv(ANOTHER, {}, { 'Risk Level': 'Low' }));
    const applied = await imports.apply(second.importId, '2026-11-18T09:00:00.000Z');

    expect(applied).toEqual({ devices: 1, added: 1, changed: 0, removed: 2, refused: 1 });
    expect(files.get('defender-file')?.exportedAt).toBe(Date.UTC(2026, 10, 18, 9) / 1_000);
    expect(files.get('defender-file')?.records.map(({ sourceId }) => sourceId)).toEqual(['a2']);
    expect(files.get('intune-file')?.records).toHaveLength(1);
  });

  it('changes nothing when it is cancelled, and can be tried again', async () => {
    const { preview, imports, files } = anImport();
    const told = await preview(defenderCsv(A_DEVICE));
    const stopped = AbortSignal.abort();

    await expect(
      imports.apply(told.importId, told.exportedAt, { signal: stopped }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect(files.size).toBe(0);

    await imports.apply(told.importId, told.exportedAt);
    expect(files.get('defender-file')?.records).toHaveLength(1);
  });

  it('changes nothing when the database fails, and can be tried again', async () => {
    const failing = { fails: true };
    const plain = anImport();
    const { imports, write, files } = anImport({
      store: {
        ...plain.imports,
        sourcesOf: () => [],
        devicesOf: () => [],
        get: () => null,
        *replaceFile(_tenantId, _source, records) {
          const taken = [...records];
          yield null;
          if (failing.fails) throw new Error('disk full');
          return { added: taken.length, changed: 0, removed: 0 };
        },
      },
    });
    const told = await imports.preview(TENANT, write(defenderCsv(A_DEVICE)));

    await expect(imports.apply(told.importId, told.exportedAt)).rejects.toThrow('disk full');
    failing.fails = false;

    expect((await imports.apply(told.importId, told.exportedAt)).devices).toBe(1);
    expect(files.size).toBe(0);
  });

  it('refuses a file that changed since its preview', async () => {
    const { preview, imports, files, write, folder } = anImport();
    const grown = await preview(defenderCsv(A_DEVICE), 'grown.csv');
    write(defenderCsv(A_DEVICE, ANOTHER), 'grown.csv');
    const swapped = await preview(defenderCsv(A_DEVICE), 'swapped.csv');
    writeFileSync(join(folder, 'other.csv'), defenderCsv(ANOTHER));
    renameSync(join(folder, 'other.csv'), join(folder, 'swapped.csv'));

    for (const { importId, exportedAt } of [grown, swapped]) {
      await expect(imports.apply(importId, exportedAt)).rejects.toMatchObject({
        code: 'not-available',
        message: expect.stringContaining('has changed'),
      });
    }
    expect(files.size).toBe(0);
  });

  it('refuses a file that changes while it is read', async () => {
    let touch = () => {};
    const taken: string[] = [];
    const { imports, write } = anImport({
      store: {
        sourcesOf: () => [],
        devicesOf: () => [],
        get: () => null,
        *replaceFile(_tenantId, _source, records) {
          for (const { sourceId } of records) {
            taken.push(sourceId);
            touch();
            yield null;
          }
          return { added: taken.length, changed: 0, removed: 0 };
        },
      },
    });
    const path = write(defenderCsv(A_DEVICE, ANOTHER));
    const told = await imports.preview(TENANT, path);
    touch = () => {
      utimesSync(path, 0, 0);
    };

    await expect(imports.apply(told.importId, told.exportedAt)).rejects.toMatchObject({
      code: 'not-available',
    });
    expect(taken).toEqual(['a1', 'a2']);
  });

  it('refuses a date in the future', async () => {
    const { preview, imports } = anImport();
    const told = await preview(defenderCsv(A_DEVICE));

    await expect(imports.apply(told.importId, '2026-12-01T00:00:00.000Z')).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});

describe('previews that wait', () => {
  it('are gone when they were applied or dropped', async () => {
    const { preview, imports } = anImport();
    const applied = await preview(defenderCsv(A_DEVICE));
    await imports.apply(applied.importId, applied.exportedAt);
    const dropped = await preview(defenderCsv(A_DEVICE));
    imports.drop(dropped.importId);
    const forgotten = await preview(defenderCsv(A_DEVICE));
    imports.dropTenant(TENANT);

    for (const { importId, exportedAt } of [applied, dropped, forgotten]) {
      await expect(imports.apply(importId, exportedAt)).rejects.toMatchObject({
        code: 'not-found',
      });
    }
    await expect(
      imports.remap(ImportId.parse('i0000000000000000'), 'intune-file', []),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('are four at most, and half an hour old', async () => {
    let now = NOW;
    const { preview, imports } = anImport({ now: () => now });
    const first = await preview(defenderCsv(A_DEVICE));
    const second = await preview(defenderCsv(A_DEVICE));
    const third = await preview(defenderCsv(A_DEVICE));
    await preview(defenderCsv(A_DEVICE));
    await preview(defenderCsv(A_DEVICE));

    await expect(imports.apply(first.importId, first.exportedAt)).rejects.toMatchObject({
      code: 'not-found',
    });
    await imports.apply(second.importId, second.exportedAt);
    now = new Date(NOW.getTime() + 31 * 60_000);
    await expect(imports.apply(third.importId, third.exportedAt)).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
