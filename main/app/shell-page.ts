import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { Protocol, ProtocolRequest } from 'electron';
import contentPolicy from '../../resources/shell-content-policy.json' with { type: 'json' };
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
const SHELL_HOST = 'bulkhead';
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

/**
 * The policy of the shell's page. Fluent adds style elements that are empty and fills them rule by
 * rule, which no policy forbids: the hash of nothing is all that it needs. Pictures are files of
 * the build and stills of portal pages.
 */
const CONTENT_POLICY = contentPolicy.join('; ');

const HEADERS = {
  // SECURITY(shell-csp): the page's own policy comes as a header, on everything that is served.
  'content-security-policy': CONTENT_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

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

/** An answer to a request for one of the shell's files. */
export interface ShellAnswer {
  readonly statusCode: 200 | 404 | 405;
  readonly headers: Record<string, string>;
  readonly data: Buffer;
}

/** Answers for app://bulkhead from `rootDir`; everything else is 404 or 405. */
export function shellPageHandler(rootDir: string) {
  return async (request: Pick<ProtocolRequest, 'url' | 'method'>): Promise<ShellAnswer> => {
    const url = parseUrl(request.url);
    if (url === null || url.host !== SHELL_HOST) return refusal(404);
    if (request.method !== 'GET') return refusal(405);

    const filePath = fileWithin(rootDir, url.pathname);
    if (filePath === null) return refusal(404);
    const type = CONTENT_TYPES[extname(filePath)];
    if (type === undefined) return refusal(404);

    const data = await readFile(filePath).catch(() => null);
    if (data === null) return refusal(404);
    return { statusCode: 200, headers: { ...HEADERS, 'content-type': type }, data };
  };
}

/**
 * Serves the shell's page in one session. The page itself is sent at once, so that its process
 * starts; what it asks for, scripts first of all, waits for `doorIsOpen`.
 */
export function serveShellPage(
  protocol: Pick<Protocol, 'registerBufferProtocol'>,
  rootDir: string,
  { onPageSent, doorIsOpen }: { onPageSent(): void; readonly doorIsOpen: Promise<unknown> },
): void {
  const answer = shellPageHandler(rootDir);
  // Not `protocol.handle`: that loads Node's implementation of fetch and streams every file through
  // it, which is a tenth of a start.
  protocol.registerBufferProtocol(SHELL_SCHEME, (request, respond) => {
    // SECURITY(shell-held): no script runs before the session's guards hold and the door listens.
    const isHeld = !isShellUrl(request.url);
    void Promise.all([answer(request), isHeld ? doorIsOpen : null]).then(
      ([answered]) => {
        respond(answered);
        if (!isHeld) onPageSent();
      },
      () => respond(refusal(404)),
    );
  });
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

function refusal(statusCode: 404 | 405): ShellAnswer {
  return { statusCode, headers: {}, data: Buffer.alloc(0) };
}
