import type {
  BrowserWindowConstructorOptions,
  HandlerDetails,
  PostBody,
  Referrer,
  WebContents,
  WebPreferences,
  WindowOpenHandlerResponse,
} from 'electron';
import type { TenantId } from '../../preload/contract/index.ts';
import { describeRefusal, describeTarget, type HostList } from './host-list.ts';
import type { ReportRefusal } from './refusal.ts';
import type { WindowNames } from './window-names.ts';

/**
 * Windows that pages open.
 *
 * Threat: without a handler Electron makes a window with what the page asks for, outside every
 * guard; a window can be opened a thousand times; and Electron before 39.8.5 finds an open window
 * by its name alone, so that one tenant's page moves another tenant's pop-up (CVE-2026-34765).
 * So a pop-up of a listed host becomes a page of the same compartment with the same preferences and
 * keeps its opener, which sign-in needs; one whose name is taken is opened without one; all else is
 * refused, and so is a flood.
 * Tested in test/unit/main/security/popup-guard.test.ts.
 */

export interface PopupRequest {
  readonly url: string;
  /**
   * The page that Chromium made, with its opener: put it into a view and guard it, before
   * returning. Null: make a view, guard it and load `url`.
   */
  readonly contents: WebContents | null;
  readonly referrer: Referrer;
  readonly postBody: PostBody | undefined;
}

export interface PopupGuardOptions {
  readonly tenantId: TenantId;
  readonly hosts: Pick<HostList, 'allowsNavigation'>;
  readonly report: ReportRefusal;
  readonly names: WindowNames;
  /** Preferences of every page in this compartment. */
  readonly webPreferences: Readonly<WebPreferences>;
  /** Whether the compartment has room for one more page. */
  readonly hasRoom: () => boolean;
  /** Makes the pop-up a page of the compartment; answers with that page. */
  readonly openInCompartment: (request: PopupRequest) => WebContents;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  readonly maxPerMinute?: number;
}

const DENY: WindowOpenHandlerResponse = { action: 'deny' };
const DEFAULT_MAX_PER_MINUTE = 12;
const MINUTE_MS = 60_000;
const OPENING: ReadonlySet<string> = new Set([
  'foreground-tab',
  'background-tab',
  'new-window',
  'default',
]);

export function guardPopups(
  contents: Pick<WebContents, 'setWindowOpenHandler'>,
  options: PopupGuardOptions,
): void {
  const { tenantId, hosts, report, names, webPreferences, now } = options;
  const maxPerMinute = options.maxPerMinute ?? DEFAULT_MAX_PER_MINUTE;
  let openedAt: number[] = [];
  let hasToldFlood = false;

  const isFlood = () => {
    const since = now() - MINUTE_MS;
    openedAt = openedAt.filter((at) => at > since);
    if (openedAt.length < maxPerMinute) {
      hasToldFlood = false;
      return false;
    }
    if (!hasToldFlood) {
      hasToldFlood = true;
      const message = `The page opened more than ${String(maxPerMinute)} pop-ups in a minute. More are refused for a while.`;
      report({ kind: 'popup', tenantId, host: null, message });
    }
    return true;
  };

  // SECURITY(popup-allow-list): deny is the answer to everything that is not decided below.
  contents.setWindowOpenHandler((details) => {
    // about:blank is let through: sign-in libraries open an empty pop-up and then send it to the
    // sign-in page. It inherits the opener's origin, and where it goes next is guarded.
    const decision = hosts.allowsNavigation(details.url);
    if (!decision.allowed) {
      const target = describeTarget(decision, details.url);
      const message = `The page wanted to open ${target} in a pop-up. This was refused: ${describeRefusal(decision.reason)}.`;
      report({ kind: 'popup', tenantId, host: decision.host, message });
      return DENY;
    }
    if (!OPENING.has(details.disposition)) return DENY;
    // SECURITY(popup-flood): each pop-up is a process.
    if (isFlood()) return DENY;
    if (!options.hasRoom()) {
      const message =
        'A pop-up was refused: this tenant has as many pages open as fit. Close some.';
      report({ kind: 'popup', tenantId, host: decision.host, message });
      return DENY;
    }
    openedAt.push(now());

    if (names.isTaken(details.frameName)) {
      // SECURITY(popup-names): Electron would look the name up among the windows of all tenants.
      if (decision.host !== null) options.openInCompartment(detached(details));
      return DENY;
    }
    return {
      action: 'allow',
      // Electron would close it when the opener goes to another page, as sign-in does.
      outlivesOpener: true,
      // SECURITY(popup-preferences): the page's window features decide nothing.
      overrideBrowserWindowOptions: { show: false, webPreferences: { ...webPreferences } },
      createWindow(windowOptions) {
        const made = contentsIn(windowOptions);
        const opened = options.openInCompartment({ ...detached(details), contents: made });
        names.take(details.frameName, opened);
        return opened;
      },
    };
  });
}

function detached(details: HandlerDetails): PopupRequest {
  const { url, referrer, postBody } = details;
  return { url, contents: null, referrer, postBody };
}

/** Electron hands over the page it made as an option that its types do not name. */
function contentsIn(options: BrowserWindowConstructorOptions): WebContents | null {
  return 'webContents' in options ? ((options.webContents as WebContents | null) ?? null) : null;
}
