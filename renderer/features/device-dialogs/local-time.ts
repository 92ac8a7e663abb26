/** An ISO moment as a field for local date and time holds it: `2026-11-20T09:30`. */
export function localOf(iso: string): string {
  const date = new Date(iso);
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** The moment such a field means; null when it holds none. */
export function isoOfLocal(text: string): string | null {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
