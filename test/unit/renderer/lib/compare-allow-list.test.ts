import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EgressCloud } from '../../../../preload/contract/index.ts';
import { egressManifest } from '../../../../main/egress/manifest.ts';
import { NO_POLICY } from '../../../../main/policy/policy-schema.ts';
import { createHostList } from '../../../../main/security/host-list.ts';
import { hostsOfCloud } from '../../../../main/security/host-data.ts';
import { LONGEST_ALLOW_LIST, readAllowList } from '../../../../renderer/lib/allow-list.ts';
import { compareAllowList } from '../../../../renderer/lib/compare-allow-list.ts';
import { egressText } from '../../../../renderer/lib/egress-text.ts';

const manifest = egressManifest(NO_POLICY);

function aCloud(cloud: EgressCloud['cloud'], hosts: Readonly<Record<string, string>>): EgressCloud {
  return {
    cloud,
    hosts: Object.entries(hosts).map(([host, purpose]) => ({
      host,
      use: 'page',
      purpose,
      source: 'A document',
      isOwn: false,
      isAdded: false,
    })),
  };
}

const NEEDED = [
  aCloud('global', { 'portal.example.com': 'Portal', '*.cdn.example.com': 'Pictures' }),
  aCloud('dod', { 'portal.example.com': 'Sign-in', 'api.example.mil': 'Service' }),
];

function read(text: string) {
  const list = readAllowList(text);
  if (list === null) throw new Error('The list is too long.');
  return list;
}

function compare(text: string, clouds: readonly EgressCloud[] = NEEDED) {
  const list = read(text);
  const { missing, judged, needed } = compareAllowList(clouds, list);
  return {
    needed,
    missing: missing.map(({ host }) => host),
    judged: judged.map(({ line, verdict, needed: hosts }) => [line, verdict, hosts.join(' ')]),
    unread: list.unread.length,
  };
}

const ALL = ['portal.example.com', '*.cdn.example.com', 'api.example.mil'];

describe('the comparison with an allow-list', () => {
  it('has nothing to say of exactly what is needed', () => {
    expect(compare(ALL.join('\n'))).toEqual({ needed: 3, missing: [], judged: [], unread: 0 });
  });

  it('says what is missing, with all that it is for', () => {
    expect(compareAllowList(NEEDED, read('')).missing).toEqual([
      { host: 'portal.example.com', purposes: ['Portal', 'Sign-in'], clouds: ['global', 'dod'] },
      { host: '*.cdn.example.com', purposes: ['Pictures'], clouds: ['global'] },
      { host: 'api.example.mil', purposes: ['Service'], clouds: ['dod'] },
    ]);
  });

  it.each([
    ['a wildcard for the host itself', '*.portal.example.com', 'portal.example.com'],
    ['a host for what is below it', 'cdn.example.com', '*.cdn.example.com'],
    ['one host for a wildcard', 'a.cdn.example.com', '*.cdn.example.com'],
    ['a narrower wildcard', '*.a.cdn.example.com', '*.cdn.example.com'],
    ['a name that only ends alike', '*.ample.mil', 'api.example.mil'],
    ['a name that is longer', 'api.example.mil.attacker.example', 'api.example.mil'],
    ['another port', 'api.example.mil:80', 'api.example.mil'],
    ['http', 'http://api.example.mil', 'api.example.mil'],
    ['one path', 'https://api.example.mil/v1', 'api.example.mil'],
    ['a comment', '# api.example.mil', 'api.example.mil'],
    ['a name of an object', '__proto__.mil', 'api.example.mil'],
  ])('does not take %s', (_what, line, host) => {
    expect(compare(line).missing).toContain(host);
  });

  it.each([
    ['the wildcard', '*.cdn.example.com', '*.cdn.example.com'],
    ['the notation of some proxies', '.cdn.example.com', '*.cdn.example.com'],
    ['that for the host itself', '.api.example.mil', 'api.example.mil'],
    ['a wildcard above', '*.example.mil', 'api.example.mil'],
    ['a wildcard above a wildcard', '*.example.com', '*.cdn.example.com'],
    ['a top-level domain', '*.mil', 'api.example.mil'],
    ['everything', '*', '*.cdn.example.com'],
  ])('takes %s', (_what, line, host) => {
    expect(compare(line).missing).not.toContain(host);
  });

  it.each([
    ['a host below a needed wildcard', 'a.cdn.example.com', []],
    ['a narrower wildcard', '*.a.cdn.example.com', []],
    ['the wildcard with its bare name', '.cdn.example.com', []],
    ['a host that is not needed', 'telemetry.example', [[1, 'not-needed', '']]],
    ['a wildcard of none', '*.telemetry.example', [[1, 'not-needed', '']]],
    ['a path of none', 'telemetry.example/a', [[1, 'not-needed', '']]],
    ['a wildcard of one', '*.example.mil', [[1, 'wider', 'api.example.mil']]],
    ['names below a host', '.api.example.mil', [[1, 'wider', 'api.example.mil']]],
    ['a wildcard above', '*.example.com', [[1, 'wider', 'portal.example.com *.cdn.example.com']]],
    ['everything', '*', [[1, 'wider', ALL.join(' ')]]],
    ['another port', 'api.example.mil:80', [[1, 'port', 'api.example.mil']]],
    ['http below a wildcard', 'http://a.cdn.example.com', [[1, 'http', '']]],
    ['one path', 'api.example.mil/v1', [[1, 'path', 'api.example.mil']]],
  ])('judges %s', (_what, line, expected) => {
    expect(compare(line).judged).toEqual(expected);
  });

  it('names each line of a list that says a thing twice', () => {
    expect(compare('*.mil\n*.mil').judged).toEqual([
      [1, 'wider', 'api.example.mil'],
      [2, 'wider', 'api.example.mil'],
    ]);
  });

  it('finds nothing missing in what is copied', () => {
    expect(compare(egressText(manifest), manifest)).toEqual({
      needed: new Set(manifest.flatMap(({ hosts }) => hosts.map(({ host }) => host))).size,
      missing: [],
      judged: [],
      unread: 0,
    });
  });

  it.each(manifest)('finds each host of $cloud that a list lacks, and no other', (cloud) => {
    for (const { host } of cloud.hosts) {
      const rest = cloud.hosts.flatMap((one) => (one.host === host ? [] : [one.host]));
      // A wildcard of the manifest may cover another host of it.
      const list = createHostList(hostsOfCloud(cloud.cloud));
      const { missing } = compare(rest.join('\n'), [cloud]);
      const isElsewhere = list
        .entries()
        .some(
          (one) =>
            one.host !== host && one.host.startsWith('*.') && host.endsWith(one.host.slice(1)),
        );

      expect(missing).toEqual(isElsewhere ? [] : [host]);
    }
  });

  it('takes a list as long as may be, of names made to be slow', () => {
    const deep = `${'a.'.repeat(120)}example.com\n`;
    const short = '*.a.b\n';
    for (const line of [deep, short, '*\n', '.\n', '#\n']) {
      const text = line.repeat(Math.floor(LONGEST_ALLOW_LIST / line.length));
      const list = read(text);
      const { missing, judged } = compareAllowList(manifest, list);

      expect(missing.length === 0).toBe(line === '*\n');
      expect(judged.length + list.unread.length).toBe(
        line === '#\n' ? 0 : text.length / line.length,
      );
    }
  });

  it('calls nothing missing that some entry allows, and everything that none does', () => {
    const label = fc.constantFrom('a', 'b', 'example');
    const name = fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join('.'));
    const pattern = fc.tuple(fc.constantFrom('', '*.'), name).map((parts) => parts.join(''));
    /** Written anew, name by name: whether each host that a need stands for is let through. */
    const allows = (entry: string, host: string) =>
      entry.startsWith('*.') ? host.endsWith(entry.slice(1)) : entry === host;
    fc.assert(
      fc.property(
        fc.array(pattern, { minLength: 1, maxLength: 5 }),
        fc.array(pattern, { maxLength: 5 }),
        (needs, entries) => {
          const cloud = aCloud('global', Object.fromEntries(needs.map((host) => [host, 'x'])));
          const { missing } = compare(entries.join('\n'), [cloud]);

          for (const need of needs) {
            // A name that stands below a wildcard and that no entry names.
            const host = need.replace('*', 'never-named');
            expect(missing.includes(need)).toBe(!entries.some((entry) => allows(entry, host)));
          }
        },
      ),
    );
  });
});
