import type { Finding } from '../../../../preload/contract/status.ts';
import { counted } from './bounded-text.ts';
import { finding, gapFinding } from './finding.ts';
import type { Picture } from './picture.ts';
import { isReportOnly } from './policy-scope.ts';

/** Policies that only report are named, because they look like protection and are none. */
export function reportOnlyPolicies({ facts, verdicts }: Picture): Finding {
  const { caPolicies } = facts;
  if (caPolicies.kind !== 'known')
    return gapFinding('report-only-policies', caPolicies, 'Policies');
  const reporting = caPolicies.value.filter(isReportOnly);
  const demands = new Map(verdicts.map((one) => [one.policy, one.demands]));
  const isNone = reporting.length === 0;
  return finding('report-only-policies', {
    state: isNone ? 'pass' : 'report-only',
    word: isNone ? 'None' : `${String(reporting.length)} report-only`,
    reason: isNone
      ? 'No policy is in report-only.'
      : `${counted(reporting.length, 'policy only reports', 'policies only report')}: what ${reporting.length === 1 ? 'it demands' : 'they demand'} is written down and not enforced.`,
    evidence: reporting.map((policy) => [policy.displayName, demands.get(policy) ?? '']),
    from: [caPolicies],
  });
}
