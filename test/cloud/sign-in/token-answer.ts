import type { OidcContext, Provider } from 'oidc-provider';
import type { IncomingMessage } from 'node:http';
import type { SimulatedAccount, SimulatedTenant } from '../estates/estate.ts';
import { accountClaims, clientInfo } from './account-claims.ts';
import { errorDescription, REFUSALS } from './aadsts.ts';
import type { RefusalCode } from './aadsts.ts';
import { appByClientId } from './apps.ts';
import { issuerOf, tenantOf } from './instance.ts';
import type { SignInContext } from './instance.ts';
import { TokenRefusal } from './refresh-review.ts';
import { newRequestIds } from './request-ids.ts';
import { readRequestedClaims } from './requested-claims.ts';
import { readClaims } from './signing-key.ts';

/** Refusals after which only a sign-in with a page helps; MSAL looks at `suberror`. */
const SUBERRORS: Readonly<Partial<Record<RefusalCode, string>>> = {
  50055: 'user_password_expired',
  50074: 'basic_action',
  50076: 'basic_action',
  50078: 'basic_action',
  50079: 'basic_action',
  50097: 'basic_action',
  50158: 'additional_action',
  53000: 'message_only',
  53001: 'message_only',
  53003: 'message_only',
  65001: 'consent_required',
  50173: 'bad_token',
};

function codeOf(error: Error, oauthError: string): RefusalCode {
  if (error instanceof TokenRefusal) return error.code;
  if (oauthError === 'invalid_client') return 700016;
  if (oauthError !== 'invalid_grant') return 900144;
  return /expired/.test(String((error as { error_detail?: string }).error_detail)) ? 70008 : 70000;
}

/** Refusals that a prompt with the right claims gets past. */
const CLAIMS_CODES: ReadonlySet<RefusalCode> = new Set([50074, 50076, 50078, 50079, 50158]);

/**
 * The claims to come back with: those that were asked for and need a second factor, or else the
 * policies that want one.
 */
function claimsToBring(requested: string | undefined): string {
  return readRequestedClaims(requested).isStepUp && requested
    ? requested
    : '{"access_token":{"capolids":{"essential":true,"values":["simulated"]}}}';
}

/** The token endpoint's error in Entra's shape; `claims` are those of the request. */
export function tokenError(
  code: RefusalCode,
  subject: Parameters<typeof errorDescription>[1],
  clientRequestId: string | undefined,
  claims?: string,
): Record<string, unknown> {
  const ids = newRequestIds(clientRequestId);
  const suberror = SUBERRORS[code];
  const error = suberror ? 'invalid_grant' : REFUSALS[code].error;
  return {
    error,
    error_description: errorDescription(code, subject, ids),
    error_codes: [code],
    timestamp: ids.timestamp,
    trace_id: ids.traceId,
    correlation_id: ids.correlationId,
    ...(suberror ? { suberror } : {}),
    ...(CLAIMS_CODES.has(code) ? { claims: claimsToBring(claims) } : {}),
  };
}

/**
 * The ID token that a native client gets. Entra's of version 2.0 have no `amr`, so that nobody can
 * take a client's word for a second factor. Faults make it that of another tenant, or odd.
 */
function nativeIdToken(
  context: SignInContext,
  tenant: SimulatedTenant,
  account: SimulatedAccount,
  req: IncomingMessage,
  idToken: string,
): string {
  const { directory, faults, key } = context;
  const { amr: _, ...claims } = readClaims(idToken) ?? {};
  const target = {
    host: req.headers.host ?? '',
    tenantId: tenant.id,
    path: '/oauth2/v2.0/token',
    method: 'POST',
  };
  const odd = faults.take(['odd-id-token'], target);
  if (odd) return odd.claims === null ? 'not-a-token' : key.sign({ ...claims, ...odd.claims });
  const fault = faults.take(['wrong-tenant'], target);
  const other = fault && tenantOf(context, fault.tenantId);
  if (!other) return key.sign(claims);
  return key.sign({
    ...claims,
    ...accountClaims(other, account, directory.membership(account.id, other.id)),
    iss: issuerOf(context, other),
  });
}

/** Adds to the token endpoint's answers what Entra's have beyond the standard. */
export function shapeTokenAnswers(
  provider: Provider,
  context: SignInContext,
  tenant: SimulatedTenant,
): void {
  const { directory } = context;
  provider.on('grant.success', (oidcContext: OidcContext) => {
    const account = directory.account(oidcContext.oidc.account?.accountId ?? '');
    const body = oidcContext.body as Record<string, unknown>;
    body.ext_expires_in = body.expires_in;
    if (!account) return;
    body.client_info = clientInfo(account);
    if (typeof body.id_token === 'string') {
      body.id_token = nativeIdToken(context, tenant, account, oidcContext.req, body.id_token);
    }
  });
  provider.on('grant.error', (oidcContext: OidcContext, error: Error) => {
    const params = oidcContext.oidc.params ?? {};
    const oauthError = String((oidcContext.body as { error?: string }).error);
    const account = directory.account(oidcContext.oidc.account?.accountId ?? '');
    oidcContext.body = tokenError(
      codeOf(error, oauthError),
      {
        account: account?.userPrincipalName,
        tenant: tenant.name,
        app: appByClientId(params.client_id ?? '')?.name,
        appId: params.client_id,
      },
      params['client-request-id'],
      oidcContext.oidc.body?.claims,
    );
  });
}
