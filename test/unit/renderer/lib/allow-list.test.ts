import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AllowListEntry,
  type LineFault,
  LONGEST_ALLOW_LIST,
  readAllowList,
} from '../../../../renderer/lib/allow-list.ts';

/** What is made of one line. */
function read(line: string): Pick<AllowListEntry, 'host' | 'covers' | 'limit'> | LineFault | null {
  const list = readAllowList(line);
  if (list === null) throw new Error('The line is too long for a list.');
  const [entry, ...more] = [...list.entries, ...list.unread];
  expect(more).toEqual([]);
  if (entry === undefined) return null;
  if ('fault' in entry) return entry.fault;
  const { host, covers, limit } = entry;
  return { host, covers, limit };
}

const host = 'portal.azure.com';
const whole = { host, covers: 'host', limit: null };
const below = { host, covers: 'below', limit: null };

describe('an allow-list', () => {
  it.each([
    ['a host', host, whole],
    ['upper case', 'Portal.AZURE.com', whole],
    ['spaces around', `\t ${host}  `, whole],
    ['the root at the end', `${host}.`, whole],
    ['a port', `${host}:443`, whole],
    ['every port', `${host}:*`, whole],
    ['an address', `https://${host}`, whole],
    ['an address with a path of nothing', `HTTPS://${host}:443/`, whole],
    ['an address with every path', `*://${host}/*`, whole],
    ['a socket', `wss://${host}`, whole],
    ['a comment after it', `${host} # for Azure`, whole],
    ['a byte order mark before it', `\uFEFF${host}`, whole],
    ['a wildcard', `*.${host}`, below],
    ['a wildcard in an address', `https://*.${host}/*`, below],
    ['a dot before it', `.${host}`, { ...below, covers: 'both' }],
    ['a top-level domain', '*.us', { host: 'us', covers: 'below', limit: null }],
    ['everything', '*', { host: '', covers: 'below', limit: null }],
    [
      'another script',
      'Bücher.example',
      { host: 'xn--bcher-kva.example', covers: 'host', limit: null },
    ],
    [
      'Punycode',
      'xn--bcher-kva.example',
      { host: 'xn--bcher-kva.example', covers: 'host', limit: null },
    ],
    ['another port', `${host}:8443`, { ...whole, limit: 'port' }],
    ['another protocol', `http://${host}`, { ...whole, limit: 'http' }],
    ['a path', `${host}/signin`, { ...whole, limit: 'path' }],
    ['a query', `https://${host}/?a=1`, { ...whole, limit: 'path' }],
  ])('takes %s', (_what, line, expected) => {
    expect(read(line)).toEqual(expected);
  });

  it.each(['', '   ', '# a comment', '  ; a comment', '// a comment', '#', `#${host}`])(
    'takes nothing of %j',
    (line) => {
      expect(read(line)).toBeNull();
    },
  );

  it.each([
    ['localhost', 'not-a-host'],
    ['portal.azure.com, login.live.com', 'not-a-host'],
    ['portal.azure.com login.live.com', 'not-a-host'],
    ['portal..azure.com', 'not-a-host'],
    ['-portal.azure.com', 'not-a-host'],
    [`${'a'.repeat(64)}.azure.com`, 'not-a-host'],
    [`${'a.'.repeat(130)}com`, 'not-a-host'],
    ['portal_1.azure.com', 'not-a-host'],
    ['portal.azure.com\\.attacker.example', 'not-a-host'],
    ['portal%2eazure.com', 'not-a-host'],
    ['.', 'not-a-host'],
    ['*.', 'not-a-host'],
    ['https://', 'not-a-host'],
    ['/signin', 'not-a-host'],
    ['portal\u0000.azure.com', 'not-a-host'],
    // Nothing is seen of it, and the text turns around.
    ['portal\u00AD.azure.com', 'not-a-host'],
    ['portal\u200B.azure.com', 'not-a-host'],
    ['\u202Emoc.eruza.latrop', 'not-a-host'],
    ['portal。azure。com', 'not-a-host'],
    // Chromium reads both as ASCII; a proxy may not.
    ['ｐortal.azure.com', 'disguised'],
    ['portal.azure.ⓒom', 'not-a-host'],
    ['ſecurity.microsoft.com', 'disguised'],
    ['xn--\u00e9.example', 'disguised'],
    ['*portal.azure.com', 'wildcard'],
    ['portal.*.com', 'wildcard'],
    ['*.*.azure.com', 'wildcard'],
    ['**', 'wildcard'],
    ['10.0.0.1', 'ip-address'],
    ['10.0.0.0/8', 'ip-address'],
    ['[::1]:443', 'ip-address'],
    ['fe80::1', 'ip-address'],
    ['ftp://portal.azure.com', 'protocol'],
    ['javascript://portal.azure.com', 'protocol'],
    ['portal.azure.com:https', 'port'],
    ['portal.azure.com:', 'port'],
    ['https://portal.azure.com@attacker.example', 'user'],
    ['a'.repeat(3_000), 'too-long'],
  ])('names %j', (line, fault) => {
    expect(read(line)).toBe(fault);
  });

  it('counts lines however they end, and shows them as they were written', () => {
    const list = readAllowList(`# hosts\r\n${host}\r\rone two # why\n*.Azure.com:443 # all`);

    expect(list?.entries.map(({ line, text }) => [line, text])).toEqual([
      [2, host],
      [5, '*.Azure.com:443'],
    ]);
    expect(list?.unread).toEqual([{ line: 4, text: 'one two', fault: 'not-a-host' }]);
  });

  it('shows the beginning of a long line', () => {
    expect(readAllowList('a'.repeat(3_000))?.unread[0]?.text).toHaveLength(120);
  });

  it('is read up to its bound in bytes, and not at all beyond', () => {
    const line = `${'ü'.repeat(31)}\n`;
    const most = line.repeat(LONGEST_ALLOW_LIST / 63);

    expect(readAllowList(most)).not.toBeNull();
    expect(readAllowList(`${most}${line}`)).toBeNull();
    expect(readAllowList('a'.repeat(LONGEST_ALLOW_LIST + 1))).toBeNull();
  });

  it('accounts for every line of any text', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'binary', maxLength: 40 }),
            fc.webUrl({ withQueryParameters: true, withFragments: true }),
            fc.stringMatching(/^[*.:/@a-z0-9[\]\\#-]{1,20}$/),
          ),
          { maxLength: 20 },
        ),
        (texts) => {
          const lines = texts.map((text) => text.replace(/[\r\n]/g, ''));
          const list = readAllowList(lines.join('\n'));
          const seen = new Set(
            [...(list?.entries ?? []), ...(list?.unread ?? [])].map((one) => one.line),
          );

          lines.forEach((line, at) => {
            const isComment = /^\s*(?:$|#|;|\/\/)/.test(line);
            expect(seen.has(at + 1)).toBe(!isComment);
          });
          for (const entry of list?.entries ?? []) {
            expect(entry.host).toMatch(/^[a-z0-9.-]*$/);
          }
        },
      ),
    );
  });
});
