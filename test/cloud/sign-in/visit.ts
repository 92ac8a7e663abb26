import type { Interaction, Provider } from 'oidc-provider';
import type { SimulatedAccount, SimulatedTenant } from '../estates/estate.ts';
import type { Exchange } from '../server/exchange.ts';
import type { RefusalSubject } from './aadsts.ts';
import type { AccessAnswer } from './access-policy.ts';
import { appByClientId } from './apps.ts';
import type { SignInContext } from './instance.ts';

/** One sign-in page being shown or answered. */
export type Visit = {
  context: SignInContext;
  tenant: SimulatedTenant;
  provider: Provider;
  exchange: Exchange;
  interaction: Interaction;
  form: URLSearchParams;
};

export function actionOf({ tenant, interaction }: Visit): string {
  return `/${tenant.id}/login/${interaction.uid}`;
}

export function sessionAccountOf({ context, interaction }: Visit): SimulatedAccount | undefined {
  return context.directory.account(interaction.session?.accountId ?? '');
}

export function appOf({ interaction }: Visit): { name: string; clientId: string } {
  const clientId = interaction.params.client_id ?? '';
  return appByClientId(clientId) ?? { name: clientId, clientId };
}

export function subjectOf(visit: Visit): RefusalSubject {
  const app = appOf(visit);
  return {
    account: sessionAccountOf(visit)?.userPrincipalName,
    tenant: visit.tenant.name,
    app: app.name,
    appId: app.clientId,
  };
}

export function answerOf({ interaction }: Visit): AccessAnswer | undefined {
  return interaction.prompt.details.answer as AccessAnswer | undefined;
}
