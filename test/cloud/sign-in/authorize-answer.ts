import type { OidcContext, Provider } from 'oidc-provider';
import type { SimulatedTenant } from '../estates/estate.ts';
import { accountClaims, clientInfo } from './account-claims.ts';
import { issuerOf, tenantOf } from './instance.ts';
import type { SignInContext } from './instance.ts';
import { noteSignIn } from './note-sign-in.ts';
import { readClaims } from './signing-key.ts';

type Answer = Record<string, string | undefined>;

/**
 * Adds `client_info` to sign-in responses, and swaps the tenant in them when that fault is set: a
 * genuine token, well signed, for the same account, of another tenant than was asked for.
 */
export function shapeAuthorizeAnswers(
  provider: Provider,
  context: SignInContext,
  tenant: SimulatedTenant,
): void {
  const { directory, faults, key } = context;
  provider.on('authorization.success', (oidcContext: OidcContext, answer: Answer) => {
    // Entra's answers carry no `iss`.
    delete answer.iss;
    const account = directory.account(oidcContext.oidc.session.accountId ?? '');
    if (!account) return;
    noteSignIn(context, tenant, oidcContext, 0);
    if (oidcContext.oidc.params.client_info === '1') answer.client_info = clientInfo(account);

    const fault = faults.take(['wrong-tenant'], {
      host: oidcContext.req.headers.host ?? '',
      tenantId: tenant.id,
      path: '/oauth2/v2.0/authorize',
      method: oidcContext.req.method ?? 'GET',
    });
    const other = fault && tenantOf(context, fault.tenantId);
    const claims = answer.id_token ? readClaims(answer.id_token) : null;
    if (!other || !claims) return;
    answer.id_token = key.sign({
      ...claims,
      ...accountClaims(other, account, directory.membership(account.id, other.id)),
      iss: issuerOf(context, other),
    });
  });
}
