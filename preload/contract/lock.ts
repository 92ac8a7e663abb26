import { z } from 'zod';
import { command, event, query } from './define.ts';
import { line } from './ids.ts';
import { PASSPHRASE_LENGTH } from './passphrase-length.ts';

/** Why Bulkhead is locked. `start`: it was locked when it ended; `policy`: each start is. */
const LOCK_REASONS = ['operator', 'idle', 'session', 'start', 'policy'] as const;

export const LockState = z.strictObject({
  revision: z.number().int().nonnegative(),
  isLocked: z.boolean(),
  reason: z.enum(LOCK_REASONS).nullable(),
  lockedAt: z.iso.datetime().nullable(),
  /** What shows that it is the operator who goes on. Nothing of it: a click is enough. */
  ways: z.strictObject({
    passphrase: z.boolean(),
    /** What the system asks with, such as Touch ID; null when it offers nothing. */
    system: line(40).nullable(),
    /** Signing in to the workstation again, after it was locked. */
    session: z.boolean(),
  }),
  /** Whether the passphrase is the one of what is collected; else it is one for the lock alone. */
  usesStoragePassphrase: z.boolean(),
  /** There was a way when it was locked, and there is none just now: a click is not enough. */
  isProofMissing: z.boolean(),
  /** The organisation asks for a passphrase and there is none: it opens when one is set. */
  needsPassphrase: z.boolean(),
});
export type LockState = z.infer<typeof LockState>;

/** As it is typed. */
const Passphrase = z
  .string()
  .min(1)
  .max(2 * PASSPHRASE_LENGTH.max);

const nothing = z.strictObject({});

export const lock = {
  get: query({ input: nothing, output: LockState }),
  /** Covers everything at once. */
  lock: command({ input: nothing, output: nothing }),
  /** `confirmation-mismatch` when it is another passphrase; null where no way is there. */
  unlock: command({
    input: z.strictObject({ passphrase: Passphrase.nullable() }),
    output: nothing,
    errors: ['confirmation-mismatch', 'conflict', 'not-available', 'storage-failed'],
  }),
  /** Has the system ask. `cancelled` when it was not shown that it is the operator. */
  unlockBySystem: command({
    input: nothing,
    output: nothing,
    errors: ['cancelled', 'conflict', 'not-available'],
  }),
  /** Sets the passphrase of the lock, or changes it when the present one is given. */
  setPassphrase: command({
    input: z.strictObject({ present: Passphrase.nullable(), passphrase: Passphrase }),
    output: nothing,
    errors: ['confirmation-mismatch', 'conflict', 'not-available', 'storage-failed'],
  }),
  changed: event(LockState),
};
