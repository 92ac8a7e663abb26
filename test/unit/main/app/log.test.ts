import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLog, toLogFormat } from '../../../../main/app/log.ts';

const TENANT = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201';

function aLog(maxBytes = 10_000, tenantWords: readonly string[] = []) {
  const dir = join(mkdtempSync(join(tmpdir(), 'log-')), 'logs');
  const log = createLog({
    dir,
    now: () => new Date('2026-11-21T08:00:00Z'),
    random: (size) => new Uint8Array(size).fill(7),
    maxBytes,
    tenantWords: () => tenantWords,
  });
  return { log, dir, text: () => readFileSync(join(dir, 'bulkhead.log'), 'utf8') };
}

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

  it('keeps the correlation id, which an operator reads off the screen', () => {
    const { log, text } = aLog();
    log.error('door', 'fault', { correlationId: TENANT, error: TENANT });
    expect(JSON.parse(text())).toMatchObject({
      correlationId: TENANT,
      error: expect.stringMatching(/^t-[0-9a-f]{8}$/),
    });
  });

  it.each([
    ['behind a letter', `id${TENANT}`],
    ['behind a line', `tenant_${TENANT}`],
    ['without hyphens', TENANT.replaceAll('-', '')],
    ['at the end of a long text', `${'word '.repeat(1594)}${TENANT}`],
  ])('never holds a tenant id %s', (_where, error) => {
    const { log, text } = aLog();
    log.error('x', 'y', { error });
    expect(text()).not.toContain(TENANT.slice(0, 8));
  });

  it('never holds names and domains of the estate', () => {
    const { log, text } = aLog(10_000, ['Contoso', 'Contoso Ltd (EU)', 'contoso.com', 'AB']);
    log.warn('guard', 'refused', {
      host: 'adfs.CONTOSO.com',
      error: 'Contoso Ltd (EU) and contoso: ABORTED',
    });
    expect(JSON.parse(text())).toMatchObject({
      host: 'adfs.[tenant]',
      error: '[tenant] and [tenant]: ABORTED',
    });
  });

  it('does not write through a link to another file', () => {
    const { log, dir } = aLog();
    const elsewhere = join(mkdtempSync(join(tmpdir(), 'log-')), 'elsewhere');
    writeFileSync(elsewhere, 'untouched');
    mkdirSync(dir);
    symlinkSync(elsewhere, join(dir, 'bulkhead.log'));
    log.error('x', 'y');
    expect(readFileSync(elsewhere, 'utf8')).toBe('untouched');
  });

  it('does not wait for a pipe', () => {
    const { log, dir } = aLog();
    mkdirSync(dir);
    execFileSync('mkfifo', [join(dir, 'bulkhead.log')]);
    expect(() => log.error('x', 'y')).not.toThrow();
  });

  it('is one line for each entry whatever is in it', () => {
    const { log, text } = aLog();
    log.info('x', 'y', { error: 'a\r\nb\u2028c\u202ed', n: Number.NaN, none: undefined });
    expect(text().match(/\n/g)).toHaveLength(1);
    expect(text()).toMatch(/^[\x20-\x7e]+\n$/);
  });

  it('goes on when the words of the estate cannot be had', () => {
    const log = createLog({
      dir: mkdtempSync(join(tmpdir(), 'log-')),
      now: () => new Date(),
      random: (n) => new Uint8Array(n),
      tenantWords: () => {
        throw new Error('too early');
      },
    });
    expect(() => log.error('x', 'y', { error: 'z' })).not.toThrow();
  });

  it('can be erased, with the file that was set aside', () => {
    const dir = mkdtempSync(join(tmpdir(), 'log-'));
    const options = { dir, now: () => new Date(), random: (n: number) => new Uint8Array(n) };
    const log = createLog({ ...options, maxBytes: 1 });
    log.error('x', 'first');
    log.error('x', 'second');
    expect(readdirSync(dir).toSorted()).toEqual(['bulkhead.log', 'bulkhead.log.1']);

    log.erase();

    expect(readdirSync(dir)).toEqual([]);
    log.erase();
    log.error('x', 'third');
    expect(readdirSync(dir)).toEqual(['bulkhead.log']);
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
