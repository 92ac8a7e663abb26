import type { OidcContext } from 'oidc-provider';
import type { SimulatedTenant } from '../estates/estate.ts';
import type { RefusalCode } from './aadsts.ts';
import { appByClientId } from './apps.ts';
import { blockPage } from './pages/block-page.ts';
import { newRequestIds } from './request-ids.ts';

const CODES: Readonly<Record<string, RefusalCode>> = {
  invalid_client: 700016,
  invalid_redirect_uri: 50011,
};

/** The page for a request that cannot even be answered with a redirect. */
export function renderProviderError(
  tenant: SimulatedTenant,
  oidcContext: OidcContext,
  out: unknown,
  error: Error,
): void {
  const isOld = error.name === 'SessionNotFound';
  const code = isOld ? 165000 : (CODES[(out as { error?: string }).error ?? ''] ?? 900144);
  const params = oidcContext.oidc.params ?? {};
  const page = blockPage({
    code,
    subject: {
      tenant: tenant.name,
      app: appByClientId(params.client_id ?? '')?.name,
      appId: params.client_id,
    },
    ids: newRequestIds(params['client-request-id']),
    signOutPath: null,
    otherAccountPath: null,
  });
  oidcContext.type = 'html';
  oidcContext.body = `<!doctype html>\n${page.markup}`;
}
