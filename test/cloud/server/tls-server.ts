import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Certificates } from './certificates.ts';
import { parseCookies } from './exchange.ts';
import type { Exchange, Handler } from './exchange.ts';
import type { RequestLog } from './request-log.ts';

/** Larger bodies are cut: nothing here needs them, and a test must not fill the memory. */
const BODY_LIMIT = 4 * 1024 * 1024;

export type TlsServer = { port: number; close: () => Promise<void> };

async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= BODY_LIMIT) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function toExchange(
  req: IncomingMessage,
  res: ServerResponse,
  reset: () => void,
): Promise<Exchange | null> {
  const host = (req.headers.host ?? '').toLowerCase().replace(/:\d+$/, '');
  const url = URL.parse(req.url ?? '/', `https://${host}`);
  if (!url) return null;
  return {
    req,
    res,
    host,
    url,
    method: req.method ?? 'GET',
    cookies: parseCookies(req.headers.cookie),
    body: await readBody(req),
    reset,
  };
}

/** Listens on loopback only, on any free port when `port` is 0. */
export async function startTlsServer(
  port: number,
  certificates: Certificates,
  log: RequestLog,
  handle: Handler,
): Promise<TlsServer> {
  // A TLS socket cannot send a reset, the TCP socket below it can; they meet at the client's port.
  const tcpSockets = new Map<number, Socket>();
  const serve = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const tcp = tcpSockets.get(req.socket.remotePort ?? 0);
    try {
      const exchange = await toExchange(req, res, () => void tcp?.resetAndDestroy());
      if (exchange) await handle(exchange);
      else res.writeHead(400).end();
    } catch (error) {
      // A client that went away is no fault of the simulation.
      if (req.destroyed && !req.complete) return;
      console.error(`${req.method} ${req.headers.host}${req.url} failed:`, error);
      if (res.headersSent) res.destroy();
      else res.writeHead(500).end();
    }
  };
  const server = createServer(
    { key: certificates.key, cert: certificates.chain },
    (req, res) => void serve(req, res),
  );
  server.on('connection', (socket: Socket) => {
    const remotePort = socket.remotePort ?? 0;
    tcpSockets.set(remotePort, socket);
    socket.on('close', () => tcpSockets.delete(remotePort));
  });
  server.on('secureConnection', (socket: TLSSocket) => {
    const serverName = typeof socket.servername === 'string' ? socket.servername : '';
    log.recordConnection(serverName, socket.isSessionReused());
  });
  // A client that came and did not like our certificate, or speaks no TLS, was here as well.
  server.on('tlsClientError', (_error, socket: TLSSocket) => {
    log.recordConnection(typeof socket.servername === 'string' ? socket.servername : '');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Requests that are left hanging on purpose would keep the process alive.
        server.closeAllConnections();
      }),
  };
}
