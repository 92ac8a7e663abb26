const MAX_WAIT_MS = 300_000;
const FIRST_WAIT_MS = 1_000;
const MAX_BACKOFF_MS = 60_000;

/** RFC 9110 dates as servers write them; `Date.parse` takes far more than that. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * What `Retry-After` asks for, in milliseconds; null when it is missing or makes no sense. A date is
 * counted from the service's own clock, because this device's may be off by days.
 */
export function parseRetryAfter(headers: Headers, nowMs: number): number | null {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,12}$/.test(value)) return Number(value) * 1_000;
  const until = parseHttpDate(value);
  if (until === null) return null;
  return Math.max(0, until - (parseHttpDate(headers.get('date')?.trim() ?? '') ?? nowMs));
}

function parseHttpDate(value: string): number | null {
  const time = HTTP_DATE.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

/**
 * How long to wait before the next attempt. Never shorter than what was asked for, up to five
 * minutes; a service that asks for more is asked again then and not at once. Up to a tenth is added,
 * so that many tenants do not come back in the same moment.
 * @param attempt 1 for the first repetition
 * @param random from 0 up to 1
 */
export function waitBefore(
  attempt: number,
  retryAfterMs: number | null,
  random: () => number,
): number {
  if (retryAfterMs === null) {
    const longest = Math.min(MAX_BACKOFF_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
    return Math.round(longest * (0.5 + random() / 2));
  }
  const asked = Math.min(Math.max(retryAfterMs, FIRST_WAIT_MS / 2), MAX_WAIT_MS);
  return Math.round(asked * (1 + random() / 10));
}
