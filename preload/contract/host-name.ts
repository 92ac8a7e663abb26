/**
 * Hosts as lists write them: `login.microsoftonline.com`, or `*.portal.azure.com` for every name
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
