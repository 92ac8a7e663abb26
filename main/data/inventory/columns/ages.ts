import { LAST_SEEN_AGES, NOT_KNOWN } from '../../../../preload/contract/device-columns.ts';

const DAY = 86_400;
/** Clocks differ: a first sight that is a little ahead of ours is still one. */
const SKEW = 3_600;
const NEW_DAYS = 7;
/** Upper limits of the ages in the order of `LAST_SEEN_AGES`; the last has none. */
const AGE_LIMITS = [1, 7, 30, 90].map((days) => days * DAY);

/** Values of the facet in the order of the codes of `ageCode`; the last is not known. */
export const AGE_VALUES: readonly string[] = [...LAST_SEEN_AGES, NOT_KNOWN];
const NEVER = AGE_VALUES.length - 1;
const [ONE = 0, SEVEN = 0, THIRTY = 0, NINETY = 0] = AGE_LIMITS;

/** @param lastSeen seconds, 0 when never */
export function ageCode(lastSeen: number, now: number): number {
  if (lastSeen === 0) return NEVER;
  const age = now - lastSeen;
  if (age < SEVEN) return age < ONE ? 0 : 1;
  if (age < NINETY) return age < THIRTY ? 2 : 3;
  return 4;
}

/** Ages are measured against whole minutes, so that a list holds for the requests of one. */
export function wholeMinute(seconds: number): number {
  return Math.floor(seconds / 60) * 60;
}

/** Between which times a device must be first seen to be new. */
export function newWindow(now: number): { readonly from: number; readonly to: number } {
  return { from: now - NEW_DAYS * DAY, to: now + SKEW };
}

/** Before which time the newest sight of a device must be for it to be stale. */
export function staleBefore(days: number, now: number): number {
  return now - days * DAY;
}
