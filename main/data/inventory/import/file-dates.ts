/**
 * Dates as exports have them: ISO 8601, or in the words of the country of whoever exported or saved
 * the file. A time without a zone is taken as UTC: both portals export UTC, and being hours off is
 * less than a date lost.
 */

/** Which number of `03/04/2026` is the month; `older` takes the reading that is longer ago. */
export type DateOrder = 'day-first' | 'month-first' | 'older';

export type ParsedDate =
  /** Also the year 1 and 1601, which services write when there is no time. */
  | { readonly kind: 'none' }
  | { readonly kind: 'exact'; readonly seconds: number; readonly hasZone: boolean }
  /** Only one of its readings is a date, or neither number can be told from the other. */
  | {
      readonly kind: 'ordered';
      readonly dayFirst: number | null;
      readonly monthFirst: number | null;
      readonly hasZone: boolean;
    }
  | { readonly kind: 'bad' };

const NONE: ParsedDate = { kind: 'none' };
const BAD: ParsedDate = { kind: 'bad' };

const MAX_LENGTH = 60;
const TIME =
  '(?:,?\\s*(?:T|à|um)?\\s*(\\d{1,2})[:.h](\\d{2})(?:[:.](\\d{2})(?:[.,]\\d{1,9})?)?\\s*(?:Uhr)?\\s*([AaPp]\\.?\\s?[Mm]\\.?)?)?';
const ZONE = '\\s*(Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?';
const ISO = new RegExp(`^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${TIME}${ZONE}$`);
const NUMBERS = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})${TIME}${ZONE}$`);

const EARLIEST_S = Date.UTC(2000, 0, 1) / 1_000;
const LATEST_S = Date.UTC(2100, 0, 1) / 1_000;
/** Before this, a year stands for "never". */
const NEVER_BEFORE = 1_700;

/** Reads one date. Never throws; `text` may be anything. */
export function parseDate(text: string): ParsedDate {
  const bare = text.trim();
  if (bare === '') return NONE;
  if (bare.length > MAX_LENGTH) return BAD;
  const iso = ISO.exec(bare);
  if (iso !== null) {
    const [, year = '', , month = '', day = '', ...rest] = iso;
    if (Number(year) < NEVER_BEFORE) return NONE;
    return exact(instantOf(Number(year), Number(month), Number(day), rest), zoneOf(rest));
  }
  const numbers = NUMBERS.exec(bare);
  if (numbers === null) return BAD;
  const [, first = '', separator, second = '', yearText = '', ...rest] = numbers;
  const year = yearText.length === 2 ? 2_000 + Number(yearText) : Number(yearText);
  if (year < NEVER_BEFORE) return NONE;
  const dayFirst = instantOf(year, Number(second), Number(first), rest);
  // Nobody writes a month first and dots.
  if (separator === '.') return exact(dayFirst, zoneOf(rest));
  const monthFirst = instantOf(year, Number(first), Number(second), rest);
  if (dayFirst === null && monthFirst === null) return BAD;
  if (dayFirst === monthFirst) return exact(dayFirst, zoneOf(rest));
  return { kind: 'ordered', dayFirst, monthFirst, hasZone: zoneOf(rest) };
}

const zoneOf = (rest: readonly (string | undefined)[]) => rest[4] !== undefined;

function exact(seconds: number | null, hasZone: boolean): ParsedDate {
  return seconds === null ? BAD : { kind: 'exact', seconds, hasZone };
}

/** Whole seconds since 1970; null for what is no date, or none that a device can have. */
function instantOf(
  year: number,
  month: number,
  day: number,
  [hourText, minute, second, half, zone]: readonly (string | undefined)[],
): number | null {
  const hour = hourOf(Number(hourText ?? 0), half);
  const minutes = Number(minute ?? 0);
  const seconds = Number(second ?? 0);
  if (hour === null || minutes > 59 || seconds > 59) return null;
  const at = new Date(Date.UTC(year, month - 1, day, hour, minutes, seconds));
  // The thirtieth of February becomes a day in March.
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null;
  const result = Math.floor(at.getTime() / 1_000) - offsetOf(zone);
  return result >= EARLIEST_S && result < LATEST_S ? result : null;
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour <= 23 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

/** Seconds that a zone is ahead of UTC. */
function offsetOf(zone: string | undefined): number {
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '');
  if (parts === null) return 0;
  const seconds = Number(parts[2]) * 3_600 + Number(parts[3]) * 60;
  return parts[1] === '-' ? -seconds : seconds;
}

/** The instant of an `ordered` date. */
export function decided(
  date: Extract<ParsedDate, { readonly kind: 'ordered' }>,
  order: DateOrder,
): number | null {
  const { dayFirst, monthFirst } = date;
  if (dayFirst === null || monthFirst === null) return dayFirst ?? monthFirst;
  if (order === 'day-first') return dayFirst;
  return order === 'month-first' ? monthFirst : Math.min(dayFirst, monthFirst);
}

/** What the dates of one column of a file show of their order. */
export class DateEvidence {
  #dayFirst = 0;
  #monthFirst = 0;
  /** Dates that can be read both ways. */
  ambiguous = 0;
  /** Line of the first one of these. */
  line = 0;
  hasZoneless = false;

  add(date: ParsedDate, line: number): void {
    if (date.kind !== 'exact' && date.kind !== 'ordered') return;
    this.hasZoneless ||= !date.hasZone;
    if (date.kind === 'exact') return;
    if (date.monthFirst === null) this.#dayFirst += 1;
    else if (date.dayFirst === null) this.#monthFirst += 1;
    else {
      if (this.ambiguous === 0) this.line = line;
      this.ambiguous += 1;
    }
  }

  /** The order that dates with only one reading show; null for none, and `mixed` for both. */
  get order(): Exclude<DateOrder, 'older'> | 'mixed' | null {
    if (this.#dayFirst > 0 && this.#monthFirst > 0) return 'mixed';
    if (this.#dayFirst > 0) return 'day-first';
    return this.#monthFirst > 0 ? 'month-first' : null;
  }
}
