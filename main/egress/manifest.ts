import {
  type Cloud,
  CLOUDS,
  type EgressCloud,
  type EgressHost,
  type EgressUse,
} from '../../preload/contract/index.ts';
import { hostListIn } from '../policy/policy-hosts.ts';
import type { Policy } from '../policy/policy-schema.ts';
import type { HostEntry } from '../security/host-list.ts';
import { serviceHosts } from '../security/service-egress.ts';

/**
 * The egress manifest: every host that a proxy or firewall has to let through, by cloud and purpose.
 * It is made of what the guards compare addresses with, so that it names neither more nor less than
 * they allow. Who is reached by the managed browser and by the operating system is not in it.
 */

const USES: Readonly<Record<HostEntry['use'], EgressUse>> = {
  'sign-in': 'sign-in',
  navigation: 'page',
  api: 'service',
  request: 'request',
};

type NamesHosts = Pick<Policy, 'additionalHosts' | 'updates'>;

/** The hosts of every cloud, those that the policy added included. */
export function egressManifest(policy: NamesHosts): EgressCloud[] {
  const own = new Set(serviceHosts());
  return CLOUDS.map((cloud) => ({ cloud, hosts: hostsIn(cloud, policy, own) }));
}

function hostsIn(cloud: Cloud, policy: NamesHosts, own: ReadonlySet<string>): EgressHost[] {
  const hosts = hostListIn(cloud, policy)
    .entries()
    .map(({ host, use, purpose, source, isAdded }) => ({
      host,
      use: USES[use],
      purpose,
      source,
      isOwn: (use === 'sign-in' || use === 'api') && own.has(host),
      isAdded,
    }));
  const order = Object.values(USES);
  hosts.sort((one, other) => order.indexOf(one.use) - order.indexOf(other.use));
  return [...hosts, ...updateHosts(policy.updates)];
}

/** Newer versions are the same for every cloud, so that each has the host. */
function updateHosts(updates: Policy['updates']): EgressHost[] {
  if (!updates.allowed) return [];
  return [
    {
      host: new URL(updates.url).hostname,
      use: 'update',
      purpose: 'Newer versions of Bulkhead',
      source: 'Managed policy',
      isOwn: true,
      isAdded: true,
    },
  ];
}
