import type { Cloud } from '../../../preload/contract/index.ts';
import { parseBoundedJson } from './bounded-json.ts';
import { claimsOf } from './challenge.ts';
import { CloudError } from './cloud-error.ts';
import { readErrorAnswer } from './error-answer.ts';
import { readBody } from './read-body.ts';
import { parseRetryAfter } from './retry-after.ts';

/** The part of `fetch` that is used; Chromium's in the app, Node's in tests. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface Outgoing {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly body: unknown;
  readonly token: string;
  readonly requestId: string;
  readonly cloud: Cloud;
}

export interface SendLimits {
  /** From the first byte sent to the last byte read. */
  readonly deadlineMs: number;
  readonly maxBytes: number;
}

const MAX_ERROR_BYTES = 64 * 1024;
/** What a header can carry; anything else in a token would be a second header. */
const HEADER_SAFE = /^[\x21-\x7e]{1,65536}$/;

/**
 * Sends one request, once, and answers with its parsed body. Throws a CloudError.
 * `url` is already known to be of the service's origin.
 */
export async function send(
  fetch: Fetch,
  outgoing: Outgoing,
  limits: SendLimits,
  signal: AbortSignal,
  now: () => number,
): Promise<unknown> {
  const deadline = AbortSignal.timeout(limits.deadlineMs);
  const either = AbortSignal.any([signal, deadline]);
  try {
    const response = await fetch(outgoing.url.href, requestInit(outgoing, either));
    return await readAnswer(response, outgoing, limits, either, now);
  } catch (error) {
    if (error instanceof CloudError) throw error;
    if (signal.aborted) throw new CloudError('cancelled', 'It was cancelled.');
    if (deadline.aborted) {
      throw new CloudError('timed-out', 'The service took too long to answer.', {
        isTransient: true,
      });
    }
    if (/redirect/i.test(reasonOf(error))) throw refusedRedirect(error);
    throw new CloudError('offline', 'The service cannot be reached.', {
      isTransient: true,
      cause: error,
    });
  }
}

function requestInit(outgoing: Outgoing, signal: AbortSignal): RequestInit {
  if (!HEADER_SAFE.test(outgoing.token)) {
    throw new CloudError('no-token', 'The token at hand cannot be sent.');
  }
  return {
    method: outgoing.method,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${outgoing.token}`,
      'client-request-id': outgoing.requestId,
      // Else Graph says `unknownFutureValue` for what was added after its first version.
      prefer: 'include-unknown-enum-members',
      ...(outgoing.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(outgoing.body === undefined ? {} : { body: JSON.stringify(outgoing.body) }),
    // SECURITY(token-no-redirect): an API that redirects is not the API the token is for.
    redirect: 'error',
    credentials: 'omit',
    cache: 'no-store',
    signal,
  };
}

async function readAnswer(
  response: Response,
  { url, cloud }: Outgoing,
  { maxBytes }: SendLimits,
  signal: AbortSignal,
  now: () => number,
): Promise<unknown> {
  const { status, headers } = response;
  const isRedirected = response.redirected || (status >= 300 && status < 400);
  if (isRedirected || (response.url !== '' && new URL(response.url).origin !== url.origin)) {
    throw refusedRedirect();
  }
  if (status >= 200 && status < 300) {
    if (!/^application\/json\b/i.test(headers.get('content-type') ?? '')) {
      throw new CloudError(
        'malformed',
        'The answer is not of the service. A proxy or a sign-in page of the network may be in between.',
      );
    }
    return parseBoundedJson(await readBody(response, maxBytes, signal));
  }

  const body = await readErrorBody(response, signal);
  const error = readErrorAnswer(status, body, cloud);
  if (status === 401 && error.kind !== 'not-available') {
    throw new CloudError('unauthorized', error.message, {
      ...error.facts,
      claims: claimsOf(headers.get('www-authenticate')),
    });
  }
  if (status === 429 || status === 503 || status === 504) {
    const why =
      status === 429
        ? 'The service asks to be left alone for a while.'
        : 'The service is not up at the moment.';
    throw new CloudError('throttled', why, {
      ...error.facts,
      retryAfterMs: parseRetryAfter(headers, now()),
      isTransient: true,
    });
  }
  if (status === 500 || status === 502) {
    throw new CloudError('failed', error.message, { ...error.facts, isTransient: true });
  }
  throw error;
}

/** An error says what it says by its status too; a body that cannot be read takes nothing away. */
async function readErrorBody(response: Response, signal: AbortSignal): Promise<unknown> {
  try {
    return parseBoundedJson(await readBody(response, MAX_ERROR_BYTES, signal));
  } catch (error) {
    if (error instanceof CloudError && error.kind === 'malformed') return null;
    throw error;
  }
}

function refusedRedirect(cause?: unknown): CloudError {
  return new CloudError(
    'refused-address',
    'The service sent the request elsewhere. It was not followed.',
    { cause },
  );
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { cause } = error;
  return `${error.message} ${cause instanceof Error ? cause.message : ''}`;
}
