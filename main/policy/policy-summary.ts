import type { ManagedSetting, PolicySummary } from '../../preload/contract/index.ts';
import type { LoadedPolicy } from './load-policy.ts';
import type { Policy } from './policy-schema.ts';

type RuleKey = Exclude<keyof Policy, 'settings'>;

/** Name and value of every rule, for the page; in the order in which they are shown. */
const RULES: { readonly [K in RuleKey]: readonly [name: string, (policy: Policy) => string] } = {
  tenants: ['Tenants', ({ tenants }) => tenantWords(tenants)],
  additionalHosts: [
    'Hosts beyond the shipped lists',
    ({ additionalHosts }) => hostWords(additionalHosts),
  ],
  permissions: [
    'Copy buttons of portals',
    ({ permissions }) =>
      permissions.clipboardWrite ? 'May write to the clipboard' : 'May not write to the clipboard',
  ],
  downloads: [
    'Downloads',
    ({ downloads }) => (downloads.allowed ? `Allowed, into ${downloads.folder}` : 'Refused'),
  ],
  export: ['Export to files', ({ export: { allowed } }) => (allowed ? 'Allowed' : 'Not allowed')],
  managedBrowser: [
    'Managed browser',
    ({ managedBrowser }) =>
      managedBrowser === null
        ? 'Microsoft Edge, else Google Chrome'
        : `${managedBrowser.name} (${managedBrowser.path})`,
  ],
  collection: [
    'Collection',
    ({ collection: { everyMinutes } }) =>
      everyMinutes === 0
        ? 'Only when you ask for it'
        : `When the inventory is older than ${count(everyMinutes, 'minute')}`,
  ],
  retention: [
    'How long what is collected is kept',
    ({ retention: { inventoryDays, changesDays } }) =>
      `${inventoryDays === null ? 'Devices and status without end' : `Devices and status ${count(inventoryDays, 'day')} after the last collection`}; changes ${count(changesDays, 'day')}`,
  ],
  deviceCode: [
    'Sign-in by device code',
    ({ deviceCode: { allowed } }) => (allowed ? 'Allowed' : 'Not allowed'),
  ],
  contentProtection: [
    'Pictures and recordings of the screen',
    ({ contentProtection: { isOn } }) =>
      isOn ? 'Show no Bulkhead (on Windows and macOS)' : 'Show Bulkhead',
  ],
  updates: ['Updates', ({ updates }) => updateWords(updates)],
  journal: [
    'Journal',
    ({ journal: { checkpoints, keepDays } }) =>
      `${keepDays === 0 ? 'Kept without end' : `Kept ${count(keepDays, 'day')}`}; checkpoints: ${checkpointWords(checkpoints)}`,
  ],
  lock: [
    'Passphrase of the lock',
    ({ lock: { requiresPassphrase } }) =>
      requiresPassphrase ? 'Needed, and asked for at each start' : 'Up to the operator',
  ],
};

/** What the page shows of the policy: whether there is one, where, and what holds. */
export function summarizePolicy({ state, policy, said, source }: LoadedPolicy): PolicySummary {
  const isClosed = state === 'rejected' || state === 'unreadable';
  const rules = Object.entries(RULES).map(([key, [name, words]]) => ({
    key,
    name,
    value: cut(words(policy), 300),
    isManaged: isClosed || said.has(key),
  }));
  return { state, source: source === null ? null : cut(source, 300), rules };
}

/** The operator's settings that the policy, or that it cannot be used, decides; for the lock beside each. */
export function managedSettings({ state, policy, source }: LoadedPolicy): ManagedSetting[] {
  if (state === 'absent' || source === null) return [];
  return Object.keys(policy.settings).map((key) => ({ key, source: cut(source, 200) }));
}

function tenantWords(tenants: Policy['tenants']): string {
  if (tenants === null) return 'Every tenant';
  const { length } = tenants.allowed;
  return length === 0 ? 'None' : `Only ${count(length, 'listed tenant')}`;
}

function hostWords(additional: Policy['additionalHosts']): string {
  const hosts = Object.values(additional)
    .flatMap(({ navigation, requests }) => [navigation, requests])
    .flatMap((some) => some ?? []);
  return hosts.length === 0 ? 'None' : hosts.join(', ');
}

function updateWords(updates: Policy['updates']): string {
  if (!updates.allowed) return 'Installed by your administrator; Bulkhead does not look for them';
  const when = updates.checksDaily ? 'Looked for daily' : 'Looked for when you ask';
  return `${when}, at ${new URL(updates.url).hostname}; installed by your administrator`;
}

function checkpointWords(checkpoints: Policy['journal']['checkpoints']): string {
  switch (checkpoints?.kind) {
    case undefined:
      return 'none outside of it';
    case 'folder':
      return `in ${checkpoints.folder}`;
    case 'journald':
      return 'in the system’s journal (journald)';
    case 'event-log':
      return 'in the Windows Event Log';
  }
}

const count = (value: number, word: string) =>
  `${value.toLocaleString('en')} ${value === 1 ? word : `${word}s`}`;

const cut = (text: string, max: number) =>
  text.length > max ? `${text.slice(0, max - 1)}…` : text;
