import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  calendarOf,
  type CalendarItem,
} from '../../../../../../main/data/onboarding/files/calendar.ts';

const now = new Date('2026-11-30T10:05:00.123Z');
const anItem = (change: Partial<CalendarItem> = {}): CalendarItem => ({
  id: 'step:e1:add-home',
  title: 'Review the guests',
  tenantName: 'Fabrikam',
  endsAt: '2027-05-30T00:00:00Z',
  warnDays: 30,
  about: 'Read by a check',
  ...change,
});
/** The lines as a reader of calendars has them. */
const unfolded = (calendar: string) => calendar.replaceAll('\r\n ', '').split('\r\n');

describe('a calendar', () => {
  it('has what ends, with a reminder', () => {
    expect(calendarOf([anItem()], now)).toBe(
      [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//Bulkhead//Expiry radar//EN',
        'CALSCALE:GREGORIAN',
        'METHOD:PUBLISH',
        'BEGIN:VEVENT',
        'UID:step:e1:add-home@bulkhead.invalid',
        'DTSTAMP:20261130T100500Z',
        'DTSTART:20270530T000000Z',
        'SUMMARY:Review the guests (Fabrikam)',
        'DESCRIPTION:Read by a check',
        'TRANSP:TRANSPARENT',
        'BEGIN:VALARM',
        'ACTION:DISPLAY',
        'DESCRIPTION:Review the guests (Fabrikam)',
        'TRIGGER:-P30D',
        'END:VALARM',
        'END:VEVENT',
        'END:VCALENDAR',
        '',
      ].join('\r\n'),
    );
  });

  it('names the same thing the same way in every export', () => {
    const uid = (calendar: string) => unfolded(calendar).find((line) => line.startsWith('UID:'));

    expect(uid(calendarOf([anItem()], now))).toBe(
      uid(calendarOf([anItem({ endsAt: '2028-01-01T00:00:00Z', title: 'x' })], new Date(0))),
    );
  });

  it('reminds of what has no warning when it ends', () => {
    expect(calendarOf([anItem({ warnDays: 0 })], now)).toContain('TRIGGER:PT0S\r\n');
  });

  it('may be empty', () => {
    expect(unfolded(calendarOf([], now))).toHaveLength(7);
  });

  it.each([
    ['a, b; c \\ d', 'a\\, b\\; c \\\\ d'],
    ['x\r\nEND:VEVENT\r\nBEGIN:VEVENT', 'x END:VEVENT BEGIN:VEVENT'],
    ['x\nATTACH:https://evil.example/', 'x ATTACH:https://evil.example/'],
    ['x\u2028\u0085\u000b\fy', 'x y'],
    ['a\u202eb\u0000c', 'abc'],
    ['=HYPERLINK("https://evil.example")', `'=HYPERLINK("https://evil.example")`],
    ['  @SUM(1)', `'@SUM(1)`],
    ['x;=1+1', `x\\;'=1+1`],
  ])('writes %j as text', (title, written) => {
    const lines = unfolded(calendarOf([anItem({ title, about: title })], now));

    expect(lines).toContain(`SUMMARY:${written} (Fabrikam)`);
    expect(lines).toContain(`DESCRIPTION:${written}`);
    expect(lines).toHaveLength(20);
  });

  it('has the same lines whatever a name holds, none longer than 75 octets', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const calendar = calendarOf([anItem({ title: text, tenantName: text, id: text })], now);
        const names = unfolded(calendar).map((line) => line.split(':')[0]);

        expect(names).toEqual(
          unfolded(calendarOf([anItem()], now)).map((line) => line.split(':')[0]),
        );
        for (const line of calendar.split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[\r\n]/);
        }
      }),
    );
  });

  it('folds between characters, not inside them', () => {
    const title = '👩‍💻'.repeat(40);
    const calendar = calendarOf([anItem({ title })], now);

    expect(calendar).not.toMatch(/\p{Surrogate}/u);
    expect(unfolded(calendar)).toContain(`SUMMARY:${title} (Fabrikam)`);
    expect(Buffer.from(Buffer.from(calendar)).toString()).toBe(calendar);
  });
});
