import { bearerOf } from '../api/bearer.ts';
import type { ContentList } from '../control/content.ts';
import type { Directory } from '../estates/directory.ts';
import { breakResponse } from '../faults/break-response.ts';
import type { FaultList } from '../faults/fault-list.ts';
import { tenantInAddress } from '../portals/portal-address.ts';
import { readClaims } from '../sign-in/signing-key.ts';
import type { Exchange, Handler } from './exchange.ts';
import { html } from './markup.ts';
import type { RequestLog } from './request-log.ts';
import { sendPage } from './respond.ts';

export type DispatchParts = {
  directory: Directory;
  faults: FaultList;
  contents: ContentList;
  log: RequestLog;
  handlerFor: (host: string) => Handler | undefined;
};

/** The tenant a request is about: in its address, or else in its access token. */
function tenantIdOf(directory: Directory, exchange: Exchange): string | undefined {
  const token = bearerOf(exchange);
  const named =
    tenantInAddress(exchange.url, directory.knows) ??
    (token ? String(readClaims(token)?.tid ?? '') : null);
  return named ? directory.tenant(named)?.id : undefined;
}

/**
 * Log, faults, registered content, then the host itself. Every name that is none of this cloud is
 * logged as well and answered 421: a test can then show that the application never asked.
 */
export function createDispatch(parts: DispatchParts): Handler {
  return async (exchange) => {
    const { res, host, url, method } = exchange;
    parts.log.record(exchange);
    const target = {
      host,
      tenantId: tenantIdOf(parts.directory, exchange),
      path: url.pathname,
      method,
    };
    const goesOn = await breakResponse(exchange, parts.faults, target);
    if (!goesOn || parts.contents.serve(exchange)) return;

    const handler = parts.handlerFor(host);
    if (handler) return handler(exchange);
    const page = html`<title>Unknown host</title>
      <h1 data-testid="unknown-host">${host} is not part of the simulated cloud</h1>`;
    sendPage(res, 421, page);
  };
}
