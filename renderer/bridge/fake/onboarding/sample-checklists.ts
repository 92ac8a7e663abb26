import type {
  Checklist,
  ChecklistId,
  ParameterId,
  Phase,
  Step,
  StepId,
} from '../../../../preload/contract/index.ts';

type SaidStep = Partial<Omit<Step, 'id'>> & { readonly id: string; readonly title: string };

export const stepIdOf = (id: string) => id as StepId;
const checklistIdOf = (id: string) => id as ChecklistId;
const parameterIdOf = (id: string) => id as ParameterId;

/** A step with everything filled in; say only what matters. */
export function aStep({ id, ...said }: SaidStep): Step {
  return {
    side: 'target',
    scope: 'pair',
    isOptional: false,
    actions: ['Open the page.', 'Choose what the picture shows, and save.'],
    why: 'Later steps read what is set here.',
    expected: null,
    ifItFails: [],
    warnings: [],
    role: { least: 'Security Administrator', documented: null },
    link: { portalId: 'entra', page: null },
    copy: [],
    waits: [],
    dependsOn: [],
    checks: [],
    conflicts: [],
    irreversible: null,
    renewal: null,
    queries: [],
    enters: [],
    responsibility: null,
    covers: [],
    ...said,
    id: stepIdOf(id),
  };
}

function aPhase(id: string, title: string, steps: readonly Step[], said: Partial<Phase> = {}) {
  return { id, title, kind: 'setup', about: null, steps: [...steps], ...said } satisfies Phase;
}

function aChecklist(said: Partial<Checklist> & Pick<Checklist, 'id' | 'title' | 'phases'>) {
  return {
    schemaVersion: 1,
    version: 1,
    language: 'en',
    summary: 'A sample.',
    basedOn: [],
    sides: { source: 'Source', target: 'Target' },
    tools: [],
    notices: [],
    glossary: [],
    parameters: [],
    ...said,
  } satisfies Checklist;
}

/** Something of everything that a step can hold. */
export const MULTITENANT: Checklist = aChecklist({
  id: checklistIdOf('multitenant-sample'),
  version: 3,
  title: 'Defender multitenant management, sample',
  summary:
    'Operators of the source tenant see devices and hunt in the target tenant, with the least that is needed.',
  basedOn: ['Sample of the gallery'],
  tools: ['licence-calculator', 'tenant-landscape', 'risk-findings'],
  notices: [
    {
      title: 'Two products are called MTO',
      text: 'Here it is Defender multitenant management, not the multitenant organization of Entra.',
      kind: 'information',
      covers: [],
    },
    {
      title: 'Use the private session of each compartment',
      text: 'Another browser may have a session of another tenant. Open portals with the buttons of the steps.',
      kind: 'warning',
      covers: [],
    },
  ],
  glossary: [
    { term: 'XTAP', meaning: 'Cross-tenant access policy: what a tenant trusts another with.' },
    { term: 'PIM', meaning: 'Privileged Identity Management: roles that are activated for hours.' },
  ],
  parameters: [
    {
      id: parameterIdOf('group-object-id'),
      label: 'Object id of the operators’ group',
      help: 'On the group’s overview page in the target tenant.',
      kind: 'guid',
      differsFrom: ['sourceId', 'targetId'],
    },
    {
      id: parameterIdOf('request-link'),
      label: 'Request link of the access package',
      help: 'Shown once the package is saved.',
      kind: 'link',
      differsFrom: [],
    },
  ],
  phases: [
    aPhase('trust', 'Trust between the tenants', [
      aStep({
        id: 'add-partner',
        title: 'Add the source as a partner organization',
        actions: [
          'Open External Identities, then Cross-tenant access settings.',
          'Choose Add organization and paste the tenant id of the source.',
          'Save.',
        ],
        why: 'Settings for one partner can only be made once it is listed. It may be there already; then go on.',
        expected: 'The source is listed with Inherited from default in every column.',
        ifItFails: [
          'The id is not found: check that it is the id of the source, not of the target.',
        ],
        role: { least: 'Security Administrator', documented: 'Global Administrator' },
        link: { portalId: 'entra', page: 'cross-tenant-access' },
        copy: [
          { label: 'Tenant id of the source', value: '{sourceId}' },
          { label: 'Name of the source', value: '{sourceName}' },
        ],
        checks: [{ id: 'partner-entry', on: 'target', with: {}, completes: true }],
        responsibility: { source: 'informed', target: 'responsible' },
      }),
      aStep({
        id: 'trust-mfa',
        title: 'Trust multifactor authentication of the source',
        dependsOn: [stepIdOf('add-partner')],
        why: 'Without it operators are asked again in every tenant, and some lists stay empty.',
        checks: [
          { id: 'inbound-mfa-trust', on: 'target', with: {}, completes: true },
          { id: 'inbound-device-trust', on: 'target', with: {}, completes: false },
        ],
        link: { portalId: 'entra', page: 'cross-tenant-access' },
        responsibility: { source: 'consulted', target: 'responsible' },
      }),
      aStep({
        id: 'redeem-outbound',
        title: 'Redeem invitations automatically, outbound',
        side: 'source',
        scope: 'source',
        why: 'Operators would have to accept each tenant by hand.',
        checks: [{ id: 'outbound-redemption', on: 'source', with: {}, completes: true }],
        responsibility: { source: 'responsible', target: 'informed' },
      }),
    ]),
    aPhase('synchronize', 'Bring the operators over', [
      aStep({
        id: 'start-sync',
        title: 'Start the synchronization',
        side: 'source',
        actions: ['Choose Start provisioning, once.', 'Leave the page alone while it works.'],
        why: 'Operators arrive as guests with the first cycle.',
        warnings: [
          'Pressing start, stop or restart again before a minute is over breaks the cycle.',
        ],
        waits: [
          {
            kind: 'cool-down',
            seconds: 60,
            text: 'Press nothing on this page again before it is over.',
          },
          { kind: 'timer', seconds: 2_400, text: 'The first cycle takes up to 40 minutes.' },
        ],
        link: { portalId: 'entra', page: 'cross-tenant-sync' },
        checks: [{ id: 'sync-running', on: 'source', with: {}, completes: true }],
        responsibility: { source: 'responsible', target: 'informed' },
      }),
      aStep({
        id: 'group',
        title: 'Make a role-assignable group for the operators',
        side: 'target',
        why: 'Whether roles can be assigned to a group is decided when it is made, and never again.',
        enters: [parameterIdOf('group-object-id'), parameterIdOf('request-link')],
        link: { portalId: 'entra', page: 'groups' },
        checks: [
          {
            id: 'role-assignable-group',
            on: 'target',
            with: { group: '{group-object-id}' },
            completes: true,
          },
        ],
        responsibility: { source: 'consulted', target: 'accountable' },
      }),
      aStep({
        id: 'arrive',
        title: 'Open the tenant as each operator',
        scope: 'operator',
        why: 'A guest is a guest only after the first sign-in. Every operator does it alone.',
        link: { portalId: 'my-account', page: 'organizations' },
        checks: [{ id: 'operator-arrived', on: 'target', with: {}, completes: true }],
        responsibility: { source: 'responsible', target: 'none' },
      }),
    ]),
    aPhase('roles', 'Roles', [
      aStep({
        id: 'defender-roles',
        title: 'Turn on the roles of Defender',
        why: 'Only these roles can be limited to groups of devices.',
        irreversible:
          'Once Defender’s own roles are on they cannot be turned off, and access by Security Reader ends at once.',
        conflicts: ['defender-roles-end-security-reader'],
        link: { portalId: 'defender', page: 'permissions' },
        role: { least: 'Security Administrator', documented: 'Global Administrator' },
        checks: [{ id: 'defender-roles', on: 'target', with: {}, completes: true }],
        responsibility: { source: 'informed', target: 'accountable' },
      }),
      aStep({
        id: 'eligibility',
        title: 'Make the group eligible for Security Reader',
        link: { portalId: 'entra', page: 'pim-roles' },
        renewal: {
          kind: 'pim-eligibility',
          afterDays: 180,
          warnDays: 21,
          title: 'Eligibility for Security Reader',
          endedBy: null,
        },
        checks: [{ id: 'role-expiry', on: 'target', with: {}, completes: true }],
        responsibility: { source: 'none', target: 'responsible' },
      }),
    ]),
    aPhase('validate', 'Validate', [
      aStep({
        id: 'devices',
        title: 'See the target’s devices',
        side: 'source',
        link: { portalId: 'defender-mto', page: 'devices' },
        checks: [{ id: 'devices-visible', on: 'target', with: {}, completes: true }],
      }),
      aStep({
        id: 'hunt',
        title: 'Hunt in both tenants',
        side: 'source',
        isOptional: true,
        queries: ['alerts-by-tenant', 'devices-by-tenant'],
        link: { portalId: 'defender-mto', page: 'hunting' },
        checks: [{ id: 'hunting-works', on: 'target', with: {}, completes: false }],
      }),
    ]),
    aPhase(
      'triage',
      'Runbook: an incident in several tenants',
      [
        aStep({ id: 'triage-assign', title: 'Assign it and say in which tenants it is' }),
        aStep({ id: 'triage-close', title: 'Close it in each tenant' }),
      ],
      { kind: 'runbook', about: 'A guide for every day. It counts for nothing in the progress.' },
    ),
  ],
});

/** One tenant only, and a matrix of responsibilities. */
export const SHARED: Checklist = aChecklist({
  id: checklistIdOf('shared-sample'),
  title: 'Shared responsibilities, sample',
  summary: 'Who does what between a primary and a secondary tenant.',
  sides: { source: 'Primary', target: 'Secondary' },
  tools: ['responsibility-matrix'],
  phases: [
    aPhase('agree', 'Agree', [
      aStep({
        id: 'agree-owners',
        title: 'Agree on owners',
        link: null,
        responsibility: { source: 'accountable', target: 'responsible' },
      }),
      aStep({
        id: 'agree-dates',
        title: 'Agree on dates',
        link: null,
        responsibility: { source: 'consulted', target: 'responsible' },
      }),
    ]),
  ],
});

export const OWN: Checklist = aChecklist({
  id: checklistIdOf('our-own'),
  version: 2,
  title: 'Our own hardening list',
  summary: 'Imported from a file of the organisation.',
  sides: { source: null, target: 'Tenant' },
  phases: [
    aPhase('harden', 'Harden', [
      aStep({ id: 'break-glass', title: 'Test the break-glass account', link: null }),
      aStep({ id: 'guests', title: 'Keep guests from inviting' }),
    ]),
  ],
});

/** As many steps as are wanted, in phases of ten. */
export function longChecklist(count: number): Checklist {
  const steps = Array.from({ length: count }, (_, at) =>
    aStep({
      id: `step-${String(at + 1)}`,
      title: `Step ${String(at + 1)}: set what the document asks for`,
      side: at % 3 === 0 ? 'source' : 'target',
      checks: [{ id: 'partner-entry', on: 'target', with: {}, completes: true }],
    }),
  );
  return aChecklist({
    id: checklistIdOf('long-sample'),
    title: 'Long checklist, sample',
    phases: Array.from({ length: Math.ceil(count / 10) }, (_, at) =>
      aPhase(
        `phase-${String(at + 1)}`,
        `Phase ${String(at + 1)}`,
        steps.slice(at * 10, at * 10 + 10),
      ),
    ),
  });
}

const EVIL = '<img src=x onerror="document.title=\'owned\'">\u202eevil{{7*7}}';

/** Texts that try to be more than text. */
export const HOSTILE: Checklist = aChecklist({
  id: checklistIdOf('hostile-sample'),
  title: `Hostile ${EVIL}`,
  summary: EVIL.repeat(8),
  sides: { source: `Source ${EVIL}`, target: `Target ${EVIL}` },
  notices: [{ title: EVIL, text: EVIL.repeat(6), kind: 'warning', covers: [] }],
  glossary: [{ term: EVIL, meaning: EVIL.repeat(4) }],
  parameters: [
    {
      id: parameterIdOf('constructor'),
      label: EVIL,
      help: EVIL,
      kind: 'text',
      differsFrom: [],
    },
  ],
  phases: [
    aPhase('constructor', EVIL, [
      aStep({
        id: 'constructor',
        title: `${EVIL}${'wide'.repeat(20)}`,
        actions: [EVIL, 'unbroken'.repeat(60)],
        why: EVIL,
        expected: EVIL,
        ifItFails: [EVIL],
        warnings: [EVIL],
        copy: [{ label: EVIL, value: EVIL }],
        enters: [parameterIdOf('constructor')],
        queries: ['constructor'],
        irreversible: EVIL,
        checks: [{ id: 'partner-entry', on: 'target', with: {}, completes: true }],
        responsibility: { source: 'responsible', target: 'none' },
      }),
    ]),
  ],
});
