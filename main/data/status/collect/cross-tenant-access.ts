import { z } from 'zod';
import { collector, read } from './collector.ts';
import { maybe, word } from './shapes.ts';

/** Null means everywhere: what the default says holds. */
const orNull = <T>(shape: z.ZodType<T>) => shape.nullish().transform((value) => value ?? null);

const Side = orNull(
  z
    .object({ accessType: word, targets: z.array(z.object({ target: word })).max(5_000) })
    .transform(({ accessType, targets }) => ({
      accessType,
      targets: targets.map(({ target }) => target),
    })),
);

const Rule = orNull(z.object({ usersAndGroups: Side, applications: Side }));

const Settings = z.object({
  inboundTrust: orNull(
    z.object({
      isMfaAccepted: maybe,
      isCompliantDeviceAccepted: maybe,
      isHybridAzureADJoinedDeviceAccepted: maybe,
    }),
  ),
  automaticUserConsentSettings: orNull(z.object({ inboundAllowed: maybe, outboundAllowed: maybe })),
  b2bCollaborationInbound: Rule,
  b2bCollaborationOutbound: Rule,
  b2bDirectConnectInbound: Rule,
  b2bDirectConnectOutbound: Rule,
  isServiceProvider: maybe,
  isInMultiTenantOrganization: maybe,
});

const Partner = Settings.extend({
  tenantId: word.transform((id) => id.toLowerCase()),
  identitySynchronization: z
    .object({ userSyncInbound: z.object({ isSyncAllowed: maybe }).nullish() })
    .nullish(),
}).transform(({ identitySynchronization, ...settings }) => ({
  ...settings,
  isInboundSyncAllowed: identitySynchronization?.userSyncInbound?.isSyncAllowed ?? null,
}));

const asked = { permissions: ['Policy.Read.All'] } as const;
const ROOT = '/v1.0/policies/crossTenantAccessPolicy';

export const crossTenantDefaultCollector = collector({
  name: 'crossTenantDefault',
  source: `GET ${ROOT}/default`,
  asked,
  roles: 'Security Reader',
  async collect(api) {
    const settings = read(Settings, await api.get(`${ROOT}/default`, asked));
    return { ...settings, tenantId: null, isInboundSyncAllowed: null };
  },
});

export const crossTenantPartnersCollector = collector({
  name: 'crossTenantPartners',
  source: `GET ${ROOT}/partners`,
  asked,
  roles: 'Security Reader',
  async collect(api) {
    const path = `${ROOT}/partners?$expand=identitySynchronization`;
    return read(z.array(Partner), await api.list(path, asked));
  },
});
