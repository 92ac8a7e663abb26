import type { ErrorCode } from '../../preload/contract/index.ts';

/**
 * An expected failure: part of a method's signature, safe to show to the operator. Everything else
 * that is thrown is a fault and reaches the page as `internal` with a correlation id only.
 */
export class Failure extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Failure';
    this.code = code;
  }
}
