import type { OidcContext, Provider } from 'oidc-provider';
import type { SimulatedTenant } from '../estates/estate.ts';
import { clientInfo } from './account-claims.ts';
import { errorDescription, REFUSALS } from './aadsts.ts';
import type { RefusalCode } from './aadsts.ts';
import { appByClientId } from './apps.ts';
import type { SignInContext } from './instance.ts';
import { TokenRefusal } from './refresh-review.ts';
import { newRequestIds } from './request-ids.ts';

/** Refusals after which only a sign-in with a page helps; MSAL looks at `suberror`. */
const SUBERRORS: Readonly<Partial<Record<RefusalCode, string>>> = {
  50076: 'basic_action',
  50079: 'basic_action',
  53000: 'message_only',
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

/** The token endpoint's error in Entra's shape. */
export function tokenError(
  code: RefusalCode,
  subject: Parameters<typeof errorDescription>[1],
  clientRequestId: string | undefined,
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
    ...(code === 50076
      ? { claims: '{"access_token":{"capolids":{"essential":true,"values":["simulated"]}}}' }
      : {}),
  };
}

/** Adds to the token endpoint's answers what Entra's have beyond the standard. */
export function shapeTokenAnswers(
  provider: Provider,
  { directory }: SignInContext,
  tenant: SimulatedTenant,
): void {
  provider.on('grant.success', (oidcContext: OidcContext) => {
    const account = directory.account(oidcContext.oidc.account?.accountId ?? '');
    const body = oidcContext.body as Record<string, unknown>;
    body.ext_expires_in = body.expires_in;
    if (account) body.client_info = clientInfo(account);
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
    );
  });
}
