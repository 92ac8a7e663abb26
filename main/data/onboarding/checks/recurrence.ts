import { z } from 'zod';
import { wordOrNull } from '../../status/collect/shapes.ts';

/** `patternedRecurrence` of Microsoft Graph, as reviews and assignment policies have it. */
export const Recurrence = z
  .object({
    pattern: z
      .object({ type: wordOrNull, interval: z.number().int().min(0).max(10_000).nullish() })
      .nullish(),
    range: z
      .object({
        type: wordOrNull,
        startDate: wordOrNull,
        endDate: wordOrNull,
        numberOfOccurrences: z.number().int().min(0).max(100_000).nullish(),
      })
      .nullish(),
  })
  .nullish()
  .transform((value) => value ?? null);

const DAYS: Readonly<Record<string, number>> = {
  daily: 1,
  weekly: 7,
  absolutemonthly: 31,
  relativemonthly: 31,
  absoluteyearly: 366,
  relativeyearly: 366,
};
const MONTHS_OF_A_YEAR = 12;
const DAY_MS = 86_400_000;

/**
 * The longest time between two occurrences, in days; null when it happens once. A year can be
 * written as twelve months.
 */
export function recurrenceDays(recurrence: z.infer<typeof Recurrence>): number | null {
  const type = recurrence?.pattern?.type?.toLowerCase() ?? '';
  const days = Object.hasOwn(DAYS, type) ? DAYS[type] : undefined;
  const interval = recurrence?.pattern?.interval ?? 0;
  if (days === undefined || interval < 1) return null;
  const isMonthly = days === DAYS.absolutemonthly;
  return isMonthly && interval % MONTHS_OF_A_YEAR === 0
    ? (interval / MONTHS_OF_A_YEAR) * (DAYS.absoluteyearly ?? 0)
    : days * interval;
}

/**
 * The last day on which an occurrence can begin, as `2027-03-01`; null when there is none or it is
 * not said. Of a number of occurrences it is the last at the latest: months are taken as 31 days.
 * Source: `recurrenceRange` of Microsoft Graph (`endDate`, `numbered`, `noEnd`).
 */
export function lastDay(recurrence: z.infer<typeof Recurrence>): string | null {
  const { type, startDate, endDate, numberOfOccurrences: times } = recurrence?.range ?? {};
  const kind = type?.toLowerCase();
  if (kind === 'enddate') return dayOf(endDate)?.text ?? null;
  const begin = dayOf(startDate);
  const every = recurrenceDays(recurrence);
  if (kind !== 'numbered' || begin === null || every === null || (times ?? 0) < 1) return null;
  const last = new Date(begin.ms + ((times ?? 1) - 1) * every * DAY_MS);
  return last.getUTCFullYear() > 9_999 ? null : last.toISOString().slice(0, 10);
}

/** Whether no occurrence begins any more. The last day counts until it is over everywhere. */
export function hasEnded(recurrence: z.infer<typeof Recurrence>, now: Date): boolean {
  const last = dayOf(lastDay(recurrence));
  return last !== null && now.getTime() > last.ms + 2 * DAY_MS;
}

function dayOf(text: string | null | undefined): { text: string; ms: number } | null {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(text ?? '')?.[0] ?? '';
  const ms = Date.parse(day);
  return Number.isNaN(ms) ? null : { text: day, ms };
}

const DURATION =
  /^P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.\d+)?S)?)?$/;

/** Days of a duration of ISO 8601, a year as 365 and a month as 30; null when it is none. */
export function durationDays(text: string): number | null {
  const found = text.length > 60 ? null : DURATION.exec(text);
  if (found === null || text === 'P' || text.endsWith('T')) return null;
  const [years, months, weeks, days, hours, minutes, seconds] = found
    .slice(1)
    .map((part) => Number(part ?? 0));
  const whole = (years ?? 0) * 365 + (months ?? 0) * 30 + (weeks ?? 0) * 7 + (days ?? 0);
  return whole + (hours ?? 0) / 24 + (minutes ?? 0) / 1_440 + (seconds ?? 0) / 86_400;
}
