import type { BrowserWindow, WebContents } from 'electron';

/**
 * Who has the keyboard: Bulkhead's own page, or the portal page on the screen.
 *
 * Threat: Electron gives the keyboard to every page that goes to another address, also to one that
 * is not on the screen (`focusOnNavigation`, which older versions cannot switch off). A page of one
 * tenant that reloads itself would read what is typed into another tenant's sign-in; and a page
 * that leaves the screen takes the keyboard with it, so that no key works any more.
 * So the keyboard is where the operator clicked or where main put it. Whoever else takes it gives
 * it back at the end of the turn, and keys that arrive before are dropped.
 * Tested in test/e2e/electron/keyboard.spec.ts.
 */
export interface KeyboardGuard {
  /** Every page of a portal, when it is made. */
  watch(contents: WebContents): void;
  /** The portal page that is on the screen now; null when there is none or it is covered. */
  show(contents: WebContents | null): void;
  /** The operator wants to type into this page, as soon as it is on the screen. */
  give(contents: WebContents): void;
}

export function createKeyboardGuard(
  window: Pick<BrowserWindow, 'webContents' | 'isDestroyed' | 'isFocused' | 'on'>,
): KeyboardGuard {
  const shell = window.webContents;
  let holder = shell;
  let shown: WebContents | null = null;
  /** Gets the keyboard when it is next shown: it had it when it was taken off, or was given it. */
  let awaited: WebContents | null = null;

  const move = (to: WebContents) => {
    holder = to;
    // Electron would bring a window to the front that the operator has left.
    if (!window.isDestroyed() && window.isFocused() && !to.isDestroyed()) to.focus();
  };

  // What was decided while the operator was elsewhere.
  window.on('focus', () => move(holder));
  shell.on('focus', () => {
    holder = shell;
  });
  shell.on('input-event', (_event, { type }) => {
    if (type === 'mouseDown') awaited = null;
  });

  return {
    watch(contents) {
      let isNavigating = false;
      contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
        if (isMainFrame && !isSameDocument) isNavigating = true;
      });
      contents.on('did-navigate', () => {
        isNavigating = false;
      });
      contents.on('did-stop-loading', () => {
        isNavigating = false;
      });
      contents.on('focus', () => {
        if (contents === holder) return;
        if (contents === shown && !isNavigating) {
          holder = contents;
          return;
        }
        // Within this event Chromium is still moving the keyboard.
        setImmediate(() => {
          if (contents !== holder) move(holder === shown ? holder : shell);
        });
      });
      contents.on('before-input-event', (event) => {
        // SECURITY(keyboard): a page that went somewhere, or is not on the screen, reads no keys.
        if (contents !== holder) event.preventDefault();
      });
      contents.on('input-event', (_event, { type }) => {
        // A click while the page is loading looked like its navigation above.
        if (type === 'mouseDown' && contents === shown && contents !== holder) move(contents);
      });
    },
    show(contents) {
      if (contents === shown) return;
      const left = shown;
      shown = contents;
      if (contents !== null && (contents === awaited || (left !== null && holder === left))) {
        awaited = null;
        move(contents);
      } else if (contents === null && left !== null && holder === left) {
        awaited = left;
        move(shell);
      }
    },
    give(contents) {
      if (contents === shown) move(contents);
      else awaited = contents;
    },
  };
}
