/**
 * What pages are told they run in: the Chromium this is, on the system this is, and no more.
 *
 * Electron adds the app's and its own name and version. That tells a hostile page exactly which
 * build to attack, and some sign-in pages turn such browsers away. The platform is never changed:
 * Conditional Access decides by it.
 */
export function plainUserAgent(userAgent: string): string {
  const known = /^(?:Mozilla|AppleWebKit|Chrome|Safari)\//;
  return userAgent
    .split(/ (?![^(]*\))/)
    .filter((token) => token.startsWith('(') || known.test(token))
    .join(' ');
}
