import type { Envelope, ErrorCode } from '../../../preload/contract/index.ts';

/** A successful answer, copied as the real bridge copies. */
export function ok<T>(value: T): Promise<Envelope<T>> {
  return Promise.resolve({ ok: true, value: structuredClone(value) });
}

/** A failure with its code, and words when the code says too little. */
export function fails(code: ErrorCode, message?: string): Promise<Envelope<never>> {
  const error = { code, correlationId: 'f00d-0001' };
  return Promise.resolve({
    ok: false,
    error: message === undefined ? error : { ...error, message },
  });
}
