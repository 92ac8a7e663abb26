import { z } from 'zod';
import { PortalId } from './compartments.ts';
import { line } from './ids.ts';
import { ONBOARDING_CHECK_IDS } from './onboarding-checks.ts';

/**
 * A checklist as a file says it: what Bulkhead brings along in `resources/checklists`, and what an
 * organisation writes itself. Text is text everywhere: nothing in it is markup or is run.
 */

export const CHECKLIST_SCHEMA_VERSION = 1;

const Slug = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
export const ChecklistId = Slug.brand<'ChecklistId'>();
export type ChecklistId = z.infer<typeof ChecklistId>;
export const StepId = Slug.brand<'StepId'>();
export type StepId = z.infer<typeof StepId>;
/** Name of a value that is entered once for a run: an object id, a link. */
export const ParameterId = Slug.brand<'ParameterId'>();
export type ParameterId = z.infer<typeof ParameterId>;

/** An item of the source documents, such as `000-08`. */
const SourceItemId = z.string().regex(/^[0-9]{3}-[0-9]{2}$/);

export const Side = z.enum(['source', 'target']);
export type Side = z.infer<typeof Side>;

/** One sentence or a few; shown as it is. */
const prose = line(1_200).min(1);
const label = line(160).min(1);

/**
 * Whom a step counts for. `source` and `target` are done once per tenant whatever the number of
 * pairs it is in; `pair` once per run; `operator` once per administrator of a run.
 */
const StepScope = z.enum(['pair', 'source', 'target', 'operator']);
export type StepScope = z.infer<typeof StepScope>;

/** Names of pages inside portals; `resources/portals.json` has their addresses. */
export const PORTAL_PAGES = [
  'cross-tenant-access',
  'cross-tenant-sync',
  'external-collaboration',
  'conditional-access',
  'named-locations',
  'groups',
  'roles',
  'pim-roles',
  'pim-groups',
  'access-packages',
  'catalogs',
  'connected-organizations',
  'access-reviews',
  'governance-settings',
  'user-settings',
  'users',
  'app-registrations',
  'enterprise-apps',
  'multitenant-organization',
  'devices',
  'hunting',
  'permissions',
  'settings',
  'tenants',
  'tenant-groups',
  'lighthouse',
  'sentinel',
  'defender-for-cloud',
  'approvals',
  'organizations',
  'pim-activate',
  'risky-users',
  'incidents',
] as const;
export const PortalPage = z.enum(PORTAL_PAGES);
export type PortalPage = z.infer<typeof PortalPage>;

/** Where a step is done. `url` may hold `{sourceId}`, `{targetId}`, `{sourceDomain}`, `{targetDomain}`. */
export const StepLink = z.union([
  z.strictObject({ portalId: PortalId, page: PortalPage.nullable() }),
  z.strictObject({ url: z.string().max(1_000) }),
]);
export type StepLink = z.infer<typeof StepLink>;

export const CheckParameterValue = z.union([line(400), z.number(), z.boolean()]);

/** An automatic, read-only verification. `on` says in which tenant it is read. */
export const StepCheck = z.strictObject({
  id: z.enum(ONBOARDING_CHECK_IDS),
  on: Side,
  /** Values of the check; `{name}` in one stands for a parameter of the run. */
  with: z.record(z.string().max(64), CheckParameterValue).default({}),
  /** `all` of the required ones complete the step; the others inform. */
  completes: z.boolean().default(true),
});
export type StepCheck = z.infer<typeof StepCheck>;

/** A value to copy; `{sourceId}`, `{targetName}` and names of parameters are filled in. */
export const CopyValue = z.strictObject({ label, value: line(400).min(1) });
export type CopyValue = z.infer<typeof CopyValue>;

/** `timer` is how long something may take; `cool-down` is how long nothing is to be pressed again. */
export const Wait = z.strictObject({
  kind: z.enum(['timer', 'cool-down']),
  seconds: z.number().int().min(1).max(86_400),
  text: prose,
});
export type Wait = z.infer<typeof Wait>;

/** What ends some time after the step was done. */
const RENEWAL_KINDS = [
  'pim-eligibility',
  'access-package',
  'access-review',
  'break-glass-test',
  'temporary-administrator',
  'exception',
  'other',
] as const;
export const RenewalKind = z.enum(RENEWAL_KINDS);
export type RenewalKind = z.infer<typeof RenewalKind>;

const Renewal = z.strictObject({
  kind: RenewalKind,
  /** After completion, unless a check reads the real date. */
  afterDays: z.number().int().min(1).max(3_650),
  /** How long before it is shown as soon due. */
  warnDays: z.number().int().min(0).max(365),
  title: label,
  /** Step of the same checklist that takes the matter away once it is done, such as a removal. */
  endedBy: StepId.nullable().default(null),
});
export type Renewal = z.infer<typeof Renewal>;

/** What Bulkhead looks for before a step that may take something away. */
const CONFLICT_RULES = [
  /** Turning Defender roles on takes the access of Security Reader and the like away. */
  'defender-roles-end-security-reader',
  /** Granting Security Reader does nothing for Defender where its roles are on. */
  'security-reader-without-defender-role',
  /** Guests kept out of the admin portals cannot activate roles there. */
  'guest-restriction-blocks-pim',
  /** A step needs guests in an admin portal that they are kept out of. */
  'pim-needs-guest-portal-access',
] as const;
export const ConflictRule = z.enum(CONFLICT_RULES);
export type ConflictRule = z.infer<typeof ConflictRule>;

const Raci = z.enum(['responsible', 'accountable', 'consulted', 'informed', 'none']);

export const Step = z.strictObject({
  id: StepId,
  title: label,
  /** The tenant that it is done in. */
  side: Side,
  scope: StepScope,
  isOptional: z.boolean().default(false),
  /** What is to be done, click by click. */
  actions: z.array(prose).min(1).max(20),
  why: prose,
  /** What the screen shows when it went well. */
  expected: prose.nullable().default(null),
  ifItFails: z.array(prose).max(10).default([]),
  warnings: z.array(prose).max(10).default([]),
  /** Role that suffices, and the one that the document asks for where that is another. */
  role: z.strictObject({ least: label, documented: label.nullable().default(null) }).nullable(),
  link: StepLink.nullable().default(null),
  copy: z.array(CopyValue).max(12).default([]),
  waits: z.array(Wait).max(4).default([]),
  dependsOn: z.array(StepId).max(20).default([]),
  checks: z.array(StepCheck).max(8).default([]),
  conflicts: z.array(ConflictRule).max(4).default([]),
  /** Cannot be taken back; the tenant's name is typed before it counts as done. */
  irreversible: prose.nullable().default(null),
  renewal: Renewal.nullable().default(null),
  /** Hunting queries to copy, by file name in `resources/queries`. */
  queries: z.array(Slug).max(8).default([]),
  /** Values that are entered at this step. */
  enters: z.array(ParameterId).max(8).default([]),
  responsibility: z.strictObject({ source: Raci, target: Raci }).nullable().default(null),
  covers: z.array(SourceItemId).max(20).default([]),
});
export type Step = z.infer<typeof Step>;

export const Phase = z.strictObject({
  id: Slug,
  title: label,
  /** `setup` counts towards the end; a `runbook` is done again and again and counts for nothing. */
  kind: z.enum(['setup', 'runbook']).default('setup'),
  about: prose.nullable().default(null),
  steps: z.array(Step).min(1).max(60),
});
export type Phase = z.infer<typeof Phase>;

const PARAMETER_KINDS = ['guid', 'domain', 'text', 'link', 'date', 'number'] as const;
export const Parameter = z.strictObject({
  id: ParameterId,
  label,
  help: prose,
  kind: z.enum(PARAMETER_KINDS),
  /** What it must not be equal to: the tenant ids and other parameters that it gets swapped with. */
  differsFrom: z.array(line(64)).max(8).default([]),
});
export type Parameter = z.infer<typeof Parameter>;

/** Something to know that belongs to no step. */
const ChecklistNotice = z.strictObject({
  title: label,
  text: prose,
  kind: z.enum(['information', 'warning']),
  covers: z.array(SourceItemId).max(20).default([]),
});
export type ChecklistNotice = z.infer<typeof ChecklistNotice>;

const GlossaryTerm = z.strictObject({ term: label, meaning: prose });
export type GlossaryTerm = z.infer<typeof GlossaryTerm>;

const CHECKLIST_TOOLS = [
  'licence-calculator',
  'responsibility-matrix',
  'tenant-landscape',
  'risk-findings',
] as const;

export const Checklist = z.strictObject({
  schemaVersion: z.literal(CHECKLIST_SCHEMA_VERSION),
  id: ChecklistId,
  /** Grows with every change. */
  version: z.number().int().min(1).max(100_000),
  language: z.string().regex(/^[a-z]{2}(?:-[A-Z]{2})?$/),
  title: label,
  summary: prose,
  /** What it is made from. */
  basedOn: z.array(label).max(10).default([]),
  /** What the two sides are called here: "Primary" and "Secondary". One tenant only: `source` is null. */
  sides: z.strictObject({ source: label.nullable(), target: label }),
  tools: z.array(z.enum(CHECKLIST_TOOLS)).max(4).default([]),
  notices: z.array(ChecklistNotice).max(60).default([]),
  glossary: z.array(GlossaryTerm).max(60).default([]),
  parameters: z.array(Parameter).max(30).default([]),
  phases: z.array(Phase).min(1).max(20),
});
export type Checklist = z.infer<typeof Checklist>;
