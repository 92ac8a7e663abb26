import { CloudError, endsTenant } from '../../cloud/cloud-error.ts';
import type { TenantApi } from '../../cloud/tenant-api.ts';
import { ANSWER_LABELS, type AnswerName } from '../answers.ts';
import type { Answer, Me } from '../facts.ts';
import {
  activeRolesCollector,
  groupsCollector,
  meCollector,
  organizationCollector,
} from './account.ts';
import { type Collector, type CollectContext, gapOf } from './collector.ts';
import {
  caPoliciesCollector,
  namedLocationsCollector,
  securityDefaultsCollector,
} from './conditional-access.ts';
import {
  crossTenantDefaultCollector,
  crossTenantPartnersCollector,
} from './cross-tenant-access.ts';
import { registrationCollector, servicePlansCollector, signInsCollector } from './reports.ts';
import { roleSchedulesCollector } from './role-schedules.ts';
import { whatIfCollector } from './what-if.ts';

/**
 * Everything that is asked, in an order that puts other work between the three requests of which a
 * tenant takes one a second.
 */
const COLLECTORS: readonly Collector[] = [
  organizationCollector,
  meCollector,
  caPoliciesCollector,
  securityDefaultsCollector,
  crossTenantDefaultCollector,
  crossTenantPartnersCollector,
  groupsCollector,
  activeRolesCollector,
  namedLocationsCollector,
  servicePlansCollector,
  roleSchedulesCollector,
  signInsCollector,
  registrationCollector,
  whatIfCollector,
] as readonly Collector[];

export interface CollectedTenant {
  readonly answers: Partial<Record<AnswerName, Answer<unknown>>>;
  /** Why not everything was answered, in plain words; null when it was. */
  readonly problem: string | null;
}

export interface CollectTenantDeps {
  readonly api: TenantApi;
  readonly now: () => Date;
  readonly platform: NodeJS.Platform;
  /** The operator's object as it was known before, for when it cannot be asked now. */
  readonly knownMe: Me | null;
  readonly collectors?: readonly Collector[];
}

/**
 * Asks a tenant for everything. One thing that is refused or broken does not stop the others; when
 * the tenant as a whole does not answer, the rest is not asked. Throws only when it was cancelled.
 */
export async function collectTenant(deps: CollectTenantDeps): Promise<CollectedTenant> {
  const { api, now, platform, collectors = COLLECTORS } = deps;
  const answers: Partial<Record<AnswerName, Answer<unknown>>> = {};
  const problems: string[] = [];
  let me = deps.knownMe;
  const context: CollectContext = {
    get me() {
      return me;
    },
    now,
    platform,
  };

  for (const one of collectors) {
    try {
      const value: unknown = await one.collect(api, context);
      const answer = { kind: 'known', value, ...stamp(one, now()) } as const;
      answers[one.name] = answer;
      // The collector's type says so.
      if (one.name === 'me') me = value as Me;
    } catch (error) {
      const failure = asCloudError(error);
      if (failure.kind === 'cancelled') throw failure;
      if (endsTenant(failure)) return { answers, problem: failure.message };
      const gap = gapOf(failure, one);
      answers[one.name] = { ...gap, ...stamp(one, now()) };
      if (one.name === 'me') me = null;
      if (gap.kind === 'failed') problems.push(`${ANSWER_LABELS[one.name]}: ${failure.message}`);
    }
  }
  return { answers, problem: problems.length === 0 ? null : problemOf(problems) };
}

function stamp({ source }: Collector, at: Date) {
  return { source, collectedAt: at.toISOString() };
}

/** Anything else is a bug of a collector; it costs one answer and not the collection. */
function asCloudError(error: unknown): CloudError {
  if (error instanceof CloudError) return error;
  return new CloudError('failed', 'The answer could not be used.', { cause: error });
}

const MAX_PROBLEM = 300;

function problemOf(problems: readonly string[]): string {
  const more = problems.length > 1 ? ` And ${problems.length - 1} more.` : '';
  const text = `Not everything was answered. ${problems[0] ?? ''}`;
  return `${text.slice(0, MAX_PROBLEM - more.length)}${more}`;
}
