import type { EgressCloud, EgressHost } from '../../../preload/contract/index.ts';
import { fails, ok } from './answers.ts';
import type { FakeArea } from './fake-area.ts';

export interface FakeEgressState {
  readonly clouds: readonly EgressCloud[];
  readonly failsToRead: boolean;
}

export function fakeEgress({ clouds, failsToRead }: FakeEgressState): FakeArea<'egress'> {
  return {
    get: () => (failsToRead ? fails('internal') : ok({ clouds: [...clouds] })),
  };
}

/** Some hosts of each cloud, and one that a policy added. */
export const NEEDED_HOSTS: FakeEgressState = {
  clouds: [
    {
      cloud: 'global',
      hosts: [
        host('login.microsoftonline.com', 'sign-in', 'Sign-in', { isOwn: true }),
        host('sso.contoso.example', 'page', 'Added by your administrator', {
          source: 'Managed policy',
          isAdded: true,
        }),
        host('portal.azure.com', 'page', 'Azure portal'),
        host('security.microsoft.com', 'page', 'Microsoft Defender portal'),
        host('graph.microsoft.com', 'service', 'Microsoft Graph', { isOwn: true }),
        host('*.msauth.net', 'request', 'Sign-in pages: scripts, styles and pictures'),
        host('*.portal.azure.com', 'request', 'Azure portal and its services'),
      ],
    },
    {
      cloud: 'gcc-high',
      hosts: [
        host('login.microsoftonline.us', 'sign-in', 'Sign-in', { isOwn: true }),
        host('portal.azure.us', 'page', 'Azure portal'),
        host('graph.microsoft.us', 'service', 'Microsoft Graph', { isOwn: true }),
        host('*.msauth.net', 'request', 'Sign-in pages: scripts, styles and pictures'),
      ],
    },
    {
      cloud: 'dod',
      hosts: [
        host('login.microsoftonline.us', 'sign-in', 'Sign-in', { isOwn: true }),
        host('dod-graph.microsoft.us', 'service', 'Microsoft Graph', { isOwn: true }),
      ],
    },
    {
      cloud: 'china',
      hosts: [
        host('login.partner.microsoftonline.cn', 'sign-in', 'Sign-in', { isOwn: true }),
        host('*.azure.cn', 'request', 'Azure portal and its services'),
      ],
    },
  ],
  failsToRead: false,
};

function host(
  name: string,
  use: EgressHost['use'],
  purpose: string,
  said: Partial<EgressHost> = {},
): EgressHost {
  const source = 'Azure portal URL allow list, 2025-08';
  return { host: name, use, purpose, source, isOwn: false, isAdded: false, ...said };
}
