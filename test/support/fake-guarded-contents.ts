import { EventEmitter } from 'node:events';
import type { HandlerDetails, Session, WebContents, WindowOpenHandlerResponse } from 'electron';

/** A page that guards are put on; emits Electron's events and keeps what guards do to it. */
export class FakeGuardedContents extends EventEmitter {
  readonly done: string[] = [];
  readonly loaded: string[] = [];
  url = '';
  type = 'window';
  session: Session | null = null;
  isGone = false;
  webRtcPolicy = '';
  #handler: ((details: HandlerDetails) => WindowOpenHandlerResponse) | null = null;

  setWindowOpenHandler(handler: (details: HandlerDetails) => WindowOpenHandlerResponse): void {
    this.#handler = handler;
  }

  setWebRTCIPHandlingPolicy(policy: string): void {
    this.webRtcPolicy = policy;
  }

  isDestroyed(): boolean {
    return this.isGone;
  }

  getType(): string {
    return this.type;
  }

  getURL(): string {
    return this.url;
  }

  stop(): void {
    this.done.push('stop');
  }

  close(): void {
    this.done.push('close');
    this.isGone = true;
  }

  closeDevTools(): void {
    this.done.push('closeDevTools');
  }

  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    return Promise.resolve();
  }

  asContents(): WebContents {
    return this as unknown as WebContents;
  }

  /** Opens a window as a page would; answers what the handler says. */
  open(url: string, details: Partial<HandlerDetails> = {}): WindowOpenHandlerResponse {
    if (this.#handler === null) throw new Error('No window-open handler');
    return this.#handler({
      url,
      frameName: '',
      features: '',
      disposition: 'foreground-tab',
      referrer: { url: '', policy: 'default' },
      ...details,
    });
  }

  /** Emits an event that can be prevented; answers whether it was. */
  isPrevented(name: string, details: object = {}, ...args: unknown[]): boolean {
    let isPrevented = false;
    const event = { ...details, preventDefault: () => (isPrevented = true) };
    this.emit(name, event, ...args);
    return isPrevented;
  }
}

/** Lets what guards put off to the end of the turn happen. */
export const endOfTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
