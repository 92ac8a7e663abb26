import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainLine, plainText } from '../../../../main/tenants/plain-line.ts';

describe('plainLine', () => {
  it.each([
    ['a direction override', 'Contoso\u202egnp.exe', 'Contosognp.exe'],
    ['isolates', '\u2067Contoso\u2069', 'Contoso'],
    ['a space without width', 'Con\u200btoso', 'Contoso'],
    ['a soft hyphen', 'Con\u00adtoso', 'Contoso'],
    ['a joiner between Latin letters and a space', 'Contoso \u200d Ltd', 'Contoso Ltd'],
    ['a NUL', 'Con\0toso', 'Contoso'],
    ['an escape sequence', '\u001b[31mContoso', '[31mContoso'],
    ['a byte order mark', '\ufeffContoso', 'Contoso'],
    ['tags', `Contoso${String.fromCodePoint(0xe0041)}`, 'Contoso'],
    ['a filler', 'Contoso\u3164', 'Contoso'],
    ['half a surrogate pair', 'Contoso\ud83d', 'Contoso'],
  ])('leaves out %s and says so', (_name, text, expected) => {
    expect(plainLine(text)).toEqual({ text: expected, wasCleaned: true });
  });

  it.each([
    ['spaces of all kinds', '  Contoso \u00a0\t Ltd ', 'Contoso Ltd'],
    ['line breaks', 'Contoso\r\nLtd\u2028GmbH', 'Contoso Ltd GmbH'],
    ['a letter and its accent', 'Cafe\u0301', 'Caf\u00e9'],
  ])('makes %s plain without a word', (_name, text, expected) => {
    expect(plainLine(text)).toEqual({ text: expected, wasCleaned: false });
  });

  it.each([
    ['an emoji family', '👨‍👩‍👧 Contoso'],
    ['a rainbow flag', '🏳️‍🌈 Contoso'],
    ['a hand with a skin tone', '👋🏽 Contoso'],
    ['Persian with a non-joiner', 'می‌خواهم'],
    ['Hindi', 'क्षत्रिय'],
    ['the mark of lost letters', 'M\ufffdller'],
    ['Hebrew', 'קונטוסו'],
  ])('leaves %s as it is', (_name, text) => {
    expect(plainLine(text)).toEqual({ text: text.normalize('NFC'), wasCleaned: false });
  });

  it('never leaves anything that is hidden or breaks the line, and changes nothing twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { text: plain } = plainLine(text);

        expect(plain).not.toMatch(/[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/u);
        expect(plainLine(plain)).toEqual({ text: plain, wasCleaned: false });
      }),
      { numRuns: 200 },
    );
  });
});

describe('plainText', () => {
  it('keeps lines and leaves out what is hidden in them', () => {
    expect(plainText(' one\r\ntwo\u202e\rthree\tfour\0 ')).toEqual({
      text: 'one\ntwo\nthree four',
      wasCleaned: true,
    });
  });

  it('says nothing of line breaks and tabs', () => {
    expect(plainText('one\r\ntwo\tthree').wasCleaned).toBe(false);
  });
});
