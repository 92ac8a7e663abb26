import type { Finding } from '../../../../preload/contract/status.ts';
import type { CaPolicy } from '../facts.ts';
import { isPhishingResistant } from './authentication-strength.ts';
import { boundedText, listed } from './bounded-text.ts';
import { finding, gapFinding } from './finding.ts';
import type { Picture } from './picture.ts';
import {
  isOn,
  isReportOnly,
  isUnavoidable,
  narrowings,
  policyEvidence,
  privilegedRolesOf,
} from './policy-scope.ts';
import { HIGHLY_PRIVILEGED, roleName } from './role-names.ts';

/** Whether the most powerful roles have to use methods that cannot be phished. */
export function adminPhishingResistant({ facts }: Picture): Finding {
  const { caPolicies } = facts;
  if (caPolicies.kind !== 'known') {
    return gapFinding('admin-phishing-resistant', caPolicies, 'Policies');
  }
  const meant = caPolicies.value.filter(demandsIt);
  const on = meant.filter((policy) => isOn(policy) && privilegedRolesOf(policy).length > 0);
  const full = on.filter((policy) => gapsOf(policy).length === 0);
  const covered = new Set(full.flatMap(privilegedRolesOf));
  const missing = HIGHLY_PRIVILEGED.filter((role) => !covered.has(role));
  const base = { evidence: policyEvidence(on, 'users'), from: [caPolicies] };
  if (missing.length === 0) {
    return finding('admin-phishing-resistant', {
      ...base,
      state: 'pass',
      word: 'Demanded',
      reason: 'Policies demand phishing-resistant MFA of the most powerful roles, for all apps.',
    });
  }
  if (on.length > 0) {
    const gaps = [...new Set(on.flatMap(gapsOf))];
    return finding('admin-phishing-resistant', {
      ...base,
      state: 'attention',
      word: 'In part',
      reason: `Phishing-resistant MFA is demanded${gaps.length > 0 ? `, but ${listed(gaps, 3)}` : ''}. Not fully covered: ${listed(missing.map(roleName), 3)}.`,
    });
  }
  const reporting = meant.filter(
    (policy) => isReportOnly(policy) && privilegedRolesOf(policy).length > 0,
  );
  if (reporting.length > 0) {
    const name = boundedText(reporting[0]?.displayName ?? '', 80);
    return finding('admin-phishing-resistant', {
      ...base,
      state: 'report-only',
      word: 'Report-only',
      reason: `“${name}” would demand phishing-resistant MFA of administrators, but only reports.`,
      evidence: policyEvidence(reporting, 'users'),
    });
  }
  return finding('admin-phishing-resistant', {
    ...base,
    state: 'fail',
    word: 'Not demanded',
    reason: 'No policy demands phishing-resistant MFA of administrators.',
  });
}

function demandsIt(policy: CaPolicy): boolean {
  const strength = policy.grantControls?.authenticationStrength ?? null;
  const isMeant = strength !== null && isPhishingResistant(strength);
  return isMeant && isUnavoidable(policy, () => false, true);
}

const gapsOf = (policy: CaPolicy) => narrowings(policy, 'users');
