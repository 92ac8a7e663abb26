import { isPlainHost } from '../../preload/contract/host-name.ts';
import type { Cloud } from '../../preload/contract/index.ts';
import type { CloudHosts } from './host-data.ts';
import { HostPatterns } from './host-pattern.ts';
import { readPlainUrl, type UrlFault } from './plain-url.ts';

/**
 * The host list: which addresses a compartment may show, frame and ask for.
 *
 * Threat: a portal page holds names, links and extensions that others wrote, and one click or
 * redirect takes an administrator's session to any host there is. Chromium goes wherever it is told.
 * So every address is compared with the cloud's list, which is data (`resources/hosts`), and what
 * is not on it is refused and counted for the administrator.
 * Tested in test/unit/main/security/host-list.test.ts.
 */

export type RefusalReason = UrlFault | 'not-listed' | 'telemetry';

export type Decision =
  | {
      readonly allowed: true;
      readonly host: string | null;
      /** False for hosts below a wildcard where anyone can have a name. */
      readonly sendsCredentials: boolean;
    }
  | { readonly allowed: false; readonly host: string | null; readonly reason: RefusalReason };

/** One host of the list, for the administrator's egress list. */
export interface HostEntry {
  readonly host: string;
  readonly use: 'sign-in' | 'navigation' | 'request' | 'api';
  readonly purpose: string;
  readonly source: string;
  readonly sendsCredentials: boolean;
  /** Whether the policy added it to the shipped list. */
  readonly isAdded: boolean;
}

export interface HostList {
  readonly cloud: Cloud;
  /** Whether a page of this address may be the whole of a view. */
  allowsNavigation(url: string): Decision;
  /** Whether a page of this address may be a frame inside a view. */
  allowsFrame(url: string): Decision;
  /** Whether a page may load from, send to or open a socket to this address. */
  allowsRequest(url: string): Decision;
  isSignInHost(host: string): boolean;
  isPortalHost(host: string): boolean;
  entries(): readonly HostEntry[];
}

export interface AdditionalHosts {
  /** Exact hosts only: a federated identity provider, for instance. */
  readonly additionalNavigationHosts?: readonly string[];
  /** Hosts and wildcards. */
  readonly additionalRequestHosts?: readonly string[];
}

const ADDED = {
  purpose: 'Added by your administrator',
  source: 'Managed policy',
  isAdded: true,
} as const;

/** Makes the list of one cloud. Throws a TypeError for an additional host that is not one. */
export function createHostList(data: CloudHosts, additional: AdditionalHosts = {}): HostList {
  const entries = entriesOf(data, additional);
  const signIn = patternsOf(entries.filter((entry) => entry.use === 'sign-in'));
  const portals = patternsOf(
    entries.filter((entry) => entry.use === 'navigation' && !entry.isAdded),
  );
  const pages = patternsOf(
    entries.filter((entry) => entry.use === 'sign-in' || entry.use === 'navigation'),
  );
  const requests = patternsOf(entries);
  const telemetry = new HostPatterns<true>();
  for (const host of data.telemetry.flatMap((group) => group.hosts)) telemetry.add(host, true);

  const decide = (
    url: string,
    patterns: HostPatterns<HostEntry>,
    schemes: readonly string[],
  ): Decision => {
    const read = readPlainUrl(url, schemes);
    if (!read.ok) return { allowed: false, host: read.host, reason: read.fault };
    const entry = patterns.find(read.host);
    if (entry !== undefined) {
      return { allowed: true, host: read.host, sendsCredentials: entry.sendsCredentials };
    }
    const reason = telemetry.find(read.host) === true ? 'telemetry' : 'not-listed';
    return { allowed: false, host: read.host, reason };
  };

  return {
    cloud: data.cloud,
    allowsNavigation(url) {
      // An empty page has no content and inherits its opener: sign-in libraries open one first.
      if (isBlank(url)) return LOCAL;
      return decide(url, pages, ['https:']);
    },
    allowsFrame(url) {
      if (isBlank(url) || url === 'about:srcdoc' || url.startsWith('about:srcdoc#')) return LOCAL;
      // A blob belongs to the origin that made it; only a page of a listed host can have one here.
      const decision = decide(withoutBlob(url), requests, ['https:']);
      if (decision.allowed && !decision.sendsCredentials) {
        // SECURITY(hosts-wide): where anyone can have a name, nothing is shown, only loaded.
        return { allowed: false, host: decision.host, reason: 'not-listed' };
      }
      return decision;
    },
    allowsRequest(url) {
      // Data and blobs are already in the page: they reach no host.
      if (url.startsWith('data:') || url.startsWith('blob:https://')) return LOCAL;
      return decide(url, requests, ['https:', 'wss:']);
    },
    isSignInHost: (host) => signIn.find(host) !== undefined,
    isPortalHost: (host) => portals.find(host) !== undefined,
    entries: () => entries,
  };
}

const LOCAL: Decision = { allowed: true, host: null, sendsCredentials: true };

/** What was refused, for a sentence: its host, else the kind of address it is; never all of it. */
export function describeTarget(decision: Decision, url: string): string {
  if (decision.host !== null) return decision.host;
  const scheme = /^([a-z][a-z0-9+.-]{0,30}):/i.exec(url)?.[1];
  return scheme === undefined ? 'an unreadable address' : `a “${scheme.toLowerCase()}:” address`;
}

/** Plain words for a refusal, to follow a host or stand alone. */
export function describeRefusal(reason: RefusalReason): string {
  switch (reason) {
    case 'not-listed':
      return 'it is not on this cloud’s list of hosts';
    case 'telemetry':
      return 'it only collects usage data';
    case 'scheme':
      return 'only https addresses are opened';
    case 'credentials':
      return 'its address has a user name or password in it';
    case 'port':
      return 'its address names a port';
    case 'ip-address':
      return 'its address is a number, not a name';
    case 'disguised-host':
      return 'its address is written so that it looks like another';
    case 'too-long':
      return 'its address is too long';
    case 'not-a-url':
      return 'it is not an address';
  }
}

function isBlank(url: string): boolean {
  return url === '' || url === 'about:blank' || url.startsWith('about:blank#');
}

function withoutBlob(url: string): string {
  return url.startsWith('blob:') ? url.slice('blob:'.length) : url;
}

function entriesOf(data: CloudHosts, additional: AdditionalHosts): readonly HostEntry[] {
  const uses = [
    ['requests', 'request'],
    ['api', 'api'],
    ['navigation', 'navigation'],
    ['signIn', 'sign-in'],
  ] as const;
  const shipped = uses.flatMap(([key, use]) =>
    data[key].flatMap((group) =>
      group.hosts.map((host) => ({
        host,
        use,
        purpose: group.purpose,
        source: group.source,
        sendsCredentials: group.credentials ?? true,
        isAdded: false,
      })),
    ),
  );
  const added = (host: string, use: HostEntry['use']): HostEntry => ({
    host,
    use,
    ...ADDED,
    sendsCredentials: true,
  });
  for (const host of additional.additionalNavigationHosts ?? []) {
    if (!isPlainHost(host)) throw new TypeError(`Not a single host: ${host}`);
  }
  return [
    ...shipped,
    ...(additional.additionalNavigationHosts ?? []).map((host) => added(host, 'navigation')),
    ...(additional.additionalRequestHosts ?? []).map((host) => added(host, 'request')),
  ];
}

function patternsOf(entries: readonly HostEntry[]): HostPatterns<HostEntry> {
  const patterns = new HostPatterns<HostEntry>();
  // The first of a pattern counts, so that an addition cannot lift what a shipped entry withholds.
  for (const entry of [...entries].reverse()) patterns.add(entry.host, entry);
  return patterns;
}
