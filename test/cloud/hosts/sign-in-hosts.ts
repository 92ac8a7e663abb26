import type { Cloud } from '../../../preload/contract/tenants.ts';

/**
 * A sign-in instance: one directory of accounts and one session cookie for all its tenants. GCC
 * High and DoD share one.
 */
export const INSTANCE_KEYS = ['global', 'us-government', 'china'] as const;
export type InstanceKey = (typeof INSTANCE_KEYS)[number];

export type SignInInstance = {
  key: InstanceKey;
  /** The first is the one that issuers and discovery name; the others are aliases. */
  hosts: readonly [string, ...string[]];
  clouds: readonly Cloud[];
  /** Discovery fields; the names are those of Microsoft's documents. */
  cloudInstanceName: string;
};

export const SIGN_IN_INSTANCES: Readonly<Record<InstanceKey, SignInInstance>> = {
  global: {
    key: 'global',
    hosts: ['login.microsoftonline.com', 'login.microsoft.com', 'login.windows.net'],
    clouds: ['global'],
    cloudInstanceName: 'microsoftonline.com',
  },
  'us-government': {
    key: 'us-government',
    hosts: ['login.microsoftonline.us'],
    clouds: ['gcc-high', 'dod'],
    cloudInstanceName: 'microsoftonline.us',
  },
  china: {
    key: 'china',
    hosts: ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'],
    clouds: ['china'],
    cloudInstanceName: 'partner.microsoftonline.cn',
  },
};

export function instanceOfCloud(cloud: Cloud): SignInInstance {
  if (cloud === 'global') return SIGN_IN_INSTANCES.global;
  if (cloud === 'china') return SIGN_IN_INSTANCES.china;
  return SIGN_IN_INSTANCES['us-government'];
}
