import type { Finding } from '../../../../preload/contract/status.ts';
import { listed } from './bounded-text.ts';
import { finding, gapFinding } from './finding.ts';
import type { Picture } from './picture.ts';
import { coverageOf, isBlocking, policyEvidence } from './policy-scope.ts';

/** Whether device code flow is blocked. Security defaults do not block it. */
export function deviceCode({ facts }: Picture): Finding {
  const { caPolicies } = facts;
  if (caPolicies.kind !== 'known') return gapFinding('device-code', caPolicies, 'Policies');
  const { level, policies, gaps } = coverageOf(
    caPolicies.value,
    (policy) =>
      isBlocking(policy) && policy.conditions.authenticationFlows.includes('deviceCodeFlow'),
    'flows',
  );
  const base = { evidence: policyEvidence(policies, 'flows'), from: [caPolicies] };
  switch (level) {
    case 'full':
      return finding('device-code', {
        ...base,
        state: 'pass',
        word: 'Blocked',
        reason: 'A policy blocks device code flow for all users and all apps.',
      });
    case 'part':
      return finding('device-code', {
        ...base,
        state: 'attention',
        word: 'Blocked in part',
        reason: `Device code flow is blocked, but ${listed(gaps, 3)}.`,
      });
    case 'report-only':
      return finding('device-code', {
        ...base,
        state: 'report-only',
        word: 'Report-only',
        reason: 'A policy would block device code flow, but only reports. Nothing is blocked.',
      });
    case 'none':
      return finding('device-code', {
        ...base,
        state: 'fail',
        word: 'Not blocked',
        reason:
          'No policy blocks device code flow. Somebody can be talked into entering a code that signs an attacker in.',
      });
  }
}
