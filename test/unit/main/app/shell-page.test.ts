import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Protocol, ProtocolRequest } from 'electron';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { isShellUrl, serveShellPage, shellPageHandler } from '../../../../main/app/shell-page.ts';

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
  let handle: ReturnType<typeof shellPageHandler>;

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

  const get = (path: string, method = 'GET') => handle({ url: `app://bulkhead${path}`, method });

  it('serves the page with its policy', async () => {
    const answer = await get('/index.html');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; " +
        "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; " +
        "img-src 'self' data:; font-src 'self'; connect-src 'none'; base-uri 'none'; " +
        "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
    );
  });

  it('serves a script with its type', async () => {
    const answer = await get('/app.js');
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
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
    expect((await get(path)).statusCode).toBe(404);
  });

  it('answers 404 to another host and 405 to another method', async () => {
    const elsewhere = await handle({ url: 'app://other/index.html', method: 'GET' });
    expect(elsewhere.statusCode).toBe(404);
    expect((await get('/index.html', 'POST')).statusCode).toBe(405);
  });
});

describe('serveShellPage', () => {
  type Respond = (answer: { statusCode: number }) => void;

  function aServedPage() {
    const rootDir = join(mkdtempSync(join(tmpdir(), 'shell-page-')), 'renderer');
    mkdirSync(rootDir);
    writeFileSync(join(rootDir, 'index.html'), '<title>Bulkhead</title>');
    writeFileSync(join(rootDir, 'app.js'), 'export {}');
    let ask: (request: ProtocolRequest, respond: Respond) => void = () => undefined;
    const protocol = {
      registerBufferProtocol: (_scheme: string, handler: typeof ask) => {
        ask = handler;
        return true;
      },
    } as Pick<Protocol, 'registerBufferProtocol'>;
    const door = { resolve: () => undefined as void, reject: (_error: Error) => undefined as void };
    const doorIsOpen = new Promise<void>((resolve, reject) =>
      Object.assign(door, { resolve, reject }),
    );
    const onPageSent = vi.fn();
    serveShellPage(protocol, rootDir, { onPageSent, doorIsOpen });
    const get = (path: string) => {
      const answered: number[] = [];
      const request = { url: `app://bulkhead${path}`, method: 'GET' } as ProtocolRequest;
      ask(request, ({ statusCode }) => void answered.push(statusCode));
      return answered;
    };
    return { get, door, onPageSent };
  }

  it('sends the page at once and holds its files back until the door is open', async () => {
    const { get, door, onPageSent } = aServedPage();
    const script = get('/app.js');
    const page = get('/index.html');
    await vi.waitFor(() => expect(page).toEqual([200]));
    expect(onPageSent).toHaveBeenCalledOnce();
    expect(script).toEqual([]);

    door.resolve();
    await vi.waitFor(() => expect(script).toEqual([200]));
    expect(onPageSent).toHaveBeenCalledOnce();
  });

  it('never sends a file of the page when the session cannot be secured', async () => {
    const { get, door } = aServedPage();
    const script = get('/app.js');
    door.reject(new Error('no proxy'));
    await vi.waitFor(() => expect(script).toEqual([404]));
  });
});
