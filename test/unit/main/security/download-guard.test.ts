import { EventEmitter } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TenantId } from '../../../../preload/contract/index.ts';
import { type DownloadRules, guardDownloads } from '../../../../main/security/download-guard.ts';
import { hostsOfCloud } from '../../../../main/security/host-data.ts';
import { createHostList } from '../../../../main/security/host-list.ts';
import type { Refusal } from '../../../../main/security/refusal.ts';
import { FakeSession } from '../../../support/fake-session.ts';

const tenantId = '11111111-2222-3333-4444-555555555555' as TenantId;

class FakeItem extends EventEmitter {
  savePath = '';
  received = 0;
  isCancelled = false;

  constructor(
    readonly name: string,
    readonly chain: readonly string[] = ['https://portal.azure.com/export'],
    readonly total = 0,
  ) {
    super();
  }

  getFilename = () => this.name;
  getURL = () => this.chain.at(-1) ?? '';
  getURLChain = () => this.chain;
  getTotalBytes = () => this.total;
  getReceivedBytes = () => this.received;
  setSavePath = (path: string) => (this.savePath = path);

  cancel(): void {
    this.isCancelled = true;
    this.emit('done', {}, 'cancelled');
  }

  async finish(text: string): Promise<void> {
    await writeFile(this.savePath, text);
    this.emit('done', {}, 'completed');
  }
}

let folder: string;
const refusals: Refusal[] = [];
const saved: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bulkhead-downloads-'));
  refusals.length = 0;
  saved.length = 0;
});

afterEach(() => rm(folder, { recursive: true }));

function download(
  item: FakeItem,
  rules: DownloadRules | null = { folder, maxBytes: 1_000 },
  session = guardedSession(rules),
) {
  const preventDefault = vi.fn<() => void>();
  session.emit('will-download', { preventDefault }, item);
  return preventDefault.mock.calls.length > 0;
}

function guardedSession(rules: DownloadRules | null) {
  const session = new FakeSession();
  let id = 0;
  guardDownloads(session.asSession(), {
    tenantId,
    hosts: createHostList(hostsOfCloud('global')),
    rules,
    report: (refusal) => refusals.push(refusal),
    onSaved: (name) => saved.push(name),
    newId: () => `id${String(id++)}`,
  });
  return session;
}

describe('guardDownloads', () => {
  it('refuses everything without a policy', () => {
    const item = new FakeItem('report.csv');

    expect(download(item, null)).toBe(true);
    expect(item.savePath).toBe('');
    expect(refusals).toMatchObject([{ kind: 'download', tenantId, host: 'portal.azure.com' }]);
  });

  it('saves an export for the operator alone, under its name, and tells of it', async () => {
    const item = new FakeItem('report.csv');

    expect(download(item)).toBe(false);
    await item.finish('a,b');
    await vi.waitFor(() => expect(saved).toEqual(['report.csv']));

    expect(await readdir(folder)).toEqual(['report.csv']);
    expect((await stat(join(folder, 'report.csv'))).mode & 0o777).toBe(0o600);
  });

  it('writes under a name that the page does not know until it is whole', () => {
    const item = new FakeItem('report.csv');
    download(item);

    expect(item.savePath).toBe(join(folder, '.bulkhead-id0.part'));
  });

  it('never writes over a file or through a link', async () => {
    await writeFile(join(folder, 'report.csv'), 'mine');
    await symlink('/etc/passwd', join(folder, 'report (2).csv'));
    const item = new FakeItem('../../report.csv');
    download(item);
    await item.finish('theirs');
    await vi.waitFor(() => expect(saved).toEqual(['report (3).csv']));

    expect(await readFile(join(folder, 'report.csv'), 'utf8')).toBe('mine');
    expect(await readFile(join(folder, 'report (3).csv'), 'utf8')).toBe('theirs');
  });

  it.each([
    'setup.exe',
    'x.hta',
    'x.lnk',
    'x.iso',
    'x.svg',
    'x.html',
    'x.js',
    'x.ps1',
    'x.bat',
    'x.cmd',
    'x.msi',
    'x.vhdx',
    'x.desktop',
    'x.sh',
    'x.appimage',
    'x.deb',
    'x.dmg',
    'x.docm',
    'x.xlsm',
    'x.url',
    'x.scf',
    'report.csv.exe',
    'report\u202Evsc.exe',
    'report.exe.',
    'noextension',
    '.csv',
  ])('never saves %j', (name) => {
    expect(download(new FakeItem(name))).toBe(true);
    expect(refusals[0]?.message).toContain('of this kind');
  });

  it('saves nothing that came by way of another host', () => {
    const chain = ['https://portal.azure.com/x', 'https://attacker.example/x.csv'];

    expect(download(new FakeItem('x.csv', chain))).toBe(true);
    expect(download(new FakeItem('x.csv', [...chain].reverse()))).toBe(true);
    expect(download(new FakeItem('x.csv', ['http://portal.azure.com/x.csv']))).toBe(true);
    expect(download(new FakeItem('x.csv', ['file:///etc/passwd']))).toBe(true);
  });

  it('saves what a page made itself', () => {
    expect(download(new FakeItem('x.csv', ['data:text/csv,a']))).toBe(false);
    expect(download(new FakeItem('x.csv', ['blob:https://portal.azure.com/1']))).toBe(false);
  });

  it('refuses what says it is too large', () => {
    expect(download(new FakeItem('x.csv', undefined, 10 * 1024 ** 3))).toBe(true);
    expect(refusals[0]?.message).toContain('larger');
  });

  it('breaks off what turns out too large and leaves nothing', async () => {
    const item = new FakeItem('x.csv');
    download(item);
    await writeFile(item.savePath, 'part');
    item.received = 1_001;
    item.emit('updated', {}, 'progressing');
    item.emit('updated', {}, 'progressing');

    expect(item.isCancelled).toBe(true);
    await vi.waitFor(async () => expect(await readdir(folder)).toEqual([]));
    expect(refusals).toHaveLength(1);
  });

  it('lets few be on their way at once, and others once one has ended', () => {
    const rules = { folder, maxBytes: 1_000 };
    const session = guardedSession(rules);
    const items = Array.from({ length: 5 }, (_, at) => new FakeItem(`x${String(at)}.csv`));

    const areRefused = items.map((item) => download(item, rules, session));
    expect(areRefused).toEqual([false, false, false, false, true]);
    expect(refusals).toMatchObject([
      {
        message:
          '“x4.csv” was not saved: 4 downloads of this tenant are running. Wait for one to end.',
      },
    ]);

    items[0]?.cancel();
    expect(download(new FakeItem('y.csv'), rules, session)).toBe(false);
    expect(download(new FakeItem('z.csv'), rules, session)).toBe(true);
  });

  it('leaves nothing of a download that broke off', async () => {
    const item = new FakeItem('x.csv');
    download(item);
    await writeFile(item.savePath, 'part');
    item.emit('done', {}, 'interrupted');

    await vi.waitFor(async () => expect(await readdir(folder)).toEqual([]));
    expect(refusals).toMatchObject([{ message: '“x.csv” was not saved: the download broke off.' }]);
    expect(saved).toEqual([]);
  });

  it('waits for nobody to go on with a download that broke off', async () => {
    const item = new FakeItem('x.csv');
    download(item);
    await writeFile(item.savePath, 'part');
    item.emit('updated', {}, 'interrupted');

    expect(item.isCancelled).toBe(true);
    await vi.waitFor(async () => expect(await readdir(folder)).toEqual([]));
    expect(refusals).toMatchObject([{ message: '“x.csv” was not saved: the download broke off.' }]);
  });

  it('says so when the file cannot be kept', async () => {
    const item = new FakeItem('x.csv');
    download(item);
    item.emit('done', {}, 'completed');

    await vi.waitFor(() => expect(refusals).toHaveLength(1));
    expect(saved).toEqual([]);
  });
});
