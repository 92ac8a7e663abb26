import type { Cloud, EgressCloud } from '../../preload/contract/index.ts';
import type { AllowList, AllowListEntry } from './allow-list.ts';

/** A host that is needed and that the list does not let through. */
export interface MissingHost {
  readonly host: string;
  readonly purposes: readonly string[];
  readonly clouds: readonly Cloud[];
}

export interface JudgedEntry {
  readonly line: number;
  readonly text: string;
  /**
   * `wider`: of what it allows, only `needed` is. `not-needed`: nothing is. `http`, `port`, `path`:
   * it is for a host that is needed, but lets no https request on port 443 through to all of it.
   */
  readonly verdict: 'wider' | 'not-needed' | 'http' | 'port' | 'path';
  /** Hosts of the manifest that it covers. */
  readonly needed: readonly string[];
}

export interface Comparison {
  /** Different hosts that are needed. */
  readonly needed: number;
  readonly missing: readonly MissingHost[];
  readonly judged: readonly JudgedEntry[];
}

/**
 * Compares what is needed in some clouds with an allow-list. A wildcard is covered by a wildcard as
 * wide or wider; single hosts below it are not enough.
 */
export function compareAllowList(clouds: readonly EgressCloud[], list: AllowList): Comparison {
  const needs = needsOf(clouds);
  const useful = list.entries.filter(({ limit }) => limit === null);
  const allowed = new Set(useful.flatMap(patternsOf));
  /** What is needed, by each pattern that would cover it. */
  const neededBelow = new Map<string, string[]>();
  for (const host of needs.keys()) {
    for (const pattern of coversOf(host)) {
      const hosts = neededBelow.get(pattern);
      if (hosts === undefined) neededBelow.set(pattern, [host]);
      else hosts.push(host);
    }
  }

  const judge = (entry: AllowListEntry): JudgedEntry | null => {
    const { line, text, limit } = entry;
    const patterns = patternsOf(entry);
    const [narrow = NONE, wide = NONE] = patterns.map((pattern) => neededBelow.get(pattern));
    // Not copied where it need not be: many lines may each cover everything.
    const needed = narrow.length === 0 ? wide : wide.length === 0 ? narrow : [...narrow, ...wide];
    // The last is the widest: `.host` is how some proxies write `*.host`, and no wider than needed.
    const isNeeded = coversOf(patterns.at(-1) ?? '').some((pattern) => needs.has(pattern));
    if (!isNeeded && needed.length === 0) return { line, text, verdict: 'not-needed', needed };
    if (limit !== null) return { line, text, verdict: limit, needed };
    return isNeeded ? null : { line, text, verdict: 'wider', needed };
  };

  return {
    needed: needs.size,
    missing: [...needs.values()].filter(
      ({ host }) => !coversOf(host).some((pattern) => allowed.has(pattern)),
    ),
    judged: list.entries.flatMap((entry) => judge(entry) ?? []),
  };
}

const NONE: readonly string[] = [];

/** Every host once, with all that it is needed for. */
function needsOf(clouds: readonly EgressCloud[]): ReadonlyMap<string, MissingHost> {
  const needs = new Map<string, MissingHost>();
  for (const { cloud, hosts } of clouds) {
    for (const { host, purpose } of hosts) {
      const known = needs.get(host);
      needs.set(host, {
        host,
        purposes: [...new Set([...(known?.purposes ?? []), purpose])],
        clouds: [...new Set([...(known?.clouds ?? []), cloud])],
      });
    }
  }
  return needs;
}

/** What an entry allows, as the manifest writes hosts; `*.` is everything. */
function patternsOf({ host, covers }: AllowListEntry): readonly string[] {
  const below = `*.${host}`;
  return covers === 'host' ? [host] : covers === 'below' ? [below] : [host, below];
}

/** Every pattern that covers a host or wildcard: itself, each wildcard above it, and `*.`. */
function coversOf(pattern: string): readonly string[] {
  const isWildcard = pattern.startsWith('*.');
  const labels = (isWildcard ? pattern.slice(2) : pattern).split('.');
  const above = labels.map((_label, at) => `*.${labels.slice(at + 1).join('.')}`);
  return [pattern, ...above];
}
