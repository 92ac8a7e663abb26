/** How far clocks may be apart before what they say is not believed, in milliseconds. */
const CLOCK_SKEW_MS = 5 * 60_000;

const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Milliseconds of an instant as services write it; null for anything else. A date without a time
 * or without a zone is none: it would mean something else on every computer.
 */
export function instantOf(text: string | null | undefined): number | null {
  if (typeof text !== 'string' || text.length > 40 || !ISO_INSTANT.test(text)) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}

/** The same instant in the contract's form (UTC, milliseconds), or null. */
export function normalInstant(text: string | null | undefined): string | null {
  const ms = instantOf(text);
  if (ms === null) return null;
  const iso = new Date(ms).toISOString();
  // A zone can carry year 0000 or 9999 over the edge of what the contract can write.
  return iso.length === 24 ? iso : null;
}

/** "2026-11-20 08:02 UTC". */
export function shownInstant(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Whether an instant of the past is later than now by more than clocks may differ. */
export function isInFuture(ms: number, now: number): boolean {
  return ms > now + CLOCK_SKEW_MS;
}
