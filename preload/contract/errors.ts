/**
 * Every failure that may cross the bridge. Electron keeps only the message of a thrown error, so
 * codes travel as data. `refused`, `invalid`, `internal` and `not-recorded` may come from any method:
 * the last says that the journal could not be written, so that nothing was done.
 */
export const ERROR_CODES = [
  'refused',
  'invalid',
  'internal',
  'not-found',
  'conflict',
  'cancelled',
  'confirmation-mismatch',
  'not-available',
  'storage-failed',
  'offline',
  'not-recorded',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** A failure as the page sees it. `message` is safe to show; stacks, paths and URLs never cross. */
export interface BridgeError {
  readonly code: ErrorCode;
  readonly message?: string;
  readonly correlationId: string;
}

/** The answer to every call. */
export type Envelope<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: BridgeError };
