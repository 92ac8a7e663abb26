import type { ServerResponse } from 'node:http';
import type { Markup } from './markup.ts';

type Headers = Record<string, string | number | readonly string[]>;

function send(res: ServerResponse, status: number, headers: Headers, body: string | Buffer): void {
  res.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers });
  res.end(body);
}

/** The policy of the simulation's own pages: their own style and script, nothing inline. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

export function sendPage(
  res: ServerResponse,
  status: number,
  page: Markup,
  headers: Headers = {},
): void {
  send(
    res,
    status,
    {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': PAGE_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cache-control': 'no-store',
      ...headers,
    },
    `<!doctype html>\n${page.markup}`,
  );
}

export function sendJson(
  res: ServerResponse,
  status: number,
  value: unknown,
  headers: Headers = {},
): void {
  send(
    res,
    status,
    { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
    JSON.stringify(value),
  );
}

export function sendAsset(res: ServerResponse, type: string, body: string): void {
  send(
    res,
    200,
    {
      'content-type': type,
      'cache-control': 'private, max-age=300',
      'x-content-type-options': 'nosniff',
    },
    body,
  );
}

export function redirect(
  res: ServerResponse,
  location: string,
  cookies: readonly string[] = [],
  status = 302,
): void {
  const headers: Headers = { location, 'cache-control': 'no-store' };
  if (cookies.length > 0) headers['set-cookie'] = cookies;
  send(res, status, headers, '');
}
