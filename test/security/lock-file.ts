import { INSTALL_SCRIPTS, LICENCES, OVERRIDES, SHIPPED, TOOLS } from './packages.ts';

type Versions = Readonly<Record<string, string>>;

/** `package.json`, as far as it says what is installed. */
export interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
  readonly optionalDependencies?: Versions;
  readonly peerDependencies?: Versions;
  readonly overrides?: Readonly<Record<string, unknown>>;
  readonly allowScripts?: Readonly<Record<string, unknown>>;
}

/** A package in a lock file. */
export interface LockedPackage extends Manifest {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** `package-lock.json`: packages by their folder. */
export interface LockFile {
  readonly lockfileVersion?: number;
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

const IN_MODULES = 'node_modules/';
const EXACT = /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/;
/** `npm:other@1.2.3`: another package under this name. */
const ALIAS = /^npm:((?:@[\w.-]+\/)?[\w.-]+)@(.+)$/;
const SHA512 = /^sha512-[A-Za-z0-9+/]{86}==$/;
const FOLDER = /^(?:node_modules\/(?:@[\w.-]+\/)?[\w.-]+(?:\/|$))+$/;

/** The name that a package is asked for by, from its folder. */
const nameOf = (path: string) => path.slice(path.lastIndexOf(IN_MODULES) + IN_MODULES.length);

/** Where a package finds another, as Node looks for it: its own modules first, then outwards. */
function find(lock: LockFile, from: string, name: string): string | undefined {
  for (let folder = from; ;) {
    const path = `${folder === '' ? '' : `${folder}/`}${IN_MODULES}${name}`;
    if (path in lock.packages) return path;
    if (folder === '') return undefined;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf(`/${IN_MODULES}`)));
  }
}

/** What the app and its tools ask for, one pair each: a name may stand in both parts. */
const directOf = ({ dependencies, devDependencies }: Manifest) => [
  ...Object.entries(dependencies ?? {}),
  ...Object.entries(devDependencies ?? {}),
];

/** A version or range, and the published name where it is that of another package. */
function wanted(spec: string): { readonly version: string; readonly published: string | null } {
  const alias = ALIAS.exec(spec);
  return alias === null
    ? { version: spec, published: null }
    : { version: alias[2] ?? '', published: alias[1] ?? '' };
}

function* faultsOfManifest(manifest: Manifest): Iterable<string> {
  const direct = directOf(manifest);
  for (const [name, spec] of direct) {
    if (!EXACT.test(wanted(spec).version)) yield `${name} is not pinned to one version: ${spec}`;
    if (!Object.hasOwn(SHIPPED, name) && !Object.hasOwn(TOOLS, name))
      yield `${name} is in no table of packages`;
  }
  for (const name of Object.keys(manifest.dependencies ?? {}))
    if (!Object.hasOwn(SHIPPED, name))
      yield `${name} is installed with the app, but not classified`;
  for (const name of [...Object.keys(SHIPPED), ...Object.keys(TOOLS)])
    if (!direct.some(([used]) => used === name))
      yield `${name} is in a table of packages, but not used`;
  for (const part of ['optionalDependencies', 'peerDependencies'] as const)
    if (manifest[part] !== undefined) yield `${part} are not looked at by these checks`;

  for (const [name, spec] of Object.entries(manifest.overrides ?? {})) {
    if (!Object.hasOwn(OVERRIDES, name)) yield `nobody says why ${name} is overridden`;
    if (typeof spec !== 'string' || !EXACT.test(wanted(spec).version))
      yield `${name} is not overridden by one version: ${JSON.stringify(spec)}`;
  }
  for (const [name, isAllowed] of Object.entries(manifest.allowScripts ?? {}))
    if (isAllowed !== false && !Object.hasOwn(INSTALL_SCRIPTS, name))
      yield `nobody says why the install script of ${name} runs`;
}

/** That the lock file is one of this manifest, and has what it asks for and nothing in its place. */
function* faultsOfRoot(lock: LockFile, manifest: Manifest): Iterable<string> {
  if (lock.lockfileVersion !== 3) yield 'the lock file is of another version';
  const root = lock.packages[''] ?? {};
  for (const part of ['dependencies', 'devDependencies'] as const)
    if (JSON.stringify(root[part] ?? {}) !== JSON.stringify(manifest[part] ?? {}))
      yield `${part} of the lock file are not those of package.json`;
  for (const [name, spec] of directOf(manifest))
    if (lock.packages[`${IN_MODULES}${name}`]?.version !== wanted(spec).version)
      yield `${name} is locked to another version than package.json has`;
}

function* faultsOfEntry(lock: LockFile, manifest: Manifest, path: string): Iterable<string> {
  const entry = lock.packages[path] ?? {};
  if (!FOLDER.test(path)) yield `${path} is no folder of a package`;
  if (!EXACT.test(entry.version ?? '')) yield `${path} has no version`;
  if (entry.link === true) yield `${path} is a link`;
  if (entry.inBundle === true) yield `${path} comes inside another package, without a digest`;
  // With it, npm would take the package from where the lock file says.
  if (entry.resolved !== undefined) yield `${path} names where it comes from: ${entry.resolved}`;
  if (!SHA512.test(entry.integrity ?? '')) yield `${path} has no SHA-512 digest`;

  const asked = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides };
  const spec = asked[nameOf(path)];
  const published = typeof spec === 'string' ? wanted(spec).published : null;
  if (entry.name !== undefined && entry.name !== nameOf(path) && entry.name !== published)
    yield `${path} is another package: ${entry.name}`;

  const scripts = manifest.allowScripts ?? {};
  if (entry.hasInstallScript === true && !Object.hasOwn(scripts, entry.name ?? nameOf(path)))
    yield `${path} has an install script, and allowScripts does not say whether it runs`;

  const needs = { ...entry.dependencies, ...entry.optionalDependencies };
  for (const [name, range] of Object.entries({ ...needs, ...entry.peerDependencies }))
    if (/[:/]/.test(range)) yield `${path} wants ${name} from elsewhere: ${range}`;
  for (const name of Object.keys(needs))
    if (find(lock, path, name) === undefined) yield `${path} wants ${name}, which is not locked`;
}

/**
 * Folders of the packages that may end up in the app: those that its code uses, and what these use.
 * Electron is left out: it is the platform, and its own packages only fetch it.
 */
export function shippedPaths(lock: LockFile): readonly string[] {
  const found = new Set<string>();
  const visit = (from: string, name: string) => {
    const path = find(lock, from, name);
    if (path === undefined || found.has(path)) return;
    found.add(path);
    const { dependencies, optionalDependencies } = lock.packages[path] ?? {};
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) visit(path, next);
  };
  for (const name of Object.keys(SHIPPED)) if (name !== 'electron') visit('', name);
  for (const name of Object.keys(lock.packages['']?.dependencies ?? {})) visit('', name);
  return [...found].toSorted();
}

function* faultsOfLicences(lock: LockFile): Iterable<string> {
  for (const path of shippedPaths(lock)) {
    const licence = lock.packages[path]?.license;
    if (licence === undefined || !LICENCES.has(licence))
      yield `${path} ships under a licence that nobody decided on: ${licence ?? 'none'}`;
  }
}

/**
 * What is wrong with the packages that an installation would bring, one sentence each; none when all
 * is as it was decided. Nothing but the two files is looked at.
 */
export function lockFileFaults(lock: LockFile, manifest: Manifest): readonly string[] {
  const paths = Object.keys(lock.packages).filter((path) => path !== '');
  return [
    ...faultsOfManifest(manifest),
    ...faultsOfRoot(lock, manifest),
    ...paths.flatMap((path) => Array.from(faultsOfEntry(lock, manifest, path))),
    ...faultsOfLicences(lock),
  ];
}
