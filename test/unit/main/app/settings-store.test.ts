import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSettingsStore } from '../../../../main/app/settings-store.ts';
import { DEFAULT_SETTINGS } from '../../../../preload/contract/default-settings.ts';
import { Settings, type SettingsChange } from '../../../../preload/contract/index.ts';
import { fileSystemWithout } from '../stored-files/failing-file-system.ts';
import { aFailure, allBytesOf, aProfile } from '../tenants/a-registry.ts';

const now = () => new Date('2026-03-04T05:06:07.000Z');
const open = (dir: string, managed: SettingsChange = {}) =>
  openSettingsStore({ dir, managed, now });

describe('openSettingsStore', () => {
  it('begins with defaults that the contract takes', () => {
    expect(Settings.parse(open(aProfile()).get())).toEqual(DEFAULT_SETTINGS);
  });

  it('keeps what was changed and nothing else', () => {
    const dir = aProfile();

    const changed = open(dir).change({ theme: 'dark', liveViewLimit: 9 });

    expect(changed).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark', liveViewLimit: 9 });
    expect(open(dir).get()).toEqual(changed);
    expect(open(dir).change({ theme: undefined } as SettingsChange)).toEqual(changed);
  });

  it('changes nothing when it cannot be saved', () => {
    const dir = aProfile();
    open(dir).change({ theme: 'dark' });
    const store = openSettingsStore({
      dir,
      managed: {},
      now,
      fs: fileSystemWithout('writeSync', 'ENOSPC').fs,
    });

    expect(() => store.change({ theme: 'light' })).toThrow(
      aFailure('storage-failed', 'disk is full'),
    );

    expect(store.get().theme).toBe('dark');
    expect(open(dir).get().theme).toBe('dark');
  });

  it.each([
    ['damaged', 'nonsense'],
    [
      'damaged',
      JSON.stringify({ format: 'bulkhead-settings', version: 1, data: { theme: 'red' } }),
    ],
    [
      'damaged',
      JSON.stringify({
        format: 'bulkhead-settings',
        version: 1,
        data: { ...DEFAULT_SETTINGS, liveViewLimit: 5000 },
      }),
    ],
    ['newer-version', JSON.stringify({ format: 'bulkhead-settings', version: 5, data: {} })],
  ])('starts with the defaults when the file is %s, and keeps the file', (state, content) => {
    const dir = aProfile();
    writeFileSync(join(dir, 'settings.json'), content);

    const store = open(dir);

    expect(store.get()).toEqual(DEFAULT_SETTINGS);
    expect(store.problem).toMatchObject({ what: 'settings', state });
    expect(store.problem?.message).toContain('default settings');
    store.change({ theme: 'light' });
    expect(allBytesOf(dir)).toContain(content);
  });
});

describe('managed settings', () => {
  it('win over the operator’s and cannot be changed', () => {
    const dir = aProfile();
    open(dir).change({ liveViewLimit: 9, theme: 'dark' });

    const store = open(dir, { liveViewLimit: 2 });

    expect(store.get()).toMatchObject({ liveViewLimit: 2, theme: 'dark' });
    expect(() => store.change({ liveViewLimit: 3 })).toThrow(aFailure('conflict', 'administrator'));
    expect(() => store.change({ theme: 'light', liveViewLimit: 3 })).toThrow(
      aFailure('conflict', 'administrator'),
    );
    expect(store.change({ theme: 'light' })).toMatchObject({ liveViewLimit: 2, theme: 'light' });
  });

  it('are never written down, so that the operator’s own come back without them', () => {
    const dir = aProfile();
    open(dir).change({ liveViewLimit: 9 });
    open(dir, { liveViewLimit: 2 }).change({ theme: 'light' });

    expect(open(dir).get()).toMatchObject({ liveViewLimit: 9, theme: 'light' });
  });

  it('that say nothing hide nothing', () => {
    const dir = aProfile();
    open(dir).change({ liveViewLimit: 9 });

    const store = open(dir, { liveViewLimit: undefined } as SettingsChange);

    expect(store.get().liveViewLimit).toBe(9);
    expect(store.change({ liveViewLimit: 8 }).liveViewLimit).toBe(8);
  });

  it('takes a file of the first version, which knew no client ids', () => {
    const dir = aProfile();
    const { clientIds: _none, ...first } = { ...DEFAULT_SETTINGS, theme: 'dark' };
    const file = { format: 'bulkhead-settings', version: 1, data: first };
    writeFileSync(join(dir, 'settings.json'), JSON.stringify(file));

    const store = open(dir);

    expect(store.problem).toBeNull();
    expect(store.get()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' });
  });
});
