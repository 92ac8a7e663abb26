import { z } from 'zod';
import { command, event, query } from './define.ts';
import { line, TenantId } from './ids.ts';
import { PortalId } from './compartments.ts';

/**
 * What is known of one check. Only `pass` is green. Everything that is not known has a state of its
 * own that says why, and none of them is shown as good or bad.
 */
export const CHECK_STATES = [
  'pass',
  'fail',
  /** Works now and needs the operator soon or in part. */
  'attention',
  /** Configured, evaluated, not enforced. Never protection. */
  'report-only',
  /** A fact that is neither good nor bad. */
  'fact',
  'unknown',
  'not-permitted',
  'not-licensed',
  /** Does not exist in this cloud, or for this access path. */
  'not-available',
  'not-collected',
] as const;
export const CheckState = z.enum(CHECK_STATES);
export type CheckState = z.infer<typeof CheckState>;

/** Every check, in the order of the matrix. `docs/status.md` says how each is answered. */
export const CHECK_IDS = [
  'sign-in',
  'mfa-done',
  'conditional-access',
  'access-path',
  'roles',
  'mfa-method',
  'mfa-registration',
  'legacy-auth',
  'device-code',
  'admin-phishing-resistant',
  'paw-only',
  'break-glass',
  'report-only-policies',
  'named-locations',
  'inbound-mfa-trust',
  'inbound-device-trust',
  'automatic-redemption',
  'cross-tenant-sync',
  'b2b-collaboration',
] as const;
export const CheckId = z.enum(CHECK_IDS);
export type CheckId = z.infer<typeof CheckId>;

/** Shortest way out of a finding, first one first. */
export const WayOut = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sign-in') }),
  /** Sign in again so that MFA is asked for. */
  z.strictObject({ kind: z.literal('do-mfa') }),
  z.strictObject({ kind: z.literal('ask-consent') }),
  z.strictObject({ kind: z.literal('hand-off'), portalId: PortalId }),
  z.strictObject({ kind: z.literal('open-portal'), portalId: PortalId }),
  z.strictObject({ kind: z.literal('collect') }),
]);
export type WayOut = z.infer<typeof WayOut>;

export const Evidence = z.strictObject({ label: line(80), value: line(400) });
export type Evidence = z.infer<typeof Evidence>;

/** The answer to one check for one tenant. */
export const Finding = z.strictObject({
  checkId: CheckId,
  state: CheckState,
  /** One to four words for a cell or badge: "MFA done", "Blocked". */
  word: line(40),
  /** One or two plain sentences: what is so and what follows. */
  reason: line(500),
  evidence: z.array(Evidence).max(60),
  /** Where it comes from: a request's path, "ID token", "sign-in error", "what you said". */
  source: line(160),
  /** When it was fetched; null when it never was. */
  collectedAt: z.iso.datetime().nullable(),
  /** The permission, role or licence that would answer; null when nothing is missing. */
  needs: line(200).nullable(),
  waysOut: z.array(WayOut).max(4),
});
export type Finding = z.infer<typeof Finding>;

/** A Conditional Access policy as it bears on this operator in this tenant. */
export const PolicyVerdict = z.strictObject({
  id: line(64),
  name: line(256),
  state: z.enum(['enabled', 'disabled', 'report-only']),
  /** Whether it would apply; `maybe` when something it asks for is not known here. */
  applies: z.enum(['yes', 'no', 'maybe']),
  /** Whether this operator, from this app on this device, would satisfy it. */
  outcome: z.enum(['satisfied', 'not-satisfied', 'blocked', 'unknown', 'not-applied']),
  /** What it demands, in words: "MFA and compliant device". */
  demands: line(300),
  /** Which condition decided, in words. */
  because: line(400),
  modifiedAt: z.iso.datetime().nullable(),
});
export type PolicyVerdict = z.infer<typeof PolicyVerdict>;

export const RoleHeld = z.strictObject({
  name: line(120),
  roleTemplateId: line(64),
  kind: z.enum(['active', 'eligible']),
  /** When it ends; null when it does not. */
  endsAt: z.iso.datetime().nullable(),
});
export type RoleHeld = z.infer<typeof RoleHeld>;

/** Everything known of one tenant's status. */
export const TenantStatus = z.strictObject({
  tenantId: TenantId,
  findings: z.array(Finding).max(CHECK_IDS.length),
  policies: z.array(PolicyVerdict).max(500),
  roles: z.array(RoleHeld).max(200),
  /** Account that collected, as shown to the operator; null when nobody is signed in. */
  account: line(256).nullable(),
  /** Last complete collection; null when never. */
  collectedAt: z.iso.datetime().nullable(),
  /** Why the last attempt did not get through, in plain words; what was there before is kept. */
  problem: line(300).nullable(),
});
export type TenantStatus = z.infer<typeof TenantStatus>;

/** One cell of the matrix, and the stuff of the switcher's badges. */
export const StatusCell = z.strictObject({
  checkId: CheckId,
  state: CheckState,
  word: line(40),
  reason: line(500),
  collectedAt: z.iso.datetime().nullable(),
});
export type StatusCell = z.infer<typeof StatusCell>;

export const StatusRow = z.strictObject({
  tenantId: TenantId,
  cells: z.array(StatusCell).max(CHECK_IDS.length),
  collectedAt: z.iso.datetime().nullable(),
  problem: line(300).nullable(),
});
export type StatusRow = z.infer<typeof StatusRow>;

export const CollectionProgress = z.strictObject({
  isRunning: z.boolean(),
  done: z.number().int().nonnegative(),
  total: z.number().int().nonnegative(),
  failed: z.number().int().nonnegative(),
  /** Tenants that wait because a service asked to be left alone, and until when the first does. */
  waiting: z.number().int().nonnegative(),
  waitsUntil: z.iso.datetime().nullable(),
  /** Tenants left over when it was cancelled; collecting again goes on with them. */
  isCancelled: z.boolean(),
});
export type CollectionProgress = z.infer<typeof CollectionProgress>;

export const EstateStatus = z.strictObject({
  revision: z.number().int().nonnegative(),
  rows: z.array(StatusRow).max(2000),
  progress: CollectionProgress,
});
export type EstateStatus = z.infer<typeof EstateStatus>;

/** A value of cross-tenant access, and whether the partner entry or the default gave it. */
export const TrustValue = z.strictObject({
  /** Null when it is not known. */
  value: z.boolean().nullable(),
  isInherited: z.boolean(),
});
export type TrustValue = z.infer<typeof TrustValue>;

/**
 * What `targetId` accepts from `sourceId`, read in the target; and what the source sends, read in
 * the source. Automatic redemption works only when both sides say yes.
 */
export const TrustCell = z.strictObject({
  sourceId: TenantId,
  targetId: TenantId,
  inboundMfa: TrustValue,
  inboundCompliantDevice: TrustValue,
  inboundHybridJoin: TrustValue,
  inboundRedemption: TrustValue,
  outboundRedemption: TrustValue,
  inboundCollaboration: TrustValue,
  outboundCollaboration: TrustValue,
  inboundDirectConnect: TrustValue,
  inboundSync: TrustValue,
  collectedAt: z.iso.datetime().nullable(),
});
export type TrustCell = z.infer<typeof TrustCell>;

const nothing = z.strictObject({});

export const status = {
  get: query({ input: nothing, output: EstateStatus, errors: ['not-available'] }),
  getTenant: query({
    input: z.strictObject({ tenantId: TenantId }),
    output: TenantStatus,
    errors: ['not-found', 'not-available'],
  }),
  /** Trust between the tenants of the estate; pairs of which nothing is known are left out. */
  getTrust: query({
    input: nothing,
    output: z.strictObject({ cells: z.array(TrustCell).max(40_000) }),
    errors: ['not-available'],
  }),
  /** Starts collecting, of the named tenants or of all; one that runs takes them in. */
  collect: command({
    input: z.strictObject({ tenantIds: z.array(TenantId).max(2000).nullable() }),
    output: nothing,
    errors: ['not-found', 'not-available', 'offline'],
  }),
  cancel: command({ input: nothing, output: nothing, errors: ['not-available'] }),
  /** Main asks the operator for a file and writes the matrix or the trust matrix into it. */
  exportFile: command({
    input: z.strictObject({ what: z.enum(['status', 'trust']), format: z.enum(['csv', 'json']) }),
    output: z.strictObject({ fileName: line(255), rows: z.number().int().nonnegative() }),
    errors: ['cancelled', 'not-available', 'storage-failed'],
  }),
  changed: event(EstateStatus),
};
