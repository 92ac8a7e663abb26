import { describe, expect, it } from 'vitest';
import { foldedText, typeableText, visibleText } from '../../../../renderer/lib/visible-text.ts';

describe('visibleText', () => {
  it.each([
    ['an override', 'Contoso\u202emoc.evil'],
    ['an isolate', 'Contoso\u2066x\u2069'],
    ['a zero-width space', 'Con\u200btoso'],
    ['a byte order mark', '\ufeffContoso'],
    ['an escape sequence', '\u001b[31mContoso'],
    ['a line break', 'Contoso\nFabrikam'],
    ['a line separator', 'Contoso\u2028Fabrikam'],
  ])('shows %s as a mark', (_name, text) => {
    expect(visibleText(text)).toContain('\ufffd');
    expect(visibleText(text)).not.toMatch(/[\p{Cc}\p{Cf}\u2028]/u);
  });

  it('leaves names of any script alone', () => {
    for (const name of ['Contoso', 'Zażółć', 'Tailspin 玩具', 'مرحبا', 'می\u200cخواهم']) {
      expect(visibleText(name)).toBe(name);
    }
  });
});

describe('typeableText', () => {
  it('is the name itself for every name that can be typed', () => {
    expect(typeableText('Contoso Ltd.')).toBe('Contoso Ltd.');
  });

  it('drops what cannot be typed', () => {
    expect(typeableText(' Con\u200btoso\u202e  Ltd ')).toBe('Contoso Ltd');
  });

  it('makes composed and decomposed letters equal', () => {
    expect(typeableText('Mu\u0308nchen')).toBe(typeableText('München'));
  });

  it('keeps names that differ to a reader apart', () => {
    expect(typeableText('Contoso')).not.toBe(typeableText('contoso'));
  });
});

describe('foldedText', () => {
  it('drops accents and case', () => {
    expect(foldedText('MÜNCHEN Zürich')).toBe('munchen zurich');
  });
});
