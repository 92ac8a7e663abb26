const ASCII_DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;

/**
 * The stored form of a domain as people type or paste it: without scheme, path, `@` or upper case,
 * other scripts as Punycode. Null when it is no domain.
 */
export function readDomain(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/^.*@/, '')
    .replace(/[/?#].*$/, '')
    .replace(/\.$/, '');
  if (bare === '' || /[\s:]/.test(bare)) return null;
  let host: string;
  try {
    host = new URL(`https://${bare}`).hostname;
  } catch {
    // What the URL parser refuses as a host is no domain.
    return null;
  }
  if (host.length > 253 || /^[0-9.]+$/.test(host)) return null;
  return ASCII_DOMAIN.test(host) ? host : null;
}

/** Whether the stored form of a domain differs from what was typed in its script. */
export function isPunycode(domain: string): boolean {
  return domain.split('.').some((label) => label.startsWith('xn--'));
}
