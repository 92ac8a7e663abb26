import type { Exchange } from './exchange.ts';

const LIMIT = 20_000;
const BODY_LIMIT = 64 * 1024;

export type LoggedRequest = {
  id: number;
  at: string;
  /** As in the `Host` header, lower case, without port; tests look for it by exact name. */
  host: string;
  method: string;
  /** Path and query. */
  path: string;
  headers: Readonly<Record<string, string>>;
  cookies: Readonly<Record<string, string>>;
  /** The first 64 KiB as Latin-1, so that no byte is lost. */
  body: string;
};

/** A TLS connection: also one that never carried a request, such as a preconnect. */
export type LoggedConnection = {
  at: string;
  serverName: string;
  /** Whether the client came back with a session it had with this server before. */
  isResumed: boolean;
};

export type RequestLog = {
  record: (exchange: Exchange) => LoggedRequest;
  recordConnection: (serverName: string, isResumed?: boolean) => void;
  requests: (filter?: {
    host?: string | undefined;
    afterId?: number | undefined;
  }) => LoggedRequest[];
  connections: (serverName?: string) => LoggedConnection[];
  clear: () => void;
};

/** Everything that reached the server, so that a test can show that something never did. */
export function createRequestLog(): RequestLog {
  let requests: LoggedRequest[] = [];
  let connections: LoggedConnection[] = [];
  let nextId = 1;

  return {
    record: (exchange) => {
      const entry: LoggedRequest = {
        id: nextId++,
        at: new Date().toISOString(),
        host: exchange.host,
        method: exchange.method,
        path: exchange.req.url ?? '/',
        headers: Object.fromEntries(
          Object.entries(exchange.req.headers).map(([name, value]) => [name, String(value ?? '')]),
        ),
        cookies: Object.fromEntries(exchange.cookies),
        body: exchange.body.subarray(0, BODY_LIMIT).toString('latin1'),
      };
      requests.push(entry);
      if (requests.length > LIMIT) requests = requests.slice(-LIMIT / 2);
      return entry;
    },
    recordConnection: (serverName, isResumed = false) => {
      connections.push({ at: new Date().toISOString(), serverName, isResumed });
      if (connections.length > LIMIT) connections = connections.slice(-LIMIT / 2);
    },
    requests: ({ host, afterId = 0 } = {}) =>
      requests.filter((entry) => entry.id > afterId && (host === undefined || entry.host === host)),
    connections: (serverName) =>
      connections.filter((entry) => serverName === undefined || entry.serverName === serverName),
    clear: () => {
      requests = [];
      connections = [];
    },
  };
}
