import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { productionPackages } from '../launch/staged-app.mjs';

/** What of package.json the app itself reads, and what an inventory of a workstation may. */
const MANIFEST_KEYS = [
  'name',
  'productName',
  'version',
  'description',
  'homepage',
  'license',
  'author',
  'type',
  'main',
  'dependencies',
];

/**
 * Lays out what electron-builder packs: the build, and the packages that run with the app as the
 * lock file has them. electron-builder.yml says which of their files go in.
 *
 * @param {{ rootDir: string, dir: string, sqliteAddon: string | undefined }} options `sqliteAddon`
 *   is for an Electron that cannot load the package's own, and takes its place
 */
export async function layOutApp({ rootDir, dir, sqliteAddon }) {
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  await cp(join(rootDir, 'out'), join(dir, 'out'), { recursive: true });
  for (const path of await productionPackages(rootDir)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await cp(join(rootDir, path), join(dir, path), { recursive: true, dereference: true });
  }
  if (sqliteAddon !== undefined) {
    const prebuilt = `${process.platform}-${process.arch}.node`;
    await cp(sqliteAddon, join(dir, 'node_modules', 'better-sqlite3', 'prebuilds', prebuilt));
  }
  const manifest = JSON.parse(await readFile(join(rootDir, 'package.json'), 'utf8'));
  await writeFile(
    join(dir, 'package.json'),
    `${JSON.stringify(packagedManifest(manifest), null, 2)}\n`,
  );
}

/**
 * What of package.json is in a package.
 *
 * @param {Readonly<Record<string, unknown>>} manifest
 */
export function packagedManifest(manifest) {
  return Object.fromEntries(MANIFEST_KEYS.map((key) => [key, manifest[key]]));
}
