/**
 * What administrators set up in a tenant beyond what the estate brings along: what portal pages
 * change and Graph and Azure read. Empty until somebody does something.
 */
export type SetUp = {
  tenantId: string;
  configurations: SyncConfiguration[];
  groups: Group[];
  authorization: { allowInvitesFrom: string; guestUserRoleId: string };
  restrictsAdminCenter: boolean;
  connectedOrganizations: { id: string; tenantId: string; displayName: string; state: string }[];
  catalogs: { id: string; displayName: string; state: string; isExternallyVisible: boolean }[];
  packages: AccessPackage[];
  requests: PackageRequest[];
  assignments: PackageAssignment[];
  lifecycle: { action: string; deletedAfter: string };
  reviews: AccessReview[];
  defender: { isOn: boolean; roles: DefenderRole[] };
  /** Tenants that were added in Defender multitenant management, by account name. */
  viewed: { accountName: string; tenantId: string }[];
  tenantGroups: string[];
  azure: {
    workspaces: string[];
    /** Plans of Defender for Cloud that are on. */
    plans: string[];
    delegations: Delegation[];
    roles: { groupId: string; roleDefinitionId: string }[];
  };
};

export type SyncConfiguration = {
  id: string;
  appId: string;
  displayName: string;
  /** The list shows it from then on. */
  visibleAtMs: number;
  /** Null until the connection was saved. */
  targetTenantId: string | null;
  assigned: { principalId: string; principalType: 'User' | 'Group'; displayName: string }[];
  isOn: boolean;
  quarantine: string | null;
  lastSuccessAtMs: number | null;
};

export type Group = {
  id: string;
  displayName: string;
  isAssignableToRole: boolean;
  members: string[];
  eligible: { principalId: string; endsAt: string | null }[];
  /** Template ids of directory roles that it holds. */
  roles: string[];
};

export type AccessPackage = {
  id: string;
  displayName: string;
  catalogId: string;
  /** Group that it gives. */
  groupId: string | null;
  /** Connected organization whose users may request it; null: everybody outside. */
  organizationId: string | null;
  approverGroupId: string | null;
  /** Somebody who decides alone; null when a group does, or nobody. */
  approverId: string | null;
  days: number | null;
  isReviewedYearly: boolean;
  canExtend: boolean;
};

export type PackageRequest = {
  id: string;
  packageId: string;
  accountName: string;
  displayName: string;
  state: 'pendingApproval' | 'delivered' | 'denied';
  createdAt: string;
};

export type PackageAssignment = {
  id: string;
  packageId: string;
  objectId: string;
  displayName: string;
  endsAt: string | null;
};

export type AccessReview = {
  id: string;
  displayName: string;
  groupId: string;
  interval: number;
  /** `absoluteMonthly`, `absoluteYearly`; null happens once. */
  pattern: string | null;
  endsAt: string;
};

export type DefenderRole = {
  id: string;
  displayName: string;
  hasLiveResponse: boolean;
  groupIds: string[];
};

export type Delegation = {
  id: string;
  name: string;
  managedByTenantId: string;
  groupId: string;
  roleDefinitionIds: string[];
  state: string;
};

/** As a tenant comes: everybody may invite, and guests see what Microsoft's default lets them. */
export function emptySetUp(tenantId: string): SetUp {
  return {
    tenantId,
    configurations: [],
    groups: [],
    authorization: {
      allowInvitesFrom: 'everyone',
      guestUserRoleId: '10dae51f-b6af-4016-8d66-8c2a99b929b3',
    },
    restrictsAdminCenter: false,
    connectedOrganizations: [],
    catalogs: [],
    packages: [],
    requests: [],
    assignments: [],
    lifecycle: { action: 'blockSignInAndDelete', deletedAfter: 'P30D' },
    reviews: [],
    defender: { isOn: false, roles: [] },
    viewed: [],
    tenantGroups: [],
    azure: { workspaces: [], plans: [], delegations: [], roles: [] },
  };
}

export function needsApproval({ approverGroupId, approverId }: AccessPackage): boolean {
  return approverGroupId !== null || approverId !== null;
}
