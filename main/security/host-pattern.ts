import { isHostPattern } from '../../preload/contract/host-name.ts';

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
