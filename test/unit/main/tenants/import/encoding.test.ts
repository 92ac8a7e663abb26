import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../../../main/text-files/decode-text.ts';
import { csv, lineOf, read, refusalOf } from './a-list.ts';
import { idOf } from '../a-registry.ts';

const text = csv(`${idOf(1)},Müller – “Ω”,mueller.example,Global`);
const latin = csv(`${idOf(1)},Müller – “x” €,mueller.example,Global`);

const utf16be = (content: string) =>
  Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(content, 'utf16le').swap16()]);

const windows1252 = (content: string) =>
  Buffer.from(
    content
      .replaceAll('–', '\u0096')
      .replaceAll('“', '\u0093')
      .replaceAll('”', '\u0094')
      .replaceAll('€', '\u0080'),
    'latin1',
  );

describe('a file in', () => {
  it.each([
    ['UTF-8', Buffer.from(text), []],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), []],
    [
      'UTF-16, little end first',
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      ['The file is in UTF-16.'],
    ],
    ['UTF-16, big end first', utf16be(text), ['The file is in UTF-16.']],
  ])('%s is read', async (_name, bytes, notes) => {
    const { entries, preview } = await read(bytes);

    expect(entries[0]?.name).toBe('Müller – “Ω”');
    expect(preview.notes).toEqual(notes);
  });

  it('Windows-1252 is read with a note', async () => {
    const { entries, preview } = await read(windows1252(latin));

    expect(entries[0]?.name).toBe('Müller – “x” €');
    expect(preview.notes[0]).toContain('read as Windows-1252');
  });

  it.each([
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le'), 'encoding is not known'],
    ['UTF-16 that is cut off', Buffer.from(`\ufeff${text}`, 'utf16le').subarray(0, 31), 'cut off'],
    ['UTF-16 with half a pair', Buffer.from('\ufeffTenant ID\ud800,x', 'utf16le'), 'proper UTF-16'],
    ['UTF-32', Buffer.from('fffe000054000000', 'hex'), 'encoding is not known'],
    ['no encoding at all', Buffer.from([0x54, 0x81, 0x8d, 0xff]), 'encoding is not known'],
    ['the form of an Excel workbook', Buffer.from('504b030414000600', 'hex'), 'Excel workbook'],
    ['the form of an old Excel workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'old Excel'],
    ['the form of a PDF', Buffer.from('%PDF-1.7\n'), 'PDF'],
    ['gzip', Buffer.from('1f8b0800', 'hex'), 'gzip'],
    ['nothing', Buffer.alloc(0), 'empty'],
    ['blanks', Buffer.from(' \r\n\t'), 'empty'],
    ['UTF-8 with a NUL in it', Buffer.from(`${csv(lineOf(1))}\0`), 'not text'],
  ])('%s is refused with one message', async (_name, bytes, words) => {
    expect(await refusalOf(bytes)).toContain(words);
  });
});

it('decodes every byte of Windows-1252 that has a character', () => {
  const bytes = Buffer.from(
    Array.from({ length: 223 }, (_, index) => index + 33).filter(
      (byte) => ![0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte),
    ),
  );

  const decoded = decodeText(bytes);

  expect(decoded).toMatchObject({
    ok: true,
    text: new TextDecoder('windows-1252').decode(bytes),
  });
});
