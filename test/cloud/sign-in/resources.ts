import type { Cloud } from '../../../preload/contract/tenants.ts';
import { API_HOSTS, API_KEYS, audienceOfHost } from '../hosts/api-hosts.ts';

/** APIs whose tokens this cloud issues; the identifier is also the audience. */
export function resourcesOf(cloud: Cloud): string[] {
  return API_KEYS.flatMap((api) => {
    const host = API_HOSTS[api][cloud];
    return host === null ? [] : [audienceOfHost(host)];
  });
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

/** The permissions of any API among the scopes of a request, as `scp` has them. */
export function permissionsOf(scope: string, cloud: Cloud): string[] {
  return resourcesOf(cloud).flatMap((resource) =>
    scopesForResource(scope, resource, cloud).map(permissionOf),
  );
}

/** `https://graph.microsoft.com/User.Read` as the `scp` claim has it: `User.Read`. */
export function permissionOf(scope: string): string {
  return scope.includes('://') ? scope.slice(scope.lastIndexOf('/') + 1) : scope;
}
