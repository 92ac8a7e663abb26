import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { CLOUDS, Settings } from '../../preload/contract/index.ts';
import { isHostPattern, isPlainHost } from '../security/host-pattern.ts';

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

/** Settings that an administrator may decide. */
const ManagedSettings = Settings.pick({
  theme: true,
  liveViewLimit: true,
  hibernateAfterMinutes: true,
  restoresWorkspace: true,
  clientIds: true,
}).partial();

/**
 * What an administrator decides for every operator of a workstation. Everything may be left out;
 * a key that is not known makes the whole policy refused, because a misspelt rule is no rule.
 */
export const Policy = z.strictObject({
  /** Left out: downloads are refused. */
  downloads: z
    .discriminatedUnion('allowed', [
      z.strictObject({ allowed: z.literal(false) }),
      z.strictObject({ allowed: z.literal(true), folder: AbsolutePath }),
    ])
    .default({ allowed: false }),
  /** Hosts beyond the shipped lists, by cloud. */
  additionalHosts: z.partialRecord(z.enum(CLOUDS), AdditionalHosts.partial()).default({}),
  /** The only browser that pages are handed to. */
  managedBrowser: z
    .strictObject({ path: AbsolutePath, name: z.string().trim().min(1).max(60) })
    .nullable()
    .default(null),
  /** How old the inventory of a signed-in tenant may get; 0 collects only by hand. */
  collection: z
    .strictObject({ everyMinutes: z.number().int().min(0).max(10_080) })
    .default({ everyMinutes: 240 }),
  /** Signing in by a code that is typed in elsewhere. Left out: not offered. */
  deviceCode: z.strictObject({ allowed: z.boolean() }).default({ allowed: false }),
  /** Where the journal's head is noted outside the profile, and how long its files are kept. */
  journal: z
    .strictObject({
      anchor: z
        .discriminatedUnion('to', [
          z.strictObject({ to: z.literal('folder'), path: AbsolutePath }),
          z.strictObject({ to: z.literal('journald') }),
          z.strictObject({ to: z.literal('event-log') }),
        ])
        .nullable()
        .default(null),
      /** Days after which whole files are deleted; 0 keeps them for ever. */
      keepDays: z.number().int().min(0).max(3_650).default(0),
    })
    .default({ anchor: null, keepDays: 0 }),
  settings: ManagedSettings.default({}),
});
export type Policy = z.infer<typeof Policy>;

/** What holds when no policy is there, or the one that is cannot be trusted: the strictest. */
export const NO_POLICY: Policy = Policy.parse({});
