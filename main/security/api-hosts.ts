import type { Cloud } from '../../preload/contract/index.ts';
import { hostsOfCloud } from './host-data.ts';

/** APIs that Bulkhead asks for tokens. One token is for one of them. */
export type Api = 'graph' | 'arm' | 'defender';

/** What the host lists call them. */
export const API_PURPOSE: Readonly<Record<Api, string>> = {
  graph: 'Microsoft Graph',
  arm: 'Azure Resource Manager',
  defender: 'Microsoft Defender for Endpoint API',
};

/**
 * The API's host in a cloud, from the cloud's host list; null where the cloud has no such API, as
 * 21Vianet has none of Defender.
 */
export function apiHostIn(cloud: Cloud, api: Api): string | null {
  const group = hostsOfCloud(cloud).api.find(({ purpose }) => purpose === API_PURPOSE[api]);
  return group?.hosts[0] ?? null;
}
