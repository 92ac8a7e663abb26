import type { Notice, RefusedHost, TenantId } from '../../preload/contract/index.ts';
import type { Refusal, ReportRefusal } from './refusal.ts';

/**
 * Counts what the guards refused and tells the operator, without being a way to drown either.
 *
 * Threat: a page can be refused a thousand things a second, under names it makes up; a list that
 * grows with it fills the memory, and notices bury the one that matters.
 * So hosts are counted, not listed; the list and the notices are bounded; and a host that a page
 * made up is kept as text of bounded length.
 */
export interface RefusalLog {
  readonly report: ReportRefusal;
  /** Most often refused first. */
  list(): RefusedHost[];
  /** The list as text for an administrator, who sees what was wanted, how often and by whom. */
  text(nameOf: (id: TenantId) => string | null): string;
  clear(): void;
  /** Nothing of a tenant stays. */
  forget(tenantId: TenantId): void;
  /** A file was saved, or another thing that is no refusal. */
  inform(kind: 'download-saved' | 'information', tenantId: TenantId | null, message: string): void;
}

export interface RefusalLogOptions {
  readonly now: () => Date;
  /** Hears of every one, for the journal. */
  readonly record: ReportRefusal;
  readonly raise: (notice: Notice) => void;
}

interface Counted {
  readonly host: string;
  readonly kind: RefusedHost['kind'];
  readonly counts: Map<TenantId | null, number>;
  readonly firstAt: string;
  lastAt: string;
}

const MAX_HOSTS = 500;
const MAX_TENANTS_PER_HOST = 200;
const MAX_COUNT = 1_000_000_000;
/** The same thing in the same compartment is told once in this time. */
const SAME_MS = 60_000;
/** Requests are refused by the dozen while a page loads; one notice per compartment stands for all. */
const REQUESTS_MS = 10 * 60_000;
const MAX_NOTICES_PER_MINUTE = 20;

const NOTICE_KINDS: Readonly<Record<Refusal['kind'], Notice['kind'] | null>> = {
  navigation: 'navigation-refused',
  popup: 'popup-refused',
  request: 'request-refused',
  download: 'download-refused',
  permission: 'permission-refused',
  certificate: 'certificate-refused',
  'client-certificate': 'certificate-refused',
  'http-auth': 'request-refused',
  external: 'external-refused',
  // A page that speaks to main without leave is a matter for the log, not for the operator.
  ipc: null,
};

export function createRefusalLog({ now, raise, record }: RefusalLogOptions): RefusalLog {
  const hosts = new Map<string, Counted>();
  const told = new Map<string, number>();
  let recent: { readonly at: number; readonly tenantId: TenantId | null }[] = [];
  let nextId = 1;

  const notice = (
    kind: Notice['kind'],
    tenantId: TenantId | null,
    host: string | null,
    message: string,
  ) => {
    raise({
      id: nextId++,
      kind,
      tenantId,
      host,
      message: message.slice(0, 400),
      raisedAt: now().toISOString(),
    });
  };

  const isDue = (refusal: Refusal) => {
    const at = now().getTime();
    recent = recent.filter((entry) => entry.at > at - 60_000);
    // Each tenant has its own, so that one tenant's page cannot silence what is said of another.
    const raised = recent.filter((entry) => entry.tenantId === refusal.tenantId).length;
    for (const [key, time] of told) if (time <= at) told.delete(key);
    const isQuiet = refusal.kind === 'request';
    const key = [refusal.kind, refusal.tenantId, isQuiet ? '' : (refusal.host ?? refusal.message)];
    const joined = key.join('\n');
    if (told.has(joined) || raised >= MAX_NOTICES_PER_MINUTE) return false;
    told.set(joined, at + (isQuiet ? REQUESTS_MS : SAME_MS));
    recent.push({ at, tenantId: refusal.tenantId });
    return true;
  };

  const count = (kind: RefusedHost['kind'], host: string, tenantId: TenantId | null) => {
    const key = `${kind}\n${host}`;
    const at = now().toISOString();
    let counted = hosts.get(key);
    if (counted === undefined) {
      if (hosts.size >= MAX_HOSTS) hosts.delete(leastRecent(hosts));
      counted = { host, kind, counts: new Map(), firstAt: at, lastAt: at };
      hosts.set(key, counted);
    }
    counted.lastAt = at;
    if (counted.counts.has(tenantId) || counted.counts.size < MAX_TENANTS_PER_HOST) {
      counted.counts.set(tenantId, (counted.counts.get(tenantId) ?? 0) + 1);
    }
  };

  const list = () =>
    [...hosts.values()].map(toRefusedHost).sort((a, b) => b.count - a.count || compare(a, b));

  return {
    report(refusal) {
      const { kind, tenantId, host, message } = refusal;
      record(refusal);
      const shownHost = host === null ? null : plain(host).slice(0, 253);
      if (shownHost !== null && (kind === 'navigation' || kind === 'popup' || kind === 'request')) {
        count(kind, shownHost, tenantId);
      }
      const noticeKind = NOTICE_KINDS[kind];
      if (noticeKind !== null && isDue(refusal)) {
        notice(noticeKind, tenantId, shownHost, plain(message));
      }
    },
    list,
    text(nameOf) {
      const rows = list().map((entry) => {
        const tenants = entry.tenantIds.map((id) => `${plain(nameOf(id) ?? 'unknown')} (${id})`);
        return [
          entry.host,
          entry.kind,
          `${String(entry.count)} times`,
          `first ${entry.firstAt}`,
          `last ${entry.lastAt}`,
          tenants.length === 0 ? 'no tenant' : tenants.join(', '),
        ].join('\t');
      });
      return ['Hosts that Bulkhead refused', ...rows, ''].join('\n');
    },
    clear: () => hosts.clear(),
    forget(tenantId) {
      for (const [key, counted] of hosts) {
        counted.counts.delete(tenantId);
        if (counted.counts.size === 0) hosts.delete(key);
      }
      for (const key of told.keys()) if (key.includes(tenantId)) told.delete(key);
    },
    inform: (kind, tenantId, message) => notice(kind, tenantId, null, plain(message)),
  };
}

function toRefusedHost({ host, kind, counts, firstAt, lastAt }: Counted): RefusedHost {
  const total = [...counts.values()].reduce((sum, number) => sum + number, 0);
  return {
    host,
    kind,
    tenantIds: [...counts.keys()].filter((id) => id !== null),
    count: Math.min(total, MAX_COUNT),
    firstAt,
    lastAt,
  };
}

function leastRecent(hosts: ReadonlyMap<string, Counted>): string {
  let oldest: [string, string] | null = null;
  for (const [key, { lastAt }] of hosts) {
    if (oldest === null || lastAt < oldest[1]) oldest = [key, lastAt];
  }
  return oldest?.[0] ?? '';
}

function compare(a: RefusedHost, b: RefusedHost): number {
  return a.host < b.host ? -1 : a.host > b.host ? 1 : 0;
}

/** One line without controls or changes of direction: a page may have chosen it. */
function plain(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g, ' ');
}
