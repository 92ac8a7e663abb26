import { readPlainUrl } from './plain-url.ts';
import { HostPatterns } from './host-pattern.ts';
import type { ReportRefusal } from './refusal.ts';

/**
 * The one way out to the operating system.
 *
 * Threat: handing an address to the operating system starts whatever program is registered for it:
 * `ms-msdt:`, `search-ms:`, `file:`, a UNC path. Electron passes on what it is given.
 * So only https to a few hosts written down in code is passed on, and only with a token that an
 * explicit action of the operator made, for one use, within seconds. No page can ask for it.
 * Tested in test/unit/main/security/external-open.test.ts.
 */
export interface ExternalOpener {
  /** A token for one opening, to be made where the operator's action arrives. */
  gesture(): Gesture;
  /** Answers whether the address was handed over. Refusals are reported, never thrown. */
  open(url: string, gesture: Gesture): Promise<boolean>;
}

declare const gestureBrand: unique symbol;
export interface Gesture {
  readonly [gestureBrand]: true;
}

export interface ExternalOpenerOptions {
  /** Electron's `shell`. */
  readonly shell: { openExternal(url: string): Promise<void> };
  /** Exact hosts. */
  readonly hosts: readonly string[];
  readonly report: ReportRefusal;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

const GESTURE_LASTS_MS = 5_000;

export function createExternalOpener(options: ExternalOpenerOptions): ExternalOpener {
  const { shell, report, now } = options;
  const hosts = new HostPatterns<true>();
  for (const host of options.hosts) hosts.add(host, true);
  const made = new WeakMap<Gesture, number>();

  return {
    gesture() {
      const gesture = Object.freeze({}) as Gesture;
      made.set(gesture, now());
      return gesture;
    },
    async open(url, gesture) {
      const at = made.get(gesture);
      made.delete(gesture);
      const read = readPlainUrl(url, ['https:']);
      const isFresh = at !== undefined && now() - at <= GESTURE_LASTS_MS;
      if (!isFresh || !read.ok || hosts.find(read.host) === undefined) {
        const message = 'An address was not handed to another program: it is not one that may be.';
        report({ kind: 'external', tenantId: null, host: read.host, message });
        return false;
      }
      // SECURITY(external-open): https to a listed host after the operator's own action, once.
      await shell.openExternal(read.url.href);
      return true;
    },
  };
}
