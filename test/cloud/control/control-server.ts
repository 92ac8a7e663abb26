import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Estate } from '../estates/estate.ts';
import type { FaultRule } from '../faults/fault.ts';
import type { FaultList } from '../faults/fault-list.ts';
import type { RequestLog } from '../server/request-log.ts';
import { sendJson } from '../server/respond.ts';
import type { Consents } from '../sign-in/consents.ts';
import type { Content, ContentList } from './content.ts';
import type { DeviceEdit } from '../contents/devices/device-stock.ts';
import type { DeviceControl } from './device-control.ts';
import type { SetUpControl, SetUpEdit } from './set-up-control.ts';

/** Sent by the control client with every call; no page of a browser can add it unasked. */
export const CONTROL_HEADER = 'x-simulated-cloud-control';

export type ControlParts = {
  estate: Estate;
  faults: FaultList;
  contents: ContentList;
  log: RequestLog;
  consents: Consents;
  devices: DeviceControl;
  setUp: SetUpControl;
  endAllSessions: () => void;
  reset: () => void;
};

async function readJson(req: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
  return chunks.length === 0 ? null : JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

async function serve(
  parts: ControlParts,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://control');
  const { estate, faults, contents, log } = parts;
  if (req.headers[CONTROL_HEADER] === undefined) return sendJson(res, 403, { error: 'no header' });

  switch (`${req.method} ${url.pathname}`) {
    case 'GET /estate':
      return sendJson(res, 200, estate);
    case 'GET /requests':
      return sendJson(
        res,
        200,
        log.requests({
          host: url.searchParams.get('host') ?? undefined,
          afterId: Number(url.searchParams.get('afterId') ?? 0),
        }),
      );
    case 'GET /connections':
      return sendJson(res, 200, log.connections(url.searchParams.get('serverName') ?? undefined));
    case 'DELETE /requests':
      log.clear();
      return sendJson(res, 200, {});
    case 'GET /faults':
      return sendJson(res, 200, faults.list());
    case 'POST /faults':
      return sendJson(res, 200, faults.add((await readJson(req)) as FaultRule));
    case 'DELETE /faults': {
      const id = url.searchParams.get('id');
      if (id === null) faults.clear();
      else faults.remove(id);
      return sendJson(res, 200, {});
    }
    case 'PUT /content':
      contents.put((await readJson(req)) as Content);
      return sendJson(res, 200, {});
    case 'DELETE /content':
      contents.clear();
      return sendJson(res, 200, {});
    case 'POST /consents': {
      const { tenantId } = (await readJson(req)) as { tenantId: string };
      parts.consents.give(tenantId);
      return sendJson(res, 200, {});
    }
    case 'GET /devices':
      return sendJson(res, 200, parts.devices.truth(url.searchParams.get('tenantId') ?? ''));
    case 'POST /devices': {
      const { tenantId, edit } = (await readJson(req)) as { tenantId: string; edit: DeviceEdit };
      parts.devices.edit(tenantId, edit);
      return sendJson(res, 200, {});
    }
    case 'GET /set-up':
      return sendJson(res, 200, parts.setUp.of(url.searchParams.get('tenantId') ?? ''));
    case 'POST /set-up': {
      const said = parts.setUp.edit((await readJson(req)) as SetUpEdit);
      return sendJson(res, 200, { said });
    }
    case 'DELETE /sessions':
      parts.endAllSessions();
      return sendJson(res, 200, {});
    case 'POST /reset':
      parts.reset();
      return sendJson(res, 200, {});
    default:
      return sendJson(res, 404, { error: 'no such control' });
  }
}

/**
 * The way for a test in another process to set faults and read what arrived: plain HTTP on a second
 * loopback port, which a browser under test cannot reach because all its names and addresses are
 * mapped to the first.
 */
export async function startControlServer(
  parts: ControlParts,
): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer((req, res) => {
    serve(parts, req, res).catch((error: unknown) => {
      sendJson(res, 400, { error: String(error) });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
