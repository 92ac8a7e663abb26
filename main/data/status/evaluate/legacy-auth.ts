import type { Finding } from '../../../../preload/contract/status.ts';
import type { CaPolicy } from '../facts.ts';
import { listed } from './bounded-text.ts';
import { finding, gapFinding } from './finding.ts';
import type { Picture } from './picture.ts';
import { coverageOf, isUnavoidable, policyEvidence, type Coverage } from './policy-scope.ts';

const KINDS = [
  { type: 'exchangeActiveSync', name: 'Exchange ActiveSync' },
  { type: 'other', name: 'other legacy clients' },
] as const;

/** Legacy clients can do none of these, so that demanding one is as good as a block. */
const NEVER_SATISFIED = new Set([
  'block',
  'mfa',
  'compliantDevice',
  'domainJoinedDevice',
  'passwordChange',
]);

/** Whether protocols that cannot do MFA are refused (Microsoft Learn, "Block legacy authentication"). */
export function legacyAuth({ facts }: Picture): Finding {
  const { caPolicies, securityDefaults } = facts;
  if (securityDefaults.kind === 'known' && securityDefaults.value.isEnabled) {
    return finding('legacy-auth', {
      state: 'pass',
      word: 'Blocked',
      reason: 'Security defaults are on; they block legacy authentication for everybody.',
      from: [securityDefaults],
    });
  }
  if (caPolicies.kind !== 'known') return gapFinding('legacy-auth', caPolicies, 'Policies');
  const covered = KINDS.map((kind) => ({ kind, ...coverageFor(kind.type, caPolicies.value) }));
  const evidence = covered.flatMap((one) => policyEvidence(one.policies, 'clients'));
  const base = { evidence, from: [caPolicies] };
  const has = (level: Coverage['level']) => covered.filter((one) => one.level === level);

  if (has('full').length === KINDS.length) {
    return finding('legacy-auth', {
      ...base,
      state: 'pass',
      word: 'Blocked',
      reason: 'Policies refuse legacy authentication for all users and all apps.',
    });
  }
  if (has('full').length + has('part').length > 0) {
    const open = covered.filter((one) => one.level !== 'full');
    const gaps = [...new Set(open.flatMap((one) => one.gaps))];
    return finding('legacy-auth', {
      ...base,
      state: 'attention',
      word: 'Blocked in part',
      reason: `Legacy authentication is not refused everywhere. Open: ${listed(
        open.map((one) => one.kind.name),
        2,
      )}${gaps.length > 0 ? ` (${listed(gaps, 3)})` : ''}.`,
    });
  }
  if (has('report-only').length > 0) {
    return finding('legacy-auth', {
      ...base,
      state: 'report-only',
      word: 'Report-only',
      reason: 'A policy would refuse legacy authentication, but only reports. Nothing is blocked.',
    });
  }
  if (securityDefaults.kind !== 'known') {
    const more = 'No policy refuses legacy authentication.';
    return gapFinding('legacy-auth', securityDefaults, 'Security defaults', more);
  }
  return finding('legacy-auth', {
    ...base,
    state: 'fail',
    word: 'Not blocked',
    reason: 'Neither a policy nor security defaults refuse protocols that cannot do MFA.',
    from: [caPolicies, securityDefaults],
  });
}

function coverageFor(type: string, policies: readonly CaPolicy[]): Coverage {
  const isMeant = (policy: CaPolicy) => {
    const types = policy.conditions.clientAppTypes;
    const isFor = types.length === 0 || types.includes('all') || types.includes(type);
    return isFor && isUnavoidable(policy, (control) => NEVER_SATISFIED.has(control), true);
  };
  return coverageOf(policies, isMeant, 'clients');
}
