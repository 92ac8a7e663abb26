import type { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';

/** Electron's own: what is asked, and the function that takes the answer. */
const ASKED = '-run-dialog';
/** Electron's own: nobody waits for an answer any more. */
const DROPPED = '-cancel-dialogs';

/**
 * Takes what a page asks by `alert` and `confirm` off the screen, before the page ends.
 *
 * Threat: the message is a window of the system's and outlives its page. A page that ends because
 * Bulkhead was locked would leave what it says over the lock.
 * Electron has no documented way to close one. It closes them itself by an event of the page, when the
 * page goes elsewhere, and shows them from another; an Electron without these is left as it is, and
 * the test in real Electron fails there.
 * Tested in test/e2e/electron/app-lock.spec.ts.
 */
export function dropMessages(contents: WebContents): void {
  const events: EventEmitter = contents;
  // SECURITY(lock-page-messages): one that is on its way from the page comes too late as well.
  events.removeAllListeners(ASKED);
  events.emit(DROPPED);
}
