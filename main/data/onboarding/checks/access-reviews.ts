import { z } from 'zod';
import type { Asked } from '../../cloud/tenant-api.ts';
import { read } from '../../status/collect/collector.ts';
import { name, timeOrNull, word, wordOrNull } from '../../status/collect/shapes.ts';
import type { CheckRun, Draft, OnboardingCheck } from './check.ts';
import { day, failed, information, passed } from './drafts.ts';
import { hasEnded, lastDay, Recurrence, recurrenceDays } from './recurrence.ts';

const REVIEWS: Asked = { permissions: ['AccessReview.Read.All'] };
const PATH = '/v1.0/identityGovernance/accessReviews/definitions';

const Scope = z.object({ query: wordOrNull }).nullish();

const Definition = z.object({
  id: word,
  displayName: name,
  status: wordOrNull,
  scope: z
    .object({
      query: wordOrNull,
      resourceScopes: z
        .array(z.object({ query: wordOrNull }))
        .max(500)
        .nullish(),
    })
    .nullish(),
  instanceEnumerationScope: Scope,
  settings: z.object({ recurrence: Recurrence }).nullish(),
});

const Instance = z.object({ endDateTime: timeOrNull });

/** Whether a review is of a group, which the service says by an address with the id in it. */
function names(one: z.infer<typeof Definition>, groupId: string): boolean {
  const queries = [
    one.scope?.query,
    one.instanceEnumerationScope?.query,
    ...(one.scope?.resourceScopes ?? []).map(({ query }) => query),
  ];
  return queries.some((query) => query?.toLowerCase().includes(`/groups/${groupId}`) === true);
}

async function groupAccessReview(run: CheckRun): Promise<Draft> {
  const group = run.take.guid('group');
  const everyDays = run.take.number('everyDays', 366);
  const wanted = `An access review of the group recurs at least every ${String(everyDays)} days.`;
  const all = read(z.array(Definition), await run.here.list(`${PATH}?$top=100`, REVIEWS));
  const own = all.filter((one) => names(one, group));
  if (own.length === 0) return failed('No access review names the group.', { wanted });
  const facts = own.map((one) => [one.displayName, oftenWords(one, run.now())] as const);
  const often = own.filter((one) => {
    const days = recurrenceDays(recurrenceOf(one));
    return days !== null && days <= everyDays;
  });
  const recurring = often.find((one) => !hasEnded(recurrenceOf(one), run.now()));
  if (recurring === undefined) {
    const [ended] = often;
    const found =
      ended === undefined
        ? 'An access review names the group, and does not recur often enough.'
        : `“${ended.displayName}” has reviewed the group, and its series ended on ${lastDay(recurrenceOf(ended)) ?? ''}.`;
    return failed(found, { wanted, facts });
  }
  const next = await nextEnd(run, recurring.id);
  const last = lastDay(recurrenceOf(recurring));
  if (next === null && recurring.status?.toLowerCase() === 'completed') {
    // Between two reviews, and after somebody has stopped the series: the service says no more.
    return information(
      `“${recurring.displayName}” is completed, and no next review has a date. See whether its series was stopped.`,
      { wanted, facts },
    );
  }
  const said = [
    ...(next === null ? [] : [`the next one is due on ${day(next)}`]),
    ...(last === null ? [] : [`none begins after ${last}`]),
  ];
  return passed([`“${recurring.displayName}” reviews the group`, ...said].join('; ') + '.', {
    wanted,
    facts,
    endsAt: next ?? (last === null ? null : `${last}T23:59:59.000Z`),
  });
}

const recurrenceOf = (one: z.infer<typeof Definition>) => one.settings?.recurrence ?? null;

/** “every 93 days, until 2027-03-01” */
function oftenWords(one: z.infer<typeof Definition>, now: Date): string {
  const days = recurrenceDays(recurrenceOf(one));
  if (days === null) return 'does not recur';
  const often = `every ${String(days)} days`;
  const last = lastDay(recurrenceOf(one));
  if (last === null) return often;
  return hasEnded(recurrenceOf(one), now) ? `ended on ${last}` : `${often}, until ${last}`;
}

/** The first end of an instance that is still to come; null when none is told. */
async function nextEnd({ here, now }: CheckRun, id: string): Promise<string | null> {
  const path = `${PATH}/${encodeURIComponent(id)}/instances?$top=100`;
  const ends = read(z.array(Instance), await here.list(path, REVIEWS))
    .map(({ endDateTime }) => endDateTime)
    .filter((end) => end !== null)
    .filter((end) => Date.parse(end) > now().getTime());
  return ends.toSorted()[0] ?? null;
}

export const ACCESS_REVIEW_CHECKS = {
  'group-access-review': {
    title: 'The group is reviewed regularly',
    wanted: 'A recurring access review names the group, and its series goes on.',
    kind: 'auto',
    permissions: REVIEWS.permissions,
    role: 'Security Reader',
    licence: 'Microsoft Entra ID P2',
    source: `GET ${PATH}`,
    run: groupAccessReview,
  },
} as const satisfies Record<string, OnboardingCheck>;
