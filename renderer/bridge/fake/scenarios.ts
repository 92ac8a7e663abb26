import { DEFAULT_SETTINGS } from '../../../preload/contract/default-settings.ts';
import type {
  Estate,
  InventoryState,
  RefusedHost,
  TenantProof,
  View,
  ViewId,
} from '../../../preload/contract/index.ts';
import {
  aTenant,
  anEstate,
  demoEstate,
  hostileEstate,
  idOf,
  largeEstate,
  minutesAgo,
} from './estates.ts';
import { devicesOf, hostileDevices } from './devices/device-data.ts';
import { arithmeticModel, arrayModel } from './devices/device-source.ts';
import type { FakeDevicesState } from './devices/devices.ts';
import { anInventory, emptyInventory, fedOf } from './devices/inventory-data.ts';
import type { FakeInventoryState } from './devices/inventory.ts';
import type { FakeWorld } from './fake-bridge.ts';
import { demoIdentity, nobodySignedIn, withDeviceCodes } from './identity-data.ts';
import { type FakeStatusState, IDLE } from './status.ts';
import { NO_KEYSTORE } from './storage.ts';
import { DECIDED, REJECTED_POLICY, STRICTEST } from './policy-data.ts';
import { aStatus, everyState, hostileStatus, NEVER, STORIES, storyAt } from './status-data.ts';
import { NEWER_VERSION } from './updates.ts';
import { aCompartment, aView, DEVICE_BLOCK } from './views.ts';
import { aWorkspace, aWorld, demo, devicesIn, inventoryOf, KEPT, statusOf } from './worlds.ts';

/** The demo estate with its devices in some other way. */
function withDevices(
  devices: Partial<FakeDevicesState>,
  state: Partial<InventoryState> = {},
  inventory: Partial<FakeInventoryState> = {},
): FakeWorld {
  const estate = demoEstate();
  return demo(
    {
      devices: devicesIn(estate, devices),
      inventory: inventoryOf(estate, {
        state: anInventory(estate.tenants, false, state),
        ...inventory,
      }),
    },
    estate,
  );
}

/** The demo estate on its overview, with what was collected of it in some other way. */
function withStatus(said: Partial<FakeStatusState>, world: Partial<FakeWorld> = {}): FakeWorld {
  const estate = demoEstate();
  return demo({ status: statusOf(estate, said), ...world }, estate);
}

const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

/** The demo estate with Fabrikam in front and its Defender page in a state. */
function withPage(said: Partial<View>, world: Partial<FakeWorld> = {}): FakeWorld {
  const estate = demoEstate();
  const [contoso, fabrikam, adatum] = estate.tenants;
  if (!contoso || !fabrikam || !adatum) throw new Error('The demo estate has eight tenants.');
  return demo(
    {
      workspace: aWorkspace({
        selectedTenantId: fabrikam.id,
        compartments: [
          aCompartment(contoso.id, [aView(1, contoso, 'entra'), aView(2, contoso, 'azure')]),
          aCompartment(fabrikam.id, [
            aView(3, fabrikam, 'defender', said),
            aView(4, fabrikam, 'entra', { state: 'hibernated' }),
            aView(5, fabrikam, null, { title: 'Export settings', canGoBack: false }),
          ]),
          aCompartment(adatum.id, [aView(6, adatum, 'intune', { state: 'hibernated' })]),
        ],
      }),
      ...world,
    },
    estate,
  );
}

function mismatchOf(estate: Estate, isKnown: boolean): TenantProof {
  const [contoso] = estate.tenants;
  return {
    state: 'mismatch',
    evidence: 'sign-in-response',
    pageTenantId: isKnown && contoso ? contoso.id : idOf(900),
    pageTenantName: isKnown && contoso ? contoso.name : null,
    seenAt: minutesAgo(1),
  };
}

const REFUSED: readonly RefusedHost[] = [
  refused('telemetry.thirdparty.example', 'request', 148, [idOf(1), idOf(2), idOf(5)]),
  refused('docs.partner.example', 'popup', 2, [idOf(2)]),
  refused('xn--micrsoft-q9a.example', 'navigation', 1, [idOf(3)]),
];

function refused(
  host: string,
  kind: RefusedHost['kind'],
  count: number,
  tenantIds: RefusedHost['tenantIds'],
): RefusedHost {
  return { host, kind, tenantIds, count, firstAt: minutesAgo(300), lastAt: minutesAgo(count % 50) };
}

function largeWorld(): FakeWorld {
  const estate = largeEstate();
  const open = estate.tenants.filter((_, at) => at % 9 === 3).slice(0, 14);
  const compartments = open.map((tenant, at) =>
    aCompartment(tenant.id, [
      aView(at + 1, tenant, at % 2 === 0 ? 'azure' : 'intune', {
        state: at < 5 ? 'ready' : 'hibernated',
      }),
    ]),
  );
  return aWorld(estate, { workspace: aWorkspace({ compartments }) });
}

function manyViews(): FakeWorld {
  const estate = demoEstate();
  const [contoso] = estate.tenants;
  if (!contoso) throw new Error('The demo estate has eight tenants.');
  const portals = [
    'defender',
    'entra',
    'azure',
    'intune',
    'my-account',
    'my-access',
    'defender-mto',
    'm365-admin',
  ] as const;
  const views = portals.map((portal, at) => aView(at + 1, contoso, portal));
  const popups = Array.from({ length: 6 }, (_, at) =>
    aView(20 + at, contoso, null, { title: `Report ${String(at + 1)} of the quarter` }),
  );
  return demo({
    workspace: aWorkspace({
      selectedTenantId: contoso.id,
      compartments: [aCompartment(contoso.id, [...views, ...popups], 'v24' as ViewId)],
    }),
  });
}

/** Every state of the shell that is designed, by the name used in the gallery's address. */
export const SCENARIOS: Readonly<Record<string, () => FakeWorld>> = {
  'first-run': () => aWorld(anEstate([])),
  'one-tenant': () => aWorld(anEstate([aTenant(1, { name: 'Contoso', domain: 'contoso.com' })])),
  demo: () => {
    const world = withPage({});
    return { ...world, workspace: { ...world.workspace, selectedTenantId: null } };
  },
  'demo-fresh': () => demo(),
  'demo-table': () => {
    const world = withPage({});
    return {
      ...world,
      app: { ...world.app, settings: { ...DEFAULT_SETTINGS, overviewLayout: 'table' } },
      workspace: { ...world.workspace, selectedTenantId: null },
    };
  },
  portal: () => withPage({}),
  'many-views': manyViews,
  landing: () => {
    const world = demo();
    return { ...world, workspace: { ...world.workspace, selectedTenantId: idOf(6) } };
  },
  'large-estate': largeWorld,
  'large-estate-table': () => {
    const world = largeWorld();
    return {
      ...world,
      app: { ...world.app, settings: { ...DEFAULT_SETTINGS, overviewLayout: 'table' } },
    };
  },
  loading: () => withPage({ state: 'loading', proof: { state: 'unproven' } }),
  failed: () =>
    withPage({
      state: 'failed',
      problem: 'The portal’s name was not found. Check the network and the proxy.',
    }),
  crashed: () =>
    withPage({ state: 'crashed', problem: 'The page ran out of memory and was ended.' }),
  hung: () => withPage({ state: 'hung', problem: 'The page has not answered for 10 seconds.' }),
  hibernated: () => withPage({ state: 'hibernated' }),
  mismatch: () => withPage({ proof: mismatchOf(demoEstate(), true) }),
  'mismatch-unknown': () => withPage({ proof: mismatchOf(demoEstate(), false) }),
  blocked: () =>
    withPage({
      signInBlock: DEVICE_BLOCK,
      title: 'Sign in to your account',
      shownUrl: 'login.microsoftonline.us/7c1e/login',
      proof: { state: 'unproven' },
    }),
  'blocked-never-hand-off': () => {
    const world = withPage({ signInBlock: DEVICE_BLOCK });
    const { selectedTenantId } = world.workspace;
    const tenants = world.estate.tenants.map((tenant) =>
      tenant.id === selectedTenantId ? { ...tenant, handOff: 'never' as const } : tenant,
    );
    return { ...world, estate: { ...world.estate, tenants } };
  },
  'blocked-no-hand-off': () =>
    withPage(
      {
        signInBlock: {
          ...DEVICE_BLOCK,
          mayHandOff: false,
          code: '50105',
          title: 'Your account is not assigned to this portal',
        },
      },
      { hasManagedBrowser: false },
    ),
  offline: () => {
    const world = withPage({
      state: 'failed',
      problem: 'This device is offline. The page comes back when you reload with a network.',
    });
    return { ...world, app: { ...world.app, isOnline: false } };
  },
  'refused-hosts': () => {
    const world = withPage({});
    return {
      ...world,
      app: { ...world.app, refusedHosts: REFUSED },
      workspace: { ...world.workspace, selectedTenantId: null },
    };
  },
  managed: () => {
    const world = demo();
    const source = '/etc/bulkhead/policy.json';
    return {
      ...world,
      app: {
        ...world.app,
        managed: [
          { key: 'liveViewLimit', source },
          { key: 'restoresWorkspace', source },
        ],
        policy: { state: 'ok', source, rules: DECIDED },
      },
    };
  },
  'update-offered': () => demo({ updates: NEWER_VERSION }),
  'update-not-verified': () =>
    demo({
      updates: {
        ...NEWER_VERSION,
        downloadProblem:
          'What was downloaded is not the package that was signed. Nothing was written. Tell your administrator.',
      },
    }),
  'update-refused': () =>
    demo({
      updates: {
        ...NEWER_VERSION,
        found: { kind: 'refused', fault: 'older-than-seen', version: '0.1.5' },
      },
    }),
  'app-locked': () =>
    withPage(
      {},
      {
        lock: {
          isLocked: true,
          passphrase: 'correct horse battery',
          system: 'Touch ID',
          session: true,
        },
      },
    ),
  'app-locked-without-proof': () =>
    demo({ lock: { isLocked: true, passphrase: null, system: null, session: false } }),
  'app-locked-needs-passphrase': () =>
    demo({
      lock: {
        isLocked: true,
        passphrase: null,
        system: 'Touch ID',
        session: false,
        requiresPassphrase: true,
      },
    }),
  'app-locked-proof-gone': () =>
    demo({
      lock: {
        isLocked: true,
        passphrase: null,
        system: null,
        session: false,
        isProofMissing: true,
      },
    }),
  'rejected-policy': () => {
    const world = demo();
    return {
      ...world,
      app: {
        ...world.app,
        policy: { state: 'rejected', source: '/etc/bulkhead/policy.json', rules: STRICTEST },
        problems: [REJECTED_POLICY],
      },
    };
  },
  'damaged-store': () => {
    const world = aWorld(anEstate([]));
    return {
      ...world,
      app: {
        ...world.app,
        problems: [
          {
            what: 'tenants',
            state: 'damaged',
            message:
              'The list of tenants could not be read and was set aside. Bulkhead started with an empty list. Import your tenants again, or ask for the kept file to be repaired.',
            keptAs: 'tenants.damaged-20261116-083000.json',
          },
        ],
      },
    };
  },
  'newer-store': () => {
    const world = aWorld(anEstate([]));
    return {
      ...world,
      app: {
        ...world.app,
        problems: [
          {
            what: 'settings',
            state: 'newer-version',
            message:
              'The settings were written by a newer Bulkhead. They are left as they are, and this session uses the defaults. Update Bulkhead to use them again.',
            keptAs: null,
          },
          {
            what: 'policy',
            state: 'rejected',
            message:
              'The policy of this device has an entry that is not known. The strictest reading is in force. Tell your administrator.',
            keptAs: null,
          },
        ],
      },
    };
  },
  'start-failed': () => {
    const world = aWorld(anEstate([]));
    return { ...world, app: { ...world.app, failsAtStart: true } };
  },
  'disk-full': () => ({ ...demo(), failsToSave: true }),
  hostile: () => {
    const estate = hostileEstate();
    const world = aWorld(estate);
    return {
      ...world,
      status: { ...world.status, tenants: estate.tenants.map(hostileStatus) },
      devices: devicesIn(estate, { model: arrayModel(() => hostileDevices(estate.tenants)) }),
    };
  },
  'devices-none': () => {
    const { tenants } = demoEstate();
    return withDevices({ model: arrayModel(() => []) }, {}, { state: emptyInventory(tenants) });
  },
  'devices-sources': () => {
    const { tenants } = demoEstate();
    const model = arrayModel(() => devicesOf(tenants, 1200, fedOf));
    return withDevices({ model }, {}, { state: anInventory(tenants, true) });
  },
  'devices-collecting': () =>
    withDevices({}, { progress: { ...IDLE, isRunning: true, done: 3, total: 8, failed: 1 } }),
  'devices-offline': () => {
    const { tenants } = demoEstate();
    const model = arrayModel(() => devicesOf(tenants, 1200, fedOf));
    const world = withDevices({ model }, {}, { state: anInventory(tenants, true) });
    return { ...world, app: { ...world.app, isOnline: false } };
  },
  'devices-slow': () => withDevices({ slowMs: 1200 }),
  'devices-unreadable': () => withDevices({ failsToRead: true }, {}, { failsToRead: true }),
  'devices-reading': () => withDevices({ model: arrayModel(() => []) }, { isLoaded: false }),
  'devices-memory': () => ({
    ...withDevices({}, { storage: 'memory', notice: null }),
    storage: { ...KEPT, state: 'memory', notice: NO_KEYSTORE },
  }),
  'data-ended': () => ({ ...withDevices({}), storage: { ...KEPT, isEnded: true } }),
  passphrase: () => ({
    ...demo(),
    storage: { ...KEPT, state: 'passphrase', passphrase: 'correct horse battery' },
  }),
  locked: () => ({
    ...withDevices({}, {}, {}),
    storage: {
      ...KEPT,
      state: 'locked',
      canUnlock: true,
      passphrase: 'correct horse battery',
    },
  }),
  'locked-damaged': () => ({
    ...demo(),
    storage: {
      ...KEPT,
      state: 'locked',
      notice:
        'The file “estate.passphrase” with the key of what was collected is damaged, so no passphrase opens it. Put a copy of it back into the profile folder and start Bulkhead again, or start anew.',
    },
  }),
  'devices-read-only': () =>
    withDevices(
      {},
      {
        storage: 'read-only',
        notice:
          'The disk is full. What is there can be read; nothing new is kept until there is room.',
      },
      { failsToSave: true },
    ),
  'devices-million': () => {
    const ids = demoEstate().tenants.map(({ id }) => id);
    return withDevices({ model: arithmeticModel(1_000_000, ids) });
  },
  'devices-many-millions': () => {
    const ids = demoEstate().tenants.map(({ id }) => id);
    return withDevices({ model: arithmeticModel(5_000_000, ids) });
  },
  'status-never': () => {
    const { tenants } = demoEstate();
    const said = { changes: NEVER, account: null, minutes: null };
    return withStatus(
      { tenants: tenants.map((tenant) => aStatus(tenant, said)), trust: [] },
      { identity: nobodySignedIn() },
    );
  },
  'status-collecting': () =>
    withStatus({
      progress: {
        ...IDLE,
        isRunning: true,
        done: 3,
        total: 8,
        failed: 1,
        waiting: 2,
        waitsUntil: soon(4),
      },
    }),
  'status-cancelled': () =>
    withStatus({ progress: { ...IDLE, done: 3, total: 8, failed: 1, isCancelled: true } }),
  'status-partial': () => {
    const { tenants } = demoEstate();
    const problem = 'The answer was cut off. What was there before is kept.';
    return withStatus({
      tenants: tenants.map((tenant, at) =>
        aStatus(tenant, { ...storyAt(at), ...(at % 2 === 1 && { problem, minutes: 60 * 9 }) }),
      ),
      progress: { ...IDLE, done: 8, total: 8, failed: 4 },
    });
  },
  'status-offline': () => {
    const { tenants } = demoEstate();
    const world = withStatus({
      tenants: tenants.map((tenant, at) =>
        aStatus(tenant, { ...(STORIES[at] ?? storyAt(at)), minutes: 60 * 5 + at * 400 }),
      ),
    });
    return { ...world, app: { ...world.app, isOnline: false } };
  },
  'status-every-state': () => {
    const { tenants } = demoEstate();
    return withStatus({ tenants: tenants.map(everyState) });
  },
  'status-unreadable': () => withStatus({ failsToRead: true }),
  'device-code': () => {
    const estate = demoEstate();
    return demo({ identity: withDeviceCodes(demoIdentity(estate)) });
  },
  'tokens-in-memory': () => {
    const estate = demoEstate();
    const there = demoIdentity(estate);
    return demo(
      {
        identity: {
          ...there,
          identity: {
            ...there.identity,
            storage: 'memory',
            storageNotice:
              'This device has no keyring, so tokens are kept in memory only. You sign in again after a restart.',
          },
        },
      },
      estate,
    );
  },
};
