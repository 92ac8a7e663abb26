import globalHosts from '../../resources/hosts/global.json' with { type: 'json' };

/** Every host of the global cloud that is not refused, some with a wildcard in front. */
export const LISTED_HOSTS: readonly string[] = (
  ['signIn', 'navigation', 'requests', 'api'] as const
).flatMap((use) => globalHosts[use].flatMap(({ hosts }) => hosts));

/** Whether a name is on the list of hosts of the global cloud. */
export function isListed(name: string): boolean {
  return LISTED_HOSTS.some((host) =>
    host.startsWith('*.') ? name.endsWith(host.slice(1)) : name === host,
  );
}
