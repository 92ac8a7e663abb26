import { createHash } from 'node:crypto';
import type { RadarItem, RenewalKind, StepProgress } from '../../../preload/contract/index.ts';
import type { Run } from './runs.ts';
import { currentChecks, type Standing } from './standing.ts';
import type { ReminderRow } from './store/rows.ts';

/** How long before its end something is told of, where the checklist does not say: days. */
const WARN_DAYS = 30;
const DAY_MS = 86_400_000;
const MAX_ITEMS = 5_000;

export interface End {
  readonly endsAt: string;
  readonly from: 'check' | 'step';
  readonly checkedAt: string | null;
}

/**
 * When what a step set up ends: what a check has read, or else as long after the step was done as
 * the checklist says. Null when it does not, or is not done.
 */
export function endOf(standing: Standing): End | null {
  const { step, state, row } = standing;
  const read = currentChecks(standing)
    .filter((one) => one.endsAt !== null && (one.state === 'passed' || one.state === 'information'))
    .toSorted((one, two) => Date.parse(one.endsAt ?? '') - Date.parse(two.endsAt ?? ''))[0];
  if (read !== undefined && read.endsAt !== null) {
    return { endsAt: read.endsAt, from: 'check', checkedAt: read.checkedAt };
  }
  const renewal = step?.renewal ?? null;
  if (state !== 'done' || renewal === null || row === null) return null;
  const endsAt = new Date(Date.parse(row.changedAt) + renewal.afterDays * DAY_MS).toISOString();
  return { endsAt, from: 'step', checkedAt: null };
}

/** Whether a later step has taken the matter away, as a removal does with a temporary account. */
export function isEnded({ step, operator }: Standing, standings: readonly Standing[]): boolean {
  const endedBy = step?.renewal?.endedBy ?? null;
  return standings.some(
    (one) =>
      one.stepId === endedBy &&
      one.state === 'done' &&
      (one.operator === null || one.operator === operator),
  );
}

export const endsOfProgress = (standing: Standing): Pick<StepProgress, 'endsAt' | 'endsAtFrom'> => {
  const end = endOf(standing);
  return { endsAt: end?.endsAt ?? null, endsAtFrom: end?.from ?? null };
};

/**
 * Everything of the estate that ends, the first first. What several runs share is told of once; runs
 * in the archive are out of sight.
 */
export function radarOf(
  runs: readonly Run[],
  reminders: readonly ReminderRow[],
  now: Date,
): readonly RadarItem[] {
  const items = new Map<string, RadarItem>();
  for (const { engagement, standings } of runs) {
    if (engagement.isArchived) continue;
    for (const standing of standings) {
      const end = endOf(standing);
      if (end === null || isEnded(standing, standings)) continue;
      const { key, step, stepId, operator, tenantId } = standing;
      const renewal = step?.renewal ?? null;
      const id = idOf([key.scopeId, key.checklistId, stepId, key.operator]);
      if (items.has(id)) continue;
      const title = renewal?.title ?? standing.title;
      const warnDays = renewal?.warnDays ?? WARN_DAYS;
      items.set(id, {
        id,
        tenantId,
        kind: renewal?.kind ?? 'other',
        title: (operator === null ? title : `${title} (${operator})`).slice(0, 200),
        endsAt: end.endsAt,
        state: stateOf(end.endsAt, warnDays, now),
        warnDays,
        from: end.from,
        engagementId: engagement.id,
        stepId,
        reminderId: null,
        checkedAt: end.checkedAt,
      });
    }
  }
  for (const { id, tenantId, kind, title, endsAt } of reminders) {
    items.set(id, {
      id,
      tenantId,
      kind: kind satisfies RenewalKind,
      title,
      endsAt,
      state: stateOf(endsAt, WARN_DAYS, now),
      warnDays: WARN_DAYS,
      from: 'reminder',
      engagementId: null,
      stepId: null,
      reminderId: id,
      checkedAt: null,
    });
  }
  return [...items.values()]
    .toSorted((one, two) => Date.parse(one.endsAt) - Date.parse(two.endsAt))
    .slice(0, MAX_ITEMS);
}

function stateOf(endsAt: string, warnDays: number, now: Date): RadarItem['state'] {
  const leftMs = Date.parse(endsAt) - now.getTime();
  if (leftMs <= 0) return 'ended';
  return leftMs <= warnDays * DAY_MS ? 'soon' : 'later';
}

const idOf = (parts: readonly string[]) =>
  `end-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}`;
