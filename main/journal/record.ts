import { z } from 'zod';
import { JournalKind, TenantId } from '../../preload/contract/index.ts';
import { encodeControls } from '../app/redact.ts';

/** Of the hash in `prev` of the very first record. */
export const NO_HASH = '0'.repeat(64);
/** Bytes of a line without its end. Everything in a record is bounded, so that none is longer. */
export const MAX_LINE = 8_192;

const MAX_TEXT = 256;
const MAX_LIST = 50;
const MAX_FIELDS = 16;

const FieldName = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/);
/** A character may be kept as `\u{…}`, which is longer. */
const Text = z.string().max(8 * MAX_TEXT);
const FieldValue = z.union([
  z.boolean(),
  z.number().int(),
  z.null(),
  Text,
  z.array(Text).max(MAX_LIST),
]);

/** What a record says: the bytes that are hashed, in this order, as one line of JSON. */
export const JournalRecord = z.strictObject({
  v: z.literal(1),
  seq: z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  /** Wall clock, UTC. Order is `seq` alone. */
  at: z.iso.datetime(),
  /** One start of Bulkhead, and milliseconds since then by a clock that nobody sets. */
  run: z.string().regex(/^[0-9a-f]{16}$/),
  ms: z.number().int().nonnegative(),
  /** Hash of the record before. */
  prev: z.string().regex(/^[0-9a-f]{64}$/),
  /** Id of the key that seals this record; null when there was none. */
  key: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .nullable(),
  kind: JournalKind,
  action: z.string().regex(/^[a-z][a-z-]{0,30}\.[A-Za-z][A-Za-z-]{0,40}$/),
  tenant: TenantId.nullable(),
  ref: z.number().int().positive().nullable(),
  outcome: z
    .string()
    .regex(/^[a-z][a-z-]{0,39}$/)
    .nullable(),
  fields: z
    .record(FieldName, FieldValue)
    .refine((fields) => Object.keys(fields).length <= MAX_FIELDS),
});
export type JournalRecord = z.infer<typeof JournalRecord>;

export type JournalFields = Readonly<
  Record<string, string | number | boolean | null | undefined | readonly string[]>
>;

/** What a caller says of a record; the writer adds number, time and chain. */
export interface JournalDraft {
  readonly kind: JournalKind;
  readonly action: string;
  readonly tenantId: TenantId | null;
  readonly ref: number | null;
  readonly outcome: string | null;
  readonly fields: JournalFields;
}

/**
 * Fields as they may be written: bounded, and with controls, line ends and direction marks as
 * `\u{…}`, so that no text draws over its record or begins another. Beside a list that was cut is
 * its whole length: `tenants` has 50, and `tenantsCount` says of how many.
 */
export function plainFields(fields: JournalFields): JournalRecord['fields'] {
  // SECURITY(journal-text): here and nowhere else, so that no caller can forget it.
  const entries = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]) => {
      const field = [name, plainValue(value)] as const;
      const isCut = Array.isArray(value) && value.length > MAX_LIST;
      return isCut ? [field, [`${name}Count`, value.length] as const] : [field];
    })
    .slice(0, MAX_FIELDS);
  return Object.fromEntries(entries);
}

function plainValue(value: JournalFields[string]): JournalRecord['fields'][string] {
  if (typeof value === 'string') return plainText(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null;
  if (typeof value === 'boolean' || value === null || value === undefined) return value ?? null;
  return value.slice(0, MAX_LIST).map((item) => plainText(item.slice(0, 64)));
}

function plainText(text: string): string {
  return encodeControls(text.slice(0, MAX_TEXT));
}
