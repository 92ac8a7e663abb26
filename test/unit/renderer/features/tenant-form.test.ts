import { describe, expect, it } from 'vitest';
import { TenantChange, TenantDraft, type TenantId } from '../../../../preload/contract/index.ts';
import { aTenant, idOf } from '../../../../renderer/bridge/fake/estates.ts';
import {
  changeOf,
  draftOf,
  emptyForm,
  formOf,
  problemsOf,
  suggestedInitials,
} from '../../../../renderer/features/dialogs/tenant-form.ts';

const filled = { ...emptyForm(`{${idOf(9).toUpperCase()}}`, ' Contoso '), domain: 'Contoso.com' };

describe('problemsOf', () => {
  it('has none for a filled form, the id in any form', () => {
    expect(problemsOf(filled, [])).toEqual({});
  });

  it('names every field that has to be filled', () => {
    expect(Object.keys(problemsOf(emptyForm('', ''), [])).sort()).toEqual(['domain', 'id', 'name']);
  });

  it('names the tenant that has the id already', () => {
    const there = aTenant(9, { name: 'Fabrikam' });
    expect(problemsOf(filled, [there]).id).toContain('Fabrikam');
  });

  it.each([
    ['domain', { domain: 'not a domain' }],
    ['colour', { colour: 'blue' }],
    ['initials', { initials: 'ABCD' }],
    ['name', { name: 'x'.repeat(121) }],
    ['id', { id: '1234' }],
  ])('names a wrong %s', (field, said) => {
    expect(Object.keys(problemsOf({ ...filled, ...said }, []))).toEqual([field]);
  });
});

describe('draftOf', () => {
  it('is what the contract takes, without what was left empty', () => {
    const draft = draftOf(filled, idOf(9) as TenantId);

    expect(TenantDraft.parse(draft)).toMatchObject({ name: 'Contoso', domain: 'contoso.com' });
    expect(draft).not.toHaveProperty('colour');
    expect(draft).not.toHaveProperty('initials');
  });
});

describe('changeOf', () => {
  const tenant = aTenant(9, { name: 'Contoso', domain: 'contoso.com' });

  it('is nothing for a form as it was opened', () => {
    expect(changeOf(formOf(tenant), tenant)).toBeNull();
  });

  it('is only what was changed, as the contract takes it', () => {
    const change = changeOf({ ...formOf(tenant), name: 'Contoso Ltd', colour: '#ABCDEF' }, tenant);

    expect(TenantChange.parse(change)).toEqual({
      id: tenant.id,
      name: 'Contoso Ltd',
      colour: '#abcdef',
    });
  });

  it('holds the choice about the managed browser', () => {
    const change = changeOf({ ...formOf(tenant), handOff: 'never' }, tenant);

    expect(TenantChange.parse(change)).toEqual({ id: tenant.id, handOff: 'never' });
  });

  it('takes a tenant out of its group', () => {
    const grouped = aTenant(9, { groupId: formOf(tenant).groupId });
    const change = changeOf({ ...formOf(grouped), groupId: null, notes: 'x' }, grouped);

    expect(change).toEqual({ id: grouped.id, notes: 'x' });
  });
});

describe('suggestedInitials', () => {
  it.each([
    ['Contoso', 'CO'],
    ['Northwind Traders', 'NT'],
    ['  ', '?'],
    ['玩具', '玩具'],
    ['𝒜lpha', '𝒜L'],
  ])('of %j are %s', (name, initials) => {
    expect(suggestedInitials(name)).toBe(initials);
  });
});
