import type { Cloud } from '../../../preload/contract/tenants.ts';

export const API_KEYS = ['graph', 'arm'] as const;
export type ApiKey = (typeof API_KEYS)[number];

/** Source: Microsoft's "National cloud deployments" of Graph and the Azure Government guide. */
export const API_HOSTS: Readonly<Record<ApiKey, Readonly<Record<Cloud, string>>>> = {
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
};
