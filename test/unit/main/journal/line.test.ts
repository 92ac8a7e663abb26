import { describe, expect, it } from 'vitest';
import { decodeLine, encodeLine, isSealedBy } from '../../../../main/journal/line.ts';
import { MAX_LINE } from '../../../../main/journal/record.ts';
import { aRecord, KEY, OTHER_KEY } from '../../../support/journal-files.ts';

describe('a line', () => {
  const { text } = encodeLine(aRecord({ fields: { rows: 3 } }), KEY);

  it('is read back as it was written', () => {
    const decoded = decodeLine(text);

    expect(decoded).toMatchObject({ kind: 'line', line: { record: { fields: { rows: 3 } } } });
    expect(decoded.kind === 'line' && isSealedBy(decoded.line, KEY)).toBe(true);
  });

  it('is JSON, for who reads it with something else', () => {
    expect(JSON.parse(text)).toMatchObject({ record: { seq: 1 }, hash: expect.any(String) });
  });

  it('is not sealed by another key, nor without one', () => {
    const plain = decodeLine(encodeLine(aRecord({ key: null }), null).text);
    const decoded = decodeLine(text);

    expect(decoded.kind === 'line' && isSealedBy(decoded.line, OTHER_KEY)).toBe(false);
    expect(plain.kind === 'line' && isSealedBy(plain.line, KEY)).toBe(false);
  });

  it('is changed by every byte that is changed', () => {
    const bytes = Buffer.from(text);
    const found = [...bytes.keys()].map((at) => {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 1;
      const decoded = decodeLine(copy.toString('utf8'));
      // A seal is told by the key alone.
      return decoded.kind === 'line' ? isSealedBy(decoded.line, KEY) : false;
    });

    expect(found).toEqual(found.map(() => false));
  });

  /** A line that hashes right and says something else than what would be written. */
  const forged = (body: string) => {
    const good = encodeLine(aRecord(), KEY).text;
    // The hash is anybody's to make.
    const { hash } = encodeLine({ toJSON: () => JSON.parse(body) as unknown } as never, null);
    return good
      .replace(/"record":.*\}$/, () => `"record":${body}}`)
      .replace(/"hash":"[0-9a-f]{64}"/, `"hash":"${hash}"`);
  };
  it.each([
    ['spaces', JSON.stringify(aRecord()).replace('"seq":1', '"seq": 1')],
    ['a name twice', JSON.stringify(aRecord()).replace('"seq":1', '"seq":2,"seq":1')],
    ['an unknown name', JSON.stringify({ ...aRecord(), more: 1 })],
    ['another order', JSON.stringify(aRecord()).replace(/"seq":1,("at":"[^"]*",)/, '$1"seq":1,')],
    ['a later version', JSON.stringify({ ...aRecord(), v: 2 })],
    ['a number that is none', JSON.stringify({ ...aRecord(), seq: -1 })],
    ['a text that is too long', JSON.stringify({ ...aRecord(), fields: { a: 'x'.repeat(3000) } })],
    ['no seal where it names a key', JSON.stringify({ ...aRecord(), key: null })],
  ])('with %s is no record', (_what, body) => {
    expect(decodeLine(forged(body))).toMatchObject({ kind: 'bad' });
  });

  it.each([
    ['nothing', '', 'unreadable'],
    ['half a line', text.slice(0, -9), 'unreadable'],
    ['no JSON', 'x', 'unreadable'],
    ['more than there can be', `${text}${' '.repeat(MAX_LINE)}`, 'too-long'],
    ['another content', text.replace('"rows":3', '"rows":4'), 'changed'],
  ])('with %s is %s', (_what, line, fault) => {
    expect(decodeLine(line)).toEqual({ kind: 'bad', fault });
  });
});
