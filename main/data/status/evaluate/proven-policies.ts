import type { CaPolicy, TenantFacts } from '../facts.ts';
import { graphAttempt } from './attempts.ts';
import { judgePolicy, type Surroundings } from './conditional-access.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { instantOf, isInFuture } from './instants.ts';
import { holdsToken } from './mfa-evidence.ts';
import { isOn } from './policy-scope.ts';

/** Tokens with continuous access evaluation live up to 28 hours. */
const LONGEST_TOKEN_MS = 28 * 3_600_000;

/**
 * Policies that must have been satisfied, because a token was given that they certainly bear on.
 * Microsoft gives no token against a policy that is on, so being let in is a proof. It holds only
 * for a token that still lives, and for policies that were last changed before it can have been
 * given.
 */
export function provenByToken(
  facts: TenantFacts,
  around: Omit<Surroundings, 'mfa'>,
  context: EvaluationContext,
): ReadonlySet<CaPolicy> {
  const { token, caPolicies, cloud } = facts;
  const nothing = new Set<CaPolicy>();
  if (!holdsToken(facts)) return nothing;
  if (token.kind !== 'known' || caPolicies.kind !== 'known') return nothing;
  const until = instantOf(token.value.tokenUntil);
  const asked = instantOf(token.collectedAt);
  if (until === null || asked === null || isInFuture(asked, context.now)) return nothing;
  if (until <= context.now || until > asked + LONGEST_TOKEN_MS) return nothing;
  const attempt = graphAttempt(context, cloud);
  const blind: Surroundings = { ...around, mfa: { done: 'maybe', methods: [] } };
  return new Set(
    caPolicies.value.filter(
      (policy) =>
        isOn(policy) &&
        wasThereBefore(policy, until - LONGEST_TOKEN_MS) &&
        // With an app left out, sign-ins for a basic profile used to be let through.
        policy.conditions.applications.excludeApplications.length === 0 &&
        judgePolicy(policy, attempt, blind).applies === 'yes',
    ),
  );
}

function wasThereBefore(policy: CaPolicy, ms: number): boolean {
  const modified = instantOf(policy.modifiedDateTime);
  return modified !== null && modified < ms;
}
