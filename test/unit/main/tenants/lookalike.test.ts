import { describe, expect, it } from 'vitest';
import { latinised, skeletonOf } from '../../../../main/tenants/lookalike.ts';

describe('skeletonOf', () => {
  it.each([
    ['Cyrillic letters', 'Contoso', 'Сопtоsо'],
    ['Cyrillic capitals', 'CONTOSO', 'СОNТОЅО'],
    ['Greek letters', 'Northwind', 'Νοrthwind'],
    ['another case', 'Contoso Ltd', 'CONTOSO LTD'],
    ['a capital I for an l', 'Fabrilab', 'FabriIab'],
    ['a one for an l', 'Woodlawn', 'Wood1awn'],
    ['a zero for an o', 'Contoso', 'C0ntoso'],
    ['rn for m', 'Momentum', 'Mornentum'],
    ['vv for w', 'Wingtip', 'VVingtip'],
    ['accents', 'Contoso', 'Cóntosö'],
    ['full-width letters', 'Contoso', 'Ｃｏｎｔｏｓｏ'],
    ['mathematical letters', 'Contoso', '𝐂𝐨𝐧𝐭𝐨𝐬𝐨'],
    ['hyphens and spaces', 'Contoso-Health', 'Contoso  Health.'],
    ['hidden characters', 'Contoso', 'Con\u200btoso\u202e'],
    ['a Cyrillic letter with an accent', 'e', 'ё'],
  ])('is the same when a name is imitated with %s', (_name, one, other) => {
    expect(skeletonOf(other)).toBe(skeletonOf(one));
  });

  it.each([
    ['Contoso', 'Contoso 2'],
    ['Fabrikam', 'Contoso'],
    ['Northwind East', 'Northwind West'],
    ['日本', '日語'],
    ['🏢', '🏭'],
  ])('tells %s from %s', (one, other) => {
    expect(skeletonOf(one)).not.toBe(skeletonOf(other));
  });

  it('is never empty for a name that is not', () => {
    expect(skeletonOf('🏢')).toBe('🏢');
    expect(skeletonOf('---')).toBe('---');
  });
});

it('maps letters of other scripts by what they look like, not by their sound', () => {
  expect(latinised('РСН')).toBe('pch');
});
