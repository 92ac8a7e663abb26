import { describe, expect, it } from 'vitest';
import { isPunycode, readDomain } from '../../../../renderer/lib/domain.ts';

describe('readDomain', () => {
  it.each([
    ['contoso.com', 'contoso.com'],
    ['  Contoso.COM ', 'contoso.com'],
    ['contoso.com.', 'contoso.com'],
    ['https://contoso.com/path?x=1', 'contoso.com'],
    ['admin@contoso.com', 'contoso.com'],
    ['münchen.example', 'xn--mnchen-3ya.example'],
    ['contoso.onmicrosoft.com', 'contoso.onmicrosoft.com'],
  ])('reads %s', (text, domain) => {
    expect(readDomain(text)).toBe(domain);
  });

  it.each([
    '',
    'contoso',
    'con toso.com',
    '10.0.0.1',
    'contoso.com:8443',
    '-.com',
    '<b>.com',
    'a..b',
  ])('refuses %j', (text) => {
    expect(readDomain(text)).toBeNull();
  });
});

describe('isPunycode', () => {
  it('knows a label of another script', () => {
    expect(isPunycode('www.xn--mnchen-3ya.example')).toBe(true);
    expect(isPunycode('xnothing.example')).toBe(false);
  });
});
