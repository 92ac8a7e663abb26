import {
  AuthError,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
} from '@azure/msal-node';
import {
  type Fetch,
  parseJsonObject,
  RequestError,
  type RequestFault,
  sendBounded,
} from './bounded-request.ts';

/** The sign-in library wraps what it does not know and loses the cause; this it passes on. */
class SignInNetworkError extends AuthError {
  readonly fault: RequestFault;

  constructor(fault: RequestFault) {
    super('network_error', '', `The sign-in service gave no answer: ${fault}`);
    this.name = 'SignInNetworkError';
    this.fault = fault;
  }
}

export interface NetworkClientOptions {
  readonly fetch: Fetch;
  /** The cloud's sign-in host, the only one that is asked. */
  readonly host: string;
  readonly deadlineMs?: number;
  /** A token answer has some ten thousand bytes. */
  readonly maxBytes?: number;
}

/** The `networkClient` of one cloud's public client: all its requests go through `sendBounded`. */
export function createNetworkClient(options: NetworkClientOptions): INetworkModule {
  const { fetch, host, deadlineMs = 30_000, maxBytes = 1024 * 1024 } = options;

  const send = async <T>(
    url: string,
    method: 'GET' | 'POST',
    { headers = {}, body = '' }: NetworkRequestOptions = {},
    timeoutMs = deadlineMs,
  ): Promise<NetworkResponse<T>> => {
    try {
      const answer = await sendBounded(fetch, {
        url,
        host,
        method,
        headers,
        ...(method === 'POST' ? { body } : {}),
        deadlineMs: Math.min(timeoutMs, deadlineMs),
        maxBytes,
      });
      const { status, headers: answered, text } = answer;
      return { status, headers: answered, body: parseJsonObject(text) as T };
    } catch (error) {
      throw error instanceof RequestError ? new SignInNetworkError(error.fault) : error;
    }
  };

  return {
    sendGetRequestAsync: (url, request, timeoutMs) => send(url, 'GET', request, timeoutMs),
    sendPostRequestAsync: (url, request) => send(url, 'POST', request),
  };
}
