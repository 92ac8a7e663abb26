import { describe, expect, it } from 'vitest';
import { guidFragment, readTenantId } from '../../../../renderer/lib/guid.ts';

const ID = '7c1e03a4-5b6d-4f70-8e91-a2b3c4d5e6f0';

describe('readTenantId', () => {
  it.each([
    ['as it is', ID],
    ['upper case', ID.toUpperCase()],
    ['braces', `{${ID}}`],
    ['parentheses and spaces', `  (${ID}) `],
    ['a URN', `urn:uuid:${ID}`],
    ['no dashes', ID.replaceAll('-', '')],
    ['quotes', `"${ID}"`],
    ['invisible characters', `\u200b${ID}\ufeff`],
    ['a line break at the end', `${ID}\r\n`],
  ])('reads %s', (_name, text) => {
    expect(readTenantId(text)).toBe(ID);
  });

  it.each([
    ['nothing', ''],
    ['one digit too few', ID.slice(0, -1)],
    ['one digit too many', `${ID}0`],
    ['a letter that is no digit', ID.replace('a', 'g')],
    ['two of them', `${ID} ${ID}`],
    ['full-width digits', ID.replace('7', '７')],
  ])('refuses %s', (_name, text) => {
    expect(readTenantId(text)).toBeNull();
  });
});

describe('guidFragment', () => {
  it('keeps the digits of the beginning of an id in any form', () => {
    expect(guidFragment('{7C1E03A4-5B')).toBe('7c1e03a45b');
  });

  it('is null for words that happen to be hexadecimal', () => {
    expect(guidFragment('facade')).toBeNull();
  });

  it('is null for anything with another letter', () => {
    expect(guidFragment('7c1e contoso')).toBeNull();
  });
});
