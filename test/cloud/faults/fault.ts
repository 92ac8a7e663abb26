import type { RefusalCode } from '../sign-in/aadsts.ts';

/** What goes wrong. The first five are the network's or the service's, the others the sign-in's. */
export type FaultEffect =
  | { kind: 'latency'; ms: number }
  | { kind: 'status'; status: number; retryAfterSeconds?: number }
  /** Announces the whole body, sends half of it and closes. */
  | { kind: 'truncated' }
  | { kind: 'reset' }
  | { kind: 'hang' }
  /** Sessions and tokens count as run out. */
  | { kind: 'session-expired' }
  /** Sessions, refresh tokens and access tokens count as taken back by an administrator. */
  | { kind: 'revoked' }
  /**
   * APIs want a newer token, or one of an authentication context, until a client comes with it.
   * `sinceMs` is when the fault was set.
   */
  | { kind: 'claims-challenge'; authenticationContext?: string; sinceMs?: number }
  /** Answers 429 to more than `perSecond` requests of one tenant; no `Retry-After` unless given. */
  | { kind: 'rate-limit'; perSecond: number; retryAfterSeconds?: number }
  /** Lists of Graph come in pages of `size`, or go on at `link`, which may be anybody's. */
  | { kind: 'paging'; size?: number; link?: string }
  /** The sign-in response names this tenant instead of the one that was asked for. */
  | { kind: 'wrong-tenant'; tenantId: string }
  /** The token endpoint's ID token has other claims, well signed, or is no token at all. */
  | { kind: 'odd-id-token'; claims: Readonly<Record<string, unknown>> | null }
  /** The token endpoint and the sign-in page refuse with this `AADSTS` number. */
  | { kind: 'sign-in-refused'; code: RefusalCode };

export type FaultKind = FaultEffect['kind'];

/** Where it goes wrong; what is left out matches everything. */
export type FaultRule = {
  effect: FaultEffect;
  host?: string;
  /** The tenant in the address or in the access token. */
  tenantId?: string;
  pathPrefix?: string;
  method?: string;
  /** Goes away after so many hits; without it, it stays until it is cleared. */
  times?: number;
};

export type Fault = FaultRule & { id: string; hits: number };

export type FaultTarget = {
  host: string;
  tenantId: string | undefined;
  path: string;
  method: string;
};
