import { z } from 'zod';
import { CloudError } from '../../cloud/cloud-error.ts';
import type { Asked } from '../../cloud/tenant-api.ts';
import { read } from '../../status/collect/collector.ts';
import { maybe, name, time, word, wordOrNull } from '../../status/collect/shapes.ts';
import { counted } from '../../status/evaluate/bounded-text.ts';
import type { CheckRun, Draft, OnboardingCheck } from './check.ts';
import { day, failed, filter, information, otherOf, passed, sameName, yesNo } from './drafts.ts';

/** Entitlement management. Source: Microsoft Graph, "Working with entitlement management". */

const ROOT = '/v1.0/identityGovernance/entitlementManagement';
export const ENTITLEMENT: Asked = { permissions: ['EntitlementManagement.Read.All'] };
export const ENTITLEMENT_ROOT = ROOT;
export const ENTITLEMENT_COMMON = {
  kind: 'auto',
  permissions: ENTITLEMENT.permissions,
  role: 'Security Reader, or catalog reader',
  licence: 'Microsoft Entra ID P2 or Microsoft Entra ID Governance',
} as const;

const Organization = z.object({
  id: word,
  displayName: name,
  state: wordOrNull,
  identitySources: z
    .array(z.object({ tenantId: wordOrNull }))
    .max(1_000)
    .nullish()
    .transform((value) => value ?? []),
});

/** Connected organizations that are the tenant. */
export async function organizationsOf(
  { here }: CheckRun,
  tenantId: string,
): Promise<readonly z.infer<typeof Organization>[]> {
  const rows = read(
    z.array(Organization),
    await here.list(`${ROOT}/connectedOrganizations`, ENTITLEMENT),
  );
  return rows.filter(({ identitySources }) =>
    identitySources.some((one) => one.tenantId?.toLowerCase() === tenantId),
  );
}

async function connectedOrganization(run: CheckRun): Promise<Draft> {
  const other = otherOf(run);
  const own = await organizationsOf(run, other.id);
  const [first] = own;
  if (first === undefined) return failed(`${other.name} is no connected organization.`);
  const facts = own.map((one) => [one.displayName, one.state ?? 'state not said'] as const);
  return own.some(({ state }) => state === 'configured')
    ? passed(`${other.name} is a connected organization and configured.`, { facts })
    : failed(
        `${other.name} is a connected organization and only ${first.state ?? 'without a state'}.`,
        {
          facts,
        },
      );
}

const Catalog = z.object({
  displayName: name,
  state: wordOrNull,
  isExternallyVisible: maybe,
});

async function catalogPublished(run: CheckRun): Promise<Draft> {
  const wantedName = run.take.need('name');
  const rows = read(z.array(Catalog), await run.here.list(`${ROOT}/catalogs`, ENTITLEMENT));
  const catalog = rows.find(({ displayName }) => sameName(displayName, wantedName));
  if (catalog === undefined) return failed(`There is no catalog called “${wantedName}”.`);
  const facts = [
    ['State', catalog.state ?? 'not said'],
    ['Enabled for external users', yesNo(catalog.isExternallyVisible)],
  ] as const;
  const problems = [
    ...(catalog.state === 'published'
      ? []
      : [`it is ${catalog.state ?? 'in no state that is said'}`]),
    ...(catalog.isExternallyVisible === true ? [] : ['it is not enabled for external users']),
  ];
  return problems.length === 0
    ? passed(`“${catalog.displayName}” is published and enabled for external users.`, { facts })
    : failed(`“${catalog.displayName}” does not do: ${problems.join('; ')}.`, { facts });
}

const Request = z.object({
  createdDateTime: time,
  state: wordOrNull,
  requestor: z.object({ displayName: name }).nullish(),
  accessPackage: z.object({ displayName: name }).nullish(),
});

async function pendingOf({ here }: CheckRun): Promise<readonly z.infer<typeof Request>[]> {
  const path = `${ROOT}/assignmentRequests?$expand=accessPackage,requestor`;
  const isPending = filter("state eq 'pendingApproval'");
  let rows: readonly unknown[];
  try {
    rows = await here.list(`${path}&${isPending}`, ENTITLEMENT);
  } catch (error) {
    // It is not documented that the property can be filtered by.
    if (!(error instanceof CloudError) || error.facts.status !== 400) throw error;
    rows = await here.list(path, ENTITLEMENT);
  }
  return read(z.array(Request), rows).filter(({ state }) => state === 'pendingApproval');
}

const DAY_MS = 86_400_000;

async function pendingApprovals(run: CheckRun): Promise<Draft> {
  const maxDays = run.take.number('maxAgeDays', 7);
  const rows = (await pendingOf(run)).toSorted(
    (a, b) => Date.parse(a.createdDateTime) - Date.parse(b.createdDateTime),
  );
  const wanted = `No request waits for approval longer than ${counted(maxDays, 'day', 'days')}.`;
  const facts = rows.map(
    ({ accessPackage, requestor, createdDateTime }) =>
      [
        accessPackage?.displayName || 'Access package',
        `${requestor?.displayName || 'somebody'}, since ${day(createdDateTime)}`,
      ] as const,
  );
  const late = rows.filter(
    ({ createdDateTime }) => run.now().getTime() - Date.parse(createdDateTime) > maxDays * DAY_MS,
  );
  const [oldest] = late;
  if (oldest !== undefined) {
    return failed(
      `${counted(late.length, 'request has', 'requests have')} waited longer, the oldest since ${day(oldest.createdDateTime)}.`,
      { wanted, facts },
    );
  }
  return passed(
    rows.length === 0
      ? 'No request waits for approval.'
      : `${counted(rows.length, 'request waits', 'requests wait')} for approval, none for longer.`,
    { wanted, facts },
  );
}

const Settings = z.object({
  externalUserLifecycleAction: wordOrNull,
  durationUntilExternalUserDeletedAfterBlocked: wordOrNull,
});

const ACTIONS: Readonly<Record<string, string>> = {
  none: 'nothing happens to the account',
  blockSignIn: 'the account is blocked from signing in',
  blockSignInAndDelete: 'the account is blocked and deleted later',
};

async function externalUserLifecycle(run: CheckRun): Promise<Draft> {
  const wantedAction = run.take.text('wanted');
  const { externalUserLifecycleAction: action, ...more } = read(
    Settings,
    await run.here.get(`${ROOT}/settings`, ENTITLEMENT),
  );
  const when = 'When an external user loses the last access package,';
  const found = `${when} ${actionOf(action ?? 'not said')}.`;
  const facts = [
    ['Action', action ?? 'not said'],
    ['Deleted after', more.durationUntilExternalUserDeletedAfterBlocked ?? 'not said'],
  ] as const;
  if (wantedAction === null) return information(found, { facts });
  const wanted = `${when} ${actionOf(wantedAction)}.`;
  return sameName(action ?? '', wantedAction)
    ? passed(found, { facts, wanted })
    : failed(found, { facts, wanted });
}

function actionOf(action: string): string {
  return Object.hasOwn(ACTIONS, action) ? (ACTIONS[action] ?? '') : `what happens is: ${action}`;
}

export const ENTITLEMENT_CHECKS = {
  'connected-organization': {
    ...ENTITLEMENT_COMMON,
    title: 'The other tenant is a connected organization',
    wanted: 'The other tenant is a connected organization, and configured.',
    source: `GET ${ROOT}/connectedOrganizations`,
    run: connectedOrganization,
  },
  'catalog-published': {
    ...ENTITLEMENT_COMMON,
    title: 'The catalog is published',
    wanted: 'The catalog is published and enabled for external users.',
    source: `GET ${ROOT}/catalogs`,
    run: catalogPublished,
  },
  'pending-approvals': {
    ...ENTITLEMENT_COMMON,
    title: 'No request waits too long',
    wanted: 'No request waits for approval too long.',
    source: `GET ${ROOT}/assignmentRequests`,
    run: pendingApprovals,
  },
  'external-user-lifecycle': {
    ...ENTITLEMENT_COMMON,
    title: 'What happens to external users without access',
    wanted: 'Known and decided: blocking is safer, and keeps out who is given access again.',
    source: `GET ${ROOT}/settings`,
    run: externalUserLifecycle,
  },
} as const satisfies Record<string, OnboardingCheck>;
