/** Text that is a number in disguise and needs half the bytes. Only the exact form counts. */

const DASHES = [8, 13, 18, 23] as const;

function isLowerHex(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 102);
}

/** The digits of a GUID in lower case, null for any other text. */
export function guidDigits(text: string): string | null {
  if (text.length !== 36 || text.codePointAt(8) !== 45) return null;
  for (let at = 0; at < 36; at += 1) {
    const code = text.charCodeAt(at);
    if (at === 8 || at === 13 || at === 18 || at === 23) {
      if (code !== 45) return null;
    } else if (!isLowerHex(code)) return null;
  }
  return text.replaceAll('-', '');
}

export function guidOf(digits: string): string {
  let text = '';
  let from = 0;
  DASHES.forEach((at, index) => {
    const to = at - index;
    text += `${digits.slice(from, to)}-`;
    from = to;
  });
  return text + digits.slice(from);
}

/** Whole bytes in lower-case hexadecimal, as the ids of Defender. */
export function isHex(text: string): boolean {
  if (text.length < 8 || text.length > 512 || text.length % 2 !== 0) return false;
  for (let at = 0; at < text.length; at += 1) if (!isLowerHex(text.charCodeAt(at))) return false;
  return true;
}

export interface TimeParts {
  /** Since 1970. */
  readonly seconds: number;
  /** Digits after the point, 0 to 7; services send seven. */
  readonly digits: number;
  readonly fraction: number;
}

/** An instant as services write it, `2026-11-20T08:12:44.1000000Z`; null for any other text. */
export function timeParts(text: string): TimeParts | null {
  if (text.length < 20 || text.length > 28 || text.charCodeAt(10) !== 84) return null;
  if (!text.endsWith('Z') || !/^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,7})?Z$/.test(text)) {
    return null;
  }
  const digits = text.length === 20 ? 0 : text.length - 21;
  const part = (from: number, to: number) => Number(text.slice(from, to));
  const [day, month, hour] = [part(8, 10), part(5, 7), part(11, 13)];
  const dayStart = Date.UTC(part(0, 4), month - 1, day) / 1_000;
  // `2026-02-30` is read as a day of March and would come back as that.
  if (dayStart < 0 || month < 1 || month > 12 || new Date(dayStart * 1_000).getUTCDate() !== day)
    return null;
  const [minute, second] = [part(14, 16), part(17, 19)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  const seconds = dayStart + hour * 3_600 + minute * 60 + second;
  return { seconds, digits, fraction: digits === 0 ? 0 : part(20, text.length - 1) };
}

const DAY = 24 * 60 * 60;
/** Devices are seen on few days, and making the text of one costs more than all the rest. */
const days = new Map<number, string>();

function dayOf(day: number): string {
  const known = days.get(day);
  if (known !== undefined) return known;
  if (days.size >= 2_000) days.clear();
  const text = new Date(day * DAY * 1_000).toISOString().slice(0, 10);
  days.set(day, text);
  return text;
}

const two = (number: number): string => (number < 10 ? `0${number}` : String(number));

export function timeOf({ seconds, digits, fraction }: TimeParts): string {
  const day = Math.floor(seconds / DAY);
  const rest = seconds - day * DAY;
  const hour = Math.floor(rest / 3_600);
  const minute = Math.floor((rest % 3_600) / 60);
  const text = `${dayOf(day)}T${two(hour)}:${two(minute)}:${two(rest % 60)}`;
  return digits === 0 ? `${text}Z` : `${text}.${String(fraction).padStart(digits, '0')}Z`;
}
