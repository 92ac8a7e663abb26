import { describe, expect, it } from 'vitest';
import { nestFlatValues } from '../../../../main/policy/flat-values.ts';
import { NO_POLICY, Policy } from '../../../../main/policy/policy-schema.ts';
import { aSigner, MANIFEST_URL } from '../../../support/signed-update.ts';

const read = (value: unknown) => Policy.safeParse(value);

describe('a value that says nothing with the rest', () => {
  it.each<readonly [string, unknown]>([
    ['a folder of downloads that are refused', { downloads: { allowed: false, folder: '/srv/e' } }],
    ['a folder of downloads that nobody allowed', { downloads: { folder: '/srv/e' } }],
    ['a folder of theirs that is no path', { downloads: { allowed: false, folder: '' } }],
    [
      'an address and keys of updates that are off',
      { updates: { allowed: false, url: MANIFEST_URL, keys: [aSigner().key], checksDaily: true } },
    ],
    ['an address of updates that nobody allowed', { updates: { url: 'http://x' } }],
    ['daily updates that are off', { updates: { checksDaily: true } }],
    ['the name of no browser', { managedBrowser: { name: 'Microsoft Edge' } }],
    ['a folder of checkpoints that nobody wants', { journal: { checkpoints: { folder: '/x/y' } } }],
    ['nothing of each', { downloads: {}, updates: {}, managedBrowser: {} }],
  ])('changes nothing: %s', (_what, value) => {
    expect(read(value)).toEqual({ success: true, data: NO_POLICY });
  });

  it('is a folder beside checkpoints in a log', () => {
    for (const kind of ['journald', 'event-log']) {
      const value = { journal: { checkpoints: { kind, folder: '/mnt/audit' } } };

      expect(read(value).data?.journal.checkpoints).toEqual({ kind });
    }
  });

  it('is left behind by group policy, a value by itself', () => {
    const nested = nestFlatValues(
      new Map<string, string | boolean>([
        ['DownloadsAllowed', false],
        ['DownloadFolder', '/srv/exports'],
        ['UpdateUrl', MANIFEST_URL],
        ['ManagedBrowserName', 'Microsoft Edge'],
        ['JournalCheckpoints', 'journald'],
        ['JournalCheckpointFolder', '/mnt/audit'],
      ]),
    );

    expect(nested.ok && read(nested.value)).toMatchObject({
      success: true,
      data: { downloads: { allowed: false }, journal: { checkpoints: { kind: 'journald' } } },
    });
  });
});

describe('a browser without a name', () => {
  it.each([
    ['/usr/bin/microsoft-edge-stable', 'microsoft-edge-stable'],
    ['/opt/Edge/msedge.exe', 'msedge'],
    [`/opt/${'e'.repeat(80)}`, 'e'.repeat(60)],
  ])('at %s is called as its file is', (path, name) => {
    expect(read({ managedBrowser: { path } }).data?.managedBrowser).toEqual({ path, name });
  });

  it('keeps the name that it was given', () => {
    const managedBrowser = { path: '/usr/bin/edge', name: 'Edge' };

    expect(read({ managedBrowser }).data?.managedBrowser).toEqual(managedBrowser);
  });
});

describe('what is still refused', () => {
  it.each<readonly [string, unknown]>([
    ['downloads without a folder', { downloads: { allowed: true } }],
    ['downloads that are perhaps allowed', { downloads: { allowed: 'no', folder: '/srv/e' } }],
    ['downloads that are 0', { downloads: { allowed: 0, folder: '/srv/e' } }],
    ['a misspelt folder of refused downloads', { downloads: { allowed: false, fodler: '/srv/e' } }],
    ['a misspelt word', { downloads: { alowed: true, folder: '/srv/e' } }],
    ['a hostile name', { downloads: JSON.parse('{"__proto__":{"allowed":true}}') }],
    ['updates without a key', { updates: { allowed: true, url: MANIFEST_URL } }],
    ['a misspelt key of updates that are off', { updates: { allowed: false, kyes: [] } }],
    ['checkpoints in no folder', { journal: { checkpoints: { kind: 'folder' } } }],
    ['checkpoints by mail', { journal: { checkpoints: { kind: 'mail', folder: '/x/y' } } }],
    ['checkpoints of a misspelt kind', { journal: { checkpoints: { knid: 'journald' } } }],
    ['an empty name of a browser', { managedBrowser: { path: '/usr/bin/edge', name: '' } }],
    ['a browser whose path is no text', { managedBrowser: { path: 5 } }],
    ['a misspelt path of a browser', { managedBrowser: { paht: '/usr/bin/edge', name: 'Edge' } }],
    ['a list', { downloads: [], updates: [] }],
    ['a word', { managedBrowser: 'edge' }],
  ])('%s', (_what, value) => {
    expect(read(value).success).toBe(false);
  });
});
