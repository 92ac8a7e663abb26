import { createHmac } from 'node:crypto';
import type { JournalRecord } from './record.ts';

/**
 * Records as others may read them.
 *
 * Threat: an export for a customer or a ticket tells who works for whom: accounts, device, tenants.
 * And a hash of a record lets anybody try every tenant they know until it fits.
 * So ids become aliases under a key that is thrown away with the export: equal within it, and
 * nowhere else. Hashes and seals are left out; `seq` finds the record in the whole journal. A field
 * that is not known to be harmless is made an alias, not left as it is.
 * Tested in test/unit/main/journal/pseudonyms.test.ts.
 */

/** Fields whose values are choices and counts of Bulkhead's own. */
const PLAIN = new Set(
  [
    'accessPath added after byMs bytes changed cloud columns count decision devices earlierRuns events fault firstBad',
    'format found handOff hibernateAfterMinutes how inBrowser isArchived isErased isFresh isRelease liveViewLimit',
    'lockAfterMinutes number ofDevice overviewLayout portalId protection theme',
    'reason records refused removed rows settings source state through tooLong version what',
  ].flatMap((names) => names.split(' ')),
);

/** How many there were of a list that was cut. */
const isLength = (name: string, value: unknown) =>
  name.endsWith('Count') && typeof value === 'number';

export interface PseudonymousRecord {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly action: string;
  readonly tenant: string | null;
  readonly ref: number | null;
  readonly outcome: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** @param key random, for one export */
export function createPseudonyms(key: Uint8Array): (record: JournalRecord) => PseudonymousRecord {
  const alias = (kind: string, value: string) => {
    const digest = createHmac('sha256', key).update(`${kind}\n${value}`).digest('hex');
    return `${kind}-${digest.slice(0, 12)}`;
  };
  // The same tenant is the same alias, whichever field it is in.
  const kindOf = (name: string) => (/^(?:tenants?|sourceId)$/.test(name) ? 'tenant' : name);
  const hidden = (name: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((item) => hidden(name, item));
    if (typeof value === 'string') return value === 'all' ? value : alias(kindOf(name), value);
    // SECURITY(journal-pseudonyms): a number that is not known may be somebody's.
    return typeof value === 'number' ? alias(kindOf(name), String(value)) : value;
  };
  return ({ seq, at, kind, action, tenant, ref, outcome, fields }) => ({
    seq,
    at,
    kind,
    action,
    tenant: tenant === null ? null : alias('tenant', tenant),
    ref,
    outcome,
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        PLAIN.has(name) || isLength(name, value) ? value : hidden(name, value),
      ]),
    ),
  });
}
