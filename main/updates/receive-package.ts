import { createHash } from 'node:crypto';
import type { OfferedPackage } from '../../preload/contract/index.ts';
import { Failure } from '../ipc/failure.ts';
import { type Fetch, receiveBounded } from '../identity/bounded-request.ts';

/**
 * Downloads a package that a signed manifest describes.
 *
 * Threat: the server, or whoever is on the way, sends another file, more of it, or less. A file that
 * is checked on the disk and then used by its path may be another one by then.
 * So the bytes are counted and hashed as they come, kept in memory, and handed over only when they
 * are exactly those of the manifest: what is written is what was hashed, and nothing is read again.
 * Tested in test/unit/main/updates/receive-package.test.ts.
 */

const DEADLINE_MS = 60 * 60_000;

export interface ReceiveOptions {
  readonly fetch: Fetch;
  readonly url: string;
  readonly host: string;
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly onReceived: (bytes: number) => void;
}

/**
 * Answers with the parts of the verified file, in order. Throws a RequestError when nothing of use
 * came, and Failure `not-available` for anything but the file that was described.
 */
export async function receivePackage(
  { size, sha256 }: OfferedPackage,
  { fetch, url, host, signal, onReceived }: ReceiveOptions,
): Promise<readonly Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  const hash = createHash('sha256');
  let received = 0;
  await receiveBounded(
    fetch,
    { url, host, method: 'GET', headers: {}, deadlineMs: DEADLINE_MS, maxBytes: size, signal },
    {
      onHead: (status) => {
        if (status !== 200) {
          throw new Failure(
            'not-available',
            `The package is not there: ${host} answered with status ${String(status)}. Nothing was written.`,
          );
        }
      },
      onChunk: (chunk) => {
        chunks.push(chunk);
        hash.update(chunk);
        received += chunk.byteLength;
        onReceived(received);
      },
    },
  );
  // SECURITY(update-same-bytes): to the last byte what was signed, or nothing is written.
  if (received !== size || hash.digest('hex') !== sha256) {
    throw new Failure(
      'not-available',
      'What was downloaded is not the package that was signed. Nothing was written. Tell your administrator.',
    );
  }
  return chunks;
}
