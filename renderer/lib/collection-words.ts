import type { CollectionProgress } from '../../preload/contract/index.ts';
import { clockText } from './moments.ts';

/** How collecting goes, in a line: what is done, what failed, what waits and until when. */
export function collectionText(progress: CollectionProgress): string {
  const { isRunning, isCancelled, done, total, failed, waiting, waitsUntil } = progress;
  const failures = failed === 0 ? '' : `, ${String(failed)} failed`;
  if (isRunning) {
    const waits =
      waiting === 0
        ? ''
        : `, ${String(waiting)} ${waiting === 1 ? 'waits' : 'wait'}${
            waitsUntil === null ? '' : ` until ${clockText(waitsUntil)}`
          }, because a service asked for it`;
    return `Collecting ${String(done)} of ${String(total)}${failures}${waits}`;
  }
  if (isCancelled) {
    const left = Math.max(0, total - done);
    return `Cancelled after ${String(done)} of ${String(total)}${failures}. ${
      left === 1 ? '1 tenant is' : `${String(left)} tenants are`
    } left.`;
  }
  if (total > 0) return `Collected ${String(done)} of ${String(total)}${failures}.`;
  return 'Collecting reads from your tenants and changes nothing in them.';
}
