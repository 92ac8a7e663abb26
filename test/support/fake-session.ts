import { EventEmitter } from 'node:events';
import type { Session } from 'electron';

type RequestDetails = { url: string; resourceType?: string; [key: string]: unknown };
type Listener = (details: RequestDetails, callback: (response: object) => void) => void;

/** A session that keeps what is set on it and answers as Electron would ask. */
export class FakeSession extends EventEmitter {
  readonly set = new Map<string, unknown>();
  readonly webRequest = {
    onBeforeRequest: this.#keep('onBeforeRequest'),
    onBeforeSendHeaders: this.#keep('onBeforeSendHeaders'),
    onHeadersReceived: this.#keep('onHeadersReceived'),
    onBeforeRedirect: this.#keep('onBeforeRedirect'),
  };

  setPermissionRequestHandler = this.#record('permissionRequest');
  setPermissionCheckHandler = this.#record('permissionCheck');
  setDevicePermissionHandler = this.#record('devicePermission');
  setDisplayMediaRequestHandler = this.#record('displayMedia');
  setBluetoothPairingHandler = this.#record('bluetoothPairing');
  setCertificateVerifyProc = this.#record('verifyProc');
  setSSLConfig = this.#record('sslConfig');
  setSpellCheckerLanguages = this.#record('spellLanguages');
  setSpellCheckerEnabled = this.#record('spellEnabled');
  setSpellCheckerDictionaryDownloadURL = this.#record('spellUrl');
  setUserAgent = this.#record('userAgent');

  setProxy(config: unknown): Promise<void> {
    this.set.set('proxy', config);
    return Promise.resolve();
  }

  getUserAgent(): string {
    return 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Bulkhead/0.1.0 Chrome/130.0.6723.137 Electron/33.2.1 Safari/537.36';
  }

  asSession(): Session {
    return this as unknown as Session;
  }

  /** What a handler that was set answers. */
  ask<T>(name: string, ...args: unknown[]): T {
    return (this.set.get(name) as (...given: unknown[]) => T)(...args);
  }

  /** Sends a request through the filter; answers whether it was cancelled. */
  isCancelled(url: string, resourceType = 'xhr', more: object = {}): boolean {
    const answers: { cancel?: boolean }[] = [];
    const { listener } = this.set.get('onBeforeRequest') as { listener: Listener };
    listener({ url, resourceType, ...more }, (response) => answers.push(response));
    if (answers.length !== 1)
      throw new Error(`The filter answered ${String(answers.length)} times`);
    return answers[0]?.cancel === true;
  }

  /** Sends headers through a filter; answers what it says. */
  headers(event: 'onBeforeSendHeaders' | 'onHeadersReceived', details: RequestDetails): object {
    const answers: object[] = [];
    const { listener } = this.set.get(event) as { listener: Listener };
    listener(details, (response) => answers.push(response));
    const [answer] = answers;
    if (answer === undefined) throw new Error('The filter did not answer');
    return answer;
  }

  redirect(details: RequestDetails): void {
    const { listener } = this.set.get('onBeforeRedirect') as { listener: (d: object) => void };
    listener(details);
  }

  #record(name: string): (value: unknown) => void {
    return (value) => {
      this.set.set(name, value);
    };
  }

  #keep(name: string): (...args: unknown[]) => void {
    return (...args) => {
      this.set.set(name, { filter: args.length > 1 ? args[0] : null, listener: args.at(-1) });
    };
  }
}
