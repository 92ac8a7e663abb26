import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { isShellUrl, shellPageHandler } from '../../../../main/app/shell-page.ts';

describe('isShellUrl', () => {
  it('accepts the page itself, with query and fragment', () => {
    expect(isShellUrl('app://bulkhead/index.html')).toBe(true);
    expect(isShellUrl('app://bulkhead/index.html?x#y')).toBe(true);
  });

  it.each([
    '',
    'about:blank',
    'app://bulkhead.attacker.example/index.html',
    'app://attacker@bulkhead/index.html',
    'app://bulkhead:1/index.html',
    'app://bulkhead/other.html',
    'https://bulkhead/index.html',
    'apps://bulkhead/index.html',
  ])('refuses %s', (url) => {
    expect(isShellUrl(url)).toBe(false);
  });
});

describe('shellPageHandler', () => {
  let handle: (request: Request) => Promise<Response>;

  beforeAll(() => {
    const rootDir = join(mkdtempSync(join(tmpdir(), 'shell-page-')), 'renderer');
    const write = (name: string, text: string) => writeFileSync(join(rootDir, name), text);
    mkdirSync(rootDir);
    write('index.html', '<title>Bulkhead</title>');
    write('app.js', 'export {}');
    write('secrets.env', 'token');
    writeFileSync(join(rootDir, '..', 'outside.js'), 'no');
    handle = shellPageHandler(rootDir);
  });

  const get = (path: string, method = 'GET') =>
    handle({ url: `app://bulkhead${path}`, method } as Request);

  it('serves the page with its policy', async () => {
    const answer = await get('/index.html');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; " +
        "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; " +
        "img-src 'self' data:; font-src 'self'; connect-src 'none'; base-uri 'none'; " +
        "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
    );
  });

  it('serves a script with its type', async () => {
    const answer = await get('/app.js');
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    '/../outside.js',
    '/%2e%2e/outside.js',
    '/..%2foutside.js',
    '/..%5coutside.js',
    '/app.js%00.png',
    '/secrets.env',
    '/missing.js',
    '/',
    '/%E0%A4%A',
  ])('answers 404 to %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it('answers 404 to another host and 405 to another method', async () => {
    expect((await handle({ url: 'app://other/index.html', method: 'GET' } as Request)).status).toBe(
      404,
    );
    expect((await get('/index.html', 'POST')).status).toBe(405);
  });
});
