import type { SimulatedTenant } from '../estates/estate.ts';
import { createRandom } from '../estates/random.ts';

export type NamedLocation = Record<string, unknown> & { id: string; displayName: string };

/** Documentation addresses (RFC 5737): nobody's. */
const OFFICE_RANGE = '203.0.113.0/28';

/** The trusted office, and the countries that are allowed. */
export function namedLocationsOf(seed: number, tenant: SimulatedTenant): NamedLocation[] {
  if (tenant.licence === 'none') return [];
  const random = createRandom(seed, `locations/${tenant.id}`);
  const common = {
    createdDateTime: tenant.createdAt,
    modifiedDateTime: tenant.createdAt,
  };
  const countries = {
    '@odata.type': '#microsoft.graph.countryNamedLocation',
    id: random.guid(),
    displayName: 'Allowed countries',
    ...common,
    countriesAndRegions: [tenant.countryCode],
    countryLookupMethod: 'clientIpAddress',
    includeUnknownCountriesAndRegions: false,
  };
  if (!tenant.posture.skipsMfaAtTrustedLocation) return [countries];
  return [
    {
      '@odata.type': '#microsoft.graph.ipNamedLocation',
      id: random.guid(),
      displayName: `${tenant.name} office`,
      ...common,
      isTrusted: true,
      ipRanges: [{ '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: OFFICE_RANGE }],
    },
    countries,
  ];
}
