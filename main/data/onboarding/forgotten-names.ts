import type { EngagementId } from '../../../preload/contract/index.ts';
import type { OnboardingRows } from './store/rows.ts';

/** Who did what nobody may be named for any more, or what nobody was known to do. */
export const NOBODY = 'Unnamed operator';

/** A tenant that is forgotten, as far as it is known still. */
export interface ForgottenTenant {
  readonly domain: string | null;
  /** User name that was signed in to it. */
  readonly account: string | null;
}

/** What is there without the tenant. */
export interface Remaining {
  readonly engagementIds: ReadonlySet<EngagementId>;
  /** User names that are signed in to tenants, or are operators of runs. */
  readonly names: readonly string[];
  readonly domains: readonly string[];
}

/**
 * User names that go with a tenant: its own accounts wherever they are named, and whoever is named
 * only for shared steps that were done in its runs. A name that a tenant or a run which stays has by
 * itself does not go.
 * @param written what is kept once the runs of the tenant are gone
 */
export function namesToForget(
  written: ReturnType<OnboardingRows['namesWritten']>,
  { domain, account }: ForgottenTenant,
  remaining: Remaining,
): readonly string[] {
  const known = new Set(remaining.names.map(lower));
  const knownDomains = new Set(remaining.domains.map(lower));
  const stays = (name: string) => known.has(lower(name)) || knownDomains.has(domainOf(name));
  const isOfTenant = (name: string) =>
    lower(name) === lower(account ?? '') || (domain !== null && domainOf(name) === lower(domain));
  const named = new Set(
    written.filter((one) => remaining.engagementIds.has(one.engagementId)).map(({ name }) => name),
  );
  return [...new Set(written.map(({ name }) => name))].filter(
    (name) => name !== NOBODY && !stays(name) && (isOfTenant(name) || !named.has(name)),
  );
}

const lower = (text: string) => text.toLowerCase();

/** What follows the last `@`, in small letters; empty for a name without one. */
function domainOf(name: string): string {
  const at = name.lastIndexOf('@');
  return at === -1 ? '' : lower(name.slice(at + 1));
}
