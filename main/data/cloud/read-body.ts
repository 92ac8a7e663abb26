import { CloudError } from './cloud-error.ts';

/**
 * Reads the body of an answer as text.
 *
 * Threat: 93 bytes of Brotli become 50 MB, an answer in chunks never ends, a slow one holds its
 * place for hours. fetch decompresses and waits without a bound.
 * So what comes out of the decompression is counted as it comes, and the reading ends at the bound
 * or with the deadline, whichever is first.
 * Tested in test/integration/data/hostile-answers.test.ts.
 */
export async function readBody(
  response: Response,
  maxBytes: number,
  signal: AbortSignal,
): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const chunks: Uint8Array[] = [];
  let total = 0;
  let isWhole = false;
  // Not every fetch ends a body that is being read when its signal says so.
  const stop = () => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  try {
    while (!signal.aborted) {
      const { done, value } = await reader.read();
      if (done) {
        isWhole = true;
        break;
      }
      total += value.byteLength;
      // SECURITY(bounded-body): counted after decompression.
      if (total > maxBytes) throw new CloudError('malformed', 'The answer is too large.');
      chunks.push(value);
    }
  } finally {
    signal.removeEventListener('abort', stop);
    if (!isWhole) stop();
  }
  signal.throwIfAborted();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks, total));
  } catch {
    // Any other encoding than the one JSON has is not what the service sends.
    throw new CloudError('malformed', 'The answer cannot be read. It is not text in UTF-8.');
  }
}
