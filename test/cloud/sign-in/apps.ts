import type { Cloud } from '../../../preload/contract/tenants.ts';
import type { AppKey } from '../estates/estate.ts';
import { PORTAL_HOSTS } from '../hosts/portal-hosts.ts';
import type { PortalKey } from '../hosts/portal-hosts.ts';
import { instanceOfCloud } from '../hosts/sign-in-hosts.ts';

export type App = {
  key: AppKey;
  clientId: string;
  name: string;
};

/**
 * The registrations. All ids are invented: nothing may mistake the simulation for the real first
 * party apps.
 */
export const APPS: Readonly<Record<AppKey, App>> = {
  defender: {
    key: 'defender',
    clientId: '3d4c1f00-0000-4b00-8000-000000000001',
    name: 'Defender portal (simulated)',
  },
  entra: {
    key: 'entra',
    clientId: '3d4c1f00-0000-4b00-8000-000000000002',
    name: 'Entra admin center (simulated)',
  },
  azure: {
    key: 'azure',
    clientId: '3d4c1f00-0000-4b00-8000-000000000003',
    name: 'Azure portal (simulated)',
  },
  intune: {
    key: 'intune',
    clientId: '3d4c1f00-0000-4b00-8000-000000000004',
    name: 'Intune admin center (simulated)',
  },
  'my-account': {
    key: 'my-account',
    clientId: '3d4c1f00-0000-4b00-8000-000000000005',
    name: 'My Account (simulated)',
  },
  'my-access': {
    key: 'my-access',
    clientId: '3d4c1f00-0000-4b00-8000-000000000006',
    name: 'My Access (simulated)',
  },
  'defender-mto': {
    key: 'defender-mto',
    clientId: '3d4c1f00-0000-4b00-8000-000000000007',
    name: 'Defender multitenant management (simulated)',
  },
  'm365-admin': {
    key: 'm365-admin',
    clientId: '3d4c1f00-0000-4b00-8000-000000000008',
    name: 'Microsoft 365 admin center (simulated)',
  },
  bulkhead: {
    key: 'bulkhead',
    clientId: '3d4c1f00-0000-4b00-8000-0000000000b1',
    name: 'Bulkhead',
  },
};

/** Where portals take the posted sign-in response. */
export const SIGN_IN_PATH = '/signin-oidc';

export function appByClientId(clientId: string): App | undefined {
  return Object.values(APPS).find((app) => app.clientId === clientId);
}

/** Client metadata of `oidc-provider`. */
export type ClientMetadata = {
  client_id: string;
  client_name: string;
  application_type: 'web' | 'native';
  token_endpoint_auth_method: 'none';
  redirect_uris: string[];
  response_types: string[];
  grant_types: string[];
};

/** The registrations as a tenant of one cloud knows them. */
export function clientsFor(cloud: Cloud): ClientMetadata[] {
  const signInHosts = instanceOfCloud(cloud).hosts;
  return Object.values(APPS).flatMap((app): ClientMetadata[] => {
    const common = {
      client_id: app.clientId,
      client_name: app.name,
      token_endpoint_auth_method: 'none',
    } as const;
    if (app.key === 'bulkhead') {
      return [
        {
          ...common,
          application_type: 'native',
          redirect_uris: [
            ...signInHosts.map((host) => `https://${host}/common/oauth2/nativeclient`),
            'http://localhost',
          ],
          response_types: ['code'],
          grant_types: ['authorization_code', 'refresh_token'],
        },
      ];
    }
    const hosts = PORTAL_HOSTS[app.key satisfies PortalKey][cloud] ?? [];
    if (hosts.length === 0) return [];
    return [
      {
        ...common,
        application_type: 'web',
        redirect_uris: hosts.map((host) => `https://${host}${SIGN_IN_PATH}`),
        response_types: ['code id_token', 'code', 'id_token'],
        grant_types: ['authorization_code', 'implicit'],
      },
    ];
  });
}
