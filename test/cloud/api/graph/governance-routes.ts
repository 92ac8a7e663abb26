import { needsApproval } from '../../set-up/set-up.ts';
import type { AccessPackage, SetUp } from '../../set-up/set-up.ts';
import { NOT_FOUND } from '../answer.ts';
import { filtered } from './filter.ts';
import { READERS } from './route.ts';
import type { Entity, GraphCall, GraphResult, GraphRoute } from './route.ts';

const BASE = '/identityGovernance/entitlementManagement';
const COMMON = {
  method: 'GET',
  permissions: ['EntitlementManagement.Read.All'],
  roles: [...READERS, 'Identity Governance Administrator'],
  licence: 'p2',
} as const;

const setUpOf = ({ contents, caller }: GraphCall): SetUp => contents.setUps.of(caller.tenant.id);

function list(call: GraphCall, context: string, all: readonly Entity[]): GraphResult {
  const items = filtered(all, call.url.searchParams.get('$filter'));
  return 'code' in items ? items : { kind: 'list', context, items };
}

function policy(one: AccessPackage): Entity {
  const approvers = [
    ...(one.approverGroupId === null
      ? []
      : [{ '@odata.type': '#microsoft.graph.groupMembers', groupId: one.approverGroupId }]),
    ...(one.approverId === null
      ? []
      : [{ '@odata.type': '#microsoft.graph.singleUser', userId: one.approverId }]),
  ];
  return {
    id: `policy-${one.id}`,
    displayName: `${one.displayName}: requests`,
    allowedTargetScope:
      one.organizationId === null ? 'allExternalUsers' : 'specificConnectedOrganizationUsers',
    specificAllowedTargets:
      one.organizationId === null
        ? []
        : [
            {
              '@odata.type': '#microsoft.graph.connectedOrganizationMembers',
              connectedOrganizationId: one.organizationId,
            },
          ],
    expiration:
      one.days === null
        ? { type: 'noExpiration', duration: null, endDateTime: null }
        : { type: 'afterDuration', duration: `P${one.days}D`, endDateTime: null },
    requestorSettings: {
      enableTargetsToSelfAddAccess: true,
      enableTargetsToSelfUpdateAccess: one.canExtend,
    },
    requestApprovalSettings: {
      isApprovalRequiredForAdd: needsApproval(one),
      isApprovalRequiredForUpdate: needsApproval(one),
      stages:
        approvers.length === 0
          ? []
          : [{ durationBeforeAutomaticDenial: 'P7D', primaryApprovers: approvers }],
    },
    reviewSettings: {
      isEnabled: one.isReviewedYearly,
      isSelfReview: false,
      expirationBehavior: 'removeAccess',
      primaryReviewers: [],
      schedule: one.isReviewedYearly
        ? {
            recurrence: {
              pattern: { type: 'absoluteMonthly', interval: 12 },
              range: { type: 'noEnd' },
            },
          }
        : null,
    },
    accessPackage: { id: one.id, displayName: one.displayName },
  };
}

function packageEntity({ groups }: SetUp, one: AccessPackage): Entity {
  const group = groups.find(({ id }) => id === one.groupId);
  return {
    id: one.id,
    displayName: one.displayName,
    isHidden: false,
    resourceRoleScopes: group
      ? [
          {
            id: `${one.id}-${group.id}`,
            role: { displayName: 'Member', originSystem: 'AadGroup' },
            scope: {
              displayName: group.displayName,
              originId: group.id,
              originSystem: 'AadGroup',
            },
          },
        ]
      : [],
  };
}

const named = ({ packages }: SetUp, id: string): Entity => ({
  id,
  displayName: packages.find((one) => one.id === id)?.displayName ?? '',
});

/** Entitlement management, access reviews, and what guests may do. */
export const GOVERNANCE_ROUTES: readonly GraphRoute[] = [
  {
    ...COMMON,
    path: `${BASE}/connectedOrganizations`,
    answer: (call) =>
      list(
        call,
        'connectedOrganizations',
        setUpOf(call).connectedOrganizations.map(({ id, tenantId, displayName, state }) => ({
          id,
          displayName,
          state,
          identitySources: [
            {
              '@odata.type': '#microsoft.graph.azureActiveDirectoryTenant',
              tenantId,
              displayName,
            },
          ],
        })),
      ),
  },
  {
    ...COMMON,
    path: `${BASE}/catalogs`,
    answer: (call) =>
      list(
        call,
        'catalogs',
        setUpOf(call).catalogs.map(({ id, displayName, state, isExternallyVisible }) => ({
          id,
          displayName,
          state,
          isExternallyVisible,
          catalogType: 'userManaged',
        })),
      ),
  },
  {
    ...COMMON,
    path: `${BASE}/accessPackages`,
    answer: (call) => {
      const setUp = setUpOf(call);
      return list(
        call,
        'accessPackages',
        setUp.packages.map((one) => packageEntity(setUp, one)),
      );
    },
  },
  {
    ...COMMON,
    path: `${BASE}/accessPackages/{id}`,
    answer: (call) => {
      const setUp = setUpOf(call);
      const one = setUp.packages.find(({ id }) => id === call.parameters.id);
      if (!one) return NOT_FOUND;
      return {
        kind: 'entity',
        context: 'accessPackages/$entity',
        entity: packageEntity(setUp, one),
      };
    },
  },
  {
    ...COMMON,
    path: `${BASE}/assignmentPolicies`,
    answer: (call) => list(call, 'assignmentPolicies', setUpOf(call).packages.map(policy)),
  },
  {
    ...COMMON,
    path: `${BASE}/assignmentRequests`,
    answer: (call) => {
      const setUp = setUpOf(call);
      return list(
        call,
        'assignmentRequests',
        setUp.requests.map(({ id, packageId, displayName, state, createdAt }) => ({
          id,
          requestType: 'userAdd',
          state,
          status: state,
          createdDateTime: createdAt,
          requestor: { displayName },
          accessPackage: named(setUp, packageId),
        })),
      );
    },
  },
  {
    ...COMMON,
    path: `${BASE}/assignments`,
    answer: (call) => {
      const setUp = setUpOf(call);
      return list(
        call,
        'assignments',
        setUp.assignments.map(({ id, packageId, objectId, displayName, endsAt }) => ({
          id,
          state: 'delivered',
          target: { objectId, displayName },
          accessPackage: named(setUp, packageId),
          schedule: {
            startDateTime: null,
            expiration: { type: 'afterDateTime', endDateTime: endsAt },
          },
        })),
      );
    },
  },
  {
    ...COMMON,
    path: `${BASE}/settings`,
    answer: (call) => {
      const { lifecycle } = setUpOf(call);
      return {
        kind: 'entity',
        context: 'settings/$entity',
        entity: {
          id: 'entitlementManagement',
          externalUserLifecycleAction: lifecycle.action,
          durationUntilExternalUserDeletedAfterBlocked: lifecycle.deletedAfter,
        },
      };
    },
  },
  {
    method: 'GET',
    path: '/identityGovernance/accessReviews/definitions',
    permissions: ['AccessReview.Read.All'],
    roles: [...READERS, 'Identity Governance Administrator'],
    licence: 'p2',
    answer: (call) =>
      list(
        call,
        'accessReviews/definitions',
        setUpOf(call).reviews.map(({ id, displayName, groupId, pattern, interval }) => ({
          id,
          displayName,
          status: 'InProgress',
          scope: { query: `/groups/${groupId}/transitiveMembers`, queryType: 'MicrosoftGraph' },
          instanceEnumerationScope: null,
          reviewers: [],
          settings: {
            instanceDurationInDays: 30,
            recurrence:
              pattern === null
                ? null
                : { pattern: { type: pattern, interval }, range: { type: 'noEnd' } },
          },
        })),
      ),
  },
  {
    method: 'GET',
    path: '/identityGovernance/accessReviews/definitions/{id}/instances',
    permissions: ['AccessReview.Read.All'],
    roles: READERS,
    licence: 'p2',
    answer: (call) => {
      const one = setUpOf(call).reviews.find(({ id }) => id === call.parameters.id);
      if (!one) return NOT_FOUND;
      return list(call, 'accessReviews/definitions/instances', [
        { id: `${one.id}-1`, status: 'InProgress', endDateTime: one.endsAt },
      ]);
    },
  },
  {
    method: 'GET',
    path: '/policies/authorizationPolicy',
    permissions: ['Policy.Read.All'],
    roles: READERS,
    answer: (call) => ({
      kind: 'entity',
      context: 'policies/authorizationPolicy/$entity',
      entity: {
        id: 'authorizationPolicy',
        ...setUpOf(call).authorization,
        allowEmailVerifiedUsersToJoinOrganization: false,
        defaultUserRolePermissions: { allowedToCreateApps: false },
      },
    }),
  },
];
