import { describe, expect, it } from 'vitest';
import { idOf } from '../../../../renderer/bridge/fake/estates.ts';
import { wholeQuery, withFacet, withFilter } from '../../../../renderer/lib/device-query.ts';
import {
  cellWords,
  filterWords,
  isoOf,
  valueWords,
} from '../../../../renderer/lib/device-words.ts';

describe('words of devices', () => {
  it('say that nothing is known, and never 0', () => {
    expect(cellWords('vulnerabilities', null)).toBe('Not known');
    expect(cellWords('vulnerabilities', 0)).toBe('0');
    expect(cellWords('tags', [])).toBe('None');
    expect(valueWords('risk', '')).toBe('Not known');
  });

  it('name known values and leave others as they are', () => {
    expect(cellWords('compliance', 'noncompliant')).toBe('Not compliant');
    expect(cellWords('sources', ['defender', 'intune-file'])).toBe('Defender, Intune file');
    expect(cellWords('risk', 'severe')).toBe('severe');
    // Words of the list, not of what every object has.
    expect(cellWords('risk', 'constructor')).toBe('constructor');
    expect(valueWords('risk', 'toString')).toBe('toString');
  });

  it('know no moment that no clock has', () => {
    expect(isoOf(1_764_000_000)).toBe('2025-11-24T16:00:00.000Z');
    expect(isoOf(8_640_000_000_001)).toBeNull();
    expect(isoOf(Number.NaN)).toBeNull();
  });

  it('say a filter in a line, with nothing in it that turns it around', () => {
    const query = withFilter(withFacet(wholeQuery(null), 'risk', ['high', '']), {
      search: 'paw\u202e',
      stale: 'only',
      staleAfterDays: 60,
    });
    const tenant = withFacet(query, 'tenant', [idOf(1)]);

    expect(filterWords(tenant.filter, () => 'Contoso')).toBe(
      '“paw\ufffd”, Risk High or Not known, Tenant Contoso, not seen for 60 days',
    );
  });
});
