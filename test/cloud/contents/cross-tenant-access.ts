import type { Partner, SimulatedTenant, Trust } from '../estates/estate.ts';

type Settings = Record<string, unknown>;

function rule(accessType: 'allowed' | 'blocked', targetType = 'user'): Settings {
  return {
    usersAndGroups: { accessType, targets: [{ target: 'AllUsers', targetType }] },
    applications: {
      accessType,
      targets: [{ target: 'AllApplications', targetType: 'application' }],
    },
  };
}

function trustOf(trust: Trust | null): Settings | null {
  return trust === null
    ? null
    : {
        isMfaAccepted: trust.mfa,
        isCompliantDeviceAccepted: trust.compliantDevice,
        isHybridAzureADJoinedDeviceAccepted: trust.hybridJoin,
      };
}

/** `crossTenantAccessPolicy/default`: everything is set; collaboration open, direct connect shut. */
export function defaultSettingsOf({ crossTenant }: SimulatedTenant): Settings {
  return {
    isServiceDefault: crossTenant.isServiceDefault,
    inboundTrust: trustOf(crossTenant.defaultTrust),
    b2bCollaborationInbound: rule('allowed'),
    b2bCollaborationOutbound: rule('allowed'),
    b2bDirectConnectInbound: rule('blocked'),
    b2bDirectConnectOutbound: rule('blocked'),
    automaticUserConsentSettings: { inboundAllowed: false, outboundAllowed: false },
    tenantRestrictions: null,
  };
}

/** The `identitySynchronization` of an entry; null when it was never set up. */
export function syncSettingsOf(partner: Partner, displayName: string): Settings | null {
  return partner.inboundSync === null
    ? null
    : {
        tenantId: partner.tenantId,
        displayName,
        userSyncInbound: { isSyncAllowed: partner.inboundSync },
      };
}

/** One organisation entry. `null` means that the default holds. */
export function partnerSettingsOf(
  { cloud }: SimulatedTenant,
  partner: Partner,
  isInMultiTenantOrganization: boolean,
): Settings {
  const { inboundRedemption, outboundRedemption, inboundCollaboration } = partner;
  const hasRedemption = inboundRedemption !== null || outboundRedemption !== null;
  return {
    tenantId: partner.tenantId,
    isServiceProvider: partner.isServiceProvider,
    // Global only; other clouds do not have the property.
    ...(cloud === 'global' ? { isInMultiTenantOrganization } : {}),
    inboundTrust: trustOf(partner.trust),
    automaticUserConsentSettings: hasRedemption
      ? { inboundAllowed: inboundRedemption, outboundAllowed: outboundRedemption }
      : null,
    b2bCollaborationInbound: inboundCollaboration === null ? null : rule(inboundCollaboration),
    b2bCollaborationOutbound: null,
    b2bDirectConnectInbound: null,
    b2bDirectConnectOutbound: null,
    ...(cloud === 'global' ? { tenantRestrictions: null } : {}),
  };
}
