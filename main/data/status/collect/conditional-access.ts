import { z } from 'zod';
import type { NamedLocation } from '../facts.ts';
import { collector, read } from './collector.ts';
import {
  commaSeparated,
  knownMember,
  maybe,
  name,
  timeOrNull,
  word,
  wordOrNull,
  words,
} from './shapes.ts';

const ExternalUsers = z
  .object({
    guestOrExternalUserTypes: commaSeparated,
    externalTenants: z
      .discriminatedUnion('membershipKind', [
        z.object({ membershipKind: z.literal('all') }),
        z.object({ membershipKind: z.literal('enumerated'), members: words }),
      ])
      .nullish(),
  })
  .nullish()
  .transform((value) => {
    if (value === null || value === undefined) return null;
    const { guestOrExternalUserTypes, externalTenants } = value;
    const isListed = externalTenants?.membershipKind === 'enumerated';
    return {
      guestOrExternalUserTypes,
      memberTenantIds: isListed ? externalTenants.members : null,
    };
  });

const Users = z.object({
  includeUsers: words,
  excludeUsers: words,
  includeGroups: words,
  excludeGroups: words,
  includeRoles: words,
  excludeRoles: words,
  includeGuestsOrExternalUsers: ExternalUsers,
  excludeGuestsOrExternalUsers: ExternalUsers,
});

const Applications = z.object({
  includeApplications: words,
  excludeApplications: words,
  includeUserActions: words,
  includeAuthenticationContextClassReferences: words,
  applicationFilter: z
    .object({ mode: word, rule: word })
    .nullish()
    .transform((value) => value ?? null),
});

const Locations = z
  .object({ includeLocations: words, excludeLocations: words })
  .nullish()
  .transform((value) => value ?? null);

const Platforms = z
  .object({ includePlatforms: words, excludePlatforms: words })
  .nullish()
  .transform((value) => value ?? null);

const Devices = z
  .object({
    deviceFilter: z.object({ mode: z.enum(['include', 'exclude']), rule: word }).nullish(),
  })
  .nullish()
  .transform((value) => value?.deviceFilter ?? null);

const Flows = z
  .object({ transferMethods: commaSeparated })
  .nullish()
  .transform((value) => (value?.transferMethods ?? []).filter((method) => method !== 'none'));

/** A list, or flags in one string: the type differs between versions of the service. */
const RiskLevels = z
  .union([words, commaSeparated])
  .transform((levels) => levels.filter((level) => level !== 'none'));

const Strength = z
  .object({
    id: word,
    displayName: name,
    requirementsSatisfied: knownMember(['mfa', 'none']),
    allowedCombinations: words,
  })
  .nullish()
  .transform((value) => value ?? null);

const Grant = z
  .object({
    // What joins the controls decides whether one of them is enough: no default.
    operator: z.enum(['AND', 'OR']),
    builtInControls: words,
    termsOfUse: words,
    customAuthenticationFactors: words,
    authenticationStrength: Strength,
  })
  .nullish()
  .transform((value) => value ?? null);

const Frequency = z
  .object({
    isEnabled: maybe,
    value: z.number().nullish(),
    type: wordOrNull,
    frequencyInterval: wordOrNull,
  })
  .nullish()
  .transform((value) => {
    if (value?.isEnabled !== true) return null;
    if (value.frequencyInterval === 'everyTime') return 'every time';
    return `${value.value ?? '?'} ${value.type ?? ''}`.trim();
  });

const Session = z
  .object({
    signInFrequency: Frequency,
    persistentBrowser: z.object({ isEnabled: maybe, mode: wordOrNull }).nullish(),
    secureSignInSession: z.object({ isEnabled: maybe }).nullish(),
  })
  .nullish()
  .transform((value) => ({
    signInFrequency: value?.signInFrequency ?? null,
    persistentBrowser:
      value?.persistentBrowser?.isEnabled === true ? value.persistentBrowser.mode : null,
    tokenProtection: value?.secureSignInSession?.isEnabled === true,
  }));

/** A policy. A state that is not known is an error: it must not be taken for “off” or “on”. */
const Policy = z
  .object({
    id: word,
    displayName: name,
    state: z.enum(['enabled', 'disabled', 'enabledForReportingButNotEnforced']),
    modifiedDateTime: timeOrNull,
    conditions: z.object({
      clientAppTypes: words,
      signInRiskLevels: words,
      userRiskLevels: words,
      insiderRiskLevels: RiskLevels,
      applications: z.preprocess((value) => value ?? {}, Applications),
      // Null in a policy for workload identities, which is about nobody.
      users: z.preprocess((value) => value ?? {}, Users),
      locations: Locations,
      platforms: Platforms,
      devices: Devices,
      authenticationFlows: Flows,
    }),
    grantControls: Grant,
    sessionControls: Session,
  })
  .transform(({ conditions: { devices, ...conditions }, ...policy }) => ({
    ...policy,
    conditions: { ...conditions, deviceFilter: devices },
  }));

const asked = { permissions: ['Policy.Read.All'] } as const;
const READERS = 'Security Reader';

export const caPoliciesCollector = collector({
  name: 'caPolicies',
  source: 'GET /v1.0/identity/conditionalAccess/policies',
  asked,
  roles: READERS,
  async collect(api) {
    return read(
      z.array(Policy),
      await api.list('/v1.0/identity/conditionalAccess/policies', asked),
    );
  },
});

const IpLocation = z.object({
  id: word,
  displayName: name,
  isTrusted: maybe,
  ipRanges: z.array(z.object({ cidrAddress: word })).max(5_000),
});

const CountryLocation = z.object({
  id: word,
  displayName: name,
  countriesAndRegions: words,
  includeUnknownCountriesAndRegions: maybe,
});

const AnyLocation = z.looseObject({ '@odata.type': word });

export const namedLocationsCollector = collector({
  name: 'namedLocations',
  source: 'GET /v1.0/identity/conditionalAccess/namedLocations',
  asked,
  roles: READERS,
  async collect(api) {
    const path = '/v1.0/identity/conditionalAccess/namedLocations';
    const items = read(z.array(AnyLocation), await api.list(path, asked));
    return items.flatMap((item): readonly NamedLocation[] => {
      switch (item['@odata.type']) {
        case '#microsoft.graph.ipNamedLocation': {
          const { id, displayName, isTrusted, ipRanges } = read(IpLocation, item);
          const ranges = ipRanges.map(({ cidrAddress }) => cidrAddress);
          return [{ kind: 'ip', id, displayName, isTrusted: isTrusted === true, ranges }];
        }
        case '#microsoft.graph.countryNamedLocation': {
          const location = read(CountryLocation, item);
          return [
            {
              kind: 'country',
              id: location.id,
              displayName: location.displayName,
              countries: location.countriesAndRegions,
              includesUnknown: location.includeUnknownCountriesAndRegions === true,
            },
          ];
        }
        default:
          // Of other kinds only the id would be known, and a policy that names it says that much.
          return [];
      }
    });
  },
});

const SecurityDefaults = z.object({ isEnabled: z.boolean() });

export const securityDefaultsCollector = collector({
  name: 'securityDefaults',
  source: 'GET /v1.0/policies/identitySecurityDefaultsEnforcementPolicy',
  asked,
  roles: READERS,
  async collect(api) {
    const path = '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy';
    return read(SecurityDefaults, await api.get(path, asked));
  },
});
