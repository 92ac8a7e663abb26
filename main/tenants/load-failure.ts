/** Chromium's name for "the page went elsewhere before it was there": not a failure. */
export const ERR_ABORTED = -3;
/** A guard cancelled the request; the guard says why in a notice of its own. */
const ERR_BLOCKED_BY_CLIENT = -20;

const WORDS: Readonly<Record<number, string>> = {
  [ERR_BLOCKED_BY_CLIENT]:
    'Bulkhead did not allow this address. Refused hosts names it for your administrator.',
  [-6]: 'The page’s file was not found.',
  [-7]: 'The portal did not answer in time. Check the network, then reload.',
  [-21]: 'The network changed while the page was loading. Reload.',
  [-100]: 'The portal closed the connection. Reload, or try later.',
  [-101]: 'The connection was reset. Reload, or ask whether a proxy blocks this host.',
  [-102]: 'The portal refused the connection. It may be down.',
  [-105]: 'The portal’s name was not found. Check the network and the proxy.',
  [-106]: 'This device is offline. The page comes back when you reload with a network.',
  [-109]: 'The portal cannot be reached. Check the network and the proxy.',
  [-111]:
    'The proxy let nothing through to the portal. Ask whether it allows this host, and sign in to the proxy through the operating system if it wants that.',
  [-118]: 'The portal did not answer in time. Check the network, then reload.',
  [-130]: 'The proxy cannot be reached. Check the proxy settings of this device.',
  [-310]: 'The portal redirected too many times. Sign out of this tenant, then try again.',
  [-324]: 'The portal sent an empty answer. Reload, or try later.',
};

/**
 * Why a page did not load, in words that say what to do.
 * @param code Chromium's network error code, negative
 * @param name Chromium's name of it, shown when there are no better words
 */
export function loadFailureWords(code: number, name: string): string {
  const words = WORDS[code];
  if (words !== undefined) return words;
  if (code <= -200 && code > -300) {
    return `The certificate of this address is not trusted (${name}). Bulkhead never overrides this. Ask whether traffic is being inspected.`;
  }
  return `The page could not be loaded (${name || `error ${String(code)}`}). Reload, or try later.`;
}
