import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countCrashDumps, eraseCrashDumps } from '../../../../main/app/crash-dumps.ts';

describe('eraseCrashDumps', () => {
  it('deletes the dumps and keeps what the handler needs', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'dumps-'));
    const make = (name: string) => {
      writeFileSync(join(dir, name), 'memory');
      return join(dir, name);
    };
    mkdirSync(join(dir, 'completed'));
    const dumps = [make('completed/a.dmp'), make('completed/a.meta')];
    const settings = make('settings.dat');

    expect(await countCrashDumps(dir)).toEqual({ count: 1, bytes: 12 });

    await eraseCrashDumps(dir);

    expect(await countCrashDumps(dir)).toEqual({ count: 0, bytes: 0 });

    expect(dumps.filter(existsSync)).toEqual([]);
    expect(existsSync(settings)).toBe(true);
    expect(existsSync(join(dir, 'completed'))).toBe(true);
  });

  it('has nothing to do where nothing crashed', async () => {
    await expect(eraseCrashDumps('/nowhere/at/all')).resolves.toBeUndefined();
  });
});
