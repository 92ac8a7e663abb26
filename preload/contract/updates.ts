import { z } from 'zod';
import { command, event, query } from './define.ts';
import { line } from './ids.ts';

/**
 * Newer versions of Bulkhead, as an administrator offers them on a host of their own. Bulkhead looks
 * and downloads; it installs and runs nothing.
 */

/** `1.4.0`: three numbers, nothing else. */
export const Version = z.string().regex(/^(?:0|[1-9]\d{0,4})(?:\.(?:0|[1-9]\d{0,4})){2}$/);

/** A name that is the same in an address and on every disk. */
export const PackageName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._+~-]{0,119}$/);

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Largest package in bytes: it is held in memory until it is verified. */
export const MAX_PACKAGE_BYTES = 512 * 1024 * 1024;

const OfferedPackage = z.strictObject({
  fileName: PackageName,
  /** In bytes. */
  size: z.number().int().min(1).max(MAX_PACKAGE_BYTES),
  sha256: Sha256,
});
export type OfferedPackage = z.infer<typeof OfferedPackage>;

/** Why a check came to nothing: no answer of use, or one that is not taken. */
const UPDATE_FAULTS = [
  'redirected',
  'timed-out',
  'too-large',
  'unreachable',
  'not-found',
  'signature',
  'form',
  'expired',
  'older-than-running',
  'older-than-seen',
] as const;
export const UpdateFault = z.enum(UPDATE_FAULTS);
export type UpdateFault = z.infer<typeof UpdateFault>;

export const UpdateResult = z.discriminatedUnion('kind', [
  /** The version that is offered is the one that runs. */
  z.strictObject({ kind: z.literal('current'), version: Version }),
  z.strictObject({
    kind: z.literal('newer'),
    version: Version,
    releasedAt: z.iso.datetime(),
    /** Whether the running version is below the lowest one that the manifest wants. */
    isBelowMinimum: z.boolean(),
    /** Those for this system and processor; empty when there are none. */
    packages: z.array(OfferedPackage).max(8),
  }),
  z.strictObject({
    kind: z.literal('refused'),
    fault: UpdateFault,
    /** What was offered, where that is known and signed. */
    version: Version.nullable(),
  }),
]);
export type UpdateResult = z.infer<typeof UpdateResult>;

export const UpdatesState = z.strictObject({
  revision: z.number().int().nonnegative(),
  /** Null where no policy allows updates: nothing is asked then. */
  source: z.strictObject({ host: line(253), checksDaily: z.boolean() }).nullable(),
  work: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('checking') }),
      z.strictObject({
        kind: z.literal('downloading'),
        fileName: PackageName,
        /** In bytes. */
        received: z.number().int().nonnegative(),
        size: z.number().int().positive(),
      }),
    ])
    .nullable(),
  /** The last check of this run of Bulkhead. */
  last: z.strictObject({ checkedAt: z.iso.datetime(), result: UpdateResult }).nullable(),
});
export type UpdatesState = z.infer<typeof UpdatesState>;

const nothing = z.strictObject({});

export const updates = {
  get: query({ input: nothing, output: UpdatesState }),
  /** Asks the organisation's host for the newest version. A refusal is a result, no failure. */
  check: command({
    input: nothing,
    output: z.strictObject({ result: UpdateResult }),
    errors: ['not-available', 'offline', 'conflict', 'storage-failed'],
  }),
  /** Asks where to, downloads a package that the last check found, verifies it and writes it there. */
  download: command({
    input: z.strictObject({ fileName: PackageName }),
    output: z.strictObject({ fileName: line(255), version: Version, sha256: Sha256 }),
    errors: ['not-available', 'not-found', 'offline', 'conflict', 'cancelled', 'storage-failed'],
  }),
  /** Ends a download. */
  cancel: command({ input: nothing, output: nothing }),
  changed: event(UpdatesState),
};
