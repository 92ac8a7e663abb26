/**
 * A host as the lists write it: `login.microsoftonline.com`, or `*.portal.azure.com` for every name
 * below it at any depth, but not for the bare name. Lower-case ASCII; other scripts as Punycode.
 */

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const HOST = new RegExp(`^(?:${LABEL}\\.)+${LABEL}$`);
const IPV4_LIKE = /^[0-9.]+$/;
const MAX_HOST_LENGTH = 253;

/** Whether the text is a DNS name of at least two labels, written plainly. No IP address is one. */
export function isPlainHost(text: string): boolean {
  return text.length <= MAX_HOST_LENGTH && HOST.test(text) && !IPV4_LIKE.test(text);
}

/** Whether the text may stand in a list: a plain host, or `*.` before one of two labels or more. */
export function isHostPattern(text: string): boolean {
  return isPlainHost(text.startsWith('*.') ? text.slice(2) : text);
}

/** Hosts and wildcards of one list, for finding all that cover a host without a scan. */
export class HostPatterns<T> {
  readonly #exact = new Map<string, T>();
  readonly #below = new Map<string, T>();

  /** Later entries of the same pattern replace earlier ones. */
  add(pattern: string, value: T): void {
    if (!isHostPattern(pattern)) throw new TypeError(`Not a host pattern: ${pattern}`);
    if (pattern.startsWith('*.')) this.#below.set(pattern.slice(2), value);
    else this.#exact.set(pattern, value);
  }

  /** The value of the closest pattern: the host itself, else the longest wildcard above it. */
  find(host: string): T | undefined {
    const exact = this.#exact.get(host);
    if (exact !== undefined) return exact;
    for (let dot = host.indexOf('.'); dot !== -1; dot = host.indexOf('.', dot + 1)) {
      const value = this.#below.get(host.slice(dot + 1));
      if (value !== undefined) return value;
    }
    return undefined;
  }
}
