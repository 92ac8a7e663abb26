import { randomUUID } from 'node:crypto';
import { SIGN_IN_INSTANCES } from '../hosts/sign-in-hosts.ts';
import type { Exchange, Handler } from '../server/exchange.ts';
import { sendJson } from '../server/respond.ts';
import { isApiRefusal } from './answer.ts';
import type { ApiAnswer, ApiRefusal } from './answer.ts';
import { answerArm } from './arm.ts';
import { authenticate } from './bearer.ts';
import type { ApiContext, Caller } from './bearer.ts';
import { answerDefender } from './defender/defender.ts';
import { answerGraph } from './graph/graph.ts';

function requestIdsOf({ req }: Exchange): Record<string, string> {
  const clientRequestId = req.headers['client-request-id'];
  const requestId = randomUUID();
  return {
    'request-id': requestId,
    'client-request-id': typeof clientRequestId === 'string' ? clientRequestId : requestId,
  };
}

function refuse(exchange: Exchange, refusal: ApiRefusal, ids: Record<string, string>): void {
  const { status, code, message, challenge } = refusal;
  sendJson(
    exchange.res,
    status,
    {
      error: { code, message, innerError: { date: new Date().toISOString().slice(0, 19), ...ids } },
    },
    challenge ? { ...ids, 'www-authenticate': challenge } : ids,
  );
}

function jsonOf({ body }: Exchange): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    // No body, or not JSON: the route says what it misses.
    return null;
  }
}

function answer(context: ApiContext, exchange: Exchange, caller: Caller): ApiAnswer {
  const { url, method, req, host } = exchange;
  if (context.role.api === 'arm') {
    return answerArm(context.contents, caller, { method, url, body: jsonOf(exchange) });
  }
  const target = { host, tenantId: caller.tenant.id, path: url.pathname, method };
  const paging = context.faults.take(['paging'], target) ?? {};
  if (context.role.api === 'defender') {
    return answerDefender(context.contents, caller, method, url, paging);
  }
  return answerGraph(context.contents, caller, {
    method,
    url,
    headers: req.headers,
    body: method === 'POST' ? jsonOf(exchange) : null,
    paging,
  });
}

/** A host of Graph, ARM or Defender: the bearer token first, then the resource. */
export function createApiHost(context: ApiContext): Handler {
  const instanceHost = SIGN_IN_INSTANCES[context.role.instance].hosts[0];
  return (exchange) => {
    const ids = requestIdsOf(exchange);
    const caller = authenticate(context, exchange, instanceHost);
    if (isApiRefusal(caller)) return refuse(exchange, caller, ids);
    const answered = answer(context, exchange, caller);
    if (isApiRefusal(answered)) return refuse(exchange, answered, ids);
    sendJson(exchange.res, answered.status, answered.body, ids);
  };
}
