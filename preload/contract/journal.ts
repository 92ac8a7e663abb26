import { z } from 'zod';
import { command, event, query } from './define.ts';
import { line, TenantId } from './ids.ts';
import { JOURNAL_TOPICS } from './journal-topics.ts';

/**
 * The journal: what was done with this Bulkhead, in a file to which records are only ever added.
 * Records hold ids, never names of tenants or devices.
 */

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Sequence = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);

export const JournalTopic = z.enum(JOURNAL_TOPICS);
export type JournalTopic = z.infer<typeof JournalTopic>;

/** `intent`: about to be done. `outcome`: how an intent ended. `event`: done, or happened. */
export const JournalKind = z.enum(['intent', 'outcome', 'event']);
export type JournalKind = z.infer<typeof JournalKind>;

/** Which record an action is under: enough to find it, and to see that it was not replaced. */
export const JournalReference = z.strictObject({ seq: Sequence, hash: Hash });
export type JournalReference = z.infer<typeof JournalReference>;

/** What a hand-over says of the journal: the record it was exported under, and those of its run. */
export const RunRecords = z.strictObject({
  exported: JournalReference,
  /** Numbers, newest first. */
  records: z.array(Sequence).max(1_000),
});
export type RunRecords = z.infer<typeof RunRecords>;

export const JournalEntry = z.strictObject({
  seq: Sequence,
  at: z.iso.datetime(),
  kind: JournalKind,
  topic: JournalTopic,
  /** `tenants.forget`: the method of the contract, or an event of Bulkhead's own. */
  action: line(80),
  tenantId: TenantId.nullable(),
  /** Of an outcome: its intent. */
  ref: Sequence.nullable(),
  /** `ok`, an error's code, or `unknown` when Bulkhead ended before it knew. */
  outcome: line(40).nullable(),
  fields: z.array(z.strictObject({ name: line(40), value: line(2_000) })).max(16),
  hash: Hash,
  /** Whether a key was there to seal it. */
  isSealed: z.boolean(),
});
export type JournalEntry = z.infer<typeof JournalEntry>;

/** Why a record is the first bad one. */
const JOURNAL_FAULTS = [
  'unreadable',
  'too-long',
  'changed',
  'wrong-seal',
  'seal-missing',
  'other-key',
  'missing',
  'repeated',
  'not-linked',
  'cut-off',
  'head-missing',
  'ends-early',
  'replaced',
] as const;
export const JournalFault = z.enum(JOURNAL_FAULTS);
export type JournalFault = z.infer<typeof JournalFault>;

export const JournalCheck = z.strictObject({
  checkedAt: z.iso.datetime(),
  records: z.number().int().nonnegative(),
  /** Records that no key seals, or whose key is not there: their chain alone was checked. */
  unsealed: z.number().int().nonnegative(),
  firstBad: z.strictObject({ seq: Sequence, file: line(80), fault: JournalFault }).nullable(),
});
export type JournalCheck = z.infer<typeof JournalCheck>;

export const JournalState = z.strictObject({
  revision: z.number().int().nonnegative(),
  state: z.enum(['starting', 'ready', 'read-only', 'cannot-write']),
  /** What keeps the key that seals records; `none` when there is none. */
  protection: z.enum(['keystore', 'passphrase', 'locked', 'none']),
  /** What the operator must know, in plain words. */
  notice: line(500).nullable(),
  /** Number of the last record; 0 when there is none. */
  lastSeq: z.number().int().nonnegative(),
  lastAt: z.iso.datetime().nullable(),
  /**
   * When the last record of an earlier start was written, if this start's clock says that the time
   * for it has not come yet; null when the clock is not behind.
   */
  recordedAhead: z.iso.datetime().nullable(),
  /** Events that wait to be written, and those that found no room to wait. */
  waiting: z.number().int().nonnegative(),
  lost: z.number().int().nonnegative(),
  isChecking: z.boolean(),
  /** The last check of the whole journal; null when there was none since the start. */
  check: JournalCheck.nullable(),
  /** Where its head is noted outside the profile folder. */
  anchor: z
    .strictObject({
      kind: z.enum(['folder', 'journald', 'event-log']),
      lastAt: z.iso.datetime().nullable(),
      problem: line(300).nullable(),
    })
    .nullable(),
});
export type JournalState = z.infer<typeof JournalState>;

const nothing = z.strictObject({});

export const journal = {
  get: query({ input: nothing, output: JournalState }),
  /** Newest first. `before` goes on from an earlier answer; null in the answer is the beginning. */
  list: query({
    input: z.strictObject({
      before: Sequence.nullable(),
      tenantId: TenantId.nullable(),
      topics: z.array(JournalTopic).min(1).max(JOURNAL_TOPICS.length).nullable(),
      text: line(200),
      count: z.number().int().min(1).max(200),
    }),
    output: z.strictObject({
      entries: z.array(JournalEntry).max(200),
      before: Sequence.nullable(),
    }),
    errors: ['not-available'],
  }),
  /** Checks every record there is. */
  verify: command({ input: nothing, output: JournalCheck, errors: ['not-available'] }),
  exportFile: command({
    input: z.strictObject({ format: z.enum(['plain', 'pseudonymised']) }),
    output: z.strictObject({ fileName: line(255), records: z.number().int().nonnegative() }),
    errors: ['cancelled', 'not-available', 'storage-failed'],
  }),
  /** Writes the key that `bulkhead-verify` checks seals with. */
  exportKey: command({
    input: nothing,
    output: z.strictObject({ fileName: line(255) }),
    errors: ['cancelled', 'not-available', 'storage-failed'],
  }),
  changed: event(JournalState),
};
