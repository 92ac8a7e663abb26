import type { SimulatedAccount } from '../estates/estate.ts';
import { addToGroup } from './directory-actions.ts';
import type { Act, Action } from './actions.ts';
import { groupOf, isTicked, needed, otherTenant, person } from './look-up.ts';
import type { SetUpBook } from './set-up-book.ts';
import { needsApproval } from './set-up.ts';
import type { AccessPackage, PackageRequest } from './set-up.ts';

const DAY_MS = 86_400_000;
const BY = {
  portals: ['entra'],
  roles: ['Identity Governance Administrator', 'Global Administrator'],
} as const;

function packageOf({ book, tenant, field }: Act): AccessPackage {
  const text = field('package').toLowerCase();
  const found = book
    .of(tenant.id)
    .packages.find((one) => one.id === text || one.displayName.toLowerCase() === text);
  if (!found) throw new Error('There is no such access package.');
  return found;
}

function whole(text: string): number | null {
  if (text === '') return null;
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1) throw new Error('The number of days is none.');
  return days;
}

/** A group or somebody of the tenant; a package without decides by itself. */
function approverOf(act: Act): Pick<AccessPackage, 'approverGroupId' | 'approverId'> {
  if (act.field('approvers') === '') return { approverGroupId: null, approverId: null };
  try {
    return { approverGroupId: groupOf(act, 'approvers').id, approverId: null };
  } catch {
    return { approverGroupId: null, approverId: person(act, 'approvers').membership.objectId };
  }
}

/** Whether an account decides about requests of a package. */
export function decides(
  book: SetUpBook,
  tenantId: string,
  account: SimulatedAccount,
  { approverGroupId, approverId }: AccessPackage,
): boolean {
  const objectId = book.directory.membership(account.id, tenantId)?.objectId ?? '';
  const group = book.of(tenantId).groups.find(({ id }) => id === approverGroupId);
  return objectId !== '' && (objectId === approverId || group?.members.includes(objectId) === true);
}

/** A request that waits, which this account may decide: a member of the approver group. */
function decidable({ book, tenant, account, field }: Act): {
  request: PackageRequest;
  wanted: AccessPackage;
} {
  const setUp = book.of(tenant.id);
  const request = setUp.requests.find(
    ({ id, state }) => id === field('request') && state === 'pendingApproval',
  );
  const wanted = setUp.packages.find(({ id }) => id === request?.packageId);
  if (!request || !wanted) throw new Error('There is no such request.');
  if (!decides(book, tenant.id, account, wanted)) {
    throw new Error('You are not among the approvers of this request.');
  }
  return { request, wanted };
}

/** Makes who requested a guest, with the group of the package. */
function deliver({ book, tenant }: Act, request: PackageRequest, wanted: AccessPackage): void {
  const account = book.directory.accountByName(request.accountName);
  if (!account) return;
  const setUp = book.of(tenant.id);
  const membership = book.admit(account, tenant.id, 'guest');
  const group = setUp.groups.find(({ id }) => id === wanted.groupId);
  if (group) addToGroup(book, membership, group);
  request.state = 'delivered';
  setUp.assignments.push({
    id: book.newId(),
    packageId: wanted.id,
    objectId: membership.objectId,
    displayName: request.displayName,
    endsAt: wanted.days === null ? null : new Date(book.now() + wanted.days * DAY_MS).toISOString(),
  });
}

export const GOVERNANCE_ACTIONS: Readonly<Record<string, Action>> = {
  'add-connected-organization': {
    ...BY,
    act: (act) => {
      const other = otherTenant(act);
      act.book.of(act.tenant.id).connectedOrganizations.push({
        id: act.book.newId(),
        tenantId: other.id,
        displayName: act.field('name') || other.name,
        state: act.field('state') === 'proposed' ? 'proposed' : 'configured',
      });
      return `${other.name} is a connected organization.`;
    },
  },
  'create-catalog': {
    ...BY,
    act: (act) => {
      const displayName = needed(act, 'name', 'The name');
      act.book.of(act.tenant.id).catalogs.push({
        id: act.book.newId(),
        displayName,
        state: isTicked(act, 'enabled') ? 'published' : 'unpublished',
        isExternallyVisible: isTicked(act, 'external'),
      });
      return `The catalog ${displayName} was created.`;
    },
  },
  'create-access-package': {
    ...BY,
    act: (act) => {
      const setUp = act.book.of(act.tenant.id);
      const displayName = needed(act, 'name', 'The name');
      const catalog = setUp.catalogs.find((one) => one.displayName === act.field('catalog'));
      if (!catalog) throw new Error('There is no such catalog.');
      const organization = setUp.connectedOrganizations.find(
        (one) => one.displayName === act.field('organization'),
      );
      setUp.packages.push({
        id: act.book.newId(),
        displayName,
        catalogId: catalog.id,
        groupId: act.field('group') === '' ? null : groupOf(act).id,
        organizationId: organization?.id ?? null,
        ...approverOf(act),
        days: whole(act.field('days')),
        isReviewedYearly: isTicked(act, 'review'),
        canExtend: isTicked(act, 'extension'),
      });
      return `The access package ${displayName} was created.`;
    },
  },
  'save-governance-settings': {
    ...BY,
    act: (act) => {
      act.book.of(act.tenant.id).lifecycle = {
        action: act.field('lifecycle') || 'none',
        deletedAfter: 'P30D',
      };
      return 'The settings were saved.';
    },
  },
  'create-access-review': {
    ...BY,
    act: (act) => {
      const group = groupOf(act);
      const setUp = act.book.of(act.tenant.id);
      const pattern = act.field('recurrence');
      setUp.reviews.push({
        id: act.book.newId(),
        displayName: act.field('name') || `Review of ${group.displayName}`,
        groupId: group.id,
        pattern: pattern === 'once' || pattern === '' ? null : pattern,
        interval: 1,
        endsAt: new Date(act.book.now() + 30 * DAY_MS).toISOString(),
      });
      return `${group.displayName} is reviewed.`;
    },
  },
  'request-package': {
    portals: ['my-access'],
    act: (act) => {
      const wanted = packageOf(act);
      const { book, tenant, account } = act;
      const setUp = book.of(tenant.id);
      const organization = setUp.connectedOrganizations.find(
        ({ id }) => id === wanted.organizationId,
      );
      if (organization && organization.tenantId !== account.homeTenantId) {
        throw new Error('Your organization cannot request this access package.');
      }
      const request: PackageRequest = {
        id: book.newId(),
        packageId: wanted.id,
        accountName: account.userPrincipalName,
        displayName: account.displayName,
        state: 'pendingApproval',
        createdAt: new Date(book.now()).toISOString(),
      };
      setUp.requests.push(request);
      if (needsApproval(wanted)) return `${wanted.displayName} was requested.`;
      deliver(act, request, wanted);
      return `${wanted.displayName} was delivered.`;
    },
  },
  'approve-request': {
    portals: ['my-access'],
    act: (act) => {
      const { request, wanted } = decidable(act);
      deliver(act, request, wanted);
      return `The request of ${request.displayName} was approved.`;
    },
  },
  'deny-request': {
    portals: ['my-access'],
    act: (act) => {
      const { request } = decidable(act);
      request.state = 'denied';
      return `The request of ${request.displayName} was denied.`;
    },
  },
};
