import type {
  About,
  Estate,
  RefusedHost,
  Settings,
  TenantProof,
  View,
  ViewId,
  Workspace,
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
import type { FakeWorld } from './fake-bridge.ts';
import { mixedImport } from './imports.ts';
import { aCompartment, aView, DEVICE_BLOCK } from './views.ts';

const ABOUT: About = {
  version: '0.1.0',
  electron: '33.2.1',
  chromium: '130.0.6723.137',
  node: '20.18.1',
  v8: '13.0.245.18',
  platform: 'Debian GNU/Linux 12, x64',
  pinnedElectron: '45.4.1',
  runtimeNote: 'Runs on the fallback runtime, because the pinned one could not be fetched.',
  isPackaged: false,
  demoEstate: null,
};

const SETTINGS: Settings = {
  theme: 'system',
  liveViewLimit: 5,
  hibernateAfterMinutes: 30,
  restoresWorkspace: true,
  overviewLayout: 'cards',
};

function aWorld(estate: Estate, said: Partial<FakeWorld> = {}): FakeWorld {
  return {
    app: {
      about: ABOUT,
      settings: SETTINGS,
      managed: [],
      problems: [],
      isOnline: true,
      refusedHosts: [],
      failsAtStart: false,
    },
    estate,
    workspace: aWorkspace(),
    importPreview: mixedImport(),
    failsToSave: false,
    hasManagedBrowser: true,
    ...said,
  };
}

function aWorkspace(said: Partial<Workspace> = {}): Workspace {
  const compartments = said.compartments ?? [];
  return {
    revision: 1,
    selectedTenantId: null,
    compartments,
    liveViews: compartments
      .flatMap(({ views }) => views)
      .filter(({ state }) => state !== 'hibernated').length,
    liveViewLimit: 5,
    ...said,
  };
}

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

function demo(said: Partial<FakeWorld> = {}, estate = demoEstate()): FakeWorld {
  const world = aWorld(estate, said);
  return {
    ...world,
    app: { ...world.app, about: { ...ABOUT, demoEstate: 'Demo estate, 8 simulated tenants' } },
  };
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
      app: { ...world.app, settings: { ...SETTINGS, overviewLayout: 'table' } },
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
      app: { ...world.app, settings: { ...SETTINGS, overviewLayout: 'table' } },
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
    const source = 'Policy of this device (/etc/opt/bulkhead/policy.json)';
    return {
      ...world,
      app: {
        ...world.app,
        managed: [
          { key: 'liveViewLimit', source },
          { key: 'restoresWorkspace', source },
        ],
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
  hostile: () => aWorld(hostileEstate()),
};
