import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLog, toLogFormat } from '../../../../main/app/log.ts';
import { redact } from '../../../../main/app/redact.ts';

const TENANT = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201';
const JWT = `eyJhbGciOiJSUzI1NiJ9.${'a'.repeat(40)}.${'b'.repeat(40)}`;

function aLog(maxBytes = 10_000) {
  const dir = join(mkdtempSync(join(tmpdir(), 'log-')), 'logs');
  const log = createLog({
    dir,
    now: () => new Date('2026-11-21T08:00:00Z'),
    random: (size) => new Uint8Array(size).fill(7),
    maxBytes,
  });
  return { log, dir, text: () => readFileSync(join(dir, 'bulkhead.log'), 'utf8') };
}

describe('redact', () => {
  it.each([
    ['a token', `got ${JWT} here`],
    ['a bearer header', 'Authorization: Bearer abcdefSECRETghijk'],
    ['a code', 'callback?code=SECRETabc&x=1'],
    ['a quoted password', '{"password":"SECRET"}'],
    ['an address', 'at https://security.microsoft.com/?tid=SECRET#id_token=SECRET'],
    ['an account', 'for dana.SECRET@contoso.com'],
    ['a home folder', 'in /home/SECRET/.config and C:\\Users\\SECRET\\AppData'],
  ])('takes %s out', (_what, text) => {
    expect(redact(text)).not.toMatch(/SECRET|eyJ/);
  });

  it('shows controls and direction marks instead of obeying them', () => {
    expect(redact('a\nb\u001b[31m\u202ec')).toBe('a\\u{a}b\\u{1b}[31m\\u{202e}c');
  });

  it('is bounded', () => {
    expect(redact('x'.repeat(100_000)).length).toBeLessThanOrEqual(2_000);
  });
});

describe('createLog', () => {
  it('writes one object a line, for the operator alone', () => {
    const { log, dir, text } = aLog();
    log.warn('guard', 'refused-navigation', { host: 'attacker.example', count: 2 });
    expect(JSON.parse(text())).toEqual({
      at: '2026-11-21T08:00:00.000Z',
      level: 'warn',
      topic: 'guard',
      event: 'refused-navigation',
      host: 'attacker.example',
      count: 2,
    });
    expect(statSync(join(dir, 'bulkhead.log')).mode & 0o777).toBe(0o600);
  });

  it('never holds a tenant id, also not inside a text, and tells tenants apart', () => {
    const { log, text } = aLog();
    log.info('x', 'a', {
      tenantId: TENANT,
      error: `partition tenant-${TENANT.toUpperCase()} failed`,
    });
    log.info('x', 'b', { tenantId: TENANT.replace('7', '8') });
    expect(text().toLowerCase()).not.toContain(TENANT);
    const aliases = [...text().matchAll(/t-[0-9a-f]{8}/g)].map(([alias]) => alias);
    expect(aliases[0]).toBe(aliases[1]);
    expect(aliases[2]).not.toBe(aliases[0]);
  });

  it('keeps one previous file', () => {
    const { log, dir } = aLog(200);
    for (let n = 0; n < 50; n += 1) log.info('x', 'line', { n });
    expect(readdirSync(dir).toSorted()).toEqual(['bulkhead.log', 'bulkhead.log.1']);
    expect(statSync(join(dir, 'bulkhead.log')).size).toBeLessThan(400);
  });

  it('goes on when nothing can be written', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'log-')), 'file');
    writeFileSync(file, '');
    const log = createLog({ dir: file, now: () => new Date(), random: (n) => new Uint8Array(n) });
    expect(() => log.error('x', 'y')).not.toThrow();
  });
});

describe('toLogFormat', () => {
  it('tells an error with its causes, and anything else by its kind', () => {
    const error = new Error('outer', { cause: new TypeError('inner') });
    expect(toLogFormat(error)).toMatch(/outer[\s\S]*caused by TypeError: inner/);
    expect(toLogFormat({ token: 'x' })).toBe('thrown: object');
  });

  it('ends on an error that causes itself', () => {
    const error = new Error('loop');
    error.cause = error;
    expect(toLogFormat(error).length).toBeGreaterThan(0);
  });
});
