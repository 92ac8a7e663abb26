import type { Cloud } from '../../preload/contract/index.ts';
import { type Api, API_PURPOSE, apiHostIn } from '../security/api-hosts.ts';

/**
 * Where an API goes by another name in tokens than by its host. Defender for Endpoint moved to
 * api.security.microsoft.com and kept the old address as what its tokens are for; its US Government
 * hosts are their own resource.
 * Source: Microsoft Defender for Endpoint, "Use Microsoft Defender for Endpoint APIs"
 * (`WdatpResourceId`), 2023-01, and "Defender for Endpoint for US Government customers".
 */
const RESOURCE_OF_HOST: Readonly<Record<string, string>> = {
  'api.security.microsoft.com': 'api.securitycenter.microsoft.com',
};

/** The API's host in a cloud, from the cloud's host list. Throws when the list has none. */
export function apiHostOf(cloud: Cloud, api: Api): string {
  const host = apiHostIn(cloud, api);
  if (host === null) throw new RangeError(`The host list of ${cloud} has no ${API_PURPOSE[api]}`);
  return host;
}

/** `https://graph.microsoft.com/User.Read` and the like: permissions of one API in one cloud. */
export function scopesOf(cloud: Cloud, api: Api, permissions: readonly string[]): string[] {
  const host = apiHostOf(cloud, api);
  const resource = RESOURCE_OF_HOST[host] ?? host;
  return permissions.map((permission) => `https://${resource}/${permission}`);
}

/** What a sign-in asks for; everything else is asked for by the feature that needs it. */
export function signInScopesOf(cloud: Cloud): string[] {
  return scopesOf(cloud, 'graph', ['User.Read']);
}
