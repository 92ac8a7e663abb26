/**
 * The managed policy as a registry key or a preferences file has it: named values side by side. Names
 * and places are said once, here; the templates in `resources/policy` are compared with this by
 * test/unit/main/policy/templates.test.ts.
 */

export type FlatKind = 'boolean' | 'number' | 'text' | 'list';
type Scalar = boolean | number | string;
export type FlatContent = Scalar | readonly string[];

export interface FlatValue {
  readonly name: string;
  readonly kind: FlatKind;
  /** Where it is in the nested policy of `policy-schema.ts`. */
  readonly path: readonly string[];
}

const CLOUD_NAMES = [
  ['Global', 'global'],
  ['GccHigh', 'gcc-high'],
  ['Dod', 'dod'],
  ['China', 'china'],
] as const;

export const FLAT_VALUES: readonly FlatValue[] = [
  { name: 'AllowedTenants', kind: 'list', path: ['tenants', 'allowed'] },
  { name: 'DownloadsAllowed', kind: 'boolean', path: ['downloads', 'allowed'] },
  { name: 'DownloadFolder', kind: 'text', path: ['downloads', 'folder'] },
  { name: 'ExportAllowed', kind: 'boolean', path: ['export', 'allowed'] },
  { name: 'ClipboardWriteAllowed', kind: 'boolean', path: ['permissions', 'clipboardWrite'] },
  { name: 'ManagedBrowserPath', kind: 'text', path: ['managedBrowser', 'path'] },
  { name: 'ManagedBrowserName', kind: 'text', path: ['managedBrowser', 'name'] },
  { name: 'CollectEveryMinutes', kind: 'number', path: ['collection', 'everyMinutes'] },
  { name: 'InventoryRetentionDays', kind: 'number', path: ['retention', 'inventoryDays'] },
  { name: 'ChangesRetentionDays', kind: 'number', path: ['retention', 'changesDays'] },
  { name: 'DeviceCodeAllowed', kind: 'boolean', path: ['deviceCode', 'allowed'] },
  { name: 'ContentProtection', kind: 'boolean', path: ['contentProtection', 'isOn'] },
  { name: 'UpdatesAllowed', kind: 'boolean', path: ['updates', 'allowed'] },
  { name: 'UpdateUrl', kind: 'text', path: ['updates', 'url'] },
  { name: 'UpdateKeys', kind: 'list', path: ['updates', 'keys'] },
  { name: 'UpdateChecksDaily', kind: 'boolean', path: ['updates', 'checksDaily'] },
  { name: 'JournalCheckpoints', kind: 'text', path: ['journal', 'checkpoints', 'kind'] },
  { name: 'JournalCheckpointFolder', kind: 'text', path: ['journal', 'checkpoints', 'folder'] },
  { name: 'JournalKeepDays', kind: 'number', path: ['journal', 'keepDays'] },
  { name: 'PassphraseRequired', kind: 'boolean', path: ['lock', 'requiresPassphrase'] },
  { name: 'Theme', kind: 'text', path: ['settings', 'theme'] },
  { name: 'LiveViewLimit', kind: 'number', path: ['settings', 'liveViewLimit'] },
  { name: 'HibernateAfterMinutes', kind: 'number', path: ['settings', 'hibernateAfterMinutes'] },
  { name: 'RestoresWorkspace', kind: 'boolean', path: ['settings', 'restoresWorkspace'] },
  { name: 'LockAfterMinutes', kind: 'number', path: ['settings', 'lockAfterMinutes'] },
  { name: 'LocksWithSession', kind: 'boolean', path: ['settings', 'locksWithSession'] },
  { name: 'EndsPagesWhenLocked', kind: 'boolean', path: ['settings', 'endsPagesWhenLocked'] },
  ...CLOUD_NAMES.flatMap(([word, cloud]): FlatValue[] => [
    { name: `ClientId${word}`, kind: 'text', path: ['settings', 'clientIds', cloud] },
    {
      name: `NavigationHosts${word}`,
      kind: 'list',
      path: ['additionalHosts', cloud, 'navigation'],
    },
    { name: `RequestHosts${word}`, kind: 'list', path: ['additionalHosts', cloud, 'requests'] },
  ]),
];

const BY_NAME: ReadonlyMap<string, FlatValue> = new Map(
  FLAT_VALUES.map((value) => [value.name, value]),
);

export type Nested =
  | { readonly ok: true; readonly value: unknown }
  /** Completes "The policy in …". */
  | { readonly ok: false; readonly reason: string };

/**
 * Nests named values for the schema. A name that is not known and a value of another kind refuse
 * the whole: a rule that does not do what it says is worse than none.
 */
export function nestFlatValues(values: ReadonlyMap<string, FlatContent>): Nested {
  const nested: Record<string, unknown> = {};
  for (const [name, content] of values) {
    const known = BY_NAME.get(name);
    if (known === undefined) {
      return { ok: false, reason: `has a value that is not known: ${name.slice(0, 60)}` };
    }
    if (!isOfKind(content, known.kind)) {
      return { ok: false, reason: `has a value of the wrong kind: ${name}` };
    }
    put(nested, known.path, content);
  }
  return { ok: true, value: nested };
}

/** The kind that a name is to have; null for a name that is not known. */
export function kindOf(name: string): FlatKind | null {
  return BY_NAME.get(name)?.kind ?? null;
}

function isOfKind(content: FlatContent, kind: FlatKind): boolean {
  if (kind === 'list') return Array.isArray(content);
  if (kind === 'text') return typeof content === 'string';
  return typeof content === kind;
}

function put(root: Record<string, unknown>, path: readonly string[], content: unknown): void {
  let place = root;
  for (const key of path.slice(0, -1)) {
    place = (place[key] ??= {}) as Record<string, unknown>;
  }
  const last = path.at(-1);
  if (last !== undefined) place[last] = content;
}
