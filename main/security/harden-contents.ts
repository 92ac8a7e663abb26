import type { WebContents } from 'electron';
import { guardNavigation, type NavigationGuardOptions } from './navigation-guard.ts';
import { guardPopups, type PopupGuardOptions } from './popup-guard.ts';
import type { ReportRefusal } from './refusal.ts';

export type PortalContentsOptions = NavigationGuardOptions & PopupGuardOptions;

/** Puts every guard on a page of a compartment, before it loads anything. */
export function hardenPortalContents(contents: WebContents, options: PortalContentsOptions): void {
  guardNavigation(contents, options);
  guardPopups(contents, options);
  keepToNetworkRules(contents);
  refuseBluetooth(contents);
  // SECURITY(no-portal-devtools): the preference says so; this is for the day it is ignored.
  contents.on('devtools-opened', () => contents.closeDevTools());
}

export interface ShellContentsOptions {
  readonly isOwnUrl: (url: string) => boolean;
  readonly report: ReportRefusal;
}

/** Puts the shell's page in its place: it never goes anywhere and opens nothing. */
export function hardenShellContents(
  contents: WebContents,
  { isOwnUrl, report }: ShellContentsOptions,
): void {
  const stop = (details: { url: string; preventDefault(): void }) => {
    if (isOwnUrl(details.url)) return;
    details.preventDefault();
    const message = 'Bulkhead’s own page wanted to go to another address. This was refused.';
    report({ kind: 'navigation', tenantId: null, host: null, message });
  };
  // SECURITY(shell-stays): a link in a tenant's name or note cannot carry the shell away.
  contents.on('will-frame-navigate', stop);
  contents.on('will-navigate', stop);
  contents.on('will-redirect', stop);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => {
    const message = 'Bulkhead’s own page wanted to open a window. This was refused.';
    report({ kind: 'popup', tenantId: null, host: null, message });
    return { action: 'deny' };
  });
  keepToNetworkRules(contents);
  refuseBluetooth(contents);
}

function keepToNetworkRules(contents: WebContents): void {
  // SECURITY(webrtc): UDP would go around the proxy and tell pages the local addresses.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

function refuseBluetooth(contents: WebContents): void {
  // SECURITY(devices-denied): the chooser of this one hangs on the page, not on the session.
  contents.on('select-bluetooth-device', (event, _devices, callback) => {
    event.preventDefault();
    callback('');
  });
}
