import type { OidcContext } from 'oidc-provider';
import type { SimulatedTenant } from '../estates/estate.ts';
import type { RefusalCode } from './aadsts.ts';
import { appByClientId } from './apps.ts';
import type { SignInContext } from './instance.ts';
import { showsManagedDevice } from './managed-device.ts';
import { newRequestIds } from './request-ids.ts';

/** Puts an interactive sign-in, or a refusal after the password, into the tenant's sign-in log. */
export function noteSignIn(
  { directory, journal }: SignInContext,
  tenant: SimulatedTenant,
  { oidc, req }: OidcContext,
  errorCode: RefusalCode | 0,
): void {
  const accountId = oidc.session.accountId ?? '';
  const app = appByClientId(oidc.client.clientId);
  // Strangers leave no trace in the log of a tenant that does not know them.
  if (!app || !directory.membership(accountId, tenant.id)) return;
  journal.record({
    tenantId: tenant.id,
    accountId,
    app,
    errorCode,
    hasMfa: oidc.session.amr?.includes('mfa') === true,
    isManagedDevice: showsManagedDevice(req),
    correlationId: newRequestIds(oidc.params['client-request-id']).correlationId,
  });
}
