import { z } from 'zod';
import { command, event, query } from './define.ts';
import { line } from './ids.ts';
import { PASSPHRASE_LENGTH } from './passphrase-length.ts';

/**
 * What protects the key of what is collected: the system's keystore, else a passphrase, else
 * nothing, and then it is kept in memory only.
 */
const STORAGE_STATES = [
  /** Not looked at yet; the first paint does not wait for it. */
  'starting',
  'keystore',
  'passphrase',
  /** Kept under a passphrase that was not typed yet: nothing of it can be shown. */
  'locked',
  'memory',
] as const;

export const StorageState = z.strictObject({
  revision: z.number().int().nonnegative(),
  state: z.enum(STORAGE_STATES),
  /** Why it is so and what can be done, in plain words; null when there is nothing to say. */
  notice: line(500).nullable(),
  /** False when the kept key is damaged or unreadable, so that no passphrase opens it. */
  canUnlock: z.boolean(),
  /** The process that keeps and collects data ended twice, and is started again with Bulkhead only. */
  isEnded: z.boolean(),
});
export type StorageState = z.infer<typeof StorageState>;

/** As it is typed; a character may be two units. It is not normalised or trimmed on the way. */
const Passphrase = z
  .string()
  .min(1)
  .max(2 * PASSPHRASE_LENGTH.max);

const nothing = z.strictObject({});

export const storage = {
  get: query({ input: nothing, output: StorageState }),
  /** Opens what is kept. `confirmation-mismatch` when it is another passphrase. */
  unlock: command({
    input: z.strictObject({ passphrase: Passphrase }),
    output: nothing,
    errors: ['confirmation-mismatch', 'conflict', 'not-available', 'storage-failed'],
  }),
  /** Keeps what is in memory now, and what is collected from now on, under a passphrase. */
  setPassphrase: command({
    input: z.strictObject({ passphrase: Passphrase }),
    output: nothing,
    errors: ['conflict', 'not-available', 'storage-failed'],
  }),
  changePassphrase: command({
    input: z.strictObject({ passphrase: Passphrase, next: Passphrase }),
    output: nothing,
    errors: ['confirmation-mismatch', 'conflict', 'not-available', 'storage-failed'],
  }),
  /** Sets the kept key aside, when its passphrase is lost or it is damaged; collecting begins anew. */
  startAnew: command({
    input: nothing,
    output: nothing,
    errors: ['conflict', 'not-available', 'storage-failed'],
  }),
  changed: event(StorageState),
};
