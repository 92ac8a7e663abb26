import { createHash } from 'node:crypto';
import type { Interaction, InteractionResult, Provider } from 'oidc-provider';
import type { SimulatedAccount, SimulatedTenant } from '../estates/estate.ts';
import type { Exchange } from '../server/exchange.ts';
import { formOf } from '../server/exchange.ts';
import type { Markup } from '../server/markup.ts';
import { redirect, sendPage } from '../server/respond.ts';
import { errorDescription, REFUSALS, refusalText } from './aadsts.ts';
import type { RefusalCode } from './aadsts.ts';
import type { AccessAnswer } from './access-policy.ts';
import { APPS, appByClientId } from './apps.ts';
import { accountByName } from './instance.ts';
import type { SignInContext } from './instance.ts';
import { accountPage } from './pages/account-page.ts';
import { blockPage } from './pages/block-page.ts';
import { consentPage } from './pages/consent-page.ts';
import { mfaPage } from './pages/mfa-page.ts';
import { namePage } from './pages/name-page.ts';
import { passwordPage } from './pages/password-page.ts';
import { newRequestIds } from './request-ids.ts';

/** One sign-in page being shown or answered. */
type Visit = {
  context: SignInContext;
  tenant: SimulatedTenant;
  provider: Provider;
  exchange: Exchange;
  interaction: Interaction;
  form: URLSearchParams;
};

function actionOf({ tenant, interaction }: Visit): string {
  return `/${tenant.id}/login/${interaction.uid}`;
}

function sessionAccountOf({ context, interaction }: Visit): SimulatedAccount | undefined {
  return context.directory.account(interaction.session?.accountId ?? '');
}

function appOf({ interaction }: Visit): { name: string; clientId: string } {
  const clientId = interaction.params.client_id ?? '';
  return appByClientId(clientId) ?? { name: clientId, clientId };
}

function subjectOf(visit: Visit): Parameters<typeof errorDescription>[1] {
  const app = appOf(visit);
  return {
    account: sessionAccountOf(visit)?.userPrincipalName,
    tenant: visit.tenant.name,
    app: app.name,
    appId: app.clientId,
  };
}

function askForName(visit: Visit, name: string, code: RefusalCode | null): Markup {
  const { context, tenant } = visit;
  return namePage({
    action: actionOf(visit),
    method: 'post',
    hidden: {},
    tenantName: tenant.name,
    appName: appOf(visit).name,
    name,
    error: code === null ? null : refusalText(code, {}),
    hints: context.directory.accountsOf(tenant.id),
  });
}

function askForPassword(visit: Visit, account: SimulatedAccount, code: RefusalCode | null): Markup {
  return passwordPage({
    action: actionOf(visit),
    account,
    error: code === null ? null : `${refusalText(code, {})} (AADSTS${code})`,
  });
}

/** Two digits that stay the same while the page is open. */
function mfaNumber({ interaction }: Visit): string {
  return String(10 + ((createHash('sha256').update(interaction.uid).digest()[0] ?? 0) % 90));
}

function askForMfa(visit: Visit, error: string | null): Markup {
  return mfaPage({
    action: actionOf(visit),
    accountName: sessionAccountOf(visit)?.userPrincipalName ?? '',
    tenantName: visit.tenant.name,
    number: mfaNumber(visit),
    error,
  });
}

function answerOf({ interaction }: Visit): AccessAnswer | undefined {
  return interaction.prompt.details.answer as AccessAnswer | undefined;
}

function firstPage(visit: Visit): Markup {
  const { interaction, tenant, context } = visit;
  const account = sessionAccountOf(visit);
  switch (interaction.prompt.name) {
    case 'select_account':
      return account
        ? accountPage(actionOf(visit), account)
        : askForName(visit, interaction.params.login_hint ?? '', null);
    case 'access': {
      const answer = answerOf(visit);
      if (answer?.outcome === 'mfa-wanted') return askForMfa(visit, null);
      return blockPage({
        code: answer?.outcome === 'refused' ? answer.code : 50020,
        subject: subjectOf(visit),
        ids: newRequestIds(interaction.params['client-request-id']),
        signOutPath: `/${tenant.id}/oauth2/v2.0/logout`,
        otherAccountPath: actionOf(visit),
      });
    }
    case 'consent':
      return consentPage(
        actionOf(visit),
        appOf(visit).name,
        (interaction.params.scope ?? '').split(' '),
      );
    default: {
      const hint = interaction.params.login_hint ?? '';
      const hinted = accountByName(context, hint);
      if (hinted) return askForPassword(visit, hinted, null);
      return askForName(visit, hint, hint === '' ? null : 50034);
    }
  }
}

/** Ends the page with a result and sends the browser back into the authorization request. */
async function finish(
  visit: Visit,
  result: InteractionResult,
  keepEarlier: boolean,
): Promise<void> {
  const { provider, exchange, interaction, context } = visit;
  const returnTo = await provider.interactionResult(exchange.req, exchange.res, result, {
    mergeWithLastSubmission: keepEarlier,
  });
  const isSwitch =
    result.login !== undefined &&
    interaction.session !== undefined &&
    interaction.session.accountId !== result.login.accountId;
  if (isSwitch && interaction.session) {
    // The one session of this host now belongs to the new account, with nothing of the old one.
    const stored = context.store.sessionByUid(interaction.session.uid);
    if (stored) {
      delete stored.accountId;
      delete stored.authorizations;
      delete stored.state;
    }
  }
  redirect(exchange.res, returnTo, [], 303);
}

async function checkPassword(visit: Visit): Promise<void> {
  const { context, form, exchange } = visit;
  const account = accountByName(context, form.get('login') ?? '');
  if (!account) return sendPage(exchange.res, 200, askForName(visit, '', 50034));
  if (form.get('passwd') !== account.password) {
    return sendPage(exchange.res, 200, askForPassword(visit, account, 50126));
  }
  if (account.isDisabled) {
    return sendPage(exchange.res, 200, askForPassword(visit, account, 50057));
  }
  const result: InteractionResult = {
    select_account: {},
    login: { accountId: account.id, amr: ['pwd'], remember: form.get('KMSI') === '1' },
  };
  const isSame = visit.interaction.session?.accountId === account.id;
  return finish(visit, result, isSame);
}

async function checkMfa(visit: Visit): Promise<void> {
  const { form, exchange, context, interaction } = visit;
  const answer = answerOf(visit);
  const account = sessionAccountOf(visit);
  if (answer?.outcome !== 'mfa-wanted' || !account || !interaction.session) {
    return sendPage(exchange.res, 400, firstPage(visit));
  }
  if (form.get('number') !== mfaNumber(visit)) {
    return sendPage(
      exchange.res,
      200,
      askForMfa(visit, 'That is not the number shown. Try again.'),
    );
  }
  const stored = context.store.sessionByUid(interaction.session.uid);
  return finish(
    visit,
    {
      access: { mfaTenantId: answer.countsForTenantId },
      login: {
        accountId: account.id,
        amr: ['pwd', 'mfa'],
        remember: stored?.transient !== true,
      },
    },
    true,
  );
}

function refuse(visit: Visit, code: RefusalCode): Promise<void> {
  return finish(
    visit,
    {
      error: REFUSALS[code].error,
      error_description: errorDescription(
        code,
        subjectOf(visit),
        newRequestIds(visit.interaction.params['client-request-id']),
      ),
    },
    false,
  );
}

function answerPost(visit: Visit): Promise<void> | void {
  const { form, exchange, context } = visit;
  switch (form.get('step')) {
    case 'other':
      return sendPage(exchange.res, 200, askForName(visit, '', null));
    case 'keep':
      return finish(visit, { select_account: {} }, true);
    case 'mfa':
      return checkMfa(visit);
    case 'cancel':
      return refuse(visit, 50076);
    case 'accept':
      return finish(visit, { consent: {} }, true);
    case 'decline':
      return refuse(visit, 65004);
    default:
      break;
  }
  const name = form.get('loginfmt');
  if (name === null) return checkPassword(visit);
  const account = accountByName(context, name);
  return sendPage(
    exchange.res,
    200,
    account ? askForPassword(visit, account, null) : askForName(visit, name, 50034),
  );
}

/** Serves `/{tenant id}/login/{uid}`: the pages of one authorization request. */
export async function serveInteraction(
  context: SignInContext,
  tenant: SimulatedTenant,
  provider: Provider,
  exchange: Exchange,
): Promise<void> {
  let interaction: Interaction;
  try {
    interaction = await provider.interactionDetails(exchange.req, exchange.res);
  } catch {
    // The page was used already, is too old, or someone else signed in meanwhile.
    return sendPage(
      exchange.res,
      400,
      blockPage({
        code: 165000,
        subject: { tenant: tenant.name, app: APPS.bulkhead.name },
        ids: newRequestIds(),
        signOutPath: null,
        otherAccountPath: null,
      }),
    );
  }
  const visit = { context, tenant, provider, exchange, interaction, form: formOf(exchange) };
  if (exchange.method === 'POST') return answerPost(visit);
  sendPage(exchange.res, 200, firstPage(visit));
}
