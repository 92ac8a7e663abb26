import type { Cloud } from '../../../preload/contract/tenants.ts';

export const API_KEYS = ['graph', 'arm', 'defender'] as const;
export type ApiKey = (typeof API_KEYS)[number];

/**
 * Source: Microsoft's "National cloud deployments" of Graph, the Azure Government guide, and the
 * Defender for Endpoint API's page for US Government customers; 21Vianet has no Defender.
 */
export const API_HOSTS = {
  graph: {
    global: 'graph.microsoft.com',
    'gcc-high': 'graph.microsoft.us',
    dod: 'dod-graph.microsoft.us',
    china: 'microsoftgraph.chinacloudapi.cn',
  },
  arm: {
    global: 'management.azure.com',
    'gcc-high': 'management.usgovcloudapi.net',
    dod: 'management.usgovcloudapi.net',
    china: 'management.chinacloudapi.cn',
  },
  defender: {
    global: 'api.security.microsoft.com',
    'gcc-high': 'api-gov.securitycenter.microsoft.us',
    dod: 'api-gov.securitycenter.microsoft.us',
    china: null,
  },
} as const satisfies Readonly<Record<ApiKey, Readonly<Record<Cloud, string | null>>>>;

/** What tokens for a host say they are for: the host itself, but for Defender's newer name. */
export function audienceOfHost(host: string): string {
  const isDefender = host === API_HOSTS.defender.global;
  return `https://${isDefender ? 'api.securitycenter.microsoft.com' : host}`;
}
