import { DEVICE_VALUES, NOT_KNOWN } from '../../preload/contract/device-columns.ts';
import type { DeviceFilter, FacetId, TenantCounts } from '../../preload/contract/index.ts';
import { STALE_AFTER_DAYS } from './device-query.ts';
import { ownValue } from './own-value.ts';

/** A count of devices that operators ask for first, and the filter that shows them. */
export interface PictureTile {
  readonly key:
    | 'highRisk'
    | 'highExposure'
    | 'internetFacing'
    | 'canBeOnboarded'
    | 'newlyDiscovered'
    | 'highValue'
    | 'stale';
  readonly name: string;
  readonly filter: Partial<DeviceFilter>;
}

export const PICTURE_TILES: readonly PictureTile[] = [
  { key: 'highRisk', name: 'High risk', filter: { facets: { risk: ['high'] } } },
  { key: 'highExposure', name: 'High exposure', filter: { facets: { exposure: ['high'] } } },
  {
    key: 'internetFacing',
    name: 'Internet facing',
    filter: { facets: { internetFacing: ['yes'] } },
  },
  {
    key: 'canBeOnboarded',
    name: 'Can be onboarded',
    filter: { facets: { onboarding: ['can-be-onboarded'] } },
  },
  { key: 'newlyDiscovered', name: 'Newly discovered', filter: { isNew: true } },
  { key: 'highValue', name: 'High value', filter: { facets: { criticality: ['high'] } } },
  { key: 'stale', name: 'Stale', filter: { stale: 'only', staleAfterDays: STALE_AFTER_DAYS } },
];

/** A count over tenants: what is known of it, and of how many tenants it is not. */
export interface KnownCount {
  /** Null when no tenant can say. */
  readonly count: number | null;
  readonly unknownTenants: number;
}

export function knownCount(tenants: readonly TenantCounts[], key: PictureTile['key']): KnownCount {
  const known = tenants.flatMap((tenant) => tenant[key] ?? []);
  return {
    count: known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0),
    unknownTenants: tenants.length - known.length,
  };
}

export const PICTURES = ['risk', 'exposure', 'health', 'compliance', 'onboarding'] as const;
export type Picture = (typeof PICTURES)[number] & FacetId;

/** How a part of a bar is drawn: each tone has a pattern of its own, not only a colour. */
export type Tone = 'bad' | 'doubtful' | 'mild' | 'neutral' | 'good' | 'unknown';

const TONES: Readonly<Record<Picture, Readonly<Record<string, Tone>>>> = {
  risk: { high: 'bad', medium: 'doubtful', low: 'mild', informational: 'neutral', none: 'good' },
  exposure: { high: 'bad', medium: 'doubtful', low: 'mild', none: 'good' },
  health: { misconfigured: 'bad', inactive: 'neutral', active: 'good' },
  compliance: {
    noncompliant: 'bad',
    error: 'bad',
    conflict: 'bad',
    'in-grace-period': 'doubtful',
    compliant: 'good',
  },
  onboarding: { 'can-be-onboarded': 'doubtful', onboarded: 'good' },
};

export function toneOf(picture: Picture, value: string): Tone {
  if (value === NOT_KNOWN) return 'unknown';
  return ownValue(TONES[picture], value) ?? (picture === 'health' ? 'doubtful' : 'neutral');
}

export interface BarPart {
  readonly value: string;
  readonly count: number;
}

const TONE_ORDER: readonly Tone[] = ['bad', 'doubtful', 'mild', 'neutral', 'good', 'unknown'];

/** The parts of a tenant's bar, worst first and what nobody knows last; null when it is not said. */
export function partsOf(tenant: TenantCounts, picture: Picture): readonly BarPart[] | null {
  const bar = tenant.bars[picture];
  if (bar === undefined) return null;
  const place = ({ value }: BarPart) => TONE_ORDER.indexOf(toneOf(picture, value));
  return bar.filter(({ count }) => count > 0).sort((a, b) => place(a) - place(b));
}

/** Values that a picture's legend explains, in the order of its bars. */
export function legendOf(picture: Picture): readonly string[] {
  const values = [...Object.keys(DEVICE_VALUES[picture] ?? {}), NOT_KNOWN];
  const place = (value: string) => TONE_ORDER.indexOf(toneOf(picture, value));
  return values.sort((a, b) => place(a) - place(b));
}

/** Devices of a tenant that a picture draws as bad, for putting the worst first. */
export function badOf(tenant: TenantCounts, picture: Picture): number {
  return (partsOf(tenant, picture) ?? [])
    .filter(({ value }) => toneOf(picture, value) === 'bad')
    .reduce((sum, { count }) => sum + count, 0);
}
