import type { WebContents, WebContentsView } from 'electron';
import type {
  FindResult,
  PortalId,
  Shortcut,
  SignInBlock,
  TenantId,
  TenantProof,
  View,
  ViewId,
  ViewState,
} from '../../preload/contract/index.ts';
import { dropMessages } from '../security/page-dialogs.ts';
import { parseUrl } from '../security/parse-url.ts';
import { ERR_ABORTED, loadFailureWords } from './load-failure.ts';
import { plainLine } from './plain-line.ts';
import { restorePlace, type SavedPlace, takePlace, takePlaceUnasked } from './saved-place.ts';
import { shortcutOf } from './shortcuts.ts';
import { signInBlockIn } from './sign-in-block.ts';
import { type Evidence, type HeldProof, UNPROVEN, weigh, whileSigningIn } from './tenant-proof.ts';

/** What a page's address says of its tenant; see page-evidence. */
export type EvidenceOfUrl = (url: string, tenantId: TenantId) => Evidence | null;

export interface PortalViewOptions {
  readonly id: ViewId;
  readonly tenantId: TenantId;
  readonly portalId: PortalId | null;
  /** Where the page starts and comes back to when nothing else is known. */
  readonly url: string;
  readonly zoomPercent: number;
  /** A sandboxed view in the compartment's session, with every guard on it. */
  readonly createView: () => WebContentsView;
  /** Whether pages may live; while Bulkhead is locked none does. */
  readonly mayWake: () => boolean;
  /** Settles when the session's guards hold. */
  readonly whenReady: () => Promise<void>;
  readonly evidenceOfUrl: EvidenceOfUrl;
  readonly isSignInUrl: (url: string, tenantId: TenantId) => boolean;
  readonly nameOfTenant: (id: TenantId) => string | null;
  readonly now: () => Date;
  readonly isMac: boolean;
  readonly onChanged: () => void;
  /** The page was found to be another tenant's. */
  readonly onMismatch: () => void;
  readonly onShortcut: (shortcut: Shortcut) => void;
  readonly onFound: (result: FindResult) => void;
  readonly onContextMenu: (contents: WebContents, params: Electron.ContextMenuParams) => void;
  /** The page closed itself, as pop-ups do. */
  readonly onClosedByPage: () => void;
}

/** Chromium lets a page that ends talk for half a second. */
const GONE_WITHIN_MS = 1_000;
const MAX_PAGE_TEXT = 20_000;
const MAX_TITLE = 200;
/** Isolated world in which a sign-in page's text is read; 0 is the page's own. */
const READER_WORLD = 871;
/** Sign-in pages write their refusal by script; later than this it is not looked for. */
const BLOCK_LOOKS_MS = [0, 400, 1_500] as const;

/**
 * One portal page or pop-up of a compartment: a view that may be alive or asleep, and what is
 * known of it. It never decides what is in front; the stage does.
 */
export class PortalView {
  readonly id: ViewId;
  readonly tenantId: TenantId;
  readonly portalId: PortalId | null;
  lastUsedAt: number;

  readonly #options: PortalViewOptions;
  #view: WebContentsView | null = null;
  /** Set while the place of a page is taken; whoever wakes the page meanwhile clears it. */
  #isFallingAsleep = false;
  #place: SavedPlace;
  #title = '';
  #state: ViewState = 'hibernated';
  #problem: string | null = null;
  #held: HeldProof = UNPROVEN;
  #signInBlock: SignInBlock | null = null;
  #zoomPercent: number;
  /** Last address that was proven to be this tenant's: the way back out of a mismatch. */
  #provenUrl: string | null = null;

  constructor(options: PortalViewOptions) {
    this.id = options.id;
    this.tenantId = options.tenantId;
    this.portalId = options.portalId;
    this.#options = options;
    this.#place = { url: options.url, entries: null, scroll: null };
    this.#zoomPercent = options.zoomPercent;
    this.lastUsedAt = options.now().getTime();
  }

  /** The live view, or null while it sleeps. */
  get view(): WebContentsView | null {
    return this.#view;
  }

  get contents(): WebContents | null {
    const contents = this.#view?.webContents;
    return contents === undefined || contents.isDestroyed() ? null : contents;
  }

  get isLive(): boolean {
    return this.#view !== null && !this.#isFallingAsleep;
  }

  get isLoading(): boolean {
    return this.isLive && this.#state === 'loading';
  }

  get proof(): TenantProof {
    return this.#held.proof;
  }

  get zoomPercent(): number {
    return this.#zoomPercent;
  }

  /** The page's full address. It may hold sign-in secrets: never shown, logged or stored as is. */
  get url(): string {
    const url = this.contents?.getURL();
    return url === undefined || url === '' || url === 'about:blank' ? this.#place.url : url;
  }

  /**
   * The address worth coming back to: the last one that was this tenant's, else the portal's start.
   * Where a sign-in stands half-way is no such place.
   */
  get lastingUrl(): string {
    return this.#provenUrl ?? this.#options.url;
  }

  /**
   * The address to hand on, not yet without secrets: where the page is, but for a sign-in, which is
   * of no use elsewhere, the portal's page that it was on its way to.
   */
  get linkUrl(): string {
    const { url, tenantId } = this;
    return this.#options.isSignInUrl(url, tenantId) ? this.lastingUrl : url;
  }

  /** Whether the page itself may be on the screen; otherwise the shell paints a panel there. */
  get isPresentable(): boolean {
    return (
      this.#view !== null &&
      this.proof.state !== 'mismatch' &&
      this.#state !== 'crashed' &&
      this.#state !== 'failed'
    );
  }

  snapshot(): View {
    const history = this.contents?.navigationHistory;
    const shown = parseUrl(this.url);
    return {
      id: this.id,
      portalId: this.portalId,
      title: this.#title,
      shownUrl: shown === null ? '' : `${shown.host}${shown.pathname}`.slice(0, 400),
      state: this.#state,
      problem: this.#problem,
      canGoBack: history?.canGoBack() ?? false,
      canGoForward: history?.canGoForward() ?? false,
      zoomPercent: this.#zoomPercent,
      proof: this.proof,
      signInBlock: this.#signInBlock,
    };
  }

  /** Makes the page live where it was left. Does nothing when it is live, or when no page may be. */
  wake(): void {
    this.#isFallingAsleep = false;
    if (this.#view !== null || !this.#options.mayWake()) return;
    const view = this.#options.createView();
    this.adopt(view);
    this.#loadWhenReady(view);
  }

  /** Takes over a view that Chromium made for a pop-up. */
  adopt(view: WebContentsView): void {
    this.#view = view;
    this.#state = 'loading';
    this.#problem = null;
    this.#listen(view.webContents);
    this.#options.onChanged();
  }

  /** Ends the page's process and keeps its place. */
  async hibernate(): Promise<void> {
    const contents = this.contents;
    if (contents === null || this.#isFallingAsleep) return;
    this.#isFallingAsleep = true;
    const place = await takePlace(contents, this.linkUrl);
    if (!this.#isFallingAsleep || this.contents !== contents) return;
    this.#isFallingAsleep = false;
    this.#place = place;
    this.#release();
    this.#held = UNPROVEN;
    this.#state = 'hibernated';
    this.#problem = null;
    this.#options.onChanged();
  }

  /**
   * The same at once, whatever the page is at: it is not asked for anything. A page that is covered
   * stays covered, since the operator has not decided yet.
   */
  sleepNow(): void {
    const { contents } = this;
    if (contents === null) return;
    const isCovered = this.proof.state === 'mismatch';
    this.#isFallingAsleep = false;
    this.#place = takePlaceUnasked(contents, isCovered ? this.url : this.linkUrl);
    this.#release();
    if (!isCovered) this.#held = UNPROVEN;
    this.#become('hibernated');
  }

  /** Ends the page for good. */
  destroy(): void {
    this.#release();
  }

  goBack(): void {
    this.contents?.navigationHistory.goBack();
  }

  goForward(): void {
    this.contents?.navigationHistory.goForward();
  }

  reload(): void {
    const contents = this.contents;
    if (contents === null) {
      this.wake();
    } else if (this.#state === 'failed') {
      this.load(this.url);
    } else if (this.#state === 'hung' && this.proof.state !== 'mismatch') {
      // A process that hangs would have to take part in a reload, so the page gets another.
      this.sleepNow();
      this.wake();
    } else {
      contents.reload();
    }
  }

  stop(): void {
    this.contents?.stop();
  }

  /** Loads an address in this page; the caller has checked that it is one of the portal's. */
  load(url: string): void {
    this.#place = { url, entries: null, scroll: null };
    if (this.#view === null) this.wake();
    else this.#loadWhenReady(this.#view);
  }

  find(text: string, forward: boolean, isNext: boolean): void {
    this.contents?.findInPage(text, { forward, findNext: !isNext });
  }

  stopFind(): void {
    this.contents?.stopFindInPage('keepSelection');
  }

  setZoom(percent: number): void {
    this.#zoomPercent = percent;
    this.#applyZoom();
    this.#options.onChanged();
  }

  /** One more piece of evidence for the page's tenant, from its address or its sign-in. */
  consider(evidence: Evidence): void {
    const { now, nameOfTenant: nameOf } = this.#options;
    this.#know(
      weigh(this.#held, evidence, { own: this.tenantId, nameOf, now: now().toISOString() }),
    );
  }

  #know(held: HeldProof): void {
    if (held === this.#held) return;
    const isNew = held.proof.state === 'mismatch' && this.#held.proof.state !== 'mismatch';
    this.#held = held;
    if (isNew) this.#options.onMismatch();
    this.#options.onChanged();
  }

  /**
   * Ends a page that is covered. It goes to an empty page first and is closed later: what a page
   * says as it ends (beacons) comes after its end as if from nobody, and could not be held back.
   */
  sendAway(): void {
    const { contents } = this;
    this.#view = null;
    if (contents === null) return;
    void contents.loadURL('about:blank').catch(() => undefined);
    setTimeout(() => {
      if (!contents.isDestroyed()) contents.close();
    }, GONE_WITHIN_MS).unref();
  }

  /**
   * The operator decided on a mismatch: back to the last page that was this tenant's, once the other
   * tenant's was sent away. Left to be replaced, that would be on the screen until the next is there.
   * @param fallbackUrl the portal's start page for this tenant
   */
  leaveMismatch(fallbackUrl: string): void {
    this.#held = UNPROVEN;
    this.#place = { url: this.#provenUrl ?? fallbackUrl, entries: null, scroll: null };
    this.#become('hibernated');
  }

  #loadWhenReady(view: WebContentsView): void {
    this.#options.whenReady().then(
      () => {
        if (this.#view === view && this.contents !== null) {
          restorePlace(view.webContents, this.#place);
        }
      },
      // SECURITY(session-ready): a session whose guards do not all hold loads nothing.
      () => {
        if (this.#view === view)
          this.#become('failed', 'The session could not be secured. Reload.');
      },
    );
  }

  #release(): void {
    const contents = this.contents;
    this.#view = null;
    if (contents === null) return;
    dropMessages(contents);
    // SECURITY(view-lifetime): without close() the renderer of a page that left would live on.
    contents.close();
  }

  #applyZoom(): void {
    this.contents?.setZoomFactor(this.#zoomPercent / 100);
  }

  #become(state: ViewState, problem: string | null = null): void {
    this.#state = state;
    this.#problem = problem;
    this.#options.onChanged();
  }

  #listen(contents: WebContents): void {
    const options = this.#options;
    // A view that sleeps or is gone still tells of its end; only the current one counts.
    const current = () => this.#view?.webContents === contents;

    contents.on('did-start-navigation', (details) => {
      if (!current() || !details.isMainFrame || details.isSameDocument) return;
      this.#signInBlock = null;
      this.#become('loading');
    });
    contents.on('did-navigate', (_event, url) => {
      if (current()) this.#committed(contents, url);
    });
    contents.on('did-navigate-in-page', (_event, url, isMainFrame) => {
      if (current() && isMainFrame) this.#committed(contents, url);
    });
    contents.on('did-stop-loading', () => {
      if (current() && this.#state === 'loading') this.#become('ready');
    });
    contents.on('did-fail-load', (_event, code, name, _url, isMainFrame) => {
      if (!current() || !isMainFrame || code === ERR_ABORTED) return;
      this.#become('failed', loadFailureWords(code, name));
    });
    contents.on('page-title-updated', (_event, title) => {
      if (!current()) return;
      this.#title = plainLine(title.slice(0, MAX_TITLE)).text.slice(0, MAX_TITLE);
      options.onChanged();
    });
    contents.on('render-process-gone', (_event, details) => {
      if (!current() || details.reason === 'clean-exit') return;
      this.#held = whileSigningIn(this.#held);
      this.#become('crashed', `The page’s process ended (${details.reason}). Reload it.`);
    });
    contents.on('unresponsive', () => {
      if (current()) this.#become('hung', 'The page does not answer. Wait, or reload it.');
    });
    contents.on('responsive', () => {
      if (current() && this.#state === 'hung') this.#become('ready');
    });
    contents.on('found-in-page', (_event, result) => {
      if (!current()) return;
      options.onFound({
        viewId: this.id,
        activeMatch: result.activeMatchOrdinal,
        matches: result.matches,
      });
    });
    contents.on('before-input-event', (event, input) => {
      const shortcut = shortcutOf(input, options.isMac);
      if (shortcut === null) return;
      event.preventDefault();
      options.onShortcut(shortcut);
    });
    contents.on('zoom-changed', (_event, direction) => {
      options.onShortcut(direction === 'in' ? 'zoom-in' : 'zoom-out');
    });
    contents.on('context-menu', (_event, params) => options.onContextMenu(contents, params));
    contents.on('destroyed', () => {
      if (!current()) return;
      this.#view = null;
      options.onClosedByPage();
    });
  }

  #committed(contents: WebContents, url: string): void {
    this.#applyZoom();
    const evidence = this.#options.evidenceOfUrl(url, this.tenantId);
    if (evidence !== null) {
      this.consider(evidence);
      // Pages of the sign-in are no way back: they may be on their way to another tenant.
      if (this.proof.state === 'proven') this.#provenUrl = url;
    } else {
      this.#know(whileSigningIn(this.#held));
    }
    if (this.#options.isSignInUrl(url, this.tenantId)) this.#lookForBlock(contents);
    this.#options.onChanged();
  }

  /**
   * Reads the visible text of a sign-in page, in a world of its own so that the page's scripts
   * cannot change what is read with. What comes back is bounded text that only explains.
   */
  #lookForBlock(contents: WebContents): void {
    const url = contents.getURL();
    const look = async () => {
      if (this.contents !== contents || contents.getURL() !== url) return;
      const text: unknown = await contents
        .executeJavaScriptInIsolatedWorld(READER_WORLD, [
          { code: `(document.body?.innerText ?? '').slice(0, ${String(MAX_PAGE_TEXT)})` },
        ])
        .catch(() => null);
      if (typeof text !== 'string' || this.contents !== contents || contents.getURL() !== url)
        return;
      const block = signInBlockIn(text.slice(0, MAX_PAGE_TEXT));
      if (block === null || block.code === this.#signInBlock?.code) return;
      this.#signInBlock = block;
      this.#options.onChanged();
    };
    contents.once('dom-ready', () => {
      for (const delay of BLOCK_LOOKS_MS) setTimeout(() => void look(), delay).unref();
    });
  }
}
