import { expect, it } from 'vitest';
import { linkAmong } from '../../../../main/deep-links/link-words.ts';

const LINK = 'bulkhead://page/overview';
const START = ['/opt/Bulkhead/bulkhead', '--user-data-dir=/home/op', '--enable-crashpad'];

it('finds the one link of a command line, wherever Chromium put it', () => {
  expect(linkAmong([...START, LINK])).toBe(LINK);
  expect(linkAmong([LINK, ...START])).toBe(LINK);
  expect(linkAmong([...START, '--', LINK, '--no-sandbox'])).toBe(LINK);
});

it('finds none where there is none', () => {
  expect(linkAmong(START)).toBeNull();
  expect(linkAmong([])).toBeNull();
  expect(linkAmong(['https://attacker.example/', 'file:///etc/passwd'])).toBeNull();
});

it.each([
  ['two links', [LINK, LINK]],
  ['a link and a switch that has one', [LINK, `--gpu-launcher=${LINK}`]],
  ['a link and one in capitals', [LINK, 'BULKHEAD://page/about']],
  ['one that is too long', [`${LINK}${'x'.repeat(40_000_000)}`]],
])('takes %s for nothing that could be one', (_, words) => {
  expect(linkAmong(words)).toBe('');
});

it('hands on what only looks like one, for the reader to drop', () => {
  for (const word of [`"${LINK}`, `--gpu-launcher=${LINK}`, 'BULKHEAD://page/about']) {
    expect(linkAmong([...START, word])).toBe(word);
  }
});
