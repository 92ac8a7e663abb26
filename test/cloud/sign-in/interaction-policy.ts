import { errors, interactionPolicy } from 'oidc-provider';
import type { OidcContext } from 'oidc-provider';
import type { SimulatedTenant } from '../estates/estate.ts';
import { errorDescription, REFUSALS, refusalText } from './aadsts.ts';
import type { RefusalCode } from './aadsts.ts';
import { evaluateAccess } from './access-policy.ts';
import type { AccessAnswer } from './access-policy.ts';
import { appByClientId } from './apps.ts';
import type { SignInContext } from './instance.ts';
import { showsManagedDevice } from './managed-device.ts';
import { noteSignIn } from './note-sign-in.ts';
import { newRequestIds } from './request-ids.ts';
import { readRequestedClaims } from './requested-claims.ts';
import { permissionsOf } from './resources.ts';

const { Check, Prompt, base } = interactionPolicy;

/** Tenants in which the browser session has a second factor. */
export function mfaTenantIdsOf(state: Record<string, unknown> | undefined): string[] {
  const ids = state?.mfaTenantIds;
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}

/** Notes a second factor given in this request, and asks the tenant. */
function ask(
  context: SignInContext,
  tenant: SimulatedTenant,
  oidcContext: OidcContext,
): AccessAnswer {
  const { oidc } = oidcContext;
  const account = context.directory.account(oidc.session.accountId ?? '');
  const app = appByClientId(oidc.client.clientId);
  if (!account || !app) return { outcome: 'refused', code: 50020 };

  const given = oidc.result?.access?.mfaTenantId;
  const known = mfaTenantIdsOf(oidc.session.state);
  if (given && !known.includes(given)) {
    known.push(given);
    oidc.session.state = { ...oidc.session.state, mfaTenantIds: known };
  }
  return evaluateAccess({
    tenant,
    account,
    membership: context.directory.membership(account.id, tenant.id),
    app,
    isManagedDevice: showsManagedDevice(oidcContext.req),
    mfaTenantIds: known,
    hasFreshMfa: given !== undefined,
    permissions: permissionsOf(oidc.params.scope ?? '', tenant.cloud),
    hasAdminConsent: context.consents.has(tenant.id),
    isStepUp: readRequestedClaims(oidc.params.claims).isStepUp,
  });
}

/** The redirect error of a request that must not show a page (`prompt=none`). */
function silentRefusal(
  context: SignInContext,
  tenant: SimulatedTenant,
  { oidc }: OidcContext,
  code: RefusalCode,
): Error {
  const account = context.directory.account(oidc.session.accountId ?? '');
  const app = appByClientId(oidc.client.clientId);
  return new errors.CustomOIDCProviderError(
    REFUSALS[code].error,
    errorDescription(
      code,
      {
        account: account?.userPrincipalName,
        tenant: tenant.name,
        app: app?.name,
        appId: oidc.client.clientId,
      },
      newRequestIds(oidc.params['client-request-id']),
    ),
  );
}

/**
 * Which page a sign-in request gets: who are you, choose an account, and then whatever the tenant
 * wants of that account. Signed in already and nothing wanted means no page at all.
 */
export function createPolicy(
  context: SignInContext,
  tenant: SimulatedTenant,
): ReturnType<typeof base> {
  const policy = base();
  const { checks } = policy.get('login');
  const nobody = checks.get('no_session');
  if (nobody) nobody.description = `AADSTS50058: ${refusalText(50058, {})}`;
  checks.add(
    new Check(
      'other_account_hinted',
      'AADSTS50058: The account that was asked for is not the one signed in.',
      'login_required',
      ({ oidc }) => {
        const hint = oidc.params.login_hint?.toLowerCase();
        const account = context.directory.account(oidc.session.accountId ?? '');
        if (!hint || !account || oidc.result?.login || oidc.result?.select_account) return false;
        return account.userPrincipalName.toLowerCase() !== hint;
      },
    ),
  );
  policy.add(new Prompt({ name: 'select_account', requestable: true }, () => ({})), 0);
  policy.remove('consent');
  policy.add(
    new Prompt(
      { name: 'access', requestable: false },
      (oidcContext) => ({ answer: ask(context, tenant, oidcContext) }),
      new Check(
        'tenant_rules',
        'the tenant wants something',
        'interaction_required',
        (oidcContext) => {
          const answer = ask(context, tenant, oidcContext);
          if (answer.outcome === 'granted') return Check.NO_NEED_TO_PROMPT;
          if (oidcContext.oidc.prompts.has('none')) {
            const code = answer.outcome === 'refused' ? answer.code : 50076;
            throw silentRefusal(context, tenant, oidcContext, code);
          }
          if (answer.outcome === 'refused') noteSignIn(context, tenant, oidcContext, answer.code);
          return Check.REQUEST_PROMPT;
        },
      ),
    ),
  );
  policy.add(new Prompt({ name: 'consent', requestable: true }, () => ({})));
  return policy;
}
