import globalHosts from '../../resources/hosts/global.json' with { type: 'json' };

const LISTED = (['signIn', 'navigation', 'requests', 'api'] as const).flatMap((use) =>
  globalHosts[use].flatMap(({ hosts }) => hosts),
);

/** Whether a name is on the list of hosts of the global cloud. */
export function isListed(name: string): boolean {
  return LISTED.some((host) =>
    host.startsWith('*.') ? name.endsWith(host.slice(1)) : name === host,
  );
}
