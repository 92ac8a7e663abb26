import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { isHostPattern, isPlainHost } from '../../preload/contract/host-name.ts';
import { CLOUDS, Settings, TenantId } from '../../preload/contract/index.ts';
import { parseOrThrow } from '../security/parse-guarded.ts';
import { readPlainUrl } from '../security/plain-url.ts';
import { mootBrowser, mootCheckpoints, mootUnlessAllowed } from './moot-values.ts';
import { isOwnKey } from './update-key.ts';

const AbsolutePath = z
  .string()
  .min(2)
  .max(1024)
  .refine((path) => isAbsolute(path) && !path.includes('\0'), 'must be an absolute path');

const AdditionalHosts = z.strictObject({
  /** Whole hosts only, such as a federated sign-in page: a wildcard would open the window wide. */
  navigation: z.array(z.string().refine(isPlainHost, 'must be one host, without wildcard')).max(50),
  requests: z.array(z.string().refine(isHostPattern, 'must be a host or *.host')).max(200),
});
export type AdditionalHosts = z.infer<typeof AdditionalHosts>;

/** Where the update manifest is: packages and signature lie beside it. */
const UpdateUrl = z
  .string()
  .max(1024)
  .refine(isUpdateUrl, 'must be an https address of a file, without port, query and fragment');

/** An Ed25519 public key: 32 bytes in base64. */
const UpdateKey = z
  .string()
  .regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 bytes in base64')
  // SECURITY(update-key): what is signed under a key that everybody has was signed by nobody.
  .refine(isOwnKey, 'must be a key of your own, not one of a standard, a test or an example');

/** Administrators paste tenant IDs in either case; a tenant has one. */
const AllowedTenant = z
  .string()
  .transform((id) => id.toLowerCase())
  .pipe(TenantId);

/** Settings that an administrator may decide. */
const ManagedSettings = Settings.pick({
  theme: true,
  liveViewLimit: true,
  hibernateAfterMinutes: true,
  restoresWorkspace: true,
  lockAfterMinutes: true,
  locksWithSession: true,
  endsPagesWhenLocked: true,
  clientIds: true,
}).partial();

const Downloads = z.discriminatedUnion('allowed', [
  z.strictObject({ allowed: z.literal(false) }),
  z.strictObject({ allowed: z.literal(true), folder: AbsolutePath }),
]);

const ManagedBrowser = z
  .strictObject({ path: AbsolutePath, name: z.string().trim().min(1).max(60) })
  .nullable();

const Updates = z.discriminatedUnion('allowed', [
  z.strictObject({ allowed: z.literal(false) }),
  z.strictObject({
    allowed: z.literal(true),
    url: UpdateUrl,
    /** Whoever has the private half of one of these may offer a version. */
    keys: z.array(UpdateKey).min(1).max(4),
    /** Whether Bulkhead looks once a day by itself. */
    checksDaily: z.boolean().default(false),
  }),
]);

const JournalCheckpoints = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('folder'), folder: AbsolutePath }),
    z.strictObject({ kind: z.literal('journald') }),
    z.strictObject({ kind: z.literal('event-log') }),
  ])
  .nullable();

/**
 * What an administrator decides for every operator of a workstation. Everything may be left out;
 * a key that is not known makes the whole policy refused, because a misspelt rule is no rule. What
 * says nothing with the rest (`moot-values.ts`) is left out.
 */
export const Policy = z.strictObject({
  /** The only tenants that may be added, opened and signed in to. Left out: every tenant may. */
  tenants: z
    .strictObject({ allowed: z.array(AllowedTenant).min(1).max(2_000) })
    .nullable()
    .default(null),
  /** Left out: downloads are refused. */
  downloads: z.preprocess(mootUnlessAllowed('folder'), Downloads).default({ allowed: false }),
  /** Files that Bulkhead writes for the operator. Left out: they may be written. */
  export: z.strictObject({ allowed: z.boolean() }).default({ allowed: true }),
  /** Hosts beyond the shipped lists, by cloud. */
  additionalHosts: z.partialRecord(z.enum(CLOUDS), AdditionalHosts.partial()).default({}),
  /** What portal pages may do. There is nothing else that they could be allowed. */
  permissions: z.strictObject({ clipboardWrite: z.boolean() }).default({ clipboardWrite: true }),
  /** The only browser that pages are handed to. */
  managedBrowser: z.preprocess(mootBrowser, ManagedBrowser).default(null),
  /** How old the inventory of a signed-in tenant may get; 0 collects only by hand. */
  collection: z
    .strictObject({ everyMinutes: z.number().int().min(0).max(10_080) })
    .default({ everyMinutes: 240 }),
  /** How long what was collected is kept, in days. */
  retention: z
    .strictObject({
      /** Of a tenant that was not collected since; null keeps it. */
      inventoryDays: z.number().int().min(1).max(3_650).nullable().default(null),
      /** The list of changes of devices. */
      changesDays: z.number().int().min(1).max(90).default(90),
    })
    .default({ inventoryDays: null, changesDays: 90 }),
  /** Signing in by a code that is typed in elsewhere. Left out: not offered. */
  deviceCode: z.strictObject({ allowed: z.boolean() }).default({ allowed: false }),
  /** Whether the window is kept out of pictures and recordings of the screen. */
  contentProtection: z.strictObject({ isOn: z.boolean() }).default({ isOn: false }),
  /** Looking for newer versions; Bulkhead installs none. Left out: it does not look. */
  updates: z
    .preprocess(mootUnlessAllowed('url', 'keys', 'checksDaily'), Updates)
    .default({ allowed: false }),
  /** The journal of what operators do. */
  journal: z
    .strictObject({
      /** Where its checkpoints go besides. Left out: nowhere else. */
      checkpoints: z.preprocess(mootCheckpoints, JournalCheckpoints).default(null),
      /** Days after which whole files are deleted; 0 keeps them for ever. */
      keepDays: z.number().int().min(0).max(3_650).default(0),
    })
    .default({ checkpoints: null, keepDays: 0 }),
  /** Whether nothing opens before a passphrase was set, and typed at each start. */
  lock: z.strictObject({ requiresPassphrase: z.boolean() }).default({ requiresPassphrase: false }),
  settings: ManagedSettings.default({}),
});
export type Policy = z.infer<typeof Policy>;

/** What holds when no policy is there. */
export const NO_POLICY: Policy = parseOrThrow(Policy, {});

/**
 * What holds when there is a policy and it cannot be used: the strictest of every rule, because
 * nobody knows which tenants, hosts and files it would have refused. What is kept stays, and can be
 * read.
 */
export const CLOSED_POLICY: Policy = {
  ...NO_POLICY,
  tenants: { allowed: [] },
  export: { allowed: false },
  permissions: { clipboardWrite: false },
  collection: { everyMinutes: 0 },
  contentProtection: { isOn: true },
  // No operator's own choice is stricter, so that none is loosened.
  settings: { lockAfterMinutes: 1, locksWithSession: true, endsPagesWhenLocked: true },
};

function isUpdateUrl(text: string): boolean {
  const read = readPlainUrl(text, ['https:']);
  if (!read.ok) return false;
  const { pathname } = read.url;
  // What is parsed is what was written: no dots, escapes or empty names that servers read in several ways.
  return (
    text === `https://${read.host}${pathname}` &&
    /^(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+$/.test(pathname)
  );
}
