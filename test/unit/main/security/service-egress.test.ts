import { describe, expect, it, vi } from 'vitest';
import {
  guardServiceSession,
  openEgressOfServices,
  serviceHosts,
} from '../../../../main/security/service-egress.ts';

import { FakeSession } from '../../../support/fake-session.ts';

const direct = () => Promise.resolve('DIRECT');

describe('serviceHosts', () => {
  it('are the sign-in and API hosts of all clouds, whole hosts only', () => {
    const hosts = serviceHosts();
    expect(hosts).toEqual(
      expect.arrayContaining([
        'login.microsoftonline.com',
        'login.microsoftonline.us',
        'login.partner.microsoftonline.cn',
        'graph.microsoft.com',
        'management.azure.com',
      ]),
    );
    expect(hosts.filter((host) => host.includes('*'))).toEqual([]);
    expect(hosts).not.toContain('security.microsoft.com');
  });
});

describe('openEgressOfServices', () => {
  it('lets only these hosts past a proxy that does not exist', async () => {
    const setProxy = vi.fn<(config: Electron.ProxyConfig) => Promise<void>>(() =>
      Promise.resolve(),
    );
    await openEgressOfServices({ setProxy }, { askSystemProxy: direct }).ready;
    const config = setProxy.mock.calls[0]?.[0];
    expect(config?.proxyRules).toBe('http://0.0.0.0:0');
    expect(config?.proxyBypassRules?.split(';').toSorted()).toEqual(
      ['<-loopback>', ...serviceHosts().map((host) => `${host}:443`)].toSorted(),
    );
  });

  it('follows the system’s proxy where there is one', async () => {
    const setProxy = vi.fn<(config: Electron.ProxyConfig) => Promise<void>>(() =>
      Promise.resolve(),
    );
    const askSystemProxy = () => Promise.resolve('PROXY proxy.example:8080');
    await openEgressOfServices({ setProxy }, { askSystemProxy }).ready;
    expect(setProxy.mock.calls).toEqual([[{ mode: 'system' }]]);
  });
});

describe('guardServiceSession', () => {
  it('asks sign-in and API hosts over https, and nobody else', async () => {
    const session = new FakeSession();
    const report = vi.fn<() => void>();
    await guardServiceSession(session.asSession(), { report, askSystemProxy: direct }).ready;

    expect(session.isCancelled('https://graph.microsoft.com/v1.0/me')).toBe(false);
    expect(session.isCancelled('https://login.microsoftonline.com/x/oauth2/v2.0/token')).toBe(
      false,
    );
    const refused = [
      'http://graph.microsoft.com/v1.0/me',
      'https://graph.microsoft.com:8443/v1.0/me',
      'https://graph.microsoft.com.attacker.example/v1.0/me',
      'https://graph.microsoft.com@attacker.example/v1.0/me',
      'https://security.microsoft.com/',
      'wss://graph.microsoft.com/',
    ];
    expect(refused.filter((url) => !session.isCancelled(url))).toEqual([]);
    expect(report).toHaveBeenCalledTimes(6);
  });
});
