import { parseUrl } from '../security/parse-url.ts';

/**
 * Addresses without what a sign-in put into them.
 *
 * Threat: during sign-in the address of a page holds codes, tokens and states. Copied, handed to
 * another browser or kept on disk, they sign somebody in.
 * So only https addresses without credentials are handed on, without the parameters of OAuth 2.0,
 * OpenID Connect, SAML and WS-Federation, in the query and in the fragment alike.
 */

/** More than a browser takes. */
const MAX_CHARS = 8_192;

const SECRETS: ReadonlySet<string> = new Set([
  ...['code', 'id_token', 'access_token', 'refresh_token', 'token', 'session_state', 'state'],
  ...['nonce', 'client_info', 'client_secret', 'code_challenge', 'code_verifier', 'assertion'],
  ...['error', 'error_description', 'error_uri', 'error_codes', 'sso_reload', 'login_hint', 'sid'],
  ...['id_token_hint', 'logout_hint', 'username', 'password', 'samlrequest', 'samlresponse'],
  ...['relaystate', 'wctx', 'wresult', 'estsrequest', 'ctx', 'flowtoken', 'canary', 'sig', 'sv'],
]);

/** The address as it may be handed on or kept, or null when nothing of it may. */
export function withoutSignInSecrets(address: string): string | null {
  if (address.length > MAX_CHARS) return null;
  const url = parseUrl(address);
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    return null;
  }
  removeSecrets(url.searchParams);
  url.hash = fragmentWithoutSecrets(url.hash.slice(1));
  return url.href;
}

function removeSecrets(parameters: URLSearchParams): void {
  // SECURITY(address-secrets): names are compared without case, as servers do.
  for (const name of [...parameters.keys()]) {
    if (SECRETS.has(name.toLowerCase())) parameters.delete(name);
  }
}

/** A portal's fragment is a path (`view/…`) with or without parameters, or parameters alone. */
function fragmentWithoutSecrets(fragment: string): string {
  const at = fragment.indexOf('?');
  const path = at >= 0 ? fragment.slice(0, at) : fragment.includes('=') ? '' : fragment;
  const rest = at >= 0 ? fragment.slice(at + 1) : path === '' ? fragment : '';
  const parameters = new URLSearchParams(rest);
  const before = parameters.size;
  removeSecrets(parameters);
  if (parameters.size === before) return fragment;
  const kept = parameters.toString();
  return kept === '' ? path : at >= 0 ? `${path}?${kept}` : kept;
}
