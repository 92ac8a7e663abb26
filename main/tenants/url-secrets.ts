import { parseUrl } from '../security/parse-url.ts';

/**
 * Addresses without what a sign-in put into them.
 *
 * Threat: during sign-in the address of a page holds codes, tokens and states. Copied, handed to
 * another browser or kept on disk, they sign somebody in. Chromium hands out the address as it is.
 * So only https addresses without credentials are handed on, without the parameters of OAuth 2.0,
 * OpenID Connect, SAML, WS-Federation and signed links, in the query and in the fragment alike, also
 * when they are encoded or inside another address, and without anything that is a token by its
 * looks. What is left keeps its spelling, because portals compare it.
 * Tested in test/unit/main/tenants/url-secrets.test.ts.
 */

/** More than a browser takes. */
const MAX_CHARS = 8_192;
/** No parameter of a place in a portal is longer; tokens are. */
const MAX_VALUE_CHARS = 1_000;
/** How often a value may be encoded within another. */
const MAX_DECODINGS = 3;

const SECRETS: ReadonlySet<string> = new Set(
  [
    'code id_token access_token refresh_token token session_state state nonce client_info',
    'client_secret client_assertion code_challenge code_verifier device_code user_code assertion',
    'error error_description error_uri error_codes error_subcode sso_reload sso_nonce login_hint',
    'sid id_token_hint logout_hint login_ticket username password passwd pwd otc secret',
    'samlrequest samlresponse samlart relaystate sigalg signature wctx wresult estsrequest ctx',
    'flowtoken canary sig jwt bearer authorization apikey api_key response request',
  ].flatMap((row) => row.split(' ')),
);

/** A JSON Web Token, also encrypted or cut off: its first part is `{"` in Base64. */
const TOKEN = /\beyJ[\w-]{10,}/;

/** `name=value`, `name: value` and `"name":"value"` within a text. */
const NAMED_VALUE = /(?<![\w.-])([\w.-]+)["']?\s*[=:]\s*["']?(?=[^\s"'&])/g;

/** The address as it may be handed on or kept, or null when nothing of it may. */
export function withoutSignInSecrets(address: string): string | null {
  if (address.length > MAX_CHARS) return null;
  const url = parseUrl(address);
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    return null;
  }
  // SECURITY(address-secrets): path, query and fragment, each by the same rules.
  if (isSecretText(url.pathname)) return `${url.origin}/`;
  const query = parametersWithoutSecrets(url.search.slice(1));
  const fragment = fragmentWithoutSecrets(url.hash.slice(1));
  url.search = query === '' ? '' : `?${query}`;
  url.hash = fragment === '' ? '' : `#${fragment}`;
  return url.href;
}

/** A portal's fragment is a path (`view/…`) with or without parameters, or parameters alone. */
function fragmentWithoutSecrets(fragment: string): string {
  const at = fragment.indexOf('?');
  const path = at === -1 ? fragment : fragment.slice(0, at);
  const isPlainPath = !isSecretText(path) && path.split(/[/&;]/).every((part) => !isSecret(part));
  const parameters = at === -1 ? '' : parametersWithoutSecrets(fragment.slice(at + 1));
  if (!isPlainPath) return path.includes('/') ? '' : parametersWithoutSecrets(path);
  return parameters === '' ? path : `${path}?${parameters}`;
}

function parametersWithoutSecrets(text: string): string {
  return text
    .split('&')
    .filter((pair) => !isSecret(pair))
    .join('&');
}

/** Whether a `name=value` as it is written in an address is one of a sign-in. */
function isSecret(pair: string): boolean {
  if (pair.length > MAX_VALUE_CHARS) return true;
  const equals = pair.indexOf('=');
  if (equals === -1) return isSecretText(pair);
  const name = decodings(pair.slice(0, equals)).at(-1) ?? '';
  // `amp;code` is what is left of `&amp;code`; `code[]` and `code.0` are lists.
  const bare =
    name
      .toLowerCase()
      .replace(/^(?:amp;)+/, '')
      .trim()
      .split(/[[.:]/)[0] ?? '';
  return SECRETS.has(bare) || isSecretText(pair.slice(equals + 1));
}

/** Whether a text holds a token, or an address, parameters or JSON that do. */
function isSecretText(text: string): boolean {
  return decodings(text).some(
    (decoded) =>
      TOKEN.test(decoded) ||
      Array.from(decoded.toLowerCase().matchAll(NAMED_VALUE)).some(([, name = '']) =>
        SECRETS.has(name),
      ),
  );
}

/** The text, and the text decoded once, twice and so on as far as it is encoded. */
function decodings(text: string): readonly string[] {
  const found = [text];
  for (let n = 0; n < MAX_DECODINGS; n += 1) {
    const last = found.at(-1) ?? '';
    const decoded = decodeLeniently(last);
    if (decoded === last) break;
    found.push(decoded);
  }
  return found;
}

/** Decodes what is decodable and leaves the rest, as servers do. */
function decodeLeniently(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) =>
      Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
    );
}
