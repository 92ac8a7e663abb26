import type { TokenOutcome, TokenWanted } from '../../../main/data/protocol.ts';
import type { SimulatedTenant } from '../../cloud/estates/estate.ts';
import { API_HOSTS, type ApiKey, audienceOfHost } from '../../cloud/hosts/api-hosts.ts';
import { instanceOfCloud } from '../../cloud/hosts/sign-in-hosts.ts';
import { DEVICE_HEADER } from '../../cloud/sign-in/managed-device.ts';
import { createNativeClient } from '../cloud/native-client.ts';
import type { RunningCloud } from '../cloud/running-cloud.ts';
import { createTestBrowser } from '../cloud/test-browser.ts';

const CAPABLE = '{"access_token":{"xms_cc":{"values":["CP1"]}}}';

/** Tokens of the simulated cloud, of the account that signs in at a tenant, by its refresh token. */
export function cloudTokens(run: RunningCloud, accountOf: (tenant: SimulatedTenant) => string) {
  const signedIn = new Map<string, Promise<string>>();

  const clientOf = (tenant: SimulatedTenant, scope: string) => {
    const browser = createTestBrowser(run.cloud);
    const authority = `https://${instanceOfCloud(tenant.cloud).hosts[0]}/${tenant.id}`;
    const cookie = `${DEVICE_HEADER}=any; Path=/; Secure; HttpOnly; SameSite=None`;
    browser.jar.store(new URL(authority), [cookie]);
    return { browser, client: createNativeClient(browser, authority, scope) };
  };

  const scopeOf = (tenant: SimulatedTenant, api: ApiKey, permissions: readonly string[]) => {
    const resource = audienceOfHost(API_HOSTS[api][tenant.cloud] ?? '');
    return `openid offline_access ${permissions.map((name) => `${resource}/${name}`).join(' ')}`;
  };

  const signIn = async (tenant: SimulatedTenant): Promise<string> => {
    const { browser, client } = clientOf(tenant, scopeOf(tenant, 'graph', ['User.Read']));
    const name = accountOf(tenant);
    const page = await browser.signIn(
      await browser.open(client.authorizeUrl()),
      name,
      run.account(name).password,
    );
    return field((await client.redeem(page, { claims: CAPABLE })).body, 'refresh_token');
  };

  /** Like main's side: an outcome, whatever happens. */
  return async ({ tenantId, api, permissions, claims }: TokenWanted): Promise<TokenOutcome> => {
    try {
      const tenant = run.tenant(tenantId);
      const refreshToken = signedIn.get(tenantId) ?? signIn(tenant);
      signedIn.set(tenantId, refreshToken);
      const scope = scopeOf(tenant, api, permissions);
      const { client } = clientOf(tenant, scope);
      const answer = await client.refresh(await refreshToken, { scope, claims: claims ?? CAPABLE });
      return { ok: true, token: field(answer.body, 'access_token') };
    } catch (error) {
      const text = String(error);
      if (/ECONNRESET|hang up/.test(text)) {
        return { ok: false, reason: 'unreachable', message: 'Sign-in cannot be reached.' };
      }
      // AADSTS65001: nobody has consented to the permission.
      const reason = text.includes('65001') ? 'needs-consent' : 'needs-operator';
      return { ok: false, reason, message: `No token. ${text}`.slice(0, 300) };
    }
  };
}

function field(body: string, name: string): string {
  const value = (JSON.parse(body) as Record<string, unknown>)[name];
  if (typeof value !== 'string') throw new Error(body);
  return value;
}
