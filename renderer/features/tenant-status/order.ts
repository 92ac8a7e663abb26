import type { CheckState, Finding, PolicyVerdict } from '../../../preload/contract/index.ts';
import { needOf, needsOperator } from '../../lib/check-words.ts';

/** Findings under the three headings of the page, the worst first in each. */
export interface Reasons {
  readonly needsYou: readonly Finding[];
  readonly notKnown: readonly Finding[];
  readonly inOrder: readonly Finding[];
}

export function reasonsOf(findings: readonly Finding[]): Reasons {
  // Findings come in the order of the checks, and sorting keeps that among equals.
  const sorted = [...findings].sort((a, b) => needOf(a.state) - needOf(b.state));
  const isInOrder = ({ state }: Finding) => state === 'pass' || state === 'fact';
  return {
    needsYou: sorted.filter(({ state }) => needsOperator(state)),
    notKnown: sorted.filter((one) => !needsOperator(one.state) && !isInOrder(one)),
    inOrder: sorted.filter(isInOrder),
  };
}

const OUTCOMES: readonly PolicyVerdict['outcome'][] = [
  'blocked',
  'not-satisfied',
  'unknown',
  'satisfied',
  'not-applied',
];

/** Whether a policy stops, may stop or would stop this operator; switched off ones never do. */
export function wouldHit(policy: PolicyVerdict): boolean {
  return policy.applies !== 'no' && policy.state !== 'disabled';
}

/** What stops the operator first, then what may, then what is met; report-only after enforced. */
export function orderedPolicies(policies: readonly PolicyVerdict[]): readonly PolicyVerdict[] {
  const place = (policy: PolicyVerdict) =>
    (wouldHit(policy) ? 0 : 100) +
    (policy.state === 'enabled' ? 0 : policy.state === 'report-only' ? 10 : 20) +
    OUTCOMES.indexOf(policy.outcome);
  return [...policies].sort((a, b) => place(a) - place(b) || a.name.localeCompare(b.name, 'en'));
}

/** The mark of a policy's outcome. What is not enforced is never shown as protection or as harm. */
export function stateOfPolicy({ state, outcome, applies }: PolicyVerdict): CheckState {
  if (state === 'disabled' || outcome === 'not-applied' || applies === 'no') return 'not-available';
  if (state === 'report-only') return 'report-only';
  switch (outcome) {
    case 'satisfied':
      return applies === 'yes' ? 'pass' : 'unknown';
    case 'not-satisfied':
    case 'blocked':
      return applies === 'yes' ? 'fail' : 'attention';
    case 'unknown':
      return 'unknown';
  }
}

/** The outcome in words; of a policy that is not enforced, what it would be. */
export function outcomeText(policy: PolicyVerdict): string {
  if (policy.state === 'disabled') return 'Switched off';
  if (policy.outcome === 'not-applied' || policy.applies === 'no') return 'Does not apply';
  if (policy.state === 'report-only') return WOULD_BE[policy.outcome];
  return policy.applies === 'maybe' ? MAY_BE[policy.outcome] : IS[policy.outcome];
}

type Applied = Exclude<PolicyVerdict['outcome'], 'not-applied'>;

const IS: Readonly<Record<Applied, string>> = {
  satisfied: 'Satisfied',
  'not-satisfied': 'Not satisfied',
  blocked: 'Blocks you',
  unknown: 'Not known',
};
const MAY_BE: Readonly<Record<Applied, string>> = {
  satisfied: 'Satisfied if it applies',
  'not-satisfied': 'May stop you',
  blocked: 'May block you',
  unknown: 'Not known',
};
const WOULD_BE: Readonly<Record<Applied, string>> = {
  satisfied: 'Would be satisfied',
  'not-satisfied': 'Would not be satisfied',
  blocked: 'Would block you',
  unknown: 'Not known',
};
