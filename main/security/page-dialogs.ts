import type { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';

/**
 * What portal pages ask by `alert` and `confirm`, held while Bulkhead is locked.
 *
 * Threat: the message is a window of the system's. It is over the lock, shows what a page says to
 * whoever is at the keyboard, and takes an answer from them: "Delete the policy?" – OK.
 * Electron has no public way to hold one, and a preference only switches them all off, for good
 * (portals ask with them before something is lost). Its own code shows them from an event of the
 * page, for which it is the one listener.
 * So what a page asks while it is locked waits, with the page, until it is unlocked; and what was on
 * the screen when it was locked is taken off it unanswered, and asked again then. Should an Electron
 * have no such event any more, nothing is changed here and the test on it fails.
 * Tested in test/unit/main/security/page-dialogs.test.ts and test/e2e/electron/app-lock.spec.ts.
 */
export interface PageDialogs {
  /** Every page of a portal, when it is made. */
  watch(contents: WebContents): void;
  /** While it is shut no page asks anything on the screen. */
  setShut(isShut: boolean): void;
}

/** Electron's: what is asked, and the function that takes the answer. */
const ASKED = '-run-dialog';
/** Electron's: what was asked does not matter any more, because the page goes elsewhere. */
const DROPPED = '-cancel-dialogs';

type Answer = (isAccepted: boolean, text: string) => void;

interface Page {
  readonly show: () => void;
  readonly takeOff: () => void;
}

export function createPageDialogs(): PageDialogs {
  const pages = new Set<Page>();
  let isShut = false;

  return {
    watch(contents) {
      const events: EventEmitter = contents;
      const listeners = events.listeners(ASKED);
      if (listeners.length === 0) return;
      /** Not answered yet, whether it is on the screen or not. */
      const open = new Map<Answer, unknown>();
      let isTakingOff = false;

      const ask = (what: unknown, answer: Answer) => {
        const once: Answer = (...given) => {
          if (open.delete(answer)) answer(...given);
        };
        for (const listener of listeners) Reflect.apply(listener, contents, [what, once]);
      };
      const page: Page = {
        show() {
          for (const [answer, what] of open) ask(what, answer);
        },
        takeOff() {
          isTakingOff = true;
          events.emit(DROPPED);
          isTakingOff = false;
        },
      };

      events.removeAllListeners(ASKED);
      events.on(ASKED, (what: unknown, answer: Answer) => {
        open.set(answer, what);
        // SECURITY(lock-page-dialogs): nothing that a page says is over the lock, or answered there.
        if (!isShut) ask(what, answer);
      });
      events.on(DROPPED, () => {
        if (!isTakingOff) open.clear();
      });
      contents.once('destroyed', () => {
        open.clear();
        pages.delete(page);
      });
      pages.add(page);
    },
    setShut(next) {
      if (next === isShut) return;
      isShut = next;
      for (const page of pages) {
        if (next) page.takeOff();
        else page.show();
      }
    },
  };
}

/**
 * Takes what a page asks off the screen before the page ends: the message is a window of the system's
 * and outlives it, and would leave what it says over the lock. An Electron without these events is
 * left as it is, and the test in real Electron fails there.
 */
export function dropMessages(contents: WebContents): void {
  const events: EventEmitter = contents;
  // SECURITY(lock-page-messages): one that is on its way from the page comes too late as well.
  events.removeAllListeners(ASKED);
  events.emit(DROPPED);
}
