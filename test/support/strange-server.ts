import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';

/** A TLS server beside the cloud, for what the cloud itself never does. */
export interface StrangeServer {
  readonly port: number;
  /** What came through: the path, and the subject of the client's certificate if it sent one. */
  readonly requests: readonly { readonly path: string; readonly client: string | null }[];
  readonly close: () => Promise<void>;
}

/** Starts one, on a free port of loopback unless it is told where. */
export async function startStrangeServer(
  options: ServerOptions,
  { address, port }: { readonly address: string; readonly port: number } = {
    address: '127.0.0.1',
    port: 0,
  },
): Promise<StrangeServer> {
  const requests: { path: string; client: string | null }[] = [];
  const server = createServer(options, (request, response) => {
    const { subject } = (request.socket as TLSSocket).getPeerCertificate();
    // Without a certificate there is an object without a subject.
    const client = (subject as { CN?: string } | undefined)?.CN ?? null;
    requests.push({ path: request.url ?? '', client });
    response.end('<!doctype html><title>strange</title>');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
