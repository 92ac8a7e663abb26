import type { Cloud, Portal, PortalId, Tenant } from '../../../preload/contract/index.ts';

interface PortalSeed {
  readonly name: string;
  readonly description: string;
  readonly hosts: Readonly<Partial<Record<Cloud, string>>>;
}

/** Enough of the portals of each cloud for the gallery; the real list is main's. */
const SEEDS: Readonly<Record<PortalId, PortalSeed>> = {
  defender: {
    name: 'Defender',
    description: 'Incidents, hunting and device security',
    hosts: {
      global: 'security.microsoft.com',
      'gcc-high': 'security.microsoft.us',
      dod: 'security.apps.mil',
    },
  },
  entra: {
    name: 'Entra',
    description: 'Users, groups, Conditional Access and roles',
    hosts: {
      global: 'entra.microsoft.com',
      'gcc-high': 'entra.microsoft.us',
      dod: 'entra.microsoft.us',
    },
  },
  azure: {
    name: 'Azure',
    description: 'Subscriptions and resources',
    hosts: {
      global: 'portal.azure.com',
      'gcc-high': 'portal.azure.us',
      dod: 'portal.azure.us',
      china: 'portal.azure.cn',
    },
  },
  intune: {
    name: 'Intune',
    description: 'Device configuration and compliance',
    hosts: {
      global: 'intune.microsoft.com',
      'gcc-high': 'intune.microsoft.us',
      dod: 'intune.microsoft.us',
      china: 'intune.microsoftonline.cn',
    },
  },
  'my-account': {
    name: 'My Account organizations',
    description: 'Organizations your account belongs to',
    hosts: {
      global: 'myaccount.microsoft.com',
      'gcc-high': 'myaccount.microsoft.us',
      dod: 'myaccount.microsoft.us',
      china: 'myaccount.windowsazure.cn',
    },
  },
  'my-access': {
    name: 'My Access',
    description: 'Access packages you hold or may ask for',
    hosts: {
      global: 'myaccess.microsoft.com',
      'gcc-high': 'myaccess.microsoft.us',
      dod: 'myaccess.microsoft.us',
    },
  },
  'defender-mto': {
    name: 'Defender multitenant management',
    description: 'Incidents and devices of several tenants',
    hosts: { global: 'mto.security.microsoft.com' },
  },
  'm365-admin': {
    name: 'Microsoft 365 admin',
    description: 'Licences, domains and service health',
    hosts: {
      global: 'admin.cloud.microsoft',
      'gcc-high': 'portal.office365.us',
      dod: 'portal.apps.mil',
      china: 'portal.partner.microsoftonline.cn',
    },
  },
};

const CLOUD_WORDS: Readonly<Record<Cloud, string>> = {
  global: 'the global cloud',
  'gcc-high': 'GCC High',
  dod: 'DoD',
  china: '21Vianet',
};

/** The portals of a tenant in its cloud, those without an address with the reason. */
export function portalsOf(tenant: Tenant): readonly Portal[] {
  return Object.entries(SEEDS).map(([id, seed]) => {
    const host = seed.hosts[tenant.cloud] ?? null;
    return {
      id: id as PortalId,
      name: seed.name,
      description: seed.description,
      host,
      reason: host === null ? `Microsoft does not offer it in ${CLOUD_WORDS[tenant.cloud]}.` : null,
    };
  });
}
