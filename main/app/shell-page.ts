import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { Protocol } from 'electron';
import { parseUrl } from '../security/parse-url.ts';

/**
 * The shell's page: static files of the renderer's build under app://bulkhead, with its policy.
 *
 * Threat: file: pages may read every file, and a custom scheme that answers to more than it must
 * becomes a way out for any page that can name it. So this answers GET of its own host only, from
 * one folder, with one Content-Security-Policy, and is registered on the shell's session alone:
 * in a portal's session the scheme does not exist.
 * Tested in test/unit/main/app/shell-page.test.ts and test/e2e/electron.
 */

export const SHELL_SCHEME = 'app';
export const SHELL_HOST = 'bulkhead';
export const SHELL_URL = `${SHELL_SCHEME}://${SHELL_HOST}/index.html`;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

const NONCE_PLACE = '__STYLE_NONCE__';

/** Whether an address is the shell's own page. Compared by parsed parts, never by prefix. */
export function isShellUrl(url: string): boolean {
  const parsed = parseUrl(url);
  return (
    parsed !== null &&
    parsed.protocol === `${SHELL_SCHEME}:` &&
    parsed.host === SHELL_HOST &&
    parsed.pathname === '/index.html' &&
    parsed.username === '' &&
    parsed.password === ''
  );
}

/**
 * The policy of the shell's page. Fluent writes its rules into `<style>` elements it makes itself;
 * they carry the nonce of this load. Pictures are files of the build and stills of portal pages.
 */
export function contentSecurityPolicy(styleNonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${styleNonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

/** Answers for app://bulkhead from `rootDir`; everything else is 404 or 405. */
export function shellPageHandler(rootDir: string, newNonce: () => string) {
  return async (request: Request): Promise<Response> => {
    const url = parseUrl(request.url);
    if (url === null || url.host !== SHELL_HOST) return refusal(404);
    if (request.method !== 'GET') return refusal(405);

    const filePath = fileWithin(rootDir, url.pathname);
    if (filePath === null) return refusal(404);
    const type = CONTENT_TYPES[extname(filePath)];
    if (type === undefined) return refusal(404);

    const body = await readFile(filePath).catch(() => null);
    if (body === null) return refusal(404);
    if (extname(filePath) !== '.html') return new Response(body, { headers: fileHeaders(type) });

    // SECURITY(shell-csp): the page's own policy comes as a header, with a fresh nonce per load.
    const nonce = newNonce();
    return new Response(body.toString('utf8').replaceAll(NONCE_PLACE, nonce), {
      headers: { ...fileHeaders(type), 'content-security-policy': contentSecurityPolicy(nonce) },
    });
  };
}

/** Serves the shell's page in one session. */
export function serveShellPage(protocol: Protocol, rootDir: string, newNonce: () => string): void {
  protocol.handle(SHELL_SCHEME, shellPageHandler(rootDir, newNonce));
}

function fileWithin(rootDir: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    // Not decodable is not one of our files.
    return null;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null;
  const filePath = normalize(join(rootDir, decoded));
  return filePath.startsWith(rootDir + sep) ? filePath : null;
}

function fileHeaders(type: string): Record<string, string> {
  return {
    'content-type': type,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
}

function refusal(status: number): Response {
  return new Response(null, { status });
}
