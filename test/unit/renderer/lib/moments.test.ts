import { describe, expect, it } from 'vitest';
import {
  countdownText,
  daysText,
  isoOfLocal,
  localInput,
  zonedText,
} from '../../../../renderer/lib/moments.ts';

const NOW = Date.parse('2026-05-10T12:00:00Z');

describe('moments of onboarding', () => {
  it('name their zone', () => {
    expect(zonedText('2026-05-10T12:00:00.000Z')).toMatch(/ (UTC|GMT|[A-Z]{2,5})([+-]\d+)?$/);
  });

  it.each([
    ['2026-05-10T18:00:00Z', 'in less than a day'],
    ['2026-05-11T12:00:00Z', 'in 1 day'],
    ['2026-06-10T12:00:00Z', 'in 31 days'],
    ['2026-05-10T11:00:00Z', '1 day ago'],
    ['2026-05-07T12:00:00Z', '3 days ago'],
  ])('%s is %s', (iso, words) => {
    expect(daysText(iso, NOW)).toBe(words);
  });

  it('come out of a field as they went in', () => {
    const iso = '2026-12-31T23:59:00.000Z';
    expect(isoOfLocal(localInput(iso))).toBe(iso);
    expect(localInput(null)).toBe('');
    for (const text of ['', 'tomorrow', '2026-13-01T00:00']) expect(isoOfLocal(text)).toBeNull();
  });

  it.each([
    [0, '0:00'],
    [999, '0:01'],
    [65_000, '1:05'],
    [3_600_000, '1:00:00'],
    [-5, '0:00'],
  ])('%i ms left are %s', (ms, words) => {
    expect(countdownText(ms)).toBe(words);
  });
});
