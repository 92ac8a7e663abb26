import { describe, expect, it, vi } from 'vitest';
import { serviceHosts } from '../../../../main/security/service-egress.ts';
import { guardUpdateSession } from '../../../../main/security/update-egress.ts';
import { FakeSession } from '../../../support/fake-session.ts';

const HOST = 'updates.contoso.example';

async function aSession(way: string) {
  const session = new FakeSession();
  const report = vi.fn<() => void>();
  const askSystemProxy = () => Promise.resolve(way);
  await guardUpdateSession(session.asSession(), HOST, { report, askSystemProxy }).ready;
  return { session, report };
}

describe('guardUpdateSession', () => {
  it('reaches the host of the policy over https, and nobody else', async () => {
    const { session, report } = await aSession('DIRECT');
    expect(session.isCancelled(`https://${HOST}/bulkhead/manifest.json`)).toBe(false);

    const refused = [
      `http://${HOST}/bulkhead/manifest.json`,
      `https://${HOST}:8443/`,
      `https://${HOST}.attacker.example/`,
      `https://${HOST}@attacker.example/`,
      `https://below.${HOST}/`,
      `wss://${HOST}/`,
      'https://attacker.example/',
      ...serviceHosts().map((host) => `https://${host}/`),
    ];
    expect(refused.filter((url) => !session.isCancelled(url))).toEqual([]);
    expect(report).toHaveBeenCalledTimes(refused.length);
  });

  it('has no other way out, and goes by the system’s proxy where there is one', async () => {
    const direct = (await aSession('DIRECT')).session.set.get('proxy');
    expect(direct).toMatchObject({
      proxyRules: 'http://0.0.0.0:0',
      proxyBypassRules: `<-loopback>;${HOST}:443`,
    });
    const { session } = await aSession('PROXY proxy.example:8080');
    expect(session.set.get('proxy')).toEqual({ mode: 'system' });
  });
});
