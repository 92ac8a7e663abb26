import type { BridgeError, ErrorCode } from '../../preload/contract/index.ts';

const WORDS: Readonly<Record<ErrorCode, string>> = {
  refused: 'Bulkhead refused this request.',
  invalid: 'This value cannot be used.',
  internal: 'Something went wrong inside Bulkhead.',
  'not-found': 'It is no longer there.',
  conflict: 'It is already there.',
  cancelled: 'Cancelled.',
  'confirmation-mismatch': 'The typed name does not match.',
  'not-available': 'This is not available here.',
  'storage-failed': 'It could not be saved. Check that the disk is not full, then try again.',
  offline: 'This device is offline.',
  'not-recorded':
    'This was not done, because the journal cannot be written. The Journal page says why.',
};

/** What to tell the operator about a failure; internal ones carry their id for the log. */
export function failureWords(error: BridgeError): string {
  const words = error.message ?? WORDS[error.code];
  return error.code === 'internal' ? `${words} (${error.correlationId})` : words;
}
