import { describe, expect, it } from 'vitest';
import { CLOUDS, contract } from '../../../../preload/contract/index.ts';
import { egressHandlers } from '../../../../main/egress/egress-ipc.ts';
import { egressManifest } from '../../../../main/egress/manifest.ts';
import { authorityOf } from '../../../../main/identity/authority.ts';
import { NO_POLICY } from '../../../../main/policy/policy-schema.ts';
import { apiHostIn } from '../../../../main/security/api-hosts.ts';
import { hostsOfCloud } from '../../../../main/security/host-data.ts';
import { serviceHosts } from '../../../../main/security/service-egress.ts';
import { portalsOf } from '../../../../main/tenants/portal-links.ts';

const shipped = egressManifest(NO_POLICY);
const hostsIn = (cloud: string) => shipped.find((one) => one.cloud === cloud)?.hosts ?? [];

describe.each(CLOUDS)('the egress manifest of %s', (cloud) => {
  it('has every host of the list, and no other', () => {
    const { signIn, navigation, api, requests } = hostsOfCloud(cloud);
    const listed = [signIn, navigation, api, requests].flat().flatMap(({ hosts }) => hosts);

    expect(hostsIn(cloud).map(({ host }) => host)).toEqual(listed);
  });

  it('has what each portal opens with', () => {
    const pages = new Set(
      hostsIn(cloud).flatMap(({ host, use }) => (use === 'page' ? [host] : [])),
    );
    const missing = portalsOf({ cloud }).filter(({ host }) => host !== null && !pages.has(host));

    expect(missing).toEqual([]);
  });

  it('says which hosts Bulkhead itself asks for tokens and answers', () => {
    const own = hostsIn(cloud).flatMap(({ host, isOwn }) => (isOwn ? [host] : []));
    const apis = (['graph', 'arm', 'defender'] as const).map((api) => apiHostIn(cloud, api));

    expect(own).toEqual(
      expect.arrayContaining([authorityOf(cloud).host, ...apis.filter((host) => host !== null)]),
    );
  });
});

it('leaves out no host that Bulkhead itself may ask', () => {
  const own = shipped.flatMap(({ hosts }) => hosts.filter(({ isOwn }) => isOwn));

  expect(new Set(own.map(({ host }) => host))).toEqual(new Set(serviceHosts()));
});

it('names what the policy added, in its cloud only', () => {
  const manifest = egressManifest({
    ...NO_POLICY,
    additionalHosts: {
      dod: { navigation: ['sso.contoso.example'], requests: ['*.cdn.contoso.example'] },
    },
  });
  const added = manifest.flatMap(({ cloud, hosts }) =>
    hosts.flatMap(({ host, use, isAdded }) => (isAdded ? [{ cloud, host, use }] : [])),
  );

  expect(added).toEqual([
    { cloud: 'dod', host: 'sso.contoso.example', use: 'page' },
    { cloud: 'dod', host: '*.cdn.contoso.example', use: 'request' },
  ]);
  expect(shipped.flatMap(({ hosts }) => hosts.filter(({ isAdded }) => isAdded))).toEqual([]);
});

it('names the host where updates are looked for, in every cloud, and nowhere without a policy', () => {
  const manifest = egressManifest({
    ...NO_POLICY,
    updates: {
      allowed: true,
      url: 'https://updates.contoso.example/bulkhead/manifest.json',
      keys: [],
      checksDaily: false,
    },
  });
  const named = manifest.map(({ hosts }) => hosts.filter(({ use }) => use === 'update'));

  expect(named).toEqual(
    CLOUDS.map(() => [
      expect.objectContaining({ host: 'updates.contoso.example', isOwn: true, isAdded: true }),
    ]),
  );
  expect(shipped.flatMap(({ hosts }) => hosts.filter(({ use }) => use === 'update'))).toEqual([]);
});

it('fits the contract with the longest policy there may be', () => {
  const label = 'a'.repeat(60);
  const host = (at: number) => `h${String(at)}.${label}.${label}.${label}.example`;
  const navigation = Array.from({ length: 50 }, (_, at) => host(at));
  const requests = Array.from({ length: 200 }, (_, at) => `*.${host(at)}`);

  const { get } = egressHandlers<null>({
    ...NO_POLICY,
    additionalHosts: { global: { navigation, requests } },
  });
  const answer = get({}, null);

  expect(contract.egress.get.output.parse(answer)).toEqual(answer);
});
