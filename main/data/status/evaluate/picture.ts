import type { PortalId } from '../../../../preload/contract/compartments.ts';
import type { CaPolicy, TenantFacts } from '../facts.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { attemptsOf } from './attempts.ts';
import type { Certainty } from './certainty.ts';
import { asProven, judgePolicy, withWhatIf, worstOf, type Verdict } from './conditional-access.ts';
import { READ, settingFor } from './cross-tenant.ts';
import type { HomeTrust } from './grant-controls.ts';
import { mfaEvidenceOf, type MfaEvidence } from './mfa-evidence.ts';
import { isExternal, operatorOf, type Operator } from './operator-kind.ts';
import { provenByToken } from './proven-policies.ts';

/** All that checks look at: the facts and what follows from them for this operator. */
export interface Picture {
  readonly facts: TenantFacts;
  readonly context: EvaluationContext;
  readonly now: number;
  readonly operator: Operator;
  readonly isExternal: Certainty;
  readonly trust: HomeTrust;
  readonly mfa: MfaEvidence;
  /** Policies that the token at hand would not have been given against. */
  readonly proven: ReadonlySet<CaPolicy>;
  /** One per policy; empty when policies are not known. */
  readonly verdicts: readonly Verdict[];
  readonly handOffPortalId: PortalId;
}

export function pictureOf(facts: TenantFacts, context: EvaluationContext): Picture {
  const operator = operatorOf(facts);
  const base = {
    facts,
    context,
    now: context.now,
    operator,
    isExternal: isExternal(operator),
    trust: trustOf(facts, operator),
    handOffPortalId: context.handOffPortalId ?? (facts.cloud === 'china' ? 'entra' : 'defender'),
  };
  const proven = provenByToken(facts, { ...base, locations: locationsOf(facts) }, context);
  const mfa = mfaEvidenceOf(facts, base, proven, context.now);
  return { ...base, mfa, proven, verdicts: verdictsOf({ ...base, mfa, proven }) };
}

function trustOf(facts: TenantFacts, operator: Operator): HomeTrust {
  const home = operator.homeTenantId;
  if (home === null) return { mfa: null, compliantDevice: null, hybridJoin: null };
  const value = (read: (typeof READ)['mfa']) => settingFor(facts, home, read).value;
  return {
    mfa: value(READ.mfa),
    compliantDevice: value(READ.compliantDevice),
    hybridJoin: value(READ.hybridJoin),
  };
}

function verdictsOf(
  picture: Pick<Picture, 'facts' | 'context' | 'operator' | 'trust' | 'mfa' | 'proven'>,
): readonly Verdict[] {
  const { facts } = picture;
  if (facts.caPolicies.kind !== 'known') return [];
  const around = { ...picture, locations: locationsOf(facts) };
  const whatIf =
    facts.whatIf.kind === 'known'
      ? new Set(facts.whatIf.value.map((id) => id.toLowerCase()))
      : null;
  const attempts = attemptsOf(picture.context, facts.cloud);
  return facts.caPolicies.value.flatMap((policy) => {
    const isProven = picture.proven.has(policy);
    const worst = worstOf(
      attempts.map((attempt) => {
        const verdict = judgePolicy(policy, attempt, around);
        return isProven ? asProven(verdict, attempt.client) : verdict;
      }),
    );
    return worst === undefined ? [] : [withWhatIf(worst, whatIf)];
  });
}

const locationsOf = ({ namedLocations }: TenantFacts) =>
  namedLocations.kind === 'known' ? namedLocations.value : null;
