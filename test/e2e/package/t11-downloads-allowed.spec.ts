import { randomUUID } from 'node:crypto';
import {
  chmod,
  chown,
  lstat,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createGzip } from 'node:zlib';
import type { Page } from '@playwright/test';
import { unfinishedName } from '../../../main/security/download-folder.ts';
import type { Cloud } from '../../cloud/start-cloud.ts';
import { type Bulkhead, expect, type OwnApp, test } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import { listenForDownloads, type OfferedFile } from '../../support/download-record.ts';
import { makeProfileDir, removeProfileDir } from '../../support/electron.ts';
import { openHostile, serve } from '../../support/hostile-page.ts';
import { CAN_WRITE_POLICY, type ManagedPolicy, writePolicy } from '../../support/managed-policy.ts';
import { listenForNotices } from '../../support/refusals.ts';

// With a policy that allows downloads: only what portals export, into one folder, under a plain
// name, over nothing that is there, and never opened.

const LIMIT = 512 * 1024 * 1024;

if (CAN_WRITE_POLICY) {
  let app: OwnApp;
  let bulkhead: Bulkhead;
  /** Belongs to the account that Electron runs as, like everything a page could write to. */
  let folder: string;
  let policy: ManagedPolicy;
  let opened: () => Promise<string[]>;

  test.beforeAll(async ({ startOwnApp }) => {
    folder = await makeProfileDir();
    const { uid, gid } = await lstat(folder);
    await chmod(folder, 0o755);
    const left = join(folder, unfinishedName(randomUUID()));
    await writeFile(left, 'left by a crash');
    await chown(left, uid, gid);
    policy = await writePolicy({ downloads: { allowed: true, folder } });
    app = await startOwnApp({ policyFile: policy.path });
    ({ bulkhead } = app);
    const handle = await bulkhead.electron.app.evaluateHandle(({ shell }) => {
      const calls: string[] = [];
      shell.openPath = (path) => Promise.resolve(String(calls.push(path)));
      shell.openExternal = (url) => Promise.resolve(void calls.push(url));
      shell.showItemInFolder = (path) => void calls.push(path);
      return calls;
    });
    opened = () => handle.jsonValue();
  });
  test.afterAll(async () => {
    await app.close();
    await policy.remove();
    await removeProfileDir(folder);
  });
  test.afterEach(async () => expect(await opened()).toEqual([]));

  interface File {
    readonly name: string;
    readonly body?: string;
    readonly more?: Parameters<typeof serve>[3];
  }

  /** Has the page go to a file; answers with what came of it. */
  async function download(
    cloud: Cloud,
    page: Page,
    file: File,
    from = bulkhead,
  ): Promise<OfferedFile['outcome']> {
    const offered = await listenForDownloads(from);
    const { headers = {}, ...more } = file.more ?? {};
    const url = serve(cloud, '/file', '', {
      body: file.body ?? 'content',
      ...more,
      headers: {
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        'cache-control': 'no-store',
        ...headers,
      },
    });
    await page.evaluate((href) => (location.href = href), url);
    await expect
      .poll(async () => (await offered())[0]?.outcome ?? null, { timeout: 30_000 })
      .not.toBeNull();
    return (await offered())[0]?.outcome ?? null;
  }

  const taken = (cloud: Cloud, tenant: string) =>
    openHostile(bulkhead, demoTenant(cloud, tenant).id, serve(cloud, '/taken', '<body>'));

  test('has a folder that nobody else opens and that holds nothing unfinished', async () => {
    expect((await lstat(folder)).mode & 0o777).toBe(0o700);
    expect(await readdir(folder)).toEqual([]);
  });

  test('saves nothing in a folder of another account', async ({ cloud, start }) => {
    const foreign = await mkdtemp('/tmp/bulkhead-foreign-');
    await chmod(foreign, 0o777);
    const { path, remove } = await writePolicy({ downloads: { allowed: true, folder: foreign } });
    const other = await start({ policyFile: path });
    const { id } = demoTenant(cloud, 'Contoso');
    const page = await openHostile(other, id, serve(cloud, '/taken', '<body>'));

    expect(await download(cloud, page, { name: 'devices.csv' }, other)).toBe('refused');

    expect(await readdir(foreign)).toEqual([]);
    await remove();
    await rm(foreign, { recursive: true });
  });

  test('saves an export for the operator alone and says so', async ({ cloud }) => {
    const page = await taken(cloud, 'Contoso');
    const notices = await listenForNotices(bulkhead);

    expect(await download(cloud, page, { name: 'devices.csv', body: 'a,b' })).toBe('completed');

    await expect.poll(notices).toContainEqual(
      expect.objectContaining({
        kind: 'download-saved',
        message: 'Saved devices.csv in the download folder.',
      }),
    );
    const path = join(folder, 'devices.csv');
    expect(await readFile(path, 'utf8')).toBe('a,b');
    const { mode, uid, nlink } = await lstat(path);
    expect([mode & 0o777, uid, nlink]).toEqual([0o600, (await lstat(folder)).uid, 1]);
  });

  const NAMES: readonly (readonly [offered: string, saved: RegExp])[] = [
    ['../../escaped.csv', /^[\w. -]*escaped\.csv$/],
    ['..\\..\\back.csv', /^[\w. -]*back\.csv$/],
    ['/etc/absolute.csv', /^[\w. -]*absolute\.csv$/],
    ['C:\\drive.csv', /^[\w. -]*drive\.csv$/],
    ['turned\u202efdp.csv', /^turned_?fdp\.csv$/],
    ['hidden\u200bjoiner\u2066.csv', /^hidden_?joiner_?\.csv$/],
    ['con.csv', /^_+con\.csv$/i],
    ['LPT1.json', /^_+LPT1\.json$/i],
    ['.bashrc.csv', /^_?bashrc\.csv$/],
    ['line\nbreak.csv', /^line_?break\.csv$/],
    ['a:b*c?.csv', /^a_?b_?c_?\.csv$/],
    [`${'long'.repeat(100)}.csv`, /^(?:long)+l?o?n?\.csv$/],
  ];

  test('saves under a plain name in the one folder, whatever is suggested', async ({ cloud }) => {
    const beside = await readdir(dirname(folder));
    const seen = new Set(await readdir(folder));
    const page = await taken(cloud, 'Contoso');
    for (const [offered, expected] of NAMES) {
      expect(await download(cloud, page, { name: offered }), offered).toBe('completed');

      let saved: readonly string[] = [];
      // For a moment it is there twice: under the name that it was begun under, too.
      await expect
        .poll(async () => {
          saved = (await readdir(folder)).filter((name) => !seen.has(name));
          return saved;
        })
        .toEqual([expect.stringMatching(expected)]);
      for (const name of saved) {
        expect(name.length).toBeLessThanOrEqual(120);
        seen.add(name);
      }
    }
    const isExport = (name: string) => /\.(?:csv|json)$/.test(name);
    expect((await readdir(dirname(folder))).filter(isExport)).toEqual(beside.filter(isExport));
  });

  test('writes over nothing and through no link', async ({ cloud }) => {
    const page = await taken(cloud, 'Contoso');
    const outside = join(app.profileDir, 'outside.txt');
    await writeFile(join(folder, 'kept.csv'), 'kept');
    await writeFile(outside, 'outside');
    await symlink(outside, join(folder, 'kept (2).csv'));

    expect(await download(cloud, page, { name: 'kept.csv', body: 'new' })).toBe('completed');

    await expect
      .poll(() => readFile(join(folder, 'kept (3).csv'), 'utf8').catch(() => null))
      .toBe('new');
    expect(await readFile(join(folder, 'kept.csv'), 'utf8')).toBe('kept');
    expect(await readFile(outside, 'utf8')).toBe('outside');
  });

  test('never saves what runs, mounts or links', async ({ cloud }) => {
    const before = await readdir(folder);
    const page = await taken(cloud, 'Adatum Corporation');
    const notices = await listenForNotices(bulkhead);
    const names = ['a.exe', 'a.hta', 'a.lnk', 'a.iso', 'a.svg', 'a.html', 'a.js', 'a.desktop', 'a'];
    // Seen as a table by a person, as a program by the system.
    names.push('table\u202evsc.exe', 'table.csv.exe', 'table.csv.EXE');

    for (const name of names) {
      expect(await download(cloud, page, { name }), name).toBe('refused');
    }
    expect(await readdir(folder)).toEqual(before);
    expect((await notices()).map(({ message }) => message)).toContain(
      '“a.exe” was not saved: files of this kind are never saved.',
    );
  });

  test('saves nothing that is larger than the limit, also when that shows late', async ({
    cloud,
  }) => {
    const before = await readdir(folder);
    const page = await taken(cloud, 'Contoso');

    const announced = { name: 'announced.csv', more: { paddingBytes: LIMIT + 1 } };
    expect(await download(cloud, page, announced)).toBe('refused');

    const late = await download(cloud, page, {
      name: 'late.csv',
      more: {
        body: (await zeros(LIMIT + 16 * 1024 * 1024)).toString('base64'),
        encoding: 'base64',
        headers: { 'content-encoding': 'gzip' },
      },
    });
    expect(late).toBe('cancelled');
    await expect.poll(() => readdir(folder)).toEqual(before);
  });

  /** So many zero bytes, packed to a thousandth of their size. */
  async function zeros(bytes: number): Promise<Buffer> {
    const gzip = createGzip({ level: 1 });
    const packed: Buffer[] = [];
    gzip.on('data', (chunk: Buffer) => packed.push(chunk));
    const done = new Promise((resolve) => gzip.once('end', resolve));
    const chunk = Buffer.alloc(4 * 1024 * 1024);
    for (let left = bytes; left > 0; left -= chunk.length) {
      if (!gzip.write(chunk)) await new Promise((resolve) => gzip.once('drain', resolve));
    }
    gzip.end();
    await done;
    return Buffer.concat(packed);
  }

  test('leaves no part of a download that broke off', async ({ cloud }) => {
    const before = await readdir(folder);
    const page = await taken(cloud, 'Fabrikam');
    const notices = await listenForNotices(bulkhead);
    const url = serve(cloud, '/half', '', {
      paddingBytes: 1024 * 1024,
      headers: {
        'content-type': 'application/octet-stream',
        'content-disposition': 'attachment; filename=half.csv',
        // Twice what is sent, after which the server closes.
        'content-length': String(2 * 1024 * 1024),
        connection: 'close',
      },
    });

    await page.evaluate((href) => (location.href = href), url);

    await expect
      .poll(async () => (await notices()).map(({ message }) => message))
      .toContain('“half.csv” was not saved: the download broke off.');
    await expect.poll(() => readdir(folder)).toEqual(before);
  });
}
