import { EventEmitter } from 'node:events';
import type { WebContents, WebContentsView } from 'electron';

let nextId = 100;

/** A view that records what is done to it; its contents are an emitter of Electron's events. */
export class FakeView {
  readonly contents = new FakeContents();
  readonly webContents = this.contents as unknown as WebContents;
  isVisible = true;
  bounds: unknown = null;

  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
  }

  setBounds(bounds: unknown): void {
    this.bounds = bounds;
  }

  asView(): WebContentsView {
    return this as unknown as WebContentsView;
  }
}

class FakeContents extends EventEmitter {
  readonly id = nextId++;
  readonly loaded: string[] = [];
  url = '';
  zoomFactor = 1;
  isGone = false;
  reloads = 0;
  /** What a reader in an isolated world finds. */
  pageText: unknown = '';
  scroll: unknown = [0, 0];
  readonly navigationHistory = {
    canGoBack: () => false,
    canGoForward: () => false,
    goBack: () => undefined,
    goForward: () => undefined,
  };

  isDestroyed(): boolean {
    return this.isGone;
  }

  getURL(): string {
    return this.url;
  }

  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    return Promise.resolve();
  }

  reload(): void {
    this.reloads += 1;
  }

  stopFindInPage(): void {}

  setZoomFactor(factor: number): void {
    this.zoomFactor = factor;
  }

  executeJavaScriptInIsolatedWorld(_world: number, [script]: { code: string }[]): Promise<unknown> {
    return Promise.resolve(script?.code.includes('innerText') ? this.pageText : this.scroll);
  }

  capturePage(): Promise<unknown> {
    return Promise.resolve({ isEmpty: () => false, toJPEG: () => Buffer.from('picture') });
  }

  close(): void {
    this.isGone = true;
    this.emit('destroyed');
  }

  /** The page goes to an address and finishes loading. */
  commit(url: string): void {
    this.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    this.url = url;
    this.emit('did-navigate', {}, url);
    this.emit('dom-ready');
    this.emit('did-stop-loading');
  }
}
