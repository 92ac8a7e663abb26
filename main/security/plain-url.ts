import { isPlainHost } from '../../preload/contract/host-name.ts';
import { parseUrl } from './parse-url.ts';

/**
 * Reads the host out of an address that must be written plainly.
 *
 * Threat: the same text is a different host to different parsers (`https://good@evil`, a backslash,
 * a tab, `。` for a dot, `%2e`, 0x7f000001), and a comparison that does not parse is fooled by
 * `good.example.evil`. The platform forgives all of these forms and tells nobody.
 * So the WHATWG parse decides, and an address is refused when its written authority is not, apart
 * from case, exactly the host that the parse came to.
 */

/** Why an address is refused; `describeRefusal` has the words. */
export type UrlFault =
  'not-a-url' | 'too-long' | 'scheme' | 'credentials' | 'port' | 'ip-address' | 'disguised-host';

export type PlainUrl =
  | { readonly ok: true; readonly host: string; readonly url: URL }
  | { readonly ok: false; readonly fault: UrlFault; readonly host: string | null };

/** Sign-in addresses carry tokens of a few thousand characters; no server takes more than this. */
const MAX_URL_LENGTH = 65_536;

// eslint-disable-next-line no-control-regex
const CONTROL_OR_SPACE = /[\u0000-\u0020\u007f]/;

/**
 * Takes an absolute address apart.
 * @param schemes what is allowed, with colon: `['https:']`
 */
export function readPlainUrl(text: string, schemes: readonly string[]): PlainUrl {
  if (text.length > MAX_URL_LENGTH) return refuse('too-long', null);
  const url = parseUrl(text);
  if (url === null) return refuse('not-a-url', null);
  const host = shownHost(url);
  if (!schemes.includes(url.protocol)) return refuse('scheme', host);

  const written = authorityOf(text);
  if (written === null || CONTROL_OR_SPACE.test(text)) return refuse('disguised-host', host);
  if (written.includes('@') || url.username !== '' || url.password !== '') {
    return refuse('credentials', host);
  }
  if (url.port !== '') return refuse('port', host);
  if (url.hostname.startsWith('[') || /^[0-9.]+$/.test(url.hostname)) {
    return refuse('ip-address', host);
  }
  // SECURITY(plain-address): what is written is what is meant, or it is refused.
  const plain = written.toLowerCase().replace(/:443$/, '');
  if (plain !== url.hostname || !isPlainHost(plain)) return refuse('disguised-host', host);
  return { ok: true, host: plain, url };
}

function refuse(fault: UrlFault, host: string | null): PlainUrl {
  return { ok: false, fault, host };
}

/** What was written between `//` and the path; null when it was not written so. */
function authorityOf(text: string): string | null {
  return /^[a-z]+:\/\/([^/?#\\]+)(?:[/?#]|$)/i.exec(text)?.[1] ?? null;
}

/** The parsed host for a notice; null where the scheme has none. */
function shownHost(url: URL): string | null {
  return url.hostname === '' || url.hostname.length > 253 ? null : url.hostname;
}
