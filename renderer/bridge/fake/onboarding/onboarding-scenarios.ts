import type {
  Engagement,
  Estate,
  RadarItem,
  RenewalKind,
  RiskFinding,
  StepProgress,
  Tenant,
  TenantRecord,
} from '../../../../preload/contract/index.ts';
import {
  aTenant,
  anEstate,
  demoEstate,
  hostileEstate,
  largeEstate,
  minutesAgo,
} from '../estates.ts';
import type { FakeWorld } from '../fake-bridge.ts';
import { NO_KEYSTORE } from '../storage.ts';
import { aWorld, demo, KEPT } from '../worlds.ts';
import {
  anEngagement,
  anEvidence,
  CONFLICTS,
  doneOf,
  engagementIdOf,
  inDays,
  reminderIdOf,
} from './engagement-data.ts';
import { CHECKLISTS, onboardingOf, risk, RISKS } from './onboarding-state.ts';
import { type FakeOnboardingState, type FakeRun, held } from './onboarding.ts';
import { drifted } from './run-changes.ts';
import { HOSTILE, longChecklist, MULTITENANT, OWN, SHARED } from './sample-checklists.ts';

function foundRisks([contoso, fabrikam, adatum]: readonly Tenant[]): readonly RiskFinding[] {
  const found: Readonly<Record<string, readonly (Tenant | undefined)[]>> = {
    'inconsistent-access': [contoso, fabrikam],
    drift: [fabrikam, adatum],
  };
  return RISKS.map((one) => {
    const tenants = found[one.id]?.flatMap((tenant) => tenant ?? []);
    const reason = 'These tenants differ from the rest of the estate.';
    return tenants === undefined ? one : risk(one.id, one.title, 'found', reason, tenants);
  });
}

function anEnd(
  number: number,
  tenant: Tenant,
  kind: RenewalKind,
  days: number,
  said: Partial<RadarItem> = {},
): RadarItem {
  return {
    id: `end-${String(number)}`,
    tenantId: tenant.id,
    kind,
    title: 'Eligibility of the operators’ group',
    endsAt: inDays(days),
    state: days < 0 ? 'ended' : days < 30 ? 'soon' : 'later',
    warnDays: 30,
    from: 'check',
    engagementId: null,
    stepId: null,
    reminderId: null,
    checkedAt: minutesAgo(120),
    ...said,
  };
}

/** One run, half way through, with something of everything. */
function halfWay(source: Tenant, target: Tenant): Engagement {
  return anEngagement({
    number: 1,
    checklist: MULTITENANT,
    source,
    target,
    done: 3,
    change: (step): StepProgress => {
      if (step.stepId === 'add-partner')
        return {
          ...step,
          evidence: [
            anEvidence(1),
            anEvidence(2, {
              kind: 'picture',
              title: 'Cross-tenant access settings',
              bytes: 91_400,
            }),
            anEvidence(3, { kind: 'file', title: 'change-4711.pdf', bytes: 48_211 }),
          ],
          note: 'The partner was listed already.',
          signedOff: { by: 'a-mia2@contoso.com', at: minutesAgo(400) },
        };
      if (step.stepId === 'start-sync') return { ...step, owner: 'Mia', dueAt: inDays(-1) };
      if (step.stepId === 'arrive' && step.operator === 'a-mia2@contoso.com')
        return doneOf(step, 60);
      if (step.stepId === 'defender-roles')
        return {
          ...step,
          conflicts: [
            {
              rule: 'defender-roles-end-security-reader',
              ...CONFLICTS['defender-roles-end-security-reader'],
            },
          ],
        };
      if (step.stepId === 'hunt') return { ...step, isNew: true };
      return step;
    },
  });
}

function twoOf(estate: Estate): readonly [Tenant, Tenant, ...Tenant[]] {
  const [first, second, ...rest] = estate.tenants;
  if (first === undefined || second === undefined) throw new Error('Two tenants are needed.');
  return [first, second, ...rest];
}

function middle(said: Partial<FakeOnboardingState> = {}): FakeWorld {
  const estate = demoEstate();
  const [contoso, fabrikam] = twoOf(estate);
  return demo(
    { onboarding: onboardingOf({ runs: [held(halfWay(contoso, fabrikam))], ...said }) },
    estate,
  );
}

/** The same run, changed. */
function middleWith(change: (engagement: Engagement) => Engagement): FakeWorld {
  const [contoso, fabrikam] = twoOf(demoEstate());
  return middle({ runs: [held(change(halfWay(contoso, fabrikam)))] });
}

/** Eight tenants, each in a state of its own. */
function eight(): FakeWorld {
  const estate = demoEstate();
  const [contoso, ...targets] = twoOf(estate);
  const runs = targets.map((target, at) =>
    anEngagement({
      number: at + 1,
      checklist: at === 4 ? SHARED : MULTITENANT,
      source: contoso,
      target,
      done: at * 2,
      owner: at === 3 ? '' : (['Josh', 'Mia'][at % 2] ?? ''),
      dueAt: at === 5 ? null : inDays(at * 9 - 10),
      change: (step) =>
        at === 2 && step.stepId === 'trust-mfa' ? drifted(step, minutesAgo(15)) : step,
    }),
  );
  const [first, second, third] = targets;
  if (second === undefined || third === undefined) throw new Error('Eight tenants are needed.');
  return demo(
    {
      onboarding: onboardingOf({
        checklists: [...CHECKLISTS, OWN],
        own: [OWN.id],
        runs: [
          ...runs.map(held),
          held(
            anEngagement({ number: 40, checklist: OWN, source: null, target: contoso, done: 1 }),
          ),
        ],
        radar: [
          anEnd(1, first, 'pim-eligibility', -3),
          anEnd(2, first, 'access-package', 12, { title: 'Analysts, Tier 1' }),
          anEnd(3, second, 'access-review', 26, { from: 'step', checkedAt: null }),
          anEnd(4, third, 'break-glass-test', 200, {
            title: 'Test of the break-glass account',
            from: 'reminder',
            reminderId: reminderIdOf(4),
            checkedAt: null,
          }),
          anEnd(5, contoso, 'exception', 90, { from: 'reminder', reminderId: reminderIdOf(5) }),
        ],
        records: [
          record(contoso, { purpose: 'production', owner: 'Group IT', licences: 'E5' }),
          record(first, {
            purpose: 'merger',
            owner: 'Ann of Fabrikam',
            licences: 'E3 with Defender P2',
            links: [
              {
                label: 'Analysts, Tier 1',
                url: 'https://myaccess.microsoft.us/@fabrikam.us#/access-packages/1',
              },
            ],
          }),
        ],
        risks: foundRisks(estate.tenants),
      }),
    },
    estate,
  );
}

const record = (tenant: Tenant, said: Partial<TenantRecord>): TenantRecord => ({
  tenantId: tenant.id,
  purpose: 'not-said',
  owner: '',
  licences: '',
  note: '',
  links: [],
  changedAt: minutesAgo(60 * 24 * 3),
  ...said,
});

/** Three hundred runs of sixty steps in two hundred tenants; each is put together when it is read. */
function many(): FakeWorld {
  const estate = largeEstate();
  const { tenants } = estate;
  const checklist = longChecklist(60);
  const runs = Array.from({ length: 300 }, (_, at): FakeRun => {
    const [source, target] = [tenants[at % 3], tenants[3 + (at % 197)]];
    if (source === undefined || target === undefined) throw new Error('Tenants are missing.');
    const done = (at * 7) % 61;
    const make = () =>
      anEngagement({
        number: at + 1,
        checklist,
        source,
        target,
        done,
        owner: `Team ${String(at % 7)}`,
      });
    let made: Engagement | undefined;
    return {
      summary: {
        ...SKELETON,
        id: engagementIdOf(at + 1),
        checklistId: checklist.id,
        title: checklist.title,
        sourceId: source.id,
        targetId: target.id,
        owner: `Team ${String(at % 7)}`,
        dueAt: at % 11 === 0 ? null : inDays((at % 80) - 12),
        state: done === 60 ? 'completed' : 'active',
        done,
        drifted: at % 23 === 5 ? 1 : 0,
        nextStepTitle:
          done === 60 ? null : `Step ${String(done + 1)}: set what the document asks for`,
        endsAt: at % 4 === 0 ? inDays((at % 200) - 4) : null,
      },
      read: () => (made ??= make()),
    };
  });
  const kinds = ['pim-eligibility', 'access-package', 'access-review'] as const;
  const radar = tenants.flatMap((tenant, at) =>
    kinds.map((kind, index) =>
      anEnd(at * 3 + index, tenant, kind, ((at * 17 + index * 61) % 380) - 6),
    ),
  );
  return aWorld(estate, {
    onboarding: onboardingOf({ checklists: [...CHECKLISTS, checklist], runs, radar }),
  });
}

const SKELETON = {
  checklistVersion: 1,
  createdAt: minutesAgo(60 * 24 * 30),
  changedAt: minutesAgo(60),
  skipped: 0,
  total: 60,
  failedChecks: 0,
  signedOff: null,
} as const;

/** Every state of onboarding that is designed, by the name used in the gallery's address. */
export const ONBOARDING_SCENARIOS: Readonly<Record<string, () => FakeWorld>> = {
  'onboarding-none': () => middle({ runs: [] }),
  'onboarding-no-tenant': () => aWorld(anEstate([]), { onboarding: onboardingOf() }),
  'onboarding-one-tenant': () =>
    aWorld(anEstate([aTenant(1, { name: 'Contoso', domain: 'contoso.com' })]), {
      onboarding: onboardingOf(),
    }),
  'onboarding-middle': () => middle(),
  'onboarding-eight': eight,
  'onboarding-many': many,
  'onboarding-drifted': () =>
    middleWith((engagement) => ({
      ...engagement,
      summary: { ...engagement.summary, drifted: 1, done: 2 },
      steps: engagement.steps.map((step) =>
        step.stepId === 'trust-mfa' ? drifted(step, minutesAgo(15)) : step,
      ),
    })),
  'onboarding-answers': () =>
    middle({
      answer: (check, at) => ({
        ...check,
        checkedAt: at,
        ...(check.completes
          ? {
              state: 'failed',
              found: 'The synchronization is paused.',
              wanted: 'It runs, and its last cycle succeeded.',
            }
          : {
              state: 'not-permitted',
              found: 'This account may not read the policy.',
              needs: 'Policy.Read.All, or the role Security Reader',
            }),
      }),
    }),
  'onboarding-offline': () => {
    const world = middle();
    return { ...world, app: { ...world.app, isOnline: false } };
  },
  'onboarding-start-pages': () => middle({ knowsNoPages: true }),
  'onboarding-memory': () => ({
    ...middle({ storage: 'memory' }),
    storage: { ...KEPT, state: 'memory', notice: NO_KEYSTORE },
  }),
  'onboarding-read-only': () =>
    middle({
      storage: 'read-only',
      notice: 'The disk is full. Onboarding can be read, not changed.',
    }),
  'onboarding-unreadable': () => middle({ failsToRead: true }),
  'onboarding-unreadable-run': () => {
    const [contoso, fabrikam] = twoOf(demoEstate());
    return middle({
      unreadable: [
        {
          id: engagementIdOf(77),
          checklistId: OWN.id,
          title: 'Guest operators, second edition',
          sourceId: contoso.id,
          targetId: fabrikam.id,
          owner: 'Mia',
          createdAt: minutesAgo(60 * 24 * 90),
          changedAt: minutesAgo(60 * 24 * 2),
          why: 'The checklist does not fit this version of Bulkhead. phases[0].steps[2].scope (step “Invite the guests”): “each” is not known here. Known: pair, source, target, operator.',
          canExport: true,
        },
      ],
    });
  },
  'onboarding-bad-import': () =>
    middle({
      importable: null,
      importProblems: [
        { place: 'phases[0].steps[2].side', text: 'It is missing. It is “source” or “target”.' },
        {
          place: 'phases[1].steps[0].dependsOn',
          text: 'The steps “a” and “b” wait for each other.',
        },
        {
          place: 'phases[1].steps[4].link.url',
          text: 'The host evil.example is not one that Bulkhead opens.',
        },
      ],
    }),
  'onboarding-done': () => {
    const estate = demoEstate();
    const [contoso, fabrikam] = twoOf(estate);
    const signed = { by: 'a-mia2@contoso.com', at: minutesAgo(60) };
    const engagement = anEngagement({
      number: 1,
      checklist: SHARED,
      source: contoso,
      target: fabrikam,
      done: 2,
      change: (step) => ({ ...step, signedOff: signed }),
      summary: { signedOff: signed },
    });
    return demo({ onboarding: onboardingOf({ runs: [held(engagement)] }) }, estate);
  },
  'onboarding-hostile': () => {
    const estate = hostileEstate();
    const [first, second] = twoOf(estate);
    const run = anEngagement({
      number: 1,
      checklist: HOSTILE,
      source: first,
      target: second,
      owner: '<b>Owner</b>\u202e',
      operators: ['<script>alert(1)</script>'],
      change: (step) => ({
        ...step,
        note: '<b>note</b>',
        evidence: [anEvidence(1, { title: '<iframe src=javascript:alert(1)>'.repeat(6) })],
        checks: step.checks.map((check) => ({
          ...check,
          state: 'failed',
          title: '<b>Title</b>',
          found: 'x'.repeat(600),
          wanted: '\u202ewanted',
          source: 'GET /'.repeat(50),
        })),
      }),
    });
    return aWorld(estate, {
      onboarding: onboardingOf({
        checklists: [HOSTILE],
        runs: [held(run)],
        radar: [anEnd(1, first, 'other', 3, { title: '<u>end</u>\u202e'.repeat(12) })],
        records: [
          record(first, {
            owner: '<i>owner</i>',
            licences: 'x'.repeat(1_000),
            links: [{ label: '<b>link</b>', url: 'javascript:alert(1)' }],
          }),
        ],
        risks: [risk('constructor', '<b>risk</b>', 'found', 'y'.repeat(600), [first])],
      }),
    });
  },
};
