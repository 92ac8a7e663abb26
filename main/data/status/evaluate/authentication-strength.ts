import type { CaPolicy } from '../facts.ts';

type Strength = NonNullable<NonNullable<CaPolicy['grantControls']>['authenticationStrength']>;

/**
 * What an authentication strength asks (Microsoft Learn, "Conditional Access authentication
 * strength" and "How Conditional Access authentication strength works for external users").
 */

/** Only these cannot be passed on to somebody who pretends to be the sign-in page. */
const PHISHING_RESISTANT = new Set([
  'fido2',
  'windowsHelloForBusiness',
  'x509CertificateMultiFactor',
]);

/** What a guest can do in the tenant that is visited. Everything else counts only from home. */
const DONE_BY_GUESTS_HERE = new Set([
  'password,sms',
  'password,voice',
  'password,microsoftAuthenticatorPush',
  'password,softwareOath',
]);

const SINGLE_FACTOR = new Set([
  'password',
  'sms',
  'federatedSingleFactor',
  'x509CertificateSingleFactor',
  'qrCodePin',
]);

const BUILT_IN = '00000000-0000-0000-0000-00000000000';
const MFA_ID = `${BUILT_IN}2`;
const PASSWORDLESS_ID = `${BUILT_IN}3`;
const PHISHING_RESISTANT_ID = `${BUILT_IN}4`;

/** Whether every method that it accepts resists phishing. Not so when nothing is known of it. */
export function isPhishingResistant(strength: Strength): boolean {
  const methods = strength.allowedCombinations;
  return methods.length === 0
    ? strength.id.toLowerCase() === PHISHING_RESISTANT_ID
    : methods.every((method) => PHISHING_RESISTANT.has(method));
}

/** Whether it takes MFA to satisfy it: a strength can also be made of single factors. */
export function asksForMfa(strength: Strength): boolean {
  if (strength.requirementsSatisfied !== null) return strength.requirementsSatisfied === 'mfa';
  const methods = strength.allowedCombinations;
  return methods.length === 0
    ? [MFA_ID, PASSWORDLESS_ID, PHISHING_RESISTANT_ID].includes(strength.id.toLowerCase())
    : methods.every((method) => !SINGLE_FACTOR.has(method));
}

/** Whether any MFA does: the built-in one, or one that accepts what guests can do anywhere. */
export function takesAnyMfa(strength: Strength): boolean {
  return strength.id.toLowerCase() === MFA_ID;
}

/** Whether a guest can satisfy it only in the home tenant, and so only where its MFA is trusted. */
export function countsOnlyFromHome(strength: Strength): boolean {
  const methods = strength.allowedCombinations;
  return methods.length === 0
    ? [PASSWORDLESS_ID, PHISHING_RESISTANT_ID].includes(strength.id.toLowerCase())
    : methods.every((method) => !DONE_BY_GUESTS_HERE.has(method));
}

/** Whether the methods that a token tells are enough for certain. Most tokens do not tell. */
export function isShownBy(strength: Strength, methods: readonly string[]): boolean {
  return methods.includes('mfa') && methods.includes('fido') && acceptsFido(strength);
}

function acceptsFido(strength: Strength): boolean {
  const methods = strength.allowedCombinations;
  return methods.length === 0
    ? [MFA_ID, PASSWORDLESS_ID, PHISHING_RESISTANT_ID].includes(strength.id.toLowerCase())
    : methods.includes('fido2');
}
