import type { OnboardingCheckId } from '../../../../preload/contract/index.ts';
import { ACCESS_PACKAGE_CHECKS } from './access-package.ts';
import { ACCESS_REVIEW_CHECKS } from './access-reviews.ts';
import { ARRIVAL_CHECKS } from './arrival.ts';
import { AZURE_CHECKS } from './azure.ts';
import type { OnboardingCheck } from './check.ts';
import { CROSS_TENANT_CHECKS } from './cross-tenant.ts';
import { DEFENDER_CHECKS } from './defender.ts';
import { ENTITLEMENT_CHECKS } from './entitlement.ts';
import { GROUP_CHECKS } from './groups.ts';
import { GUEST_CHECKS } from './guests.ts';
import { OWN_RECORD_CHECKS } from './own-record.ts';
import { ROLE_CHECKS } from './roles.ts';
import { SIGN_IN_PROOF_CHECKS } from './sign-in-proof.ts';
import { SYNC_CHECKS } from './sync.ts';
import { TENANT_CHECKS } from './tenant-facts.ts';

/** Every check that a step can name. The table in `docs/onboarding-checks.md` is held to it. */
export const ONBOARDING_CHECKS: Readonly<Record<OnboardingCheckId, OnboardingCheck>> = {
  ...CROSS_TENANT_CHECKS,
  ...SYNC_CHECKS,
  ...ARRIVAL_CHECKS,
  ...SIGN_IN_PROOF_CHECKS,
  ...ROLE_CHECKS,
  ...GROUP_CHECKS,
  ...ACCESS_REVIEW_CHECKS,
  ...DEFENDER_CHECKS,
  ...AZURE_CHECKS,
  ...ENTITLEMENT_CHECKS,
  ...ACCESS_PACKAGE_CHECKS,
  ...GUEST_CHECKS,
  ...TENANT_CHECKS,
  ...OWN_RECORD_CHECKS,
};
