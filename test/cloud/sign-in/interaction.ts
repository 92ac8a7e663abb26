import type { Interaction, InteractionResult, Provider } from 'oidc-provider';
import type { SimulatedTenant } from '../estates/estate.ts';
import type { Exchange } from '../server/exchange.ts';
import { formOf } from '../server/exchange.ts';
import { redirect, sendPage } from '../server/respond.ts';
import { errorDescription, REFUSALS } from './aadsts.ts';
import type { RefusalCode } from './aadsts.ts';
import { APPS } from './apps.ts';
import { accountByName, SESSION_COOKIE } from './instance.ts';
import type { SignInContext } from './instance.ts';
import { blockPage } from './pages/block-page.ts';
import { newRequestIds } from './request-ids.ts';
import { answerOf, sessionAccountOf, subjectOf } from './visit.ts';
import type { Visit } from './visit.ts';
import { askForMfa, askForName, askForPassword, firstPage, mfaNumber } from './visit-pages.ts';

/** Ends the page with a result and sends the browser back into the authorization request. */
async function finish(
  visit: Visit,
  result: InteractionResult,
  keepEarlier: boolean,
): Promise<void> {
  const { provider, exchange, context } = visit;
  const returnTo = await provider.interactionResult(exchange.req, exchange.res, result, {
    mergeWithLastSubmission: keepEarlier,
  });
  // Taken from the cookie and not from the page's start: another page may have signed in since.
  const session = context.store.find('Session', exchange.cookies.get(SESSION_COOKIE) ?? '');
  if (session && result.login && session.accountId !== result.login.accountId) {
    // The one session of this host now belongs to the new account, with nothing of the old one.
    delete session.accountId;
    delete session.authorizations;
    delete session.state;
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
