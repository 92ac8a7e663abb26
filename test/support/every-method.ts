import {
  channelOf,
  contract,
  type DoorBridge,
  type TenantId,
  type ViewId,
} from '../../preload/contract/index.ts';

/** An input for every method of the contract, so that a new method cannot be forgotten. */
type Inputs = {
  readonly [A in keyof DoorBridge]: {
    readonly [
      M in Exclude<keyof DoorBridge[A], `on${Capitalize<string>}`>
    ]: DoorBridge[A][M] extends (input: infer I) => unknown ? I : never;
  };
};

export type MethodCall = { readonly channel: string; readonly input: object };

const IMPORT = 'i0123456789abcdef' as never;
const ALL_DEVICES = {
  filter: {
    tenantIds: null,
    search: '',
    facets: {},
    isNew: false,
    stale: null,
    staleAfterDays: 30,
    isChanged: false,
  },
  sort: [],
};
const GUID = '0b5e3a9f-1b5e-4c58-9d0e-7c1f0a522201' as TenantId;

/**
 * One call of every method, each with an input that is taken and has an effect when it comes from
 * the shell.
 * @param tenantName the tenant's name as shown
 */
export function everyMethod(
  tenantId: TenantId,
  tenantName: string,
  viewId: ViewId,
): readonly MethodCall[] {
  const byTenant = { tenantId };
  const byView = { tenantId, viewId };
  const byEngagement = { engagementId: 'e0123456789abcdef' };
  const byStep = { ...byEngagement, stepId: 'hostile', operator: null };
  const byEvidence = { ...byEngagement, evidenceId: 'p0123456789abcdef' };
  const byChecklist = { checklistId: 'hostile' };
  const inputs: Inputs = {
    app: {
      getStart: {},
      changeSettings: { theme: 'dark', liveViewLimit: 1 },
      dismissProblem: { what: 'settings' },
      listRefusedHosts: {},
      copyRefusedHosts: {},
      clearRefusedHosts: {},
      countCrashDumps: {},
      eraseCrashDumps: {},
      copyText: { text: 'taken over' },
      reportPainted: {},
      focusPortal: {},
    },
    tenants: {
      get: {},
      add: { id: GUID, name: 'Hostile', domain: 'hostile.example', cloud: 'global' },
      update: { id: tenantId, name: 'Hostile', notes: 'hostile' },
      orderFavourites: { tenantIds: [tenantId] },
      addGroup: { name: 'Hostile' },
      renameGroup: { groupId: 'g1' as never, name: 'Hostile' },
      removeGroup: { groupId: 'g1' as never },
      forget: { tenantId, typedName: tenantName },
      signOut: byTenant,
      previewImport: {},
      applyImport: { importId: 'i0123456789abcdef' as never },
      discardImport: { importId: 'i0123456789abcdef' as never },
    },
    compartments: {
      get: {},
      portals: byTenant,
      select: { tenantId: null },
      openPortal: { tenantId, portalId: 'entra' },
      showView: byView,
      closeView: byView,
      goBack: byView,
      goForward: byView,
      reload: byView,
      stop: byView,
      copyLink: byView,
      openInManagedBrowser: byView,
      handOffPortal: { tenantId, portalId: 'entra' },
      find: { ...byView, text: 'hostile', forward: true, isNext: false },
      stopFind: byView,
      setZoom: { ...byView, zoomPercent: 50 },
      setPortalArea: { x: 0, y: 0, width: 0, height: 0 },
      takeStill: {},
      cover: {},
      uncover: {},
      resolveMismatch: { ...byView, decision: 'open-in-right-compartment' },
    },
    identity: {
      get: {},
      signIn: { tenantId, accountId: null, isFresh: true },
      signInByCode: { tenantId, accountId: null },
      cancelSignIn: byTenant,
      dropTokens: byTenant,
      removeAccount: { accountId: `${GUID}.${GUID}` as never },
      copyConsentLink: byTenant,
      copyDeviceCode: {},
      discover: { accountId: `${GUID}.${GUID}` as never },
    },
    status: {
      get: {},
      getTenant: byTenant,
      getTrust: {},
      collect: { tenantIds: null },
      cancel: {},
      exportFile: { what: 'status', format: 'csv' },
    },
    journal: {
      get: {},
      list: { before: null, tenantId: null, topics: null, text: '', count: 50 },
      verify: {},
      exportFile: { format: 'plain' },
      exportKey: {},
    },
    egress: { get: {} },
    updates: { get: {}, check: {}, download: { fileName: 'hostile.deb' }, cancel: {} },
    storage: {
      get: {},
      unlock: { passphrase: 'taken over by a page' },
      setPassphrase: { passphrase: 'taken over by a page' },
      changePassphrase: { passphrase: 'taken over by a page', next: 'and over again by it' },
      startAnew: {},
    },
    lock: {
      get: {},
      lock: {},
      unlock: { passphrase: 'taken over by a page' },
      unlockBySystem: {},
      setPassphrase: { present: null, passphrase: 'taken over by a page' },
    },
    inventory: {
      get: {},
      connect: {},
      collect: { tenantIds: null },
      cancel: {},
      exportFile: { query: ALL_DEVICES, columns: ['name'], format: 'csv' },
      previewImport: byTenant,
      remapImport: { importId: IMPORT, source: 'intune-file', columns: ['name'] },
      applyImport: { importId: IMPORT, exportedAt: '2026-11-01T00:00:00Z' },
      dropImport: { importId: IMPORT },
      cancelWork: {},
      listViews: {},
      saveView: { name: 'Hostile', query: ALL_DEVICES, columns: ['name'] },
      removeView: { name: 'Hostile' },
    },
    onboarding: {
      get: {},
      getEngagement: byEngagement,
      getChecklist: byChecklist,
      getQuery: { name: 'hostile' },
      create: { ...byChecklist, sourceId: null, targetId: tenantId, owner: '', dueAt: null },
      update: { ...byEngagement, owner: 'hostile', dueAt: null, operators: ['hostile'] },
      setArchived: { ...byEngagement, isArchived: true },
      remove: { ...byEngagement, typedName: tenantName },
      setParameter: { ...byEngagement, parameterId: 'hostile', value: 'hostile' },
      complete: { ...byStep, typedName: tenantName },
      skip: { ...byStep, reason: 'hostile' },
      reopen: { ...byStep, reason: 'hostile' },
      signOffStep: byStep,
      signOff: byEngagement,
      note: { ...byStep, note: 'hostile', owner: '', dueAt: null },
      addText: { ...byStep, text: 'hostile' },
      addFile: byStep,
      addPicture: byStep,
      removeEvidence: byEvidence,
      restoreEvidence: byEvidence,
      readEvidence: byEvidence,
      saveEvidence: byEvidence,
      openStep: byStep,
      runChecks: { engagementIds: null, stepId: null },
      cancelChecks: {},
      getRecord: byTenant,
      getRecords: {},
      saveRecord: { tenantId, purpose: 'other', owner: '', licences: '', note: '', links: [] },
      getRisks: {},
      saveReminder: {
        reminderId: null,
        tenantId,
        kind: 'other',
        title: 'hostile',
        endsAt: '2027-01-01T00:00:00Z',
      },
      removeReminder: { reminderId: 'r0123456789abcdef' },
      exportCalendar: { tenantIds: null },
      exportHandOver: { ...byEngagement, format: 'json' },
      compareHandOver: byEngagement,
      importChecklist: {},
      exportChecklist: byChecklist,
      removeChecklist: byChecklist,
    },
  };
  const calls = Object.entries(inputs).flatMap(([area, methods]) =>
    Object.entries(methods as Record<string, object>).map(([method, input]) => ({
      channel: channelOf(area, method),
      input,
    })),
  );
  const methods = Object.values(contract).flatMap((members) =>
    Object.values(members as Record<string, { readonly kind: string }>).filter(
      ({ kind }) => kind !== 'event',
    ),
  );
  if (calls.length !== methods.length) throw new Error('a method of the contract has no call here');
  return calls;
}
