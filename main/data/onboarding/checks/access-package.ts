import { z } from 'zod';
import { read } from '../../status/collect/collector.ts';
import { maybe, name, timeOrNull, word, wordOrNull } from '../../status/collect/shapes.ts';
import { listed } from '../../status/evaluate/bounded-text.ts';
import type { CheckRun, Draft, OnboardingCheck } from './check.ts';
import { failed, filter, passed, quoted, sameName } from './drafts.ts';
import {
  ENTITLEMENT,
  ENTITLEMENT_COMMON,
  ENTITLEMENT_ROOT,
  organizationsOf,
} from './entitlement.ts';
import { durationDays, hasEnded, Recurrence, recurrenceDays } from './recurrence.ts';

/** An access package and what its assignment policies ask of those who request it. */

const Actor = z.object({
  '@odata.type': wordOrNull,
  groupId: wordOrNull,
  connectedOrganizationId: wordOrNull,
});
const actors = z
  .array(Actor)
  .max(1_000)
  .nullish()
  .transform((value) => value ?? []);

const Policy = z.object({
  displayName: name,
  allowedTargetScope: wordOrNull,
  specificAllowedTargets: actors,
  expiration: z
    .object({ type: wordOrNull, duration: wordOrNull, endDateTime: timeOrNull })
    .nullish(),
  requestorSettings: z
    .object({ enableTargetsToSelfAddAccess: maybe, enableTargetsToSelfUpdateAccess: maybe })
    .nullish(),
  requestApprovalSettings: z
    .object({
      isApprovalRequiredForAdd: maybe,
      stages: z
        .array(z.object({ primaryApprovers: actors }))
        .max(100)
        .nullish(),
    })
    .nullish(),
  reviewSettings: z
    .object({ isEnabled: maybe, schedule: z.object({ recurrence: Recurrence }).nullish() })
    .nullish(),
});
type Policy = z.infer<typeof Policy>;

const Package = z.object({ id: word, displayName: name });
const WithPackage = Policy.extend({ accessPackage: z.object({ id: word }).nullish() });

interface Demand {
  /** “it lasts at most 365 days” */
  readonly wanted: string;
  /** About how it is asked for: nothing to a policy by which only administrators assign. */
  readonly isOfRequests: boolean;
  /** Why a policy does not do; null when it does. */
  readonly problem: (policy: Policy) => string | null;
}

const unless = (isSo: boolean, problem: string): string | null => (isSo ? null : problem);
const YEAR_DAYS = 366;

/** What the values of the check ask of a policy; what is not given is not asked. */
async function demandsOf(run: CheckRun): Promise<readonly Demand[]> {
  const { take } = run;
  const demands: Demand[] = [];
  if (take.text('maxDays') !== null) {
    const max = take.number('maxDays', YEAR_DAYS);
    demands.push({
      wanted: `it lasts at most ${String(max)} days`,
      isOfRequests: false,
      problem: ({ expiration }) => lengthProblem(expiration, max, run.now()),
    });
  }
  const approval = take.flag('approval');
  if (approval !== null) {
    demands.push({
      wanted: approval ? 'a request needs approval' : 'a request needs no approval',
      isOfRequests: true,
      problem: ({ requestApprovalSettings }) =>
        unless(
          (requestApprovalSettings?.isApprovalRequiredForAdd === true) === approval,
          approval ? 'a request needs no approval' : 'a request needs approval',
        ),
    });
  }
  const approvers = take.guidOrNull('approvers');
  if (approvers !== null) {
    demands.push({
      wanted: 'the group of approvers decides',
      isOfRequests: true,
      problem: (policy) =>
        unless(isApprovedBy(policy, approvers), `the group ${approvers} is not the approver`),
    });
  }
  const review = take.flag('review');
  if (review !== null) {
    demands.push({
      wanted: review ? 'it is reviewed at least yearly' : 'it is not reviewed',
      isOfRequests: false,
      problem: (policy) =>
        unless(
          isReviewed(policy, run.now()) === review,
          review ? 'no yearly review' : 'it is reviewed',
        ),
    });
  }
  const extension = take.flag('extension');
  if (extension !== null) {
    demands.push({
      wanted: extension ? 'the user may ask to extend' : 'the user may not extend',
      isOfRequests: true,
      problem: ({ requestorSettings }) =>
        unless(
          (requestorSettings?.enableTargetsToSelfUpdateAccess === true) === extension,
          extension ? 'the user may not ask to extend' : 'the user may extend',
        ),
    });
  }
  if (take.flag('onlyOrganization') === true) demands.push(await onlyOther(run));
  return demands;
}

function lengthProblem(expiration: Policy['expiration'], max: number, now: Date): string | null {
  const days = lengthOf(expiration, now);
  if (days === null) return 'it does not end';
  return unless(days <= max, `it lasts ${String(Math.round(days))} days`);
}

function lengthOf(expiration: Policy['expiration'], now: Date): number | null {
  if (expiration?.type === 'afterDuration') return durationDays(expiration.duration ?? '');
  if (expiration?.type !== 'afterDateTime' || expiration.endDateTime === null) return null;
  return (Date.parse(expiration.endDateTime) - now.getTime()) / 86_400_000;
}

function isApprovedBy({ requestApprovalSettings }: Policy, groupId: string): boolean {
  const settings = requestApprovalSettings;
  return (
    settings?.isApprovalRequiredForAdd === true &&
    (settings.stages ?? []).some(({ primaryApprovers }) =>
      primaryApprovers.some((one) => one.groupId?.toLowerCase() === groupId),
    )
  );
}

function isReviewed({ reviewSettings }: Policy, now: Date): boolean {
  const recurrence = reviewSettings?.schedule?.recurrence ?? null;
  const days = recurrenceDays(recurrence);
  const isRecurring = days !== null && days <= YEAR_DAYS && !hasEnded(recurrence, now);
  return reviewSettings?.isEnabled === true && isRecurring;
}

/** Whether anybody can ask for the package by it; with the others administrators assign it. */
function takesRequests({ allowedTargetScope, requestorSettings }: Policy): boolean {
  const isForNobody = allowedTargetScope?.toLowerCase() === 'notspecified';
  return !isForNobody && requestorSettings?.enableTargetsToSelfAddAccess !== false;
}

interface Judged {
  readonly policy: Policy;
  /** What it lacks to be the policy that is wanted. */
  readonly problems: readonly string[];
  /** What it lets through; less than that, where nobody can ask for the package by it. */
  readonly lax: readonly string[];
}

function judge(policy: Policy, demands: readonly Demand[]): Judged {
  const problemsOf = (those: readonly Demand[]) =>
    those.flatMap((one) => one.problem(policy) ?? []);
  const isAsked = takesRequests(policy);
  const asksForRequests = demands.some(({ isOfRequests }) => isOfRequests);
  return {
    policy,
    problems: [
      ...(isAsked || !asksForRequests ? [] : ['nobody can request it']),
      ...problemsOf(demands),
    ],
    lax: problemsOf(isAsked ? demands : demands.filter(({ isOfRequests }) => !isOfRequests)),
  };
}

async function onlyOther(run: CheckRun): Promise<Demand> {
  const { other } = run;
  const ids = other === null ? [] : (await organizationsOf(run, other.id)).map(({ id }) => id);
  return {
    wanted: `only ${other?.name ?? 'the other tenant'} may request it`,
    isOfRequests: true,
    problem: ({ allowedTargetScope, specificAllowedTargets: targets }) => {
      if (allowedTargetScope !== 'specificConnectedOrganizationUsers') {
        return `requested by: ${allowedTargetScope ?? 'not said'}`;
      }
      const isOnly =
        targets.length > 0 &&
        targets.every(({ connectedOrganizationId }) => ids.includes(connectedOrganizationId ?? ''));
      return unless(isOnly, 'another organization may request it as well, or none');
    },
  };
}

async function accessPackage(run: CheckRun): Promise<Draft> {
  const wantedName = run.take.need('name');
  const demands = await demandsOf(run);
  const path = `${ENTITLEMENT_ROOT}/accessPackages?${filter(`displayName eq ${quoted(wantedName)}`)}&$select=id,displayName`;
  const packages = read(z.array(Package), await run.here.list(path, ENTITLEMENT));
  const found = packages.find(({ displayName }) => sameName(displayName, wantedName));
  const wanted =
    demands.length === 0
      ? `There is an access package called “${wantedName}” with a policy.`
      : `Every policy of “${wantedName}” is so: ${demands.map((one) => one.wanted).join('; ')}.`;
  if (found === undefined) {
    return failed(`There is no access package called “${wantedName}”.`, { wanted });
  }
  const all = await run.here.list(
    `${ENTITLEMENT_ROOT}/assignmentPolicies?$expand=accessPackage`,
    ENTITLEMENT,
  );
  const policies = read(z.array(WithPackage), all).filter(
    (one) => one.accessPackage?.id === found.id,
  );
  if (policies.length === 0) return failed(`“${wantedName}” has no policy yet.`, { wanted });

  const judged = policies.map((policy) => judge(policy, demands));
  const facts = judged.map(
    ({ policy, lax }) =>
      [policy.displayName, lax.length === 0 ? 'as wanted' : lax.join('; ')] as const,
  );
  const [nearest] = judged.toSorted((a, b) => a.problems.length - b.problems.length);
  const problems = nearest?.problems ?? [];
  const resources = await resourceProblem(run, found.id);
  if (problems.length > 0 || resources !== null) {
    const why = [...problems, ...(resources === null ? [] : [resources])];
    return failed(`“${wantedName}” does not do: ${why.join('; ')}.`, { wanted, facts });
  }
  const fits = `The policy “${nearest?.policy.displayName ?? ''}” of “${wantedName}” is as wanted`;
  // Whoever can choose between two policies takes the one that asks for less.
  const others = judged.filter(({ lax }) => lax.length > 0);
  if (others.length > 0) {
    const named = others.map(({ policy, lax }) => `“${policy.displayName}”: ${lax.join('; ')}`);
    return failed(`${fits}, and another one lets more through. ${listed(named, 3)}.`, {
      wanted,
      facts,
    });
  }
  const endsAt = await ownEnd(run, found.id);
  return passed(`${fits}.`, { wanted, facts, endsAt });
}

const WithScopes = z.object({
  resourceRoleScopes: z
    .array(z.object({ scope: z.object({ originId: wordOrNull, displayName: name }).nullish() }))
    .max(1_000)
    .nullish()
    .transform((value) => value ?? []),
});

/** With `group`, that the package gives this group and nothing else. */
async function resourceProblem(run: CheckRun, id: string): Promise<string | null> {
  const group = run.take.guidOrNull('group');
  if (group === null) return null;
  const path = `${ENTITLEMENT_ROOT}/accessPackages/${encodeURIComponent(id)}?$expand=${encodeURIComponent('resourceRoleScopes($expand=role,scope)')}`;
  const { resourceRoleScopes: given } = read(WithScopes, await run.here.get(path, ENTITLEMENT));
  const isIt = ({ scope }: (typeof given)[number]) => scope?.originId?.toLowerCase() === group;
  if (!given.some(isIt)) return `it does not give the group ${group}`;
  const more = given.filter((one) => !isIt(one)).map(({ scope }) => scope?.displayName ?? '');
  return more.length === 0 ? null : `it also gives ${listed(more, 5)}`;
}

const Own = z.object({
  state: wordOrNull,
  target: z.object({ objectId: wordOrNull }).nullish(),
  accessPackage: z.object({ id: word }).nullish(),
  schedule: z.object({ expiration: z.object({ endDateTime: timeOrNull }).nullish() }).nullish(),
});

/** When the operator's own assignment ends; null when there is none or the operator is not known. */
async function ownEnd(run: CheckRun, packageId: string): Promise<string | null> {
  const objectId = run.operator?.objectId?.toLowerCase() ?? null;
  if (objectId === null) return null;
  const rows = read(
    z.array(Own),
    await run.here.list(
      `${ENTITLEMENT_ROOT}/assignments?$expand=accessPackage,target`,
      ENTITLEMENT,
    ),
  );
  const ends = rows
    .filter(({ state, target, accessPackage: of }) => {
      const isOwn = target?.objectId?.toLowerCase() === objectId;
      return isOwn && of?.id === packageId && state === 'delivered';
    })
    .map(({ schedule }) => schedule?.expiration?.endDateTime ?? null)
    .filter((end) => end !== null);
  return ends.toSorted().at(-1) ?? null;
}

export const ACCESS_PACKAGE_CHECKS = {
  'access-package': {
    ...ENTITLEMENT_COMMON,
    title: 'The access package is as wanted',
    wanted: 'There is such an access package, and all of its policies are as wanted.',
    source: `GET ${ENTITLEMENT_ROOT}/accessPackages, GET ${ENTITLEMENT_ROOT}/assignmentPolicies`,
    run: accessPackage,
  },
} as const satisfies Record<string, OnboardingCheck>;
