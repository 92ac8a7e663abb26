import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../process/run-command.mjs';
import { SetUpError } from '../process/set-up-error.mjs';
import { toolEnvironment } from '../setup/tool-environment.mjs';

/**
 * The part of a CycloneDX 1.5 document that is used here.
 *
 * @typedef {{ 'bom-ref': string, name: string, version: string, [key: string]: unknown }} Component
 * @typedef {{
 *   serialNumber: string,
 *   metadata: { timestamp: string, component: Component },
 *   components: Component[],
 *   dependencies: { ref: string, dependsOn: string[] }[],
 * }} BillOfMaterials
 */

/**
 * The bill of materials of a package, made by npm from the lock file and cut down to what is
 * shipped; Electron and SQLite, which npm does not know the inside of, are added. The same input
 * gives the same bytes: its time is the commit's, its number a digest.
 *
 * @param {{
 *   rootDir: string,
 *   shipped: readonly import('./shipped-packages.mjs').ShippedPackage[],
 *   electronVersion: string,
 *   date: Date,
 * }} options
 * @returns {Promise<BillOfMaterials>}
 */
export async function billOfMaterials({ rootDir, shipped, electronVersion, date }) {
  const result = await runCommand(
    'npm',
    ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'],
    { cwd: rootDir, env: toolEnvironment(rootDir, process.env) },
  );
  if (result.code !== 0) throw new SetUpError(`npm sbom failed.\n${result.stderr.trim()}`);
  /** @type {BillOfMaterials} */
  const whole = JSON.parse(result.stdout);
  const sqlite = await sqliteComponent(rootDir);
  return cutDown({
    whole,
    shipped,
    added: [electronComponent(electronVersion), sqlite],
    date,
  });
}

/**
 * @param {{
 *   whole: BillOfMaterials,
 *   shipped: readonly import('./shipped-packages.mjs').ShippedPackage[],
 *   added: readonly Component[],
 *   date: Date,
 * }} options
 * @returns {BillOfMaterials}
 */
export function cutDown({ whole, shipped, added, date }) {
  const wanted = new Set(shipped.map(({ name, version }) => `${name}@${version}`));
  const components = whole.components
    .filter((component) => wanted.has(component['bom-ref']))
    // What was a tool for npm is in the bundle all the same.
    .map((component) => Object.assign({}, component, { scope: 'required', properties: [] }));
  const found = new Set(components.map((component) => component['bom-ref']));
  const missing = [...wanted].filter((ref) => !found.has(ref));
  if (missing.length > 0) throw new Error(`npm sbom does not know ${missing.join(', ')}`);
  const { component } = whole.metadata;
  const root = component['bom-ref'];
  const own = { ...component, name: root.slice(0, root.lastIndexOf('@')) };
  const addedRefs = added.map((one) => one['bom-ref']);
  const document = {
    ...whole,
    metadata: { ...whole.metadata, timestamp: date.toISOString(), component: own },
    components: [...components, ...added].sort(byRef),
    dependencies: whole.dependencies
      .filter(({ ref }) => ref === root || wanted.has(ref))
      .map(({ ref, dependsOn }) => ({
        ref,
        dependsOn: [
          ...dependsOn.filter((one) => wanted.has(one)),
          ...(ref === root ? addedRefs : []),
        ].sort(),
      })),
  };
  return { ...document, serialNumber: serialNumberOf({ ...document, serialNumber: '' }) };
}

/** @param {Component} a @param {Component} b */
function byRef(a, b) {
  return a['bom-ref'] < b['bom-ref'] ? -1 : 1;
}

/** A UUID (version 8 of RFC 9562) out of a digest of the document. @param {unknown} document */
function serialNumberOf(document) {
  const hex = createHash('sha256').update(JSON.stringify(document)).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return `urn:uuid:${parts.join('-')}`;
}

/** @param {string} version @returns {Component} */
function electronComponent(version) {
  return {
    'bom-ref': `electron@${version}`,
    type: 'framework',
    name: 'electron',
    version,
    scope: 'required',
    purl: `pkg:npm/electron@${version}`,
    cpe: `cpe:2.3:a:electronjs:electron:${version}:*:*:*:*:*:*:*`,
    licenses: [{ license: { id: 'MIT' } }],
  };
}

/** The SQLite inside the addon, which scanners would not see. @param {string} rootDir */
async function sqliteComponent(rootDir) {
  const header = await readFile(
    join(rootDir, 'node_modules', 'better-sqlite3', 'deps', 'sqlite3', 'sqlite3.h'),
    'utf8',
  );
  const version = /^#define SQLITE_VERSION\s+"([\d.]+)"/m.exec(header)?.[1];
  if (version === undefined) throw new Error('sqlite3.h does not say its version');
  return {
    'bom-ref': `sqlite@${version}`,
    type: 'library',
    name: 'sqlite',
    version,
    scope: 'required',
    cpe: `cpe:2.3:a:sqlite:sqlite:${version}:*:*:*:*:*:*:*`,
    licenses: [{ license: { id: 'blessing' } }],
  };
}
