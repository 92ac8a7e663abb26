/** The WHATWG parse of an address, or null. `URL.parse` is newer than the oldest runtime. */
export function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
