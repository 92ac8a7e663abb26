import { basename } from 'node:path';

const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/** `devices-2026-11-20.csv`, `devices_20261120T1504.csv`, `export 2026-11-20 15.04.05.csv`. */
const DATE =
  /(?<!\d)(20\d{2})([-_.]?)(\d{2})\2(\d{2})(?:[T _-](\d{2})[-_.:]?(\d{2})(?:[-_.:]?(\d{2}))?(?:Z|(?!\d)))?(?!\d)/;

const FIRST = Date.UTC(2010, 0, 1);
const DAY_MS = 86_400_000;

/**
 * When a file was exported: by its name where that has a date, else by when it was written. A name
 * without a time is taken as the beginning of its day, because devices must not look fresher than
 * they are.
 */
export function exportedAtOf(
  path: string,
  modifiedMs: number,
  now: Date,
): { readonly at: Date; readonly from: 'file-name' | 'file-date' } {
  const latest = now.getTime() + DAY_MS;
  const named = dateOfName(basename(path));
  if (named !== null && named >= FIRST && named <= latest) {
    return { at: new Date(Math.min(named, now.getTime())), from: 'file-name' };
  }
  const written = Math.max(FIRST, Math.min(modifiedMs, now.getTime()));
  return { at: new Date(written), from: 'file-date' };
}

function dateOfName(name: string): number | null {
  // Digits of an id may look like a date.
  const found = DATE.exec(name.replaceAll(GUID, '_'));
  if (found === null) return null;
  const [, year, , month, day, hour = '0', minute = '0', second = '0'] = found;
  const at = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const isDate = new Date(at).getUTCDate() === Number(day) && Number(month) <= 12;
  return isDate ? at : null;
}
