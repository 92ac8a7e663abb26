import { execFile } from 'node:child_process';
import { lstat, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { extractAll, extractFile, listPackage } from '@electron/asar';
import { expect, test } from '@playwright/test';
import { fileList } from '../../../scripts/package/file-list.mjs';
import { readFuses } from '../../../scripts/package/fuses.mjs';
import { shippedPackages } from '../../../scripts/package/shipped-packages.mjs';
import { ROOT_DIR } from '../../../scripts/setup/prepare.mjs';
import { currentPackaged } from '../../support/packaged/release.ts';
import { currentTestRun } from '../../support/test-run.ts';

// T24: the release as a folder, before anything of it is run.

const run = promisify(execFile);

/** What the system loads itself: it can be in no archive. Anything else is a finding. */
const ADDONS = [
  'node_modules/better-sqlite3/prebuilds/linux-x64.node',
  'node_modules/keytar/prebuilds/linux-x64/keytar.node',
];

const archive = () => join(currentPackaged().dir, 'resources', 'app.asar');
/** Paths of the files in the archive, and of those beside it that it lists. */
function archived(): readonly string[] {
  const paths = listPackage(archive(), { isPack: false }).map((path) => path.slice(1));
  const folders = new Set(paths.map((path) => dirname(path)));
  return paths.filter((path) => !folders.has(path));
}

async function itemsBelow(dir: string) {
  const items = await readdir(dir, { recursive: true, withFileTypes: true });
  return Promise.all(
    items.map(async (item) => {
      const path = join(item.parentPath, item.name);
      return { path: relative(dir, path), stats: await lstat(path) };
    }),
  );
}

/** As docs/packaging.md says; the fallback Electron is older than the last. */
const FUSES = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
};

test('has every fuse as decided', async () => {
  const fuses = await readFuses(currentPackaged().program);

  const count = Object.keys(fuses).length;
  expect(count).toBeGreaterThanOrEqual(8);
  expect(fuses).toEqual(Object.fromEntries(Object.entries(FUSES).slice(0, count)));
});

test('is what the list of its files says', async () => {
  const { dir, filesPath } = currentPackaged();

  expect(await fileList(dir)).toBe(await readFile(filesPath, 'utf8'));
});

test('can be written and changed by its owner alone, and gives nobody rights', async () => {
  const items = await itemsBelow(currentPackaged().dir);

  const wrong = items.filter(
    ({ stats }) => (stats.mode & 0o7022) !== 0 || !(stats.isFile() || stats.isDirectory()),
  );
  expect(wrong.map(({ path }) => path)).toEqual([]);
  const unreadable = items.filter(({ stats }) => (stats.mode & 0o444) !== 0o444);
  expect(unreadable.map(({ path }) => path)).toEqual([]);
  expect(items.length).toBeGreaterThan(50);
});

test('has one archive and the addons beside it, and nothing else of the app', async () => {
  const { dir } = currentPackaged();
  const files = (await itemsBelow(join(dir, 'resources')))
    .filter(({ stats }) => stats.isFile())
    .map(({ path }) => path);

  expect(files.toSorted()).toEqual([
    'app.asar',
    ...ADDONS.map((path) => join('app.asar.unpacked', path)),
  ]);
  const libraries = (await itemsBelow(dir)).filter(({ path }) => /\.(?:node|dll)$/.test(path));
  expect(libraries).toHaveLength(ADDONS.length);
});

test('has no sources, maps, tests, tools or settings of development', () => {
  const files = archived();
  const own = files.filter((path) => !path.startsWith('node_modules/'));

  expect(own.filter((path) => !/^out\/(?:main|preload|renderer)\//.test(path))).toEqual([
    'package.json',
  ]);
  const unwanted =
    /\.(?:map|ts|tsx|mts|cts|md|gyp|cc?|cpp|h|ya?ml|env|pem|key|p12|pfx|log)$|(?:^|\/)\.|(?:^|\/)(?:tests?|specs?|__tests__|scripts?|deps)\//i;
  expect(files.filter((path) => unwanted.test(path))).toEqual([]);
  expect(files.length).toBeGreaterThan(300);
});

test('holds no secret, no address of its maker and no map in its code', () => {
  const findings: string[] = [];
  const suspicious = [
    /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
    /\b(?:gh[pousr]|npm)_[A-Za-z0-9]{30,}/,
    /\bAKIA[0-9A-Z]{16}\b/,
    /\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\./,
    new RegExp(ROOT_DIR.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)),
    /__playwright|ELECTRON_HELD_APP/,
  ];
  for (const path of archived()) {
    if (ADDONS.includes(path)) continue;
    const text = extractFile(archive(), path).toString('latin1');
    for (const pattern of suspicious) {
      if (pattern.test(text)) findings.push(`${path}: ${pattern.source}`);
    }
    if (path.startsWith('out/') && text.includes('sourceMappingURL='))
      findings.push(`${path}: map`);
  }

  expect(findings).toEqual([]);
});

test('has of every package all that it loads', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'bulkhead-archive-'));
  try {
    extractAll(archive(), dir);
    const packages = new Set(
      archived().flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/@]+)\//.exec(path)?.[1] ?? []),
    );
    expect(packages).toContain('@azure/msal-node');
    const script = `for (const name of ${JSON.stringify([...packages])}) await import(name);`;

    // It fails, and says why, when a file is missing.
    await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: dir });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});

test('says of itself what an app needs, and no more', () => {
  const manifest = JSON.parse(extractFile(archive(), 'package.json').toString('utf8')) as object;

  expect(Object.keys(manifest).toSorted()).toEqual([
    'author',
    'dependencies',
    'description',
    'homepage',
    'license',
    'main',
    'name',
    'productName',
    'type',
    'version',
  ]);
});

interface Bill {
  readonly bomFormat: string;
  readonly components: readonly {
    readonly 'bom-ref': string;
    readonly name: string;
    readonly version: string;
    readonly licenses?: readonly { readonly license?: { readonly id?: string } }[];
  }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/** Licences that ask for a notice and no more. */
const LICENCES = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'blessing',
]);

test('has a bill of materials of exactly what is in it', async () => {
  const { dir } = currentPackaged();
  const bill = JSON.parse(await readFile(join(dir, 'bulkhead.cdx.json'), 'utf8')) as Bill;
  const refs = bill.components.map((component) => component['bom-ref']);

  const inArchive = archived()
    .filter((path) =>
      /^node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^@/]+\/package\.json$/.test(path),
    )
    .map(
      (path) => JSON.parse(extractFile(archive(), path).toString('utf8')) as Bill['components'][0],
    )
    .map(({ name, version }) => `${name}@${version}`);
  const bundled = (await shippedPackages(ROOT_DIR))
    .filter(({ isBundled }) => isBundled)
    .map(({ name, version }) => `${name}@${version}`);
  const inside = [`electron@${currentTestRun()?.electronVersion ?? ''}`];
  const sqlite = refs.filter((ref) => /^sqlite@\d/.test(ref));

  expect(bill.bomFormat).toBe('CycloneDX');
  expect(sqlite).toHaveLength(1);
  expect(refs.toSorted()).toEqual(
    [...new Set([...inArchive, ...bundled, ...inside, ...sqlite])].toSorted(),
  );
  expect(inArchive.length).toBeGreaterThan(15);
  expect(bundled.length).toBeGreaterThan(20);
  const known = new Set([...refs, ...bill.dependencies.map(({ ref }) => ref)]);
  const loose = bill.dependencies.flatMap(({ dependsOn }) => dependsOn);
  expect(loose.filter((ref) => !known.has(ref))).toEqual([]);
  const odd = bill.components.filter(
    ({ licenses = [] }) =>
      !licenses.every(({ license }) => LICENCES.has(license?.id ?? '')) || licenses.length === 0,
  );
  expect(odd.map((component) => component['bom-ref'])).toEqual([]);
});

test('has the notices of everything in it', async () => {
  const { dir } = currentPackaged();
  const notices = await readFile(join(dir, 'THIRD-PARTY-NOTICES.txt'), 'utf8');

  const missing = (await shippedPackages(ROOT_DIR)).filter(
    ({ name, version }) => !notices.includes(`\n${name} ${version} (`),
  );
  expect(missing).toEqual([]);
  expect(notices).toContain('Open Sans (OFL-1.1)');
  const files = await readdir(dir);
  expect(files).toEqual(
    expect.arrayContaining(['LICENSE.txt', 'LICENSE.electron.txt', 'LICENSES.chromium.html']),
  );
});

test('brings an administrator the templates of the policy and the check of the journal', async () => {
  const { dir } = currentPackaged();

  for (const [shipped, source] of [
    ['policy', 'resources/policy'],
    ['bulkhead-verify.mjs', 'scripts/bulkhead-verify.mjs'],
  ] as const) {
    const isFile = (await lstat(join(dir, shipped))).isFile();
    const paths = isFile
      ? ['']
      : (await itemsBelow(join(ROOT_DIR, source)))
          .filter(({ stats }) => stats.isFile())
          .map(({ path }) => path);
    for (const path of paths) {
      expect(await readFile(join(dir, shipped, path)), path).toEqual(
        await readFile(join(ROOT_DIR, source, path)),
      );
    }
    expect(paths.length).toBeGreaterThan(0);
  }
});
