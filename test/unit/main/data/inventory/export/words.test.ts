import { describe, expect, it } from 'vitest';
import { EVERYTHING } from '../../../../../../main/data/inventory/columns/device-table.ts';
import { wordOf } from '../../../../../../main/data/inventory/export/export-cells.ts';
import {
  filterWords,
  sortWords,
} from '../../../../../../main/data/inventory/export/filter-words.ts';
import { xmlText } from '../../../../../../main/data/inventory/export/xlsx/xml-text.ts';
import { CONTOSO, FABRIKAM, TENANTS } from './an-export.ts';

const nameOf = (id: string) => TENANTS.find((tenant) => tenant.id === id)?.name ?? id;

describe('filterWords', () => {
  it('says nothing where everything is shown', () => {
    expect(filterWords(EVERYTHING, nameOf)).toEqual([]);
  });

  it('says every condition once, in the order of the app', () => {
    const filter = {
      tenantIds: [CONTOSO],
      search: 'pc "1"',
      facets: {
        lastSeenAge: ['older'],
        risk: ['high', ''],
        tenant: [CONTOSO, FABRIKAM],
        os: ['constructor'],
      },
      isNew: true,
      stale: 'without' as const,
      staleAfterDays: 14,
      isChanged: true,
    };

    expect(filterWords(filter, nameOf)).toEqual([
      'Tenant is Contoso',
      'Search for "pc "1""',
      'Tenant is Contoso or =Fabrikam, "Ltd"',
      'OS is constructor',
      'Risk is High or not known',
      'Last seen is Longer ago',
      'First seen within 7 days',
      'Seen within 14 days',
      'Changed with the newest collection of its tenant',
    ]);
  });

  it('tells no tenant at all from all of them', () => {
    expect(filterWords({ ...EVERYTHING, tenantIds: [] }, nameOf)).toEqual(['Tenant is none']);
  });
});

describe('sortWords', () => {
  it('names the columns and the ways, and what decides in the end', () => {
    expect(sortWords([])).toBe('name');
    expect(
      sortWords([
        { column: 'risk', isDescending: true },
        { column: 'lastSeen', isDescending: false },
      ]),
    ).toBe('Risk descending, then Last seen ascending, then name');
  });
});

describe('wordOf', () => {
  it.each([
    ['risk', 'none', 'No known risk'],
    ['sources', 'intune-file', 'Intune file'],
    ['risk', 'constructor', 'constructor'],
    ['constructor', 'name', 'name'],
    ['name', 'high', 'high'],
  ])('shows %s %s as %s', (column, value, word) => {
    expect(wordOf(column, value)).toBe(word);
  });
});

describe('xmlText', () => {
  it.each([
    ['a < b & "c" > d', 'a &lt; b &amp; &quot;c&quot; &gt; d'],
    ['a\u0000b\u001f', 'a_x0000_b_x001F_'],
    ['a\r\nb\tc', 'a_x000D_\nb\tc'],
    ['_x0041_ _x00zz_', '_x005F_x0041_ _x00zz_'],
    ['half \ud800 a pair', 'half \ufffd a pair'],
    ['\ufffe\uffff', '_xFFFE__xFFFF_'],
    ['😀', '😀'],
    ['_x\u0000', '_x_x0000_'],
  ])('writes %j as %j', (text, xml) => {
    expect(xmlText(text)).toBe(xml);
  });
});
