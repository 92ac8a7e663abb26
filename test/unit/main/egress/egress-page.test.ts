import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import type { EgressCloud, EgressHost, EgressUse } from '../../../../preload/contract/index.ts';
import { egressManifest } from '../../../../main/egress/manifest.ts';
import { NO_POLICY } from '../../../../main/policy/policy-schema.ts';
import { hostsOfCloud } from '../../../../main/security/host-data.ts';

const PAGE = fileURLToPath(new URL('../../../../docs/egress.md', import.meta.url));

const USES: Readonly<Record<EgressUse, string>> = {
  'sign-in': 'Sign-in',
  page: 'Pages of the portals',
  service: 'Services, called with a token',
  request: 'What the pages load',
  update: 'Updates of Bulkhead',
};

const INTRO = `# Egress

Every host that Bulkhead and the pages in it reach, for the allow-list of a proxy or firewall. Made of
the data that the guards compare addresses with (\`resources/hosts\`), so that what is not here is
refused by Bulkhead itself. \`npx vitest run egress-page -u\` writes this page anew; a test fails when
it is not what the data says.

- Everything is TCP, port 443, https or wss. Bulkhead listens on no port.
- \`*.host\` stands for every name below \`host\`, at any depth, and not for \`host\` itself.
- Only the clouds that your tenants are in are needed. Where a host is for several of them, it is in
  each.
- "Bulkhead, pages": Bulkhead asks it for tokens or answers of APIs, by itself. "Pages": only the
  sign-in and portal pages in the compartments do.
- Traffic goes by the system's proxy, where there is one.
- Where a policy has Bulkhead look for updates ([updates.md](updates.md)), the host of that policy
  comes to these.

The page Egress in Bulkhead shows the same with the hosts that your policy added
([policy.md](policy.md), \`additionalHosts\`), copies it as text, and compares it with an allow-list
that you paste: which hosts are missing, and which entries are wider than needed.

A list has one entry a line. \`.host\` is taken for \`host\` and every name below it, \`*\` for
everything; upper case, other scripts and addresses are understood. An entry for another port, for
http alone or for one path does not count as allowing the host. IP addresses, wildcards in other
places and everything else are named with their line, never guessed at.

Not in it, because others ask: where the operating system checks certificates for revocation, and
what the managed browser reaches when a page is handed to it.
`;

it('is what the guards let through', async () => {
  const text = [INTRO, ...egressManifest(NO_POLICY).map(cloudSection)].join('\n');
  const options = await resolveConfig(PAGE);

  await expect(await format(text, { ...options, parser: 'markdown' })).toMatchFileSnapshot(PAGE);
});

function cloudSection({ cloud, hosts }: EgressCloud): string {
  const { name, telemetry } = hostsOfCloud(cloud);
  const uses = Object.keys(USES) as EgressUse[];
  return [
    `## ${name}\n`,
    ...uses.map((use) =>
      useTable(
        USES[use],
        hosts.filter((host) => host.use === use),
      ),
    ),
    telemetry.length === 0
      ? ''
      : `Refused without a notice, and not needed: ${telemetry
          .flatMap((group) => group.hosts.map((host) => `\`${host}\``))
          .join(', ')}.\n`,
  ].join('\n');
}

function useTable(title: string, hosts: readonly EgressHost[]): string {
  if (hosts.length === 0) return '';
  const rows = hosts.map(
    ({ host, purpose, isOwn, source }) =>
      `| \`${host}\` | ${purpose} | ${isOwn ? 'Bulkhead, pages' : 'pages'} | ${source} |`,
  );
  return [
    `### ${title}\n`,
    '| host | for | asked by | source |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
