import type { EvaluationContext } from './evaluation-context.ts';
import { API_RESOURCES, PORTAL_RESOURCES, type SignInAttempt } from './sign-in-attempt.ts';

/** The two sign-ins that work in Bulkhead takes: a portal in a compartment, and the APIs. */
export function attemptsOf(
  context: EvaluationContext,
  cloud: string,
): readonly [page: SignInAttempt, api: SignInAttempt] {
  const both = {
    // Ids of the other clouds' own services are not all known.
    areResourcesAll: cloud === 'global',
    platform: context.platform ?? null,
    ipAddress: context.ipAddress ?? null,
    country: context.country ?? null,
    signInRisk: null,
    userRisk: null,
    insiderRisk: null,
    flow: 'none' as const,
  };
  const hasBroker = context.hasBroker === true;
  return [
    { ...both, client: 'embedded-page', resources: PORTAL_RESOURCES, device: { state: 'none' } },
    {
      ...both,
      client: hasBroker ? 'api-by-broker' : 'api-by-page',
      resources: API_RESOURCES,
      device: hasBroker ? (context.device ?? { state: 'unknown' }) : { state: 'none' },
    },
  ];
}

/** What the token at hand was asked for: Microsoft Graph, and nothing else. */
export function graphAttempt(context: EvaluationContext, cloud: string): SignInAttempt {
  const [, api] = attemptsOf(context, cloud);
  return { ...api, resources: API_RESOURCES.slice(0, 1) };
}
