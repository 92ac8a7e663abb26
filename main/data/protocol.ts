import { z } from 'zod';
import { AccessPath, Cloud, TenantId } from '../../preload/contract/index.ts';
import { SIGN_IN_STATES } from '../../preload/contract/identity.ts';

/**
 * What main and the data process say to each other. Both ends parse what they get: the data process
 * reads answers of services, so main takes nothing from it on trust, and neither is ended by a
 * message that is not one.
 */

const text = (max: number) => z.string().max(max);
const CallId = z.number().int().positive();

const EstateTenantMessage = z.strictObject({
  id: TenantId,
  name: text(120),
  domain: text(253),
  cloud: Cloud,
  accessPath: AccessPath,
});

const Tenants = z.array(EstateTenantMessage).max(2_000);

const GAP_KINDS = [
  'not-permitted',
  'not-licensed',
  'not-available',
  'not-collected',
  'failed',
] as const;

/** An answer of the facts, from another source than a collector. */
const answerOf = <T extends z.ZodType>(value: T) => {
  const stamp = { source: text(160), collectedAt: z.iso.datetime().nullable() };
  return z.union([
    z.strictObject({ kind: z.literal('known'), value, ...stamp }),
    z.strictObject({
      kind: z.enum(GAP_KINDS),
      needs: text(200).nullable(),
      detail: text(500).nullable(),
      ...stamp,
    }),
  ]);
};

/** What identity knows of a tenant. Holds no token. */
export const SignInMessage = z.strictObject({
  tenantId: TenantId,
  account: text(256).nullable(),
  signIn: answerOf(
    z.strictObject({
      state: z.enum(SIGN_IN_STATES),
      code: text(16).nullable(),
      reason: text(500),
    }),
  ),
  token: answerOf(
    z.strictObject({
      homeTenantId: text(64),
      objectId: text(64),
      appId: text(64).nullable(),
      username: text(256),
      amr: z.array(text(64)).max(50),
      authTime: text(40).nullable(),
      isGuest: z.boolean().nullable(),
      tokenUntil: text(40).nullable(),
    }),
  ),
});
export type SignInMessage = z.infer<typeof SignInMessage>;

/** Why there is no token. `needs-consent` is about the permissions asked for, the rest about all. */
const NO_TOKEN_REASONS = ['needs-consent', 'needs-operator', 'unreachable', 'failed'] as const;

export const TokenOutcome = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), token: text(65_536) }),
  z.strictObject({
    ok: z.literal(false),
    reason: z.enum(NO_TOKEN_REASONS),
    /** One plain sentence. */
    message: text(300),
  }),
]);
export type TokenOutcome = z.infer<typeof TokenOutcome>;

/**
 * Of the inventory. Where the contract's method has the operator choose a file, main does, and adds
 * its path.
 */
export const INVENTORY_METHODS = [
  'inventory.get',
  'inventory.collect',
  'inventory.resume',
  'inventory.cancel',
  'inventory.exportFile',
  'inventory.previewImport',
  'inventory.remapImport',
  'inventory.applyImport',
  'inventory.dropImport',
  'inventory.cancelWork',
] as const;
export type InventoryMethod = (typeof INVENTORY_METHODS)[number];

/** Of the runs of checklists. Where a file is read or written, main chooses it and adds its path. */
export const ONBOARDING_METHODS = [
  'onboarding.get',
  'onboarding.getEngagement',
  'onboarding.getChecklist',
  'onboarding.getQuery',
  'onboarding.create',
  'onboarding.update',
  'onboarding.setArchived',
  'onboarding.remove',
  'onboarding.setParameter',
  'onboarding.complete',
  'onboarding.skip',
  'onboarding.reopen',
  'onboarding.signOffStep',
  'onboarding.signOff',
  'onboarding.note',
  'onboarding.addText',
  'onboarding.addEvidence',
  'onboarding.removeEvidence',
  'onboarding.restoreEvidence',
  'onboarding.readEvidence',
  'onboarding.saveEvidence',
  'onboarding.linkOf',
  'onboarding.runChecks',
  'onboarding.cancelChecks',
  'onboarding.getRecord',
  'onboarding.getRecords',
  'onboarding.saveRecord',
  'onboarding.getRisks',
  'onboarding.saveReminder',
  'onboarding.removeReminder',
  'onboarding.calendar',
  'onboarding.handOver',
  'onboarding.compareHandOver',
  'onboarding.importChecklist',
  'onboarding.exportChecklist',
  'onboarding.removeChecklist',
] as const;
export type OnboardingMethod = (typeof ONBOARDING_METHODS)[number];

/** What main may ask. Inputs and answers are of the contract where it has the method. */
export const DATA_METHODS = [
  'status.get',
  'status.getTenant',
  'status.getTrust',
  'status.collect',
  'status.cancel',
  'status.export',
  ...INVENTORY_METHODS,
  ...ONBOARDING_METHODS,
  'tenant.forget',
  /** Deletes what was collected longer ago than the policy keeps it. */
  'retention.apply',
  /** Writes what is in memory into the file of the start message, under a key. */
  'store.keep',
] as const;
export type DataMethod = (typeof DATA_METHODS)[number];

export const ToData = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('start'),
    /** Null keeps everything in memory; so does a null key. */
    dbPath: text(4_096).nullable(),
    key: z
      .instanceof(Uint8Array)
      .refine((key) => key.length === 32)
      .nullable(),
    nativeBinding: text(4_096).nullable(),
    appVersion: text(40),
    tenants: Tenants,
    /** Whether the list of tenants is sound, so that what is kept of others is erased. */
    forgetsOthers: z.boolean(),
    /** Later than every revision that an earlier process told of. */
    revisionsFrom: z.number().int().nonnegative(),
  }),
  z.strictObject({ type: z.literal('estate'), tenants: Tenants }),
  z.strictObject({ type: z.literal('sign-ins'), signIns: z.array(SignInMessage).max(2_000) }),
  z.strictObject({
    type: z.literal('call'),
    id: CallId,
    method: z.enum(DATA_METHODS),
    input: z.unknown(),
  }),
  z.strictObject({ type: z.literal('token'), id: CallId, outcome: TokenOutcome }),
  /** Comes with the port to the shell's page. */
  z.strictObject({ type: z.literal('port') }),
  /** Bulkhead was locked or unlocked. */
  z.strictObject({ type: z.literal('locked'), isLocked: z.boolean() }),
  z.strictObject({ type: z.literal('shutdown') }),
]);
export type ToData = z.infer<typeof ToData>;
export type StartMessage = Extract<ToData, { type: 'start' }>;

export const TokenWanted = z.strictObject({
  tenantId: TenantId,
  api: z.enum(['graph', 'arm', 'defender']),
  permissions: z.array(text(100)).min(1).max(10),
  /** JSON text of a claims challenge; null when there is none. */
  claims: text(16_384).nullable(),
  /** The token before was refused: it must not come from the cache. */
  isRenewal: z.boolean(),
});
export type TokenWanted = z.infer<typeof TokenWanted>;

/** How long what was collected is kept, in days; see the managed policy. */
export const Retention = z.strictObject({
  inventoryDays: z.number().int().min(1).max(3_650).nullable(),
  changesDays: z.number().int().min(1).max(90),
});
export type Retention = z.infer<typeof Retention>;

/** Failures of a call; those of the contract's methods that the data process can tell. */
const CallFailure = z.enum([
  'not-found',
  'not-available',
  'conflict',
  'cancelled',
  'confirmation-mismatch',
  'storage-failed',
  'invalid',
  'internal',
]);

export const FromData = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('ready'),
    storage: z.enum(['kept', 'memory']),
    notice: text(500).nullable(),
  }),
  /** `value` is checked by the contract's schema where it leaves main. */
  z.strictObject({ type: z.literal('answer'), id: CallId, value: z.unknown() }),
  z.strictObject({
    type: z.literal('failure'),
    id: CallId,
    code: CallFailure,
    message: text(300),
  }),
  z.strictObject({ type: z.literal('token-wanted'), id: CallId, wanted: TokenWanted }),
  z.strictObject({ type: z.literal('status-changed'), status: z.unknown() }),
  z.strictObject({ type: z.literal('inventory-changed'), state: z.unknown() }),
  z.strictObject({ type: z.literal('onboarding-changed'), onboarding: z.unknown() }),
  z.strictObject({ type: z.literal('worked'), progress: z.unknown() }),
  z.strictObject({
    type: z.literal('log'),
    level: z.enum(['info', 'warn', 'error']),
    topic: text(40),
    event: text(60),
    fields: z.record(text(40), z.union([text(4_000), z.number(), z.boolean(), z.null()])),
  }),
]);
export type FromData = z.infer<typeof FromData>;
