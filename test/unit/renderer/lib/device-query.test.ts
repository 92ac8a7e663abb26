import { describe, expect, it } from 'vitest';
import type { DeviceSort } from '../../../../preload/contract/index.ts';
import {
  isFiltered,
  keyOfQuery,
  sortAfter,
  unfiltered,
  wholeQuery,
  withFacet,
  withFilter,
} from '../../../../renderer/lib/device-query.ts';

const whole = wholeQuery(null);

describe('sortAfter', () => {
  it('goes one way, the other way, and not at all', () => {
    const first = sortAfter([], 'name', false);
    const second = sortAfter(first, 'name', false);

    expect(first).toEqual([{ column: 'name', isDescending: false }]);
    expect(second).toEqual([{ column: 'name', isDescending: true }]);
    expect(sortAfter(second, 'name', false)).toEqual([]);
  });

  it('begins with the worst where there is one', () => {
    expect(sortAfter([], 'risk', false)).toEqual([{ column: 'risk', isDescending: true }]);
  });

  it('adds a column behind the others, turns it in place, and takes it away', () => {
    const one: readonly DeviceSort[] = [{ column: 'risk', isDescending: true }];
    const two = sortAfter(one, 'os', true);
    const turned = sortAfter(two, 'risk', true);

    expect(two.map(({ column }) => column)).toEqual(['risk', 'os']);
    expect(turned).toEqual([
      { column: 'risk', isDescending: false },
      { column: 'os', isDescending: false },
    ]);
    expect(sortAfter(turned, 'risk', true)).toEqual([{ column: 'os', isDescending: false }]);
  });

  it('keeps four columns at most, as the data process allows', () => {
    const sort = (['os', 'risk', 'user', 'health', 'name'] as const).reduce<DeviceSort[]>(
      (before, column) => sortAfter(before, column, true),
      [],
    );

    expect(sort.map(({ column }) => column)).toEqual(['risk', 'user', 'health', 'name']);
  });
});

describe('a query', () => {
  it('is filtered by anything but its tenants', () => {
    expect(isFiltered(wholeQuery(null))).toBe(false);
    expect(isFiltered(withFilter(whole, { search: '  ' }))).toBe(false);
    expect(isFiltered(withFilter(whole, { isNew: true }))).toBe(true);
    expect(isFiltered(withFacet(whole, 'risk', ['high']))).toBe(true);
    expect(isFiltered(withFacet(withFacet(whole, 'risk', ['high']), 'risk', []))).toBe(false);
  });

  it('has the same key in whichever order its facets were chosen', () => {
    const one = withFacet(withFacet(whole, 'risk', ['high']), 'os', ['macOS']);
    const other = withFacet(withFacet(whole, 'os', ['macOS']), 'risk', ['high']);

    expect(keyOfQuery(one)).toBe(keyOfQuery(other));
    expect(keyOfQuery(one)).not.toBe(keyOfQuery(withFacet(one, 'risk', ['low'])));
  });

  it('keeps its order and its days when everything is shown', () => {
    const query = withFilter(
      { ...whole, sort: [{ column: 'os', isDescending: false }] },
      { search: 'paw', staleAfterDays: 90 },
    );

    expect(unfiltered(query).sort).toEqual(query.sort);
    expect(unfiltered(query).filter).toMatchObject({ search: '', staleAfterDays: 90 });
  });
});
