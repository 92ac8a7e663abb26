import { createHash } from 'node:crypto';
import type { SimulatedAccount } from '../estates/estate.ts';
import type { Markup } from '../server/markup.ts';
import { refusalText } from './aadsts.ts';
import type { RefusalCode } from './aadsts.ts';
import { accountByName } from './instance.ts';
import { accountPage } from './pages/account-page.ts';
import { blockPage } from './pages/block-page.ts';
import { consentPage } from './pages/consent-page.ts';
import { mfaPage } from './pages/mfa-page.ts';
import { namePage } from './pages/name-page.ts';
import { passwordPage } from './pages/password-page.ts';
import { newRequestIds } from './request-ids.ts';
import { actionOf, answerOf, appOf, sessionAccountOf, subjectOf } from './visit.ts';
import type { Visit } from './visit.ts';

export function askForName(visit: Visit, name: string, code: RefusalCode | null): Markup {
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

export function askForPassword(
  visit: Visit,
  account: SimulatedAccount,
  code: RefusalCode | null,
): Markup {
  return passwordPage({
    action: actionOf(visit),
    account,
    error: code === null ? null : `${refusalText(code, {})} (AADSTS${code})`,
  });
}

/** Two digits that stay the same while the page is open. */
export function mfaNumber({ interaction }: Visit): string {
  return String(10 + ((createHash('sha256').update(interaction.uid).digest()[0] ?? 0) % 90));
}

export function askForMfa(visit: Visit, error: string | null): Markup {
  return mfaPage({
    action: actionOf(visit),
    accountName: sessionAccountOf(visit)?.userPrincipalName ?? '',
    tenantName: visit.tenant.name,
    number: mfaNumber(visit),
    error,
  });
}

/** What the tenant's policy asked for, see `createPolicy`. */
export function firstPage(visit: Visit): Markup {
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
