import type { CheckId } from './status.ts';

/** Where a check stands in the matrix. */
export const CHECK_GROUPS = ['Your sign-in', 'Your access', 'Protection', 'Cross-tenant'] as const;
export type CheckGroup = (typeof CHECK_GROUPS)[number];

/** What a check asks, in words, and what other tools call it. Plain data: no validator is loaded. */
export interface CheckInfo {
  readonly id: CheckId;
  readonly title: string;
  /** Head of a narrow column. */
  readonly column: string;
  readonly group: CheckGroup;
  /** One sentence: what a good answer means. */
  readonly meaning: string;
  /** Permission, role and licence that answer it, where nothing more exact is known. */
  readonly needs: string | null;
  /** Ids of the same topic in other tools. They judge a whole tenant; Bulkhead often one operator. */
  readonly maester: readonly string[];
  readonly scubaGear: readonly string[];
  readonly zeroTrustAssessment: readonly string[];
}

const NO_IDS = { maester: [], scubaGear: [], zeroTrustAssessment: [] } as const;
const READ_POLICIES = 'Policy.Read.All and Security Reader; Entra ID P1';
const READ_CROSS_TENANT = 'Policy.Read.All and Security Reader';

export const CHECK_CATALOGUE: Readonly<Record<CheckId, CheckInfo>> = {
  'sign-in': {
    ...NO_IDS,
    id: 'sign-in',
    title: 'Signed in',
    column: 'Sign-in',
    group: 'Your sign-in',
    meaning: 'Bulkhead has a token of this tenant for your account.',
    needs: null,
  },
  'mfa-done': {
    ...NO_IDS,
    id: 'mfa-done',
    title: 'MFA done',
    column: 'MFA done',
    group: 'Your sign-in',
    meaning: 'This sign-in was made with MFA, here or in your home tenant.',
    needs: 'AuditLog.Read.All and Security Reader; Entra ID P1',
  },
  'conditional-access': {
    id: 'conditional-access',
    title: 'Conditional Access lets you in',
    column: 'CA',
    group: 'Your sign-in',
    meaning: 'No policy that is switched on keeps you, in Bulkhead on this device, out.',
    needs: READ_POLICIES,
    maester: ['MT.1033', 'MT.1034'],
    scubaGear: [],
    zeroTrustAssessment: [],
  },
  'access-path': {
    ...NO_IDS,
    id: 'access-path',
    title: 'Access path',
    column: 'Path',
    group: 'Your access',
    meaning: 'How your account comes into this tenant, and what that way cannot do.',
    needs: 'User.Read',
  },
  roles: {
    id: 'roles',
    title: 'Your roles',
    column: 'Roles',
    group: 'Your access',
    meaning: 'Directory roles that you hold or may activate here, and when they end.',
    needs:
      'RoleAssignmentSchedule.Read.Directory, RoleEligibilitySchedule.Read.Directory; Entra ID P2',
    maester: ['MT.1025', 'MT.1031'],
    scubaGear: ['MS.AAD.7.4v1', 'MS.AAD.7.5v1'],
    zeroTrustAssessment: ['21816', '21876'],
  },
  'mfa-method': {
    id: 'mfa-method',
    title: 'MFA is demanded',
    column: 'MFA by',
    group: 'Protection',
    meaning: 'Conditional Access or security defaults demand MFA of you; report-only does not.',
    needs: READ_POLICIES,
    maester: ['MT.1006', 'MT.1007', 'MT.1016', 'MT.1021'],
    scubaGear: ['MS.AAD.3.2v2'],
    zeroTrustAssessment: ['21784', '21851'],
  },
  'mfa-registration': {
    id: 'mfa-registration',
    title: 'Administrators registered for MFA',
    column: 'MFA reg.',
    group: 'Protection',
    meaning: 'Every administrator of the tenant has registered a method for MFA.',
    needs: 'AuditLog.Read.All and Security Reader; Entra ID P1',
    maester: [],
    scubaGear: [],
    zeroTrustAssessment: ['21893'],
  },
  'legacy-auth': {
    id: 'legacy-auth',
    title: 'Legacy authentication blocked',
    column: 'Legacy',
    group: 'Protection',
    meaning: 'Protocols that cannot do MFA are refused for everybody.',
    needs: READ_POLICIES,
    maester: ['MT.1009', 'MT.1010', 'MT.1033'],
    scubaGear: ['MS.AAD.1.1v1'],
    zeroTrustAssessment: ['21795', '21796'],
  },
  'device-code': {
    id: 'device-code',
    title: 'Device code flow blocked',
    column: 'Device code',
    group: 'Protection',
    meaning: 'Nobody can be talked into signing somebody else in with a code.',
    needs: READ_POLICIES,
    maester: ['MT.1052'],
    scubaGear: ['MS.AAD.3.9v1'],
    zeroTrustAssessment: ['21808'],
  },
  'admin-phishing-resistant': {
    id: 'admin-phishing-resistant',
    title: 'Phishing-resistant MFA for administrators',
    column: 'Admin MFA',
    group: 'Protection',
    meaning: 'The most powerful roles must use a security key, Windows Hello or a certificate.',
    needs: READ_POLICIES,
    maester: [],
    scubaGear: ['MS.AAD.3.6v1'],
    zeroTrustAssessment: ['21781', '21782', '21783'],
  },
  'paw-only': {
    id: 'paw-only',
    title: 'Administrators only from a PAW',
    column: 'PAW only',
    group: 'Protection',
    meaning: 'Privileged roles need a compliant device, and every device but a PAW is blocked.',
    needs: READ_POLICIES,
    maester: ['MT.1001', 'MT.1014'],
    scubaGear: ['MS.AAD.3.7v1'],
    zeroTrustAssessment: ['21830', '24824'],
  },
  'break-glass': {
    id: 'break-glass',
    title: 'Emergency account left out',
    column: 'Break-glass',
    group: 'Protection',
    meaning: 'One account or group is left out of every policy, so that nobody is locked out.',
    needs: READ_POLICIES,
    maester: ['MT.1005', 'MT.1034', 'MT.1191'],
    scubaGear: [],
    zeroTrustAssessment: ['21835'],
  },
  'report-only-policies': {
    ...NO_IDS,
    id: 'report-only-policies',
    title: 'Report-only policies',
    column: 'Report-only',
    group: 'Protection',
    meaning: 'No policy only reports; one that does protects nothing.',
    needs: READ_POLICIES,
  },
  'named-locations': {
    id: 'named-locations',
    title: 'Named locations',
    column: 'Locations',
    group: 'Protection',
    meaning: 'No network is left out of a policy that demands MFA.',
    needs: READ_POLICIES,
    maester: [],
    scubaGear: [],
    zeroTrustAssessment: ['21865'],
  },
  'inbound-mfa-trust': {
    ...NO_IDS,
    id: 'inbound-mfa-trust',
    title: 'MFA of your home tenant counts',
    column: 'MFA trust',
    group: 'Cross-tenant',
    meaning: 'This tenant accepts MFA that you did in your home tenant.',
    needs: READ_CROSS_TENANT,
  },
  'inbound-device-trust': {
    ...NO_IDS,
    id: 'inbound-device-trust',
    title: 'Devices of your home tenant count',
    column: 'Device trust',
    group: 'Cross-tenant',
    meaning: 'This tenant accepts what your home tenant says of your device.',
    needs: READ_CROSS_TENANT,
  },
  'automatic-redemption': {
    ...NO_IDS,
    id: 'automatic-redemption',
    title: 'Automatic redemption',
    column: 'Redemption',
    group: 'Cross-tenant',
    meaning: 'Nobody is asked to accept an invitation: both tenants have to say so.',
    needs: READ_CROSS_TENANT,
  },
  'cross-tenant-sync': {
    ...NO_IDS,
    id: 'cross-tenant-sync',
    title: 'Cross-tenant synchronization',
    column: 'Sync',
    group: 'Cross-tenant',
    meaning: 'Whether your home tenant may create users in this one.',
    needs: READ_CROSS_TENANT,
  },
  'b2b-collaboration': {
    id: 'b2b-collaboration',
    title: 'B2B collaboration',
    column: 'B2B',
    group: 'Cross-tenant',
    meaning: 'Users of your home tenant may be guests here, and may leave for here.',
    needs: READ_CROSS_TENANT,
    maester: [],
    scubaGear: ['MS.AAD.8.3v1'],
    zeroTrustAssessment: ['21790', '21822', '21874'],
  },
};
