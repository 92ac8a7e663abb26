import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { ownAddress } from './place.ts';

/**
 * What a proxy does with whoever asks it: leads to the cloud, refuses as the black hole of a
 * workstation that is locked does, or wants a password first.
 */
export type ProxyManner = 'leads' | 'refuses' | 'wants a password';

export interface RecordingProxy {
  /** Host and port, for the system's settings. */
  readonly address: string;
  /** Whom it was asked for, such as `login.microsoftonline.com:443`, each time. */
  readonly asked: () => readonly string[];
  /** What was sent to it as credentials. */
  readonly credentials: () => readonly string[];
  readonly close: () => Promise<void>;
}

/** An HTTP proxy on an address of loopback of its own that remembers everything it is asked for. */
export async function startRecordingProxy(
  manner: ProxyManner,
  cloudPort: number,
): Promise<RecordingProxy> {
  const asked: string[] = [];
  const credentials: string[] = [];
  const open = new Set<Duplex>();
  const note = (target: string, authorization: string | undefined) => {
    asked.push(target);
    if (authorization !== undefined) credentials.push(authorization);
  };
  const server = createServer((request, response) => {
    note(request.url ?? '', request.headers['proxy-authorization']);
    response.writeHead(403).end();
  });
  server.on('connection', (socket: Duplex) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.on('connect', (request, client: Duplex) => {
    note(request.url ?? '', request.headers['proxy-authorization']);
    // Either end may go at any time, as on a real network.
    client.on('error', () => undefined);
    if (manner !== 'leads') {
      client.end(manner === 'refuses' ? REFUSED : WANTS_A_PASSWORD);
      return;
    }
    const cloud = connect(cloudPort, '127.0.0.1');
    cloud.on('error', () => client.destroy());
    client.on('close', () => cloud.destroy());
    cloud.once('connect', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(cloud).pipe(client);
    });
  });
  const address = ownAddress('proxy');
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(8_080, address, resolve);
  });
  return {
    address: `${address}:8080`,
    asked: () => asked,
    credentials: () => credentials,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

const REFUSED = 'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n';
const WANTS_A_PASSWORD = `HTTP/1.1 407 Proxy Authentication Required\r
Proxy-Authenticate: Negotiate\r
Proxy-Authenticate: NTLM\r
Proxy-Authenticate: Basic realm="any"\r
Content-Length: 0\r
\r
`;
