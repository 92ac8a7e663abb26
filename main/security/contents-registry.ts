import type { App, Session, WebContents } from 'electron';
import type { ReportRefusal } from './refusal.ts';

/**
 * Every page that exists in the app is one that Bulkhead made, or it ends at once.
 *
 * Threat: a way to make a page that nobody thought of (a pop-up Electron did not hand over, a guest,
 * an extension, a new feature of a later Electron) has none of the guards.
 * Electron tells of every page as it is made, so each starts with everything denied, and one that
 * nobody has admitted by the end of the turn is closed.
 * Tested in test/unit/main/security/contents-registry.test.ts.
 */
export interface ContentsRegistry {
  /** Called by whoever made and guarded the page, in the turn in which it was made. */
  admit(contents: WebContents): void;
  isAdmitted(contents: WebContents): boolean;
}

export interface ContentsRegistryOptions {
  readonly report: ReportRefusal;
  /**
   * Whether developer tools may live in a session, which is that of the page they look into. Only
   * ever true for the shell's in an unpackaged build.
   */
  readonly allowsDevToolsIn: (session: Session) => boolean;
}

export function guardEveryWebContents(
  app: Pick<App, 'on'>,
  { report, allowsDevToolsIn }: ContentsRegistryOptions,
): ContentsRegistry {
  const admitted = new WeakSet<WebContents>();

  app.on('web-contents-created', (_event, contents) => {
    // SECURITY(every-page): guards of the page's own kind replace the first and join the second.
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());

    setImmediate(() => {
      if (admitted.has(contents) || contents.isDestroyed()) return;
      // Chromium makes pop-ups, and Electron does not tell those that they have no tools.
      if (isDevTools(contents) && allowsDevToolsIn(contents.session)) return;
      contents.close();
      const message = 'A page that Bulkhead did not open was closed.';
      report({ kind: 'popup', tenantId: null, host: null, message });
    });
  });

  return {
    admit(contents) {
      admitted.add(contents);
    },
    isAdmitted: (contents) => admitted.has(contents),
  };
}

/** Developer tools have no address yet in this turn; Electron calls what it did not make so. */
function isDevTools(contents: WebContents): boolean {
  return contents.getType() === 'remote';
}
