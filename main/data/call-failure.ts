import type { FromData } from './protocol.ts';

export type CallFailureCode = Extract<FromData, { type: 'failure' }>['code'];

/** An expected failure of a call of main's; its message is plain and may be shown. */
export class CallFailure extends Error {
  readonly code: CallFailureCode;

  constructor(code: CallFailureCode, message: string) {
    super(message);
    this.code = code;
  }
}
