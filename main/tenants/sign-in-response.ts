import { TenantId } from '../../preload/contract/index.ts';
import { parseGuarded } from '../security/parse-guarded.ts';
import { parseUrl } from '../security/parse-url.ts';

/**
 * Reads the tenant out of a sign-in response on its way to a portal: an id_token in a form post
 * (`response_mode=form_post`) or in an address (`fragment`, `query`).
 * Source: Microsoft identity platform, "OpenID Connect", claim `tid` of v2.0 id tokens.
 *
 * The signature is not checked: the token is not used to decide access, only to notice that a page
 * belongs to another tenant. A page that forges one can only cover itself or claim a proof inside
 * its own compartment (docs/known-issues.md).
 */

const MAX_BODY_BYTES = 1_000_000;
const MAX_TOKEN_CHARS = 64_000;

/** Tenant of the id_token in a form body, or null when there is none. */
export function tenantOfFormPost(chunks: readonly Uint8Array[]): TenantId | null {
  const size = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  if (size === 0 || size > MAX_BODY_BYTES) return null;
  const text = Buffer.concat(chunks).toString('latin1');
  return tenantOfIdToken(new URLSearchParams(text).get('id_token'));
}

/** Tenant of the id_token in the query or fragment of an address, or null. */
export function tenantOfRedirect(address: string): TenantId | null {
  if (address.length > MAX_BODY_BYTES) return null;
  const url = parseUrl(address);
  if (url === null) return null;
  return tenantOfIdToken(
    new URLSearchParams(url.hash.slice(1)).get('id_token') ?? url.searchParams.get('id_token'),
  );
}

/** The `tid` claim of a token in compact form, when it is a GUID; null for anything else. */
export function tenantOfIdToken(token: string | null): TenantId | null {
  if (token === null || token.length > MAX_TOKEN_CHARS) return null;
  const payload = token.split('.')[1];
  if (payload === undefined) return null;
  let claims: unknown;
  try {
    claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    // Not a token: no evidence either way.
    return null;
  }
  if (typeof claims !== 'object' || claims === null) return null;
  const tid = (claims as Record<string, unknown>)['tid'];
  const parsed = parseGuarded(TenantId, typeof tid === 'string' ? tid.toLowerCase() : tid);
  return parsed.success ? parsed.data : null;
}
