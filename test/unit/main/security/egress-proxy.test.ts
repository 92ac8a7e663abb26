import { describe, expect, it, vi } from 'vitest';
import { guardEgress } from '../../../../main/security/egress-proxy.ts';
import { hostsOfCloud } from '../../../../main/security/host-data.ts';
import { createHostList } from '../../../../main/security/host-list.ts';

const hosts = createHostList(hostsOfCloud('global'), {
  additionalRequestHosts: ['*.added.example'],
});

function guarded(first: string | ((url: string) => string)) {
  let answer = first;
  const asked: string[] = [];
  const setProxy = vi.fn<(config: Electron.ProxyConfig) => Promise<void>>(() => Promise.resolve());
  const closeAllConnections = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const guard = guardEgress(
    { setProxy, closeAllConnections },
    {
      hosts,
      askSystem: (url) => {
        asked.push(url);
        return Promise.resolve(typeof answer === 'string' ? answer : answer(url));
      },
    },
  );
  return {
    guard,
    asked,
    setProxy,
    closeAllConnections,
    become: (next: string) => {
      answer = next;
      return guard.lookAgain();
    },
  };
}

describe('guardEgress', () => {
  it('lets listed hosts pass and sends everything else nowhere when the system has no proxy', async () => {
    const { guard, setProxy } = guarded('DIRECT');
    await guard.ready;

    const [config] = setProxy.mock.calls[0] ?? [];
    const passing = config?.proxyBypassRules?.split(';') ?? [];
    expect(config).toMatchObject({ mode: 'fixed_servers', proxyRules: 'http://0.0.0.0:0' });
    expect(passing).toContain('login.microsoftonline.com:443');
    expect(passing).toContain('*.portal.azure.com:443');
    expect(passing).toContain('*.added.example:443');
    expect(passing.every((rule) => rule === '<-loopback>' || rule.endsWith(':443'))).toBe(true);
  });

  it('does not let loopback addresses pass', async () => {
    const { guard, setProxy } = guarded('DIRECT');
    await guard.ready;

    expect(setProxy.mock.calls[0]?.[0].proxyBypassRules).toMatch(/^<-loopback>;/);
  });

  it('leaves it to a proxy that the system has for all', async () => {
    const { guard, setProxy } = guarded('PROXY proxy.example:8080');
    await guard.ready;

    expect(setProxy.mock.calls).toEqual([[{ mode: 'system' }]]);
  });

  it.each([
    ['hosts that are not listed, as on a locked workstation', 'https://not-listed.invalid/'],
    ['one host that is listed', 'https://graph.microsoft.com/'],
  ])('leaves it to a proxy that the system has for %s', async (_what, through) => {
    const { guard, setProxy } = guarded((url) =>
      url === through ? 'PROXY 127.0.0.2:8080' : 'DIRECT',
    );
    await guard.ready;

    expect(setProxy.mock.calls).toEqual([[{ mode: 'system' }]]);
  });

  it('follows the system when that gets a proxy or loses it, and ends what is open', async () => {
    const { guard, setProxy, closeAllConnections, become } = guarded('DIRECT');
    await guard.ready;
    expect(closeAllConnections).not.toHaveBeenCalled();

    await become('PROXY proxy.example:8080');
    await become('DIRECT');

    expect(setProxy.mock.calls.map(([config]) => config.mode)).toEqual([
      'fixed_servers',
      'system',
      'fixed_servers',
    ]);
    expect(closeAllConnections).toHaveBeenCalledTimes(2);
  });

  it('changes nothing when the system’s answer is the same, and asks once at a time', async () => {
    const { guard, setProxy, asked } = guarded('DIRECT');
    await guard.ready;
    const once = asked.length;

    await Promise.all([guard.lookAgain(), guard.lookAgain()]);

    expect(setProxy).toHaveBeenCalledTimes(1);
    expect(asked.length).toBe(once * 2);
  });

  it('is not ready when the system does not answer', async () => {
    const { guard } = guarded(() => {
      throw new Error('no answer');
    });

    await expect(guard.ready).rejects.toThrow('no answer');
  });
});
