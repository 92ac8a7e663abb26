import type { Cloud } from '../../../preload/contract/tenants.ts';
import { API_HOSTS } from '../hosts/api-hosts.ts';

/** APIs whose tokens this cloud issues; the identifier is also the audience. */
export function resourcesOf(cloud: Cloud): string[] {
  return [
    `https://${API_HOSTS.graph[cloud]}`,
    `https://${API_HOSTS.arm[cloud]}`,
    ...(cloud === 'global' ? ['https://api.securitycenter.microsoft.com'] : []),
  ];
}

const OIDC_SCOPES = new Set(['openid', 'profile', 'email', 'offline_access']);

/**
 * The API a list of scopes is for, as Entra reads it: the first scope that is an address decides,
 * and a bare permission means Graph.
 */
export function resourceOfScopes(scope: string, cloud: Cloud): string | undefined {
  const known = resourcesOf(cloud);
  for (const part of scope.split(' ')) {
    if (part === '' || OIDC_SCOPES.has(part)) continue;
    if (!part.includes('://')) return known[0];
    const found = known.find((resource) => part.startsWith(`${resource}/`));
    if (found) return found;
  }
  return undefined;
}

/** The scopes of a request that belong to `resource`, as they were written. */
export function scopesForResource(scope: string, resource: string, cloud: Cloud): string[] {
  const isGraph = resource === resourcesOf(cloud)[0];
  return scope
    .split(' ')
    .filter((part) =>
      part.includes('://')
        ? part.startsWith(`${resource}/`)
        : isGraph && part !== '' && !OIDC_SCOPES.has(part),
    );
}

/** `https://graph.microsoft.com/User.Read` as the `scp` claim has it: `User.Read`. */
export function permissionOf(scope: string): string {
  return scope.includes('://') ? scope.slice(scope.lastIndexOf('/') + 1) : scope;
}
