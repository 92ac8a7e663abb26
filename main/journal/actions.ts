import type {
  AreaName,
  Handlers,
  JournalTopic,
  SettingsChange,
  TenantChange,
  TenantId,
  UpdateResult,
} from '../../preload/contract/index.ts';
import type { JournalFields } from './record.ts';

/**
 * What of every method of the contract goes into the journal. A method that is not in here does not
 * compile, and a test fails. Fields are ids, counts and choices: never a name, an address, a text
 * that was typed, or a passphrase.
 */

/** A step of onboarding is of a run, whose tenants only main's picture of the runs knows. */
export interface ActionContext {
  readonly targetOf: (engagementId: string) => TenantId | null;
}

export interface Recorded<I, O> {
  /**
   * `intent`: on disk before it is done, or it is not done. So for what cannot be taken back, for what
   * leaves the estate, and for what opens something in a tenant. `event`: afterwards, with its outcome.
   */
  readonly as: 'intent' | 'event';
  readonly topic: JournalTopic;
  readonly tenant?: (input: I, context: ActionContext) => TenantId | null;
  readonly fields?: (input: I) => JournalFields;
  /** What is known when it succeeded. */
  readonly result?: (output: O) => JournalFields;
}

/** Why a method leaves no record: it only reads, moves on the screen, or is part of another. */
type Unrecorded = 'reads' | 'screen' | 'part-of-another';

type InputOf<A extends AreaName, M> = M extends keyof Handlers<never>[A]
  ? Handlers<never>[A][M] extends (input: infer I, ...rest: never[]) => unknown
    ? I
    : never
  : never;
type OutputOf<A extends AreaName, M> = M extends keyof Handlers<never>[A]
  ? Handlers<never>[A][M] extends (...all: never[]) => infer O
    ? Awaited<O>
    : never
  : never;

export type Actions = {
  readonly [A in AreaName]: {
    readonly [M in keyof Handlers<never>[A]]: Unrecorded | Recorded<InputOf<A, M>, OutputOf<A, M>>;
  };
};

const ofTenant = { tenant: ({ tenantId }: { readonly tenantId: TenantId }) => tenantId };
const ofId = { tenant: ({ id }: { readonly id: TenantId }) => id };
const topicPages = { topic: 'pages' } as const;
const settings = { as: 'event', topic: 'settings' } as const;
const change = { as: 'event', topic: 'tenants' } as const;
const collecting = {
  as: 'event',
  topic: 'collection',
  tenant: ({ tenantIds }: { readonly tenantIds: readonly TenantId[] | null }) => only(tenantIds),
  fields: ({ tenantIds }: { readonly tenantIds: readonly TenantId[] | null }) => ({
    tenants: tenantIds ?? 'all',
  }),
} as const;
const key = { as: 'intent', topic: 'settings' } as const;

interface OfRun {
  readonly engagementId: string;
  readonly stepId?: string;
  readonly operator?: string | null;
}
const ofRun = {
  topic: 'onboarding',
  tenant: ({ engagementId }: OfRun, { targetOf }: ActionContext) => targetOf(engagementId),
  fields: ({ engagementId, stepId, operator }: OfRun) => ({ engagementId, stepId, operator }),
} as const;
const run = { as: 'event', ...ofRun } as const;
const evidence = {
  topic: 'onboarding',
  tenant: ofRun.tenant,
  fields: ({ engagementId, evidenceId }: OfRun & { readonly evidenceId: string }) => ({
    engagementId,
    evidenceId,
  }),
} as const;
const newEvidence = {
  ...run,
  result: ({ evidenceId }: { readonly evidenceId: string }) => ({ evidenceId }),
} as const;
const file = { as: 'intent', topic: 'files' } as const;

export const ACTIONS: Actions = {
  app: {
    getStart: 'reads',
    changeSettings: { ...settings, fields: settingsFields },
    dismissProblem: 'screen',
    listRefusedHosts: 'reads',
    copyRefusedHosts: { as: 'event', topic: 'files', result: ({ count }) => ({ count }) },
    clearRefusedHosts: { as: 'event', topic: 'settings' },
    // What is copied is on the screen already, and a record of every copy would say nothing.
    copyText: 'screen',
    reportPainted: 'screen',
    countCrashDumps: 'reads',
    eraseCrashDumps: { as: 'event', topic: 'settings' },
    focusPortal: 'screen',
  },
  tenants: {
    get: 'reads',
    add: { ...change, ...ofId, fields: tenantChoices },
    update: {
      ...change,
      ...ofId,
      fields: (input) => ({
        changed: Object.keys(input).filter((name) => name !== 'id'),
        ...tenantChoices(input),
      }),
    },
    orderFavourites: 'screen',
    addGroup: { ...change, result: ({ id }) => ({ groupId: id }) },
    renameGroup: { ...change, fields: ({ groupId }) => ({ groupId }) },
    removeGroup: { ...change, fields: ({ groupId }) => ({ groupId }) },
    forget: {
      as: 'intent',
      topic: 'tenants',
      ...ofTenant,
      result: ({ isErased }) => ({ isErased }),
    },
    signOut: { as: 'intent', topic: 'sign-in', ...ofTenant },
    previewImport: {
      as: 'event',
      topic: 'files',
      result: ({ rows, importId }) => ({ rows: rows.length, importId }),
    },
    applyImport: {
      ...file,
      fields: ({ importId }) => ({ what: 'tenants', importId }),
      result: ({ added }) => ({ added }),
    },
    discardImport: 'part-of-another',
  },
  compartments: {
    get: 'reads',
    portals: 'reads',
    // Shows pages that were opened with a record; it has to be there at once.
    select: { as: 'event', ...topicPages, tenant: ({ tenantId }) => tenantId },
    openPortal: {
      as: 'intent',
      ...topicPages,
      ...ofTenant,
      fields: ({ portalId, deviceId }) => ({ portalId, ofDevice: deviceId !== undefined }),
      result: ({ browser }) => ({ inBrowser: browser !== null }),
    },
    showView: 'screen',
    closeView: 'screen',
    goBack: 'screen',
    goForward: 'screen',
    reload: 'screen',
    stop: 'screen',
    copyLink: { as: 'event', ...topicPages, ...ofTenant },
    openInManagedBrowser: { as: 'intent', ...topicPages, ...ofTenant },
    handOffPortal: {
      as: 'intent',
      ...topicPages,
      ...ofTenant,
      fields: ({ portalId }) => ({ portalId }),
    },
    find: 'screen',
    stopFind: 'screen',
    setZoom: 'screen',
    setPortalArea: 'screen',
    takeStill: 'screen',
    cover: 'screen',
    uncover: 'screen',
    resolveMismatch: {
      as: 'intent',
      ...topicPages,
      ...ofTenant,
      fields: ({ decision }) => ({ decision }),
    },
  },
  identity: {
    get: 'reads',
    signIn: {
      as: 'intent',
      topic: 'sign-in',
      ...ofTenant,
      fields: ({ accountId, isFresh }) => ({ accountId, isFresh }),
    },
    signInByCode: {
      as: 'intent',
      topic: 'sign-in',
      ...ofTenant,
      fields: ({ accountId }) => ({ accountId }),
    },
    cancelSignIn: { as: 'event', topic: 'sign-in', ...ofTenant },
    dropTokens: { as: 'intent', topic: 'sign-in', ...ofTenant },
    removeAccount: {
      as: 'intent',
      topic: 'sign-in',
      fields: ({ accountId }) => ({ accountId }),
    },
    copyDeviceCode: 'part-of-another',
    copyConsentLink: { as: 'event', topic: 'sign-in', ...ofTenant },
    discover: {
      as: 'event',
      topic: 'sign-in',
      fields: ({ accountId }) => ({ accountId }),
      result: ({ tenants }) => ({ found: tenants.length }),
    },
  },
  status: {
    get: 'reads',
    getTenant: 'reads',
    getTrust: 'reads',
    collect: collecting,
    cancel: { as: 'event', topic: 'collection' },
    exportFile: {
      ...file,
      fields: ({ what, format }) => ({ what, format }),
      result: ({ rows }) => ({ rows }),
    },
  },
  inventory: {
    get: 'reads',
    connect: 'screen',
    collect: collecting,
    cancel: { as: 'event', topic: 'collection' },
    exportFile: {
      ...file,
      tenant: ({ query }) => only(query.filter.tenantIds),
      fields: ({ query, columns, format }) => ({
        what: 'devices',
        format,
        tenants: query.filter.tenantIds ?? 'all',
        columns,
      }),
      result: ({ rows }) => ({ rows }),
    },
    previewImport: {
      as: 'event',
      topic: 'files',
      ...ofTenant,
      result: ({ rows, source, importId }) => ({ rows, source, importId }),
    },
    remapImport: 'part-of-another',
    applyImport: {
      ...file,
      fields: ({ importId }) => ({ importId }),
      result: ({ devices, added, changed, removed, refused }) => ({
        devices,
        added,
        changed,
        removed,
        refused,
      }),
    },
    dropImport: 'part-of-another',
    cancelWork: { as: 'event', topic: 'collection' },
    listViews: 'reads',
    saveView: settings,
    removeView: settings,
  },
  onboarding: {
    get: 'reads',
    getEngagement: 'reads',
    getChecklist: 'reads',
    getQuery: 'reads',
    create: {
      as: 'event',
      topic: 'onboarding',
      tenant: ({ targetId }) => targetId,
      fields: ({ checklistId, sourceId }) => ({ checklistId, sourceId }),
      result: ({ engagementId }) => ({ engagementId }),
    },
    update: run,
    setArchived: {
      ...run,
      fields: ({ engagementId, isArchived }) => ({ engagementId, isArchived }),
    },
    remove: { as: 'intent', ...ofRun },
    setParameter: {
      ...run,
      fields: ({ engagementId, parameterId }) => ({ engagementId, parameterId }),
    },
    // Also of steps that cannot be taken back: which ones those are, the checklist says.
    complete: { as: 'intent', ...ofRun },
    skip: { as: 'intent', ...ofRun },
    reopen: { as: 'intent', ...ofRun },
    signOffStep: { as: 'intent', ...ofRun },
    signOff: { as: 'intent', ...ofRun },
    note: run,
    addText: newEvidence,
    addFile: newEvidence,
    addPicture: newEvidence,
    removeEvidence: { as: 'intent', ...evidence },
    restoreEvidence: { as: 'event', ...evidence },
    readEvidence: { as: 'event', ...evidence },
    saveEvidence: { ...evidence, as: 'intent', topic: 'files' },
    openStep: {
      ...run,
      as: 'intent',
      result: ({ handedTo }) => ({ inBrowser: handedTo !== null }),
    },
    runChecks: {
      as: 'event',
      topic: 'onboarding',
      fields: ({ engagementIds, stepId }) => ({ engagements: engagementIds ?? 'all', stepId }),
    },
    cancelChecks: { as: 'event', topic: 'onboarding' },
    getRecord: 'reads',
    getRecords: 'reads',
    saveRecord: { as: 'event', topic: 'onboarding', ...ofTenant },
    getRisks: 'reads',
    saveReminder: {
      as: 'event',
      topic: 'onboarding',
      tenant: ({ tenantId }) => tenantId,
      result: ({ reminderId }) => ({ reminderId }),
    },
    removeReminder: {
      as: 'event',
      topic: 'onboarding',
      fields: ({ reminderId }) => ({ reminderId }),
    },
    exportCalendar: {
      ...file,
      tenant: ({ tenantIds }) => only(tenantIds),
      fields: ({ tenantIds }) => ({ what: 'calendar', tenants: tenantIds ?? 'all' }),
      result: ({ events }) => ({ events }),
    },
    exportHandOver: {
      ...file,
      tenant: ofRun.tenant,
      fields: ({ engagementId, format }) => ({ what: 'hand-over', engagementId, format }),
    },
    compareHandOver: { ...ofRun, as: 'event', topic: 'files' },
    importChecklist: { ...file, fields: () => ({ what: 'checklist' }) },
    exportChecklist: { ...file, fields: ({ checklistId }) => ({ what: 'checklist', checklistId }) },
    removeChecklist: {
      as: 'intent',
      topic: 'onboarding',
      fields: ({ checklistId }) => ({ checklistId }),
    },
  },
  storage: {
    get: 'reads',
    // Also a try that failed; of what was typed, nothing.
    unlock: { as: 'event', topic: 'settings' },
    setPassphrase: key,
    changePassphrase: key,
    startAnew: key,
  },
  lock: {
    get: 'reads',
    lock: { as: 'event', topic: 'settings' },
    // Also a try that failed; of what was typed, nothing.
    unlock: { as: 'event', topic: 'settings' },
    unlockBySystem: { as: 'event', topic: 'settings' },
    setPassphrase: key,
  },
  journal: {
    get: 'reads',
    list: 'reads',
    verify: {
      as: 'event',
      topic: 'journal',
      result: ({ records, firstBad }) => ({
        records,
        firstBad: firstBad?.seq ?? null,
        fault: firstBad?.fault,
      }),
    },
    exportFile: {
      ...file,
      fields: ({ format }) => ({ what: 'journal', format }),
      result: ({ records }) => ({ records }),
    },
    exportKey: { as: 'intent', topic: 'journal' },
  },
  egress: {
    get: 'reads',
  },
  updates: {
    get: 'reads',
    check: { as: 'event', topic: 'settings', result: ({ result }) => updateFields(result) },
    download: {
      ...file,
      fields: () => ({ what: 'update' }),
      result: ({ version, sha256 }) => ({ version, sha256 }),
    },
    cancel: 'part-of-another',
  },
};

/** What came of looking for a newer version; also for what Bulkhead looked for by itself. */
export function updateFields(result: UpdateResult): JournalFields {
  return {
    found: result.kind,
    version: result.version,
    ...(result.kind === 'refused' ? { fault: result.fault } : {}),
  };
}

/** Which settings, and what each is now: numbers, choices and ids of app registrations. */
function settingsFields({ clientIds, ...choices }: SettingsChange): JournalFields {
  const ids = Object.entries(clientIds ?? {}).map(([cloud, id]) => `${cloud} ${id}`);
  // A setting that is not in here does not compile.
  const fields: Record<keyof SettingsChange | 'settings', JournalFields[string]> = {
    settings: Object.keys(choices).concat(clientIds === undefined ? [] : 'clientIds'),
    theme: choices.theme,
    liveViewLimit: choices.liveViewLimit,
    hibernateAfterMinutes: choices.hibernateAfterMinutes,
    restoresWorkspace: choices.restoresWorkspace,
    lockAfterMinutes: choices.lockAfterMinutes,
    locksWithSession: choices.locksWithSession,
    endsPagesWhenLocked: choices.endsPagesWhenLocked,
    overviewLayout: choices.overviewLayout,
    clientIds: clientIds === undefined ? undefined : ids,
  };
  return fields;
}

/** What of a tenant is chosen and not typed. */
function tenantChoices({
  cloud,
  accessPath,
  handOff,
  groupId,
  isFavourite,
}: Partial<TenantChange>): JournalFields {
  return { cloud, accessPath, handOff, groupId, isFavourite };
}

/** What Bulkhead records by itself, beside refusals and matters of the journal. */
export const OWN_ACTIONS = [
  'download.saved',
  'lock.locked',
  'lock.unlocked',
  'shell.ended',
  'updates.checked',
] as const;
export type OwnAction = (typeof OWN_ACTIONS)[number];

/** Topics of what Bulkhead records by itself, by what stands before the dot. */
const OWN_TOPICS: Readonly<Record<string, JournalTopic>> = {
  refused: 'refusals',
  download: 'files',
  'sign-in': 'sign-in',
  lock: 'settings',
  updates: 'settings',
};

/** What a record is about. An action that this version does not know is the journal's own matter. */
export function topicOf(action: string): JournalTopic {
  const [area = '', method = ''] = action.split('.');
  const methods = Object.hasOwn(ACTIONS, area)
    ? (ACTIONS[area as AreaName] as Readonly<Record<string, string | { topic: JournalTopic }>>)
    : {};
  const known = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (typeof known === 'object') return known.topic;
  return (Object.hasOwn(OWN_TOPICS, area) ? OWN_TOPICS[area] : undefined) ?? 'journal';
}

function only(tenantIds: readonly TenantId[] | null | undefined): TenantId | null {
  const [first, ...rest] = tenantIds ?? [];
  return first !== undefined && rest.length === 0 ? first : null;
}
