import { plainLine } from '../../tenants/plain-line.ts';
import { redact } from '../../app/redact.ts';

/** Why a request of a service did not give an answer. */
export type CloudErrorKind =
  | 'not-permitted'
  | 'not-licensed'
  | 'not-available'
  | 'not-found'
  /** The service asked to be left alone, again and again, or is not up. */
  | 'throttled'
  /** The service refuses the token, also the one that was made for its challenge. */
  | 'unauthorized'
  /** There is no token: the operator has to do something first. */
  | 'no-token'
  | 'offline'
  | 'timed-out'
  /** It leads to where the token must not go. */
  | 'refused-address'
  /** The answer is not what the service documents, or is more than is taken. */
  | 'malformed'
  | 'failed'
  | 'cancelled';

export interface CloudErrorFacts {
  readonly status?: number;
  /** The service's own code, such as `Authorization_RequestDenied`. */
  readonly code?: string;
  /** Licence or permission that would answer, when the service made clear which. */
  readonly needs?: string;
  /** How long the service asks to be left alone. */
  readonly retryAfterMs?: number | null;
  /** Claims that a token must have, as JSON text. */
  readonly claims?: string | null;
  readonly isTransient?: boolean;
  readonly cause?: unknown;
}

/** An expected failure of a request; its message is plain, bounded and free of secrets. */
export class CloudError extends Error {
  readonly kind: CloudErrorKind;
  readonly facts: CloudErrorFacts;

  constructor(kind: CloudErrorKind, message: string, facts: CloudErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = 'CloudError';
    this.kind = kind;
    this.facts = facts;
  }
}

const ENDS_TENANT: ReadonlySet<CloudErrorKind> = new Set([
  'throttled',
  'unauthorized',
  'no-token',
  'offline',
  'cancelled',
]);

/** Whether asking this tenant for something else would fail in the same way. */
export function endsTenant(error: CloudError): boolean {
  return ENDS_TENANT.has(error.kind);
}

const MAX_DETAIL = 240;

/** What a service wrote, as it may be shown: one plain line without secrets and addresses. */
export function plainDetail(text: string): string {
  const cleaned = redact(plainLine(text.slice(0, 4_000)).text);
  return cleaned.length <= MAX_DETAIL ? cleaned : `${cleaned.slice(0, MAX_DETAIL - 1)}…`;
}
