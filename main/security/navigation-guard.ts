import type { Event as ElectronEvent, WebContents } from 'electron';
import type { TenantId } from '../../preload/contract/index.ts';
import { type Decision, describeRefusal, describeTarget, type HostList } from './host-list.ts';
import type { Refusal, ReportRefusal } from './refusal.ts';

/**
 * Where a page may take itself.
 *
 * Threat: a link, a form, a script, a redirect or a frame in a portal brings the operator to a page
 * that looks like Microsoft's and is not. Electron tells of it through four events that each see a
 * part: scripts and links but not redirects, redirects but not history, frames only in one.
 * So all of them ask the host list, and a page that got through none the less is taken down.
 * Tested in test/unit/main/security/navigation-guard.test.ts.
 */

export interface NavigationGuardOptions {
  readonly tenantId: TenantId | null;
  readonly hosts: Pick<HostList, 'allowsNavigation' | 'allowsFrame'>;
  readonly report: ReportRefusal;
  /** The whole page wanted to go there; not called for frames. */
  readonly onRefused?: (refusal: Refusal) => void;
}

interface Navigation {
  readonly url: string;
  readonly isMainFrame: boolean;
}

type Preventable = Pick<ElectronEvent, 'preventDefault'> & { readonly defaultPrevented?: boolean };

export function guardNavigation(contents: WebContents, options: NavigationGuardOptions): void {
  const { hosts, report, onRefused, tenantId } = options;
  /** Addresses refused a moment ago, so that one attempt is told once. */
  const justRefused = new Set<string>();

  const decide = ({ url, isMainFrame }: Navigation): Decision =>
    isMainFrame ? hosts.allowsNavigation(url) : hosts.allowsFrame(url);

  const tell = ({ url, isMainFrame }: Navigation, decision: Decision & { allowed: false }) => {
    if (justRefused.has(url)) return;
    justRefused.add(url);
    setImmediate(() => justRefused.delete(url));
    const what = isMainFrame ? 'The page wanted to go to' : 'The page wanted to show inside it';
    const refusal: Refusal = {
      kind: isMainFrame ? 'navigation' : 'request',
      tenantId,
      host: decision.host,
      message: `${what} ${describeTarget(decision, url)}. This was refused: ${describeRefusal(decision.reason)}.`,
    };
    report(refusal);
    if (isMainFrame) onRefused?.(refusal);
  };

  const stopUnlessAllowed = (event: Preventable, navigation: Navigation) => {
    const decision = decide(navigation);
    if (decision.allowed) return;
    event.preventDefault();
    tell(navigation, decision);
  };

  // SECURITY(navigation-allow-list): scripts, links and forms, of the page and of its frames.
  contents.on('will-frame-navigate', (details) => stopUnlessAllowed(details, details));
  contents.on('will-navigate', (details) => stopUnlessAllowed(details, details));
  // SECURITY(redirect-allow-list): every hop is a new decision; it is seen nowhere else.
  contents.on('will-redirect', (details) => stopUnlessAllowed(details, details));

  // SECURITY(navigation-backstop): what the events above do not see: history, loads from main.
  contents.on('did-start-navigation', (details) => {
    const { url, isMainFrame, isSameDocument } = details;
    if (isSameDocument || !isMainFrame || url === 'about:srcdoc') return;
    const decision = decide({ url, isMainFrame });
    if (decision.allowed) return;
    // Chromium may not be stopped from within this event: it is still building the navigation.
    setImmediate(() => {
      if (contents.isDestroyed() || justRefused.has(url)) return;
      contents.stop();
      tell({ url, isMainFrame }, decision);
    });
  });
  contents.on('did-navigate', (_event, url) => {
    const decision = hosts.allowsNavigation(url);
    if (decision.allowed) return;
    contents.stop();
    tell({ url, isMainFrame: true }, decision);
    // Nothing to do about a page that cannot even be left; the view is destroyed with its process.
    void contents.loadURL('about:blank').catch(() => undefined);
  });

  // SECURITY(no-webview): guests would come with preferences of the page's choice.
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // SECURITY(no-page-lock-in): a page cannot keep the operator from leaving or closing it.
  contents.on('will-prevent-unload', (event) => event.preventDefault());
  // A page does not move or resize what it is in.
  contents.on('content-bounds-updated', (event) => event.preventDefault());
}
