import type {
  CheckResult,
  OnboardingCheckId,
  OnboardingCheckState,
  StepCheck,
} from '../../../../preload/contract/index.ts';
import { CloudError } from '../../cloud/cloud-error.ts';
import { boundedText } from '../../status/evaluate/bounded-text.ts';
import type { CheckAnswer, CheckContext, Draft, OnboardingCheck } from './check.ts';
import { ONBOARDING_CHECKS } from './catalogue.ts';
import { checkValues, NeedsValue } from './check-values.ts';

/** What a check is about, before it is run. */
export function checkInfo(
  id: OnboardingCheckId,
): Pick<OnboardingCheck, 'title' | 'wanted' | 'permissions' | 'role' | 'kind'> {
  return ONBOARDING_CHECKS[id];
}

/**
 * Runs one check: it reads the tenant's configuration and changes nothing. Never throws: whatever
 * the service or the network answers becomes a state of its own, and only what was read and found
 * right is `passed`.
 */
export async function runCheck(check: StepCheck, context: CheckContext): Promise<CheckAnswer> {
  const one = ONBOARDING_CHECKS[check.id];
  const answer = (
    state: OnboardingCheckState,
    draft: Omit<Draft, 'state'>,
    needs = '',
  ): CheckAnswer => ({
    checkId: check.id,
    state,
    title: one.title,
    found: boundedText(draft.found, 600) || 'Nothing was said.',
    wanted: boundedText(draft.wanted ?? one.wanted, 600),
    facts: factsOf(draft.facts ?? []),
    source: boundedText(one.source, 300),
    needs: boundedText(needs, 300) || null,
    checkedAt: state === 'needs-value' ? null : context.now().toISOString(),
    endsAt: draft.endsAt ?? null,
  });

  try {
    const take = checkValues(check, context);
    const draft = await one.run({ ...context, side: check.on, take });
    return answer(draft.state, draft);
  } catch (error) {
    if (error instanceof NeedsValue) {
      return answer('needs-value', { found: error.message }, error.message);
    }
    if (error instanceof CloudError) {
      const { state, needs } = gapOf(error, one);
      return answer(state, { found: foundInstead(state, error) }, needs);
    }
    // A bug of a check costs one answer and not the run.
    return answer('unreachable', { found: 'The answer could not be used.' });
  }
}

function factsOf(facts: NonNullable<Draft['facts']>): CheckResult['facts'] {
  return facts.slice(0, 40).map(([label, value]) => ({
    label: boundedText(label, 80) || 'Without a name',
    value: boundedText(value, 400),
  }));
}

/** No permission, no licence and not there are three things; none of them is a failed check. */
function gapOf(
  { kind, facts }: CloudError,
  one: OnboardingCheck,
): { readonly state: OnboardingCheckState; readonly needs: string } {
  switch (kind) {
    case 'not-permitted':
      return { state: kind, needs: facts.needs ?? permissionsAndRole(one) };
    case 'not-licensed':
      return { state: kind, needs: facts.needs ?? one.licence ?? '' };
    case 'not-available':
      return { state: kind, needs: '' };
    default:
      return { state: 'unreachable', needs: '' };
  }
}

function permissionsAndRole({ permissions, role }: OnboardingCheck): string {
  const names = permissions.join(', ');
  return role === null ? names : `${names}; ${role}`;
}

const INSTEAD: Readonly<Partial<Record<OnboardingCheckState, string>>> = {
  'not-permitted': 'It cannot be read with the permissions and roles that you have here.',
  'not-licensed': 'The tenant has no licence for it.',
  'not-available': 'It cannot be read in this cloud or with this account.',
  unreachable: 'It could not be read.',
};

function foundInstead(state: OnboardingCheckState, { message }: CloudError): string {
  return `${INSTEAD[state] ?? ''} The reason given: ${message}`.trim();
}
