import type { Finding } from '../../../../preload/contract/status.ts';
import { counted } from './bounded-text.ts';
import { finding, gapFinding, type Draft } from './finding.ts';
import type { Picture } from './picture.ts';

/** Whether every administrator has registered a method for MFA. */
export function mfaRegistration({ facts }: Picture): Finding {
  const { registration } = facts;
  if (registration.kind !== 'known') {
    return gapFinding('mfa-registration', registration, 'Registrations');
  }
  const { admins, adminsRegistered, notRegistered } = registration.value;
  const conclude = (draft: Pick<Draft, 'state' | 'word' | 'reason'>) =>
    finding('mfa-registration', {
      ...draft,
      evidence: notRegistered.map((upn) => ['Not registered', upn] as const),
      from: [registration],
    });
  const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0;
  if (!isCount(admins) || !isCount(adminsRegistered) || adminsRegistered > admins) {
    return conclude({
      state: 'unknown',
      word: 'Not certain',
      reason: 'The report’s figures do not fit together. Collect again.',
    });
  }
  if (admins === 0) {
    return conclude({
      state: 'fact',
      word: 'No administrators told',
      reason: 'The report names no administrator. Guests register in their home tenant.',
    });
  }
  const missing = admins - adminsRegistered;
  if (missing > 0 || notRegistered.length > 0) {
    return conclude({
      state: 'fail',
      word: `${String(Math.max(missing, notRegistered.length))} missing`,
      reason: `${String(adminsRegistered)} of ${counted(admins, 'administrator', 'administrators')} registered a method for MFA.`,
    });
  }
  return conclude({
    state: 'pass',
    word: 'All registered',
    reason: `All ${counted(admins, 'administrator', 'administrators')} registered a method for MFA.`,
  });
}
