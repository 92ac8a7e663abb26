import { describe, expect, it } from 'vitest';
import { findable, ranked, readQuery } from '../../../../renderer/lib/ranking.ts';

const NAMES = [
  ['Contoso', 'contoso.com', '11111111-2222-4333-8444-555555555555'],
  ['Fabrikam', 'fabrikam.us', '7c1e03a4-5b6d-4f70-8e91-a2b3c4d5e6f0'],
  ['Fabulous Contracts', 'fabulous.example', 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee'],
  ['Ängelholm Bank', 'angelholm.se', 'bbbbbbbb-bbbb-4ccc-8ddd-eeeeeeeeeeee'],
  ['North Fabrication', 'nf.example', 'cccccccc-bbbb-4ccc-8ddd-eeeeeeeeeeee'],
] as const;
const items = NAMES.map(([name, domain, id]) => ({ name, item: findable(name, [domain], id) }));

const search = (text: string) =>
  ranked(items, ({ item }) => item, readQuery(text)).map(({ name }) => name);

describe('ranked', () => {
  it('puts beginnings of names before beginnings of words before the middle', () => {
    expect(search('fab')).toEqual(['Fabrikam', 'Fabulous Contracts', 'North Fabrication']);
  });

  it('needs every word to match', () => {
    expect(search('fab con')).toEqual(['Fabulous Contracts']);
  });

  it('finds by domain', () => {
    expect(search('angelholm.se')).toEqual(['Ängelholm Bank']);
  });

  it('ignores accents and case', () => {
    expect(search('ANGEL')).toEqual(['Ängelholm Bank']);
  });

  it('finds a tenant by its id in braces and upper case', () => {
    expect(search('{7C1E03A4-5B6D-4F70-8E91-A2B3C4D5E6F0}')).toEqual(['Fabrikam']);
  });

  it('finds a tenant by the end of its id', () => {
    expect(search('c4d5e6f0')).toEqual(['Fabrikam']);
  });

  it('finds abbreviations in order, from the start of a word', () => {
    expect(search('fbkm')).toEqual(['Fabrikam']);
    expect(search('xyz')).toEqual([]);
  });

  it('keeps the order it was given while nothing is typed', () => {
    expect(search('  ')).toEqual(NAMES.map(([name]) => name));
  });

  it('does not take letters of a pattern for a pattern', () => {
    expect(search('f.*m')).toEqual([]);
    expect(search('(((')).toEqual([]);
  });
});
