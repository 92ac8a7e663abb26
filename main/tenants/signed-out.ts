import { parseUrl } from '../security/parse-url.ts';

/**
 * Ends of the sign-out of Entra, after which a page leads nowhere by itself. Source: Microsoft
 * identity platform, `end_session_endpoint`; the second is where portals are sent.
 */
const ENDS = ['/oauth2/v2.0/logout', '/oauth2/logout', '/oauth2/v2.0/logoutsession'];

/** Whether an address is where signing out ended. */
export function isSignedOut(text: string): boolean {
  const path = parseUrl(text)?.pathname ?? '';
  return ENDS.some((end) => path.endsWith(end));
}
