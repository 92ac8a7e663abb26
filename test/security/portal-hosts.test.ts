import { describe, expect, it } from 'vitest';
import { CLOUDS, PORTAL_IDS } from '../../preload/contract/index.ts';
import { hostsOfCloud } from '../../main/security/host-data.ts';
import { createHostList } from '../../main/security/host-list.ts';
import { portalsOf } from '../../main/tenants/portal-links.ts';
import { API_HOSTS } from '../cloud/hosts/api-hosts.ts';
import { PORTAL_HOSTS } from '../cloud/hosts/portal-hosts.ts';
import { instanceOfCloud } from '../cloud/hosts/sign-in-hosts.ts';

/** The simulated cloud has its own list of hosts; two hands that wrote the same are a check. */
describe.each(CLOUDS)('hosts of %s', (cloud) => {
  const list = createHostList(hostsOfCloud(cloud));

  it('are those at which the simulated cloud has the same portal', () => {
    const wrong = portalsOf({ cloud }).filter(
      ({ id, host }) => host !== null && PORTAL_HOSTS[id][cloud]?.includes(host) !== true,
    );

    expect(wrong).toEqual([]);
    expect(portalsOf({ cloud })).toHaveLength(PORTAL_IDS.length);
  });

  it('include its sign-in page and its services', () => {
    const [signIn] = instanceOfCloud(cloud).hosts;

    expect(list.isSignInHost(signIn ?? '')).toBe(true);
    expect(list.allowsRequest(`https://${API_HOSTS.graph[cloud]}/`).allowed).toBe(true);
    expect(list.allowsRequest(`https://${API_HOSTS.arm[cloud]}/`)).toMatchObject({
      sendsCredentials: true,
    });
  });
});
