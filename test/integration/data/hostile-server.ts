import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fetch } from '../../../main/data/cloud/send.ts';
import { loadCertificates } from '../../cloud/server/certificates.ts';
import { loopbackFetch } from '../../support/loopback-fetch.ts';

export interface SeenRequest {
  readonly host: string;
  readonly path: string;
  readonly method: string;
  readonly authorization: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly isPlain: boolean;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface HostileServer {
  readonly fetch: Fetch;
  /** Every request of the test so far, of every host. */
  readonly seen: SeenRequest[];
  /** Port that takes requests without TLS, for links with `http:`. */
  readonly plainPort: number;
  answerWith(answer: Answer): void;
  /** Answers in turn, the last one again and again. */
  answerInTurn(...answers: readonly Answer[]): void;
  stop(): Promise<void>;
}

/** A server that is Graph and everybody else, and answers whatever the test says. */
export async function startHostileServer(): Promise<HostileServer> {
  const stateDir = await mkdtemp(join(tmpdir(), 'hostile-'));
  const certificates = await loadCertificates(stateDir, [
    'graph.microsoft.com',
    'attacker.example',
    'graph.microsoft.com.attacker.example',
  ]);
  const seen: SeenRequest[] = [];
  let answer: Answer = (_, response) => response.end();
  const listener = (isPlain: boolean) => (request: IncomingMessage, response: ServerResponse) => {
    seen.push({
      host: request.headers.host ?? '',
      path: request.url ?? '',
      method: request.method ?? '',
      authorization: request.headers.authorization,
      headers: request.headers,
      isPlain,
    });
    // A client that goes away mid-way is what many of these tests are about.
    response.on('error', () => undefined);
    request.resume();
    answer(request, response);
  };
  const tls = createTlsServer(
    { key: certificates.key, cert: certificates.chain },
    listener(false),
  ).listen(0, '127.0.0.1');
  const plain = createServer(listener(true)).listen(0, '127.0.0.1');
  await Promise.all(
    [tls, plain].map((server) => new Promise((resolve) => server.once('listening', resolve))),
  );
  const portOf = (server: typeof tls | typeof plain) => (server.address() as AddressInfo).port;

  return {
    fetch: loopbackFetch({ port: portOf(tls), ca: await readFile(certificates.caFile) }),
    seen,
    plainPort: portOf(plain),
    answerWith(next) {
      answer = next;
    },
    answerInTurn(...answers) {
      let turn = 0;
      answer = (request, response) => {
        const current = answers[Math.min(turn, answers.length - 1)];
        turn += 1;
        current?.(request, response);
      };
    },
    async stop() {
      tls.closeAllConnections();
      plain.closeAllConnections();
      await Promise.all(
        [tls, plain].map((server) => new Promise((resolve) => server.close(resolve))),
      );
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
  };
