import { randomUUID } from 'node:crypto';
import { SIGN_IN_INSTANCES } from '../hosts/sign-in-hosts.ts';
import type { Exchange, Handler } from '../server/exchange.ts';
import { sendJson } from '../server/respond.ts';
import { answerArm } from './arm.ts';
import { authenticate, isRefusal } from './bearer.ts';
import type { ApiContext, ApiRefusal } from './bearer.ts';
import { answerGraph } from './graph.ts';

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

/** A Graph or ARM host: the bearer token first, then the resource. */
export function createApiHost(context: ApiContext): Handler {
  const instanceHost = SIGN_IN_INSTANCES[context.role.instance].hosts[0];
  return (exchange) => {
    const { url, method, res } = exchange;
    const ids = requestIdsOf(exchange);
    const caller = authenticate(context, exchange, instanceHost);
    if (isRefusal(caller)) return refuse(exchange, caller, ids);
    const answer =
      context.role.api === 'graph'
        ? answerGraph(caller, method, url)
        : answerArm(context.directory, caller, method, url);
    if ('code' in answer) return refuse(exchange, answer, ids);
    sendJson(res, answer.status, answer.body, ids);
  };
}
