const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const exact = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'long',
});

const dayAndClock = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** How long ago an ISO moment was, in words: "now", "5 min. ago", "yesterday". */
export function agoText(iso: string, nowMs: number): string {
  const seconds = Math.round((Date.parse(iso) - nowMs) / 1000);
  const size = Math.abs(seconds);
  if (size < MINUTE) return 'just now';
  if (size < HOUR) return relative.format(Math.trunc(seconds / MINUTE), 'minute');
  if (size < DAY) return relative.format(Math.trunc(seconds / HOUR), 'hour');
  if (size < 60 * DAY) return relative.format(Math.trunc(seconds / DAY), 'day');
  return relative.format(Math.trunc(seconds / (30 * DAY)), 'month');
}

/** The same in the fewest letters, for where there is room for three: "now", "5m", "3h", "2d". */
export function shortAge(iso: string, nowMs: number): string {
  const seconds = Math.max(0, Math.round((nowMs - Date.parse(iso)) / 1000));
  if (seconds < MINUTE) return 'now';
  if (seconds < HOUR) return `${String(Math.trunc(seconds / MINUTE))}m`;
  if (seconds < DAY) return `${String(Math.trunc(seconds / HOUR))}h`;
  if (seconds < 100 * DAY) return `${String(Math.trunc(seconds / DAY))}d`;
  return '99d+';
}

/** Hours and minutes of an ISO moment in the operator's time zone. */
export function clockText(iso: string): string {
  return clock.format(new Date(iso));
}

/** Day, hours and minutes of an ISO moment. */
export function dayText(iso: string): string {
  return dayAndClock.format(new Date(iso));
}

/** Date, time and zone of an ISO moment, for tooltips and copied details. */
export function exactText(iso: string): string {
  return exact.format(new Date(iso));
}

const zoned = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});

/** Day, hours, minutes and the operator's zone of an ISO moment, for what has to be met. */
export function zonedText(iso: string): string {
  return zoned.format(new Date(iso));
}

/** How far off an ISO moment is, in whole days: "in 3 days", "today", "2 days ago". */
export function daysText(iso: string, nowMs: number): string {
  const days = Math.floor((Date.parse(iso) - nowMs) / (DAY * 1000));
  if (days >= 0 && days < 1) return 'in less than a day';
  const size = Math.abs(days);
  const words = size === 1 ? '1 day' : `${String(size)} days`;
  return days < 0 ? `${words} ago` : `in ${words}`;
}

/** What a field of date and time shows for an ISO moment: the operator's own zone, no seconds. */
export function localInput(iso: string | null): string {
  if (iso === null) return '';
  const at = new Date(iso);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The ISO moment that a field of date and time means; null when it is empty or no moment. */
export function isoOfLocal(text: string): string | null {
  const at = text === '' ? Number.NaN : new Date(text).getTime();
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** Name of the operator's time zone, as it is written beside a field: "Europe/Berlin". */
export const zoneName = (): string => new Intl.DateTimeFormat('en').resolvedOptions().timeZone;

/** Minutes and seconds that are left: "1:05"; with hours from one on: "1:00:00". */
export function countdownText(ms: number): string {
  const left = Math.max(0, Math.ceil(ms / 1000));
  const two = (part: number) => String(part).padStart(2, '0');
  const [hours, minutes] = [Math.floor(left / HOUR), Math.floor((left % HOUR) / MINUTE)];
  const tail = two(left % MINUTE);
  return hours > 0 ? `${String(hours)}:${two(minutes)}:${tail}` : `${String(minutes)}:${tail}`;
}
