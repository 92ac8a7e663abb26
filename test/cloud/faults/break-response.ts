import { setTimeout as delay } from 'node:timers/promises';
import type { Exchange } from '../server/exchange.ts';
import { sendJson } from '../server/respond.ts';
import { isOverLimit } from './rate-limit.ts';
import type { FaultTarget } from './fault.ts';
import type { FaultList } from './fault-list.ts';

/** Names as Graph and ARM use them. */
const STATUS_CODES: Readonly<Record<number, string>> = {
  429: 'TooManyRequests',
  500: 'InternalServerError',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
};

function truncate({ res }: Exchange): void {
  const end = res.end.bind(res);
  res.end = ((chunk?: unknown) => {
    const body = Buffer.from(typeof chunk === 'string' || chunk instanceof Uint8Array ? chunk : '');
    if (!res.headersSent) res.setHeader('content-length', Math.max(body.length, 2));
    if (body.length < 2) return end();
    // The other half never comes: the client must not take this for a complete answer.
    res.write(body.subarray(0, Math.floor(body.length / 2)), () => res.socket?.destroy());
    return res;
  }) as typeof res.end;
}

function sendStatus({ res }: Exchange, status: number, retryAfter: number | undefined): void {
  sendJson(
    res,
    status,
    {
      error: {
        code: STATUS_CODES[status] ?? 'UnknownError',
        message: 'A fault set in the simulated cloud.',
      },
    },
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
  );
}

/**
 * Applies what is set for the network and the service. False when the request has been dealt with
 * and nobody must answer it any more.
 */
export async function breakResponse(
  exchange: Exchange,
  faults: FaultList,
  target: FaultTarget,
): Promise<boolean> {
  const latency = faults.take(['latency'], target);
  if (latency) await delay(latency.ms);

  const limit = faults.take(['rate-limit'], target);
  if (limit && isOverLimit(limit, target.tenantId ?? '', Date.now())) {
    sendStatus(exchange, 429, limit.retryAfterSeconds);
    return false;
  }

  const fault = faults.take(['status', 'truncated', 'reset', 'hang'], target);
  switch (fault?.kind) {
    case undefined:
      return true;
    case 'truncated':
      truncate(exchange);
      return true;
    case 'reset':
      exchange.reset();
      return false;
    case 'hang':
      return false;
    case 'status':
      sendStatus(exchange, fault.status, fault.retryAfterSeconds);
      return false;
  }
}
