import type { RadarItem } from '../../../../preload/contract/index.ts';
import { plainLine } from '../../../tenants/plain-line.ts';
import { spreadsheetText } from '../../spreadsheet-text.ts';

/** Something that ends, for a calendar. */
export interface CalendarItem {
  /** The same thing has the same id in every export, so that a calendar replaces it. */
  readonly id: RadarItem['id'];
  readonly title: string;
  readonly tenantName: string;
  readonly endsAt: string;
  /** Days before the end at which the calendar reminds; 0 for when it ends. */
  readonly warnDays: number;
  /** Where the date is from, for the description. */
  readonly about: string;
}

/** RFC 5545, 3.1: octets, without the line break. */
const MAX_LINE_BYTES = 75;

/**
 * A calendar of what ends (iCalendar, RFC 5545). Each entry is an instant in UTC that takes no time,
 * because nobody is busy while a role ends.
 */
export function calendarOf(items: readonly CalendarItem[], now: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Bulkhead//Expiry radar//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...items.flatMap((item) => eventOf(item, now)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventOf({ id, title, tenantName, endsAt, warnDays, about }: CalendarItem, now: Date) {
  const summary = text(`${title} (${tenantName})`);
  return [
    'BEGIN:VEVENT',
    `UID:${text(`${id}@bulkhead.invalid`)}`,
    `DTSTAMP:${instant(now)}`,
    `DTSTART:${instant(new Date(endsAt))}`,
    `SUMMARY:${summary}`,
    `DESCRIPTION:${text(about)}`,
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${summary}`,
    warnDays < 1 ? 'TRIGGER:PT0S' : `TRIGGER:-P${String(Math.floor(warnDays))}D`,
    'END:VALARM',
    'END:VEVENT',
  ];
}

/** `20261130T100500Z` */
function instant(date: Date): string {
  return date.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
}

/** RFC 5545, 3.3.11. */
function text(value: string): string {
  // SECURITY(calendar-text): one line, or a name would begin a property of its own; and no formula
  // for whoever opens an exported calendar as a table.
  return spreadsheetText(plainLine(value).text).replaceAll(/[\\;,]/g, (mark) => `\\${mark}`);
}

/** Breaks a long line between characters, each part with its space within the limit. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (bytes + size > MAX_LINE_BYTES) {
      parts.push(part);
      part = '';
      bytes = 1;
    }
    part += character;
    bytes += size;
  }
  return [...parts, part].join('\r\n ');
}
