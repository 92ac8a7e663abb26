import { describe, expect, it } from 'vitest';
import { CLOUDS } from '../../../preload/contract/tenants.ts';
import { PORTAL_IDS } from '../../../preload/contract/compartments.ts';
import { portalsOf } from '../../../main/tenants/portal-links.ts';
import { allHosts, portalHost, roleOfHost } from '../../cloud/hosts/host-table.ts';
import { instanceOfCloud } from '../../cloud/hosts/sign-in-hosts.ts';

describe('roleOfHost', () => {
  it('gives the hosts that GCC High and DoD share to both', () => {
    expect(roleOfHost('portal.azure.us')).toMatchObject({
      role: 'portal',
      portal: 'azure',
      instance: 'us-government',
      clouds: ['gcc-high', 'dod'],
    });
    expect(roleOfHost('graph.microsoft.us')).toMatchObject({ role: 'api', clouds: ['gcc-high'] });
  });

  it('knows no name that only looks like one of them', () => {
    for (const host of [
      'login.microsoftonline.com.attacker.example',
      'login.microsoftonline.com.',
      'xsecurity.microsoft.com',
      'microsoft.com',
      '',
    ]) {
      expect(roleOfHost(host)).toBeUndefined();
    }
    expect(new Set(allHosts()).size).toBe(allHosts().length);
  });

  it.each(CLOUDS)('serves every portal that the application opens in the %s cloud', (cloud) => {
    const opened = portalsOf({ cloud }).flatMap(({ id, host }) =>
      host === null ? [] : [{ id, host }],
    );

    const served = opened.map(({ id, host }) => {
      const role = roleOfHost(host);
      const isRight = role?.role === 'portal' && role.portal === id && role.clouds.includes(cloud);
      return isRight ? 'served' : `${id} at ${host}`;
    });

    expect(opened.length).toBeGreaterThan(3);
    expect(new Set(served)).toEqual(new Set(['served']));
  });

  it('names a host for every portal of the global cloud, and one instance per cloud', () => {
    expect(PORTAL_IDS.map((id) => portalHost(id, 'global'))).not.toContain(undefined);
    expect(portalHost('defender-mto', 'china')).toBeUndefined();
    expect(CLOUDS.map((cloud) => instanceOfCloud(cloud).key)).toEqual([
      'global',
      'us-government',
      'us-government',
      'china',
    ]);
  });
});
