import { readPlainUrl } from '../security/plain-url.ts';

/**
 * A request of Bulkhead itself that carries a secret.
 *
 * Threat: a redirect, a discovery document or a link in an answer could send a code or a token to
 * another host, an endless answer could take the memory, a silent one could hold the operator for
 * good. `fetch` follows redirects and bounds nothing.
 * So a request goes to one host that the caller names, over https, through the fetch that is given
 * (Chromium's stack, with the workstation's proxy and certificates), sends no cookies, follows no
 * redirect, and ends after a time and a size.
 * Tested in test/unit/main/identity/bounded-request.test.ts.
 */

/** Electron's `net.fetch`, or one that behaves like it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export type RequestFault =
  'refused-address' | 'redirected' | 'timed-out' | 'too-large' | 'not-json' | 'unreachable';

/** A request that got no answer of use. Holds no address, header or body. */
export class RequestError extends Error {
  readonly fault: RequestFault;

  constructor(fault: RequestFault) {
    super(`The request failed: ${fault}`);
    this.name = 'RequestError';
    this.fault = fault;
  }
}

export interface BoundedRequest {
  readonly url: string;
  /** The only host that is asked. */
  readonly host: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For request and answer together; milliseconds. */
  readonly deadlineMs: number;
  /** Largest answer in bytes, unpacked. */
  readonly maxBytes: number;
  /** Ends the request before its deadline, as `timed-out`. */
  readonly signal?: AbortSignal;
}

export interface BoundedAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
  readonly text: string;
}

/** What is done with an answer while it comes in. What these throw ends the request. */
export interface Receiving {
  /** Before any byte of the body. */
  readonly onHead?: (status: number) => void;
  /** Each part of the body, unpacked, within the bounds. */
  readonly onChunk: (chunk: Uint8Array) => void;
}

/** Sends it. Throws a RequestError for everything but an answer, whatever its status is. */
export async function sendBounded(fetch: Fetch, request: BoundedRequest): Promise<BoundedAnswer> {
  const chunks: Uint8Array[] = [];
  const head = await receiveBounded(fetch, request, { onChunk: (chunk) => chunks.push(chunk) });
  return { ...head, text: Buffer.concat(chunks).toString('utf8') };
}

/**
 * As `sendBounded`, for an answer of any kind and size, which is handed on as it comes in. Throws a
 * RequestError, and what `receiving` throws; parts may have been handed on by then.
 */
export async function receiveBounded(
  fetch: Fetch,
  request: BoundedRequest,
  receiving: Receiving,
): Promise<Pick<BoundedAnswer, 'status' | 'headers'>> {
  const { url, host, method, headers, body, deadlineMs, maxBytes } = request;
  // SECURITY(secret-host): codes, refresh tokens and tokens go to the host they are for or nowhere.
  const target = readPlainUrl(url, ['https:']);
  if (!target.ok || target.host !== host) throw new RequestError('refused-address');

  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), deadlineMs);
  const endEarly = () => abort.abort();
  request.signal?.addEventListener('abort', endEarly);
  if (request.signal?.aborted === true) endEarly();
  let isDone = false;
  let thrown: { readonly error: unknown } | null = null;
  const hand = (work: () => void) => {
    try {
      work();
    } catch (error) {
      thrown = { error };
      throw error;
    }
  };
  try {
    const response = await fetch(target.url.href, {
      method,
      headers: { ...headers },
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      signal: abort.signal,
      ...(body === undefined ? {} : { body }),
    });
    if (isRedirect(response)) throw new RequestError('redirected');
    hand(() => receiving.onHead?.(response.status));
    await readBounded(response, maxBytes, (chunk) => hand(() => receiving.onChunk(chunk)));
    isDone = true;
    return { status: response.status, headers: headersOf(response) };
  } catch (error) {
    if (error instanceof RequestError || thrown !== null) throw error;
    if (abort.signal.aborted) throw new RequestError('timed-out');
    // Chromium refuses a redirect by failing the request.
    const isRefusedRedirect = error instanceof Error && /redirect/i.test(error.message);
    throw new RequestError(isRefusedRedirect ? 'redirected' : 'unreachable');
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', endEarly);
    // What was refused half-way is not received any further.
    if (!isDone) abort.abort();
  }
}

/**
 * Parses an answer that has to be a JSON object, as those of sign-in and of the APIs are. Throws a
 * RequestError `not-json` for anything else.
 */
export function parseJsonObject(text: string): object {
  let parsed: unknown;
  try {
    // A member of this name would become the prototype where members are copied.
    parsed = JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value));
  } catch {
    throw new RequestError('not-json');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new RequestError('not-json');
  }
  return parsed;
}

function isRedirect({ status, type }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400);
}

async function readBounded(
  response: Response,
  maxBytes: number,
  take: (chunk: Uint8Array) => void,
): Promise<void> {
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
    throw new RequestError('too-large');
  }
  if (response.body === null) return;
  let size = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    size += value.byteLength;
    if (size > maxBytes) {
      // The rest is not read; whether the sender hears of that does not matter.
      void reader.cancel().catch(() => undefined);
      throw new RequestError('too-large');
    }
    take(value);
  }
}

function headersOf(response: Response): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of response.headers) headers[name.toLowerCase()] = value;
  return headers;
}
