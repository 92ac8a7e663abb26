import type { CaPolicy } from '../facts.ts';
import { asksForMfa } from './authentication-strength.ts';
import { isUnavoidable } from './policy-scope.ts';

/**
 * Whether a policy demands MFA as such: not as one choice among others, not only at risk, not
 * together with a new password.
 */
export function demandsMfa(policy: CaPolicy): boolean {
  const strength = policy.grantControls?.authenticationStrength ?? null;
  const isMeant = strength !== null && asksForMfa(strength);
  const { signInRiskLevels, userRiskLevels, insiderRiskLevels } = policy.conditions;
  return (
    isUnavoidable(policy, (control) => control === 'mfa', isMeant) &&
    policy.grantControls?.builtInControls.includes('passwordChange') !== true &&
    signInRiskLevels.length + userRiskLevels.length + insiderRiskLevels.length === 0
  );
}
