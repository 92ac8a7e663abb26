import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { app, type BrowserWindow, Menu, session as sessions, type WebContents } from 'electron';
import type { Notice, TenantId } from '../../preload/contract/index.ts';
import { guardAppCertificates } from '../security/certificate-guard.ts';
import { type ContentsRegistry, guardEveryWebContents } from '../security/contents-registry.ts';
import { hardenAppWhenReady } from '../security/harden-app.ts';
import { hardenShellContents } from '../security/harden-contents.ts';
import { closeSession, hardenShellSession } from '../security/harden-session.ts';
import { parseUrl } from '../security/parse-url.ts';
import { createRefusalLog, type RefusalLog } from '../security/refusal-log.ts';
import type { ReportRefusal } from '../security/refusal.ts';
import { IS_RELEASE } from '../security/release.ts';
import { appMenuOf } from './app-menu.ts';
import { createBudget } from './budget.ts';
import { createLog, type Log, toLogFormat } from './log.ts';
import { isShellUrl, serveShellPage, SHELL_URL } from './shell-page.ts';
import { createShellWindow } from './shell-window.ts';

const SHELL_PARTITION = 'persist:shell';

/** What guards and log ask the rest of the app, which is not there yet when they begin. */
export interface KnownToGuards {
  /** Names and domains of the estate; none of them is written to the log. */
  readonly tenantWords: () => readonly string[];
  readonly tenantOf: (contents: WebContents) => TenantId | null;
  readonly raise: (notice: Notice) => void;
  /** For the journal. */
  readonly record: ReportRefusal;
}

export interface OpenedShell {
  readonly window: BrowserWindow;
  /** Shows the window; called when the page has painted. */
  readonly reveal: () => void;
  readonly isOwnUrl: (url: string) => boolean;
  readonly pages: ContentsRegistry;
  readonly log: Log;
  readonly refusals: RefusalLog;
  readonly report: ReportRefusal;
  readonly tellGuards: (known: KnownToGuards) => void;
  /** Loads the page anew, after its process ended. */
  readonly load: () => Promise<void>;
  /** The door is open: the page's scripts may run. Settles when the page is loaded. */
  readonly letIn: () => Promise<void>;
}

/**
 * The first half of putting the app together: the guards of the whole app, and its one window with
 * its page on the way. Starting the page's process takes as long as reading the rest of Bulkhead,
 * so the page is asked for first; its scripts wait until `letIn` is called.
 */
export async function openShell(): Promise<OpenedShell> {
  const now = () => new Date();
  const profileDir = app.getPath('userData');
  mkdirSync(profileDir, { recursive: true });
  // SECURITY(private-profile): a profile made by an earlier system setting may be open to others.
  chmodSync(profileDir, 0o700);

  let known: KnownToGuards | null = null;
  const log = createLog({
    dir: join(profileDir, 'logs'),
    now,
    random: randomBytes,
    tenantWords: () => known?.tenantWords() ?? [],
  });
  // What nobody caught is a bug; it is written down, and the operator's pages live on.
  for (const kind of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(kind, (error) => log.error('process', kind, { error: toLogFormat(error) }));
  }
  const refusals = createRefusalLog({
    now,
    raise: (notice) => known?.raise(notice),
    record: (refusal) => known?.record(refusal),
  });
  const mayLog = createBudget(60, 60_000, () => performance.now());
  const report: ReportRefusal = (refusal) => {
    // A page can ask as often as it likes; the log is on disk and must keep what came before.
    if (!mayLog()) return refusals.report(refusal);
    log.warn('guard', `refused-${refusal.kind}`, {
      tenantId: refusal.tenantId,
      host: refusal.host,
    });
    refusals.report(refusal);
  };

  // Guards of the whole app, and the two sessions that reach no host.
  const appIsHardened = hardenAppWhenReady(app);
  const menu = appMenuOf(process.platform);
  Menu.setApplicationMenu(menu === null ? null : Menu.buildFromTemplate(menu));
  const devServer = IS_RELEASE ? undefined : process.env['ELECTRON_RENDERER_URL'];
  const isOwnUrl = (url: string) =>
    isShellUrl(url) || (devServer !== undefined && isBelow(url, devServer));
  const isShellResource = (url: string) =>
    url.startsWith('app://bulkhead/') || (devServer !== undefined && isBelow(url, devServer));
  const pages = guardEveryWebContents(app, {
    report,
    allowsDevToolsIn: (one) => !IS_RELEASE && one === session,
  });
  guardAppCertificates(app, {
    tenantOf: (contents) => (contents === null ? null : (known?.tenantOf(contents) ?? null)),
    report,
  });
  const session = sessions.fromPartition(SHELL_PARTITION);
  const isHardened = Promise.all([
    appIsHardened,
    closeSession(sessions.defaultSession, report),
    hardenShellSession(session, { isOwnUrl: isShellResource, report }),
  ]);

  let letScriptsIn: (isHardened: Promise<unknown>) => void = () => undefined;
  const doorIsOpen = new Promise<unknown>((resolve) => {
    letScriptsIn = resolve;
  });
  const pageIsSent = new Promise<void>((resolve) => {
    serveShellPage(session.protocol, join(import.meta.dirname, '../renderer'), {
      onPageSent: resolve,
      doorIsOpen,
    });
  });
  const { window, reveal } = createShellWindow({
    session,
    preloadPath: join(import.meta.dirname, '../preload/index.cjs'),
    allowsDevTools: !IS_RELEASE,
  });
  pages.admit(window.webContents);
  hardenShellContents(window.webContents, { isOwnUrl, report });

  const load = () =>
    window.loadURL(devServer === undefined ? SHELL_URL : `${devServer}/index.html`);
  // A development server waits for nobody, so its page is asked for when the door is open.
  const loaded = devServer === undefined ? load() : null;
  // Told by `letIn`; until then nobody listens.
  loaded?.catch(() => undefined);
  await (loaded === null ? null : Promise.race([pageIsSent, loaded]));

  return {
    window,
    reveal,
    isOwnUrl,
    pages,
    log,
    refusals,
    report,
    tellGuards: (next) => {
      known = next;
    },
    load,
    letIn: async () => {
      letScriptsIn(isHardened);
      await isHardened;
      await (loaded ?? load());
    },
  };
}

/** Whether an address is of the development server, which only an unpackaged build knows. */
function isBelow(url: string, server: string): boolean {
  const [a, b] = [parseUrl(url), parseUrl(server)];
  return a !== null && b !== null && a.host === b.host && /^(?:http|ws):$/.test(a.protocol);
}
