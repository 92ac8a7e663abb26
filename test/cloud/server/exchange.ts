import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request with its body read, and the way to answer it. */
export type Exchange = {
  req: IncomingMessage;
  res: ServerResponse;
  /** Lower case, without port. */
  host: string;
  url: URL;
  method: string;
  cookies: ReadonlyMap<string, string>;
  body: Buffer;
  /** Ends the connection the hard way: the client sees a TCP reset. */
  reset: () => void;
};

export type Handler = (exchange: Exchange) => Promise<void> | void;

/** The fields of a posted form; empty for any other body. */
export function formOf(exchange: Exchange): URLSearchParams {
  const type = exchange.req.headers['content-type'] ?? '';
  const isForm = type.startsWith('application/x-www-form-urlencoded');
  return new URLSearchParams(isForm ? exchange.body.toString('utf8') : '');
}

export function parseCookies(header: string | undefined): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(at, 0)).trim();
    if (name !== '') cookies.set(name, part.slice(at + 1).trim());
  }
  return cookies;
}
