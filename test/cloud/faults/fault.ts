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
  /** The sign-in response names this tenant instead of the one that was asked for. */
  | { kind: 'wrong-tenant'; tenantId: string };

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
