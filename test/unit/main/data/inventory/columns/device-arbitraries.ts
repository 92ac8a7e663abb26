import fc from 'fast-check';
import {
  FACET_FIELDS,
  ID_FIELDS,
  TEXT_FIELDS,
  TIME_FIELDS,
  type Device,
  type TextField,
} from '../../../../../../main/data/inventory/device.ts';
import {
  COLUMN_IDS,
  DEVICE_SOURCES,
  FACET_IDS,
  LAST_SEEN_AGES,
  type FacetId,
} from '../../../../../../preload/contract/device-columns.ts';
import type { DeviceFilter, DeviceQuery } from '../../../../../../preload/contract/devices.ts';
import type { TenantId } from '../../../../../../preload/contract/ids.ts';
import { NOW, TENANT_A, TENANT_B } from './a-device.ts';

// Few characters, so that values meet; among them those that hostile text is made of.
const CHARS = Array.from('aAbcf019.@- éÉςΣİß中😀\0\u0001\u0002\u202E\n%_\'"');
CHARS.push('\uD800', '\uDC00');
const hostile = fc.string({ unit: fc.constantFrom(...CHARS), maxLength: 8 });
const host = fc.constantFrom('LON-WS-1', 'lon-ws-1', 'Lon-Ws-2', 'lon-ws-22', 'a', 'ab');
const domain = fc.constantFrom('contoso.com', 'corp.contoso.com', 'b', 'Fabrikam.example');
const person = fc.constantFrom('Ken.Lee', 'ken.lee', 'a', 'KENNETH', 'kenneth.lee', 'neth');
const text = fc.oneof(
  { weight: 2, arbitrary: hostile },
  host,
  fc.tuple(host, domain).map(([name, of]) => `${name}.${of}`),
  fc.tuple(person, domain).map(([name, of]) => `${name}@${of}`),
  fc.constant(`${'x'.repeat(300)}`),
);
const known = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 4 });

const guid = fc
  .tuple(fc.constantFrom('0', 'a', '12abcdef'), fc.nat({ max: 3 }), fc.boolean())
  .map(([start, number, isUpper]) => {
    const hex = start.padEnd(31, '9ab0c') + String(number);
    const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    return isUpper ? id.toUpperCase() : id;
  });
const defenderId = fc.nat({ max: 3 }).map((number) => `${'9abc0'.repeat(8).slice(1)}${number}`);
const id = fc.oneof({ weight: 3, arbitrary: guid }, { weight: 2, arbitrary: defenderId }, hostile);

/** Times around all limits. */
const time = fc.oneof(
  fc
    .constantFrom(0, 1, 60, 3_600, 86_400, 7 * 86_400, 30 * 86_400, 90 * 86_400)
    .chain((age) => fc.integer({ min: -61, max: 61 }).map((more) => NOW - age + more)),
  fc.constantFrom(0, -5, 1, NOW + 3_600, NOW + 3_661, 2 ** 32, Number.NaN, 12.5),
);

const FACET_POOL: Readonly<Partial<Record<string, readonly string[]>>> = {
  risk: ['none', 'low', 'high', 'strange', 'High'],
  exposure: ['low', 'high'],
  onboarding: ['onboarded', 'can-be-onboarded'],
  internetFacing: ['yes', 'no'],
  criticality: ['high', 'normal'],
};
const poolOf = (field: string) => FACET_POOL[field] ?? ['Alpha', 'alpha', 'beta', 'Ünï', '\uD800'];
const TAGS = ['VIP', 'vip', 'Paris', 'a b', 'é'];

const record = <K extends string, V>(keys: readonly K[], valueOf: (key: K) => fc.Arbitrary<V>) =>
  fc.record(
    Object.fromEntries(keys.map((key) => [key, valueOf(key)])) as Record<K, fc.Arbitrary<V>>,
  );

export function deviceOf(tenantId: TenantId, ids: fc.Arbitrary<number>): fc.Arbitrary<Device> {
  const rest = fc.record({
    id: ids,
    tags: fc.array(fc.constantFrom(...TAGS, ''), { maxLength: 3 }),
    ips: fc.array(fc.oneof(fc.constantFrom('10.0.0.1', 'FE80::1'), hostile), { maxLength: 2 }),
    macs: fc.array(fc.oneof(fc.constant('AA:BB:cc:00:11:22'), hostile), { maxLength: 2 }),
    vulnerabilities: known(fc.constantFrom(0, 1, 5, -1, 2 ** 31)),
    criticalVulnerabilities: known(fc.nat({ max: 3 })),
    sources: fc.subarray([...DEVICE_SOURCES]),
    collectedAt: fc.integer({ min: NOW - 100, max: NOW }),
    firstCollectedAt: time.map((at) => (at >= 1 && at < 2 ** 32 ? Math.floor(at) : NOW)),
    exportedAt: known(time),
    changedAt: known(time),
  });
  return fc
    .tuple(facets, texts, deviceIds, times, rest, fc.boolean())
    .map(([facets, texts, deviceIds, times, rest, isSame]): Device => {
      const { user, name } = texts as Record<TextField, string | null>;
      const same = isSame ? { email: user, dnsName: name } : {};
      return Object.assign({ tenantId }, facets, texts, same, deviceIds, times, rest);
    });
}

const facets = record(FACET_FIELDS, (field) => known(fc.constantFrom('', ...poolOf(field))));
const texts = record(TEXT_FIELDS, () => known(text));
const deviceIds = record(ID_FIELDS, () => known(id));
const times = record(TIME_FIELDS, () => known(time));

/** Ids of the two tenants' devices never meet, as the store numbers them over the estate. */
const FIRST_ID = new Map<TenantId, number>([
  [TENANT_A, 0],
  [TENANT_B, 2 ** 33],
]);
const idOf = (tenantId: TenantId) =>
  fc.nat({ max: 12 }).map((number) => (FIRST_ID.get(tenantId) ?? 0) + number);
const tenant = fc.constantFrom(TENANT_A, TENANT_B);

export type Change =
  | { readonly kind: 'put'; readonly tenantId: TenantId; readonly devices: readonly Device[] }
  | {
      readonly kind: 'touch';
      readonly tenantId: TenantId;
      readonly ids: readonly number[];
      readonly at: number;
    }
  | { readonly kind: 'remove'; readonly tenantId: TenantId; readonly ids: readonly number[] }
  | { readonly kind: 'forget' | 'snapshot'; readonly tenantId: TenantId }
  | { readonly kind: 'since'; readonly tenantId: TenantId; readonly seconds: number };

export const change: fc.Arbitrary<Change> = tenant.chain((tenantId) =>
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .array(deviceOf(tenantId, idOf(tenantId)), { maxLength: 8 })
        .map((devices): Change => ({ kind: 'put', tenantId, devices })),
    },
    {
      weight: 2,
      arbitrary: fc
        .array(idOf(tenantId), { maxLength: 4 })
        .map((ids): Change => ({ kind: 'remove', tenantId, ids })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.array(idOf(tenantId), { maxLength: 4 }), fc.integer({ min: NOW, max: NOW + 9 }))
        .map(([ids, at]): Change => ({ kind: 'touch', tenantId, ids, at })),
    },
    { weight: 1, arbitrary: fc.constant<Change>({ kind: 'forget', tenantId }) },
    { weight: 2, arbitrary: fc.constant<Change>({ kind: 'snapshot', tenantId }) },
    {
      weight: 1,
      arbitrary: time.map((seconds): Change => ({
        kind: 'since',
        tenantId,
        seconds: Number.isNaN(seconds) ? 0 : seconds,
      })),
    },
  ),
);

/** Pieces of everything that is in the data, and what is not. */
export const searchText = fc.oneof(
  hostile,
  text.chain((value) =>
    fc
      .tuple(fc.nat({ max: value.length }), fc.integer({ min: 1, max: 12 }))
      .map(([from, length]) => value.slice(from, from + length)),
  ),
  id.chain((value) =>
    fc
      .tuple(fc.nat({ max: value.length }), fc.integer({ min: 1, max: 9 }))
      .map(([from, length]) => value.slice(from, from + length)),
  ),
  fc.constantFrom(
    'vip',
    'pa',
    'a b',
    '10.0',
    'bb:cc',
    'e80',
    '0',
    '-',
    '.co',
    '@contoso',
    'e@b',
    '1.c',
  ),
);

const STRANGER = '33333333-3333-4333-8333-333333333333' as TenantId;

const facetFilter = (facet: FacetId): fc.Arbitrary<string[]> => {
  const values =
    facet === 'tenant'
      ? [TENANT_A, TENANT_B]
      : facet === 'tags'
        ? TAGS
        : facet === 'sources'
          ? DEVICE_SOURCES
          : facet === 'lastSeenAge'
            ? LAST_SEEN_AGES
            : poolOf(facet);
  return fc.uniqueArray(fc.constantFrom('', 'no such', ...values), { minLength: 1, maxLength: 4 });
};

const filter: fc.Arbitrary<DeviceFilter> = fc.record({
  tenantIds: fc.option(fc.array(fc.constantFrom(TENANT_A, TENANT_B, STRANGER), { maxLength: 3 }), {
    nil: null,
    freq: 2,
  }),
  search: fc.oneof(
    { weight: 2, arbitrary: fc.constant('') },
    { weight: 3, arbitrary: searchText },
    { weight: 1, arbitrary: fc.tuple(searchText, searchText).map((words) => words.join(' ')) },
  ),
  facets: fc.subarray([...FACET_IDS], { maxLength: 3 }).chain((ids) => record(ids, facetFilter)),
  isNew: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.constant(true)),
  stale: fc.constantFrom(null, null, null, 'only' as const, 'without' as const),
  staleAfterDays: fc.constantFrom(1, 7, 30, 90),
  isChanged: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.constant(true)),
});

export const query: fc.Arbitrary<DeviceQuery> = fc.record({
  filter,
  sort: fc.array(
    fc.record({ column: fc.constantFrom(...COLUMN_IDS), isDescending: fc.boolean() }),
    { maxLength: 3 },
  ),
});
