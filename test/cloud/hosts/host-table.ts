import type { Cloud } from '../../../preload/contract/tenants.ts';
import { API_HOSTS, API_KEYS } from './api-hosts.ts';
import type { ApiKey } from './api-hosts.ts';
import { PORTAL_HOSTS } from './portal-hosts.ts';
import type { PortalKey } from './portal-hosts.ts';
import { instanceOfCloud, SIGN_IN_INSTANCES } from './sign-in-hosts.ts';
import type { InstanceKey } from './sign-in-hosts.ts';

export type HostRole =
  | { role: 'sign-in'; instance: InstanceKey }
  | { role: 'portal'; portal: PortalKey; instance: InstanceKey; clouds: readonly Cloud[] }
  | { role: 'api'; api: ApiKey; instance: InstanceKey; clouds: readonly Cloud[] };

function add(table: Map<string, HostRole>, host: string, role: HostRole): void {
  const there = table.get(host);
  if (there && there.role !== 'sign-in' && role.role === there.role) {
    // GCC High and DoD share some hosts.
    table.set(host, {
      ...there,
      clouds: [...there.clouds, ...('clouds' in role ? role.clouds : [])],
    });
    return;
  }
  table.set(host, role);
}

function buildTable(): Map<string, HostRole> {
  const table = new Map<string, HostRole>();
  for (const instance of Object.values(SIGN_IN_INSTANCES)) {
    for (const host of instance.hosts)
      add(table, host, { role: 'sign-in', instance: instance.key });
  }
  for (const [portal, perCloud] of Object.entries(PORTAL_HOSTS) as [
    PortalKey,
    (typeof PORTAL_HOSTS)[PortalKey],
  ][]) {
    for (const [cloud, hosts] of Object.entries(perCloud) as [Cloud, readonly string[]][]) {
      const instance = instanceOfCloud(cloud).key;
      for (const host of hosts)
        add(table, host, { role: 'portal', portal, instance, clouds: [cloud] });
    }
  }
  for (const api of API_KEYS) {
    for (const [cloud, host] of Object.entries(API_HOSTS[api]) as [Cloud, string | null][]) {
      if (host === null) continue;
      add(table, host, { role: 'api', api, instance: instanceOfCloud(cloud).key, clouds: [cloud] });
    }
  }
  return table;
}

const TABLE: ReadonlyMap<string, HostRole> = buildTable();

/** What a host is in this cloud; undefined for every other name. `host` is lower case, no port. */
export function roleOfHost(host: string): HostRole | undefined {
  return TABLE.get(host);
}

export function allHosts(): string[] {
  return [...TABLE.keys()];
}

/** The host that links of a portal point to in a cloud; undefined where the cloud has none. */
export function portalHost(portal: PortalKey, cloud: Cloud): string | undefined {
  return PORTAL_HOSTS[portal][cloud]?.[0];
}
