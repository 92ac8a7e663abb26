/**
 * The checks that steps may name: each reads the configuration of one tenant and changes nothing.
 * What each asks and when it passes is in `main/data/onboarding/checks`.
 */
export const ONBOARDING_CHECK_IDS = [
  // Cross-tenant access and synchronization.
  'partner-entry',
  'inbound-user-sync',
  'inbound-redemption',
  'outbound-redemption',
  'collaboration-allowed',
  'inbound-mfa-trust',
  'inbound-device-trust',
  'partner-access-not-open',
  'multitenant-organization',
  'sync-configuration',
  'sync-operator-in-scope',
  'sync-running',
  // The operator there.
  'operator-arrived',
  'tenant-reachable',
  'signs-in-without-prompt',
  'mfa-done',
  'account-name-pattern',
  'workstation-compliant',
  // Roles and groups.
  'directory-role',
  'role-expiry',
  'role-group',
  'role-assignable-group',
  'groups-exist',
  'pim-group-eligibility',
  'group-access-review',
  'group-azure-roles',
  'global-administrators',
  'defender-roles',
  // Data.
  'devices-visible',
  'hunting-works',
  'sentinel-workspace',
  'defender-for-cloud-plans',
  'lighthouse-delegation',
  // Entitlement management and guests.
  'connected-organization',
  'catalog-published',
  'access-package',
  'pending-approvals',
  'guests-cannot-invite',
  'guests-restricted',
  'external-user-lifecycle',
  'p2-licence',
  // Bulkhead's own record.
  'portal-link-names-tenant',
  'tenant-record',
] as const;
export type OnboardingCheckId = (typeof ONBOARDING_CHECK_IDS)[number];
