const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const exact = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'long',
});

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

/** Hours and minutes of an ISO moment in the operator's time zone. */
export function clockText(iso: string): string {
  return clock.format(new Date(iso));
}

/** Date, time and zone of an ISO moment, for tooltips and copied details. */
export function exactText(iso: string): string {
  return exact.format(new Date(iso));
}
