import type { SimulatedTenant } from '../../cloud/estates/estate.ts';
import { API_HOSTS } from '../../cloud/hosts/api-hosts.ts';
import { instanceOfCloud } from '../../cloud/hosts/sign-in-hosts.ts';
import { DEVICE_HEADER } from '../../cloud/sign-in/managed-device.ts';
import { createNativeClient } from './native-client.ts';
import type { RunningCloud } from './running-cloud.ts';
import { createTestBrowser } from './test-browser.ts';

type Row = Record<string, unknown>;

export type ApiAnswer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Row;
  /** The rows of a list. */
  value: Row[];
  /** The code of an error. */
  code: string | undefined;
};

/** Graph as one account sees it in one tenant, with a token for the permissions named. */
export type ApiClient = {
  get: (path: string, headers?: Record<string, string>) => Promise<ApiAnswer>;
  post: (path: string, json: unknown) => Promise<ApiAnswer>;
  /** Another token, for other permissions or with claims. */
  renew: (permissions: readonly string[], claims?: string) => Promise<void>;
};

/** Signs an account in at a tenant; a compliant device is shown when `isManaged`. */
export async function connectApi(
  run: RunningCloud,
  accountName: string,
  tenant: SimulatedTenant,
  permissions: readonly string[],
  isManaged = false,
): Promise<ApiClient> {
  const browser = createTestBrowser(run.cloud);
  const graph = `https://${API_HOSTS.graph[tenant.cloud]}`;
  const authority = `https://${instanceOfCloud(tenant.cloud).hosts[0]}/${tenant.id}`;
  if (isManaged) {
    const cookie = `${DEVICE_HEADER}=any; Path=/; Secure; HttpOnly; SameSite=None`;
    browser.jar.store(new URL(authority), [cookie]);
  }
  const scopeOf = (names: readonly string[]): string =>
    `openid offline_access ${names.map((name) => `${graph}/${name}`).join(' ')}`;
  const claims = '{"access_token":{"xms_cc":{"values":["CP1"]}}}';
  const client = createNativeClient(browser, authority, scopeOf(permissions));
  const start = await browser.open(client.authorizeUrl());
  const end = await browser.signIn(start, accountName, run.account(accountName).password);
  const tokens = JSON.parse((await client.redeem(end, { claims })).body) as Record<string, string>;
  if (!tokens.access_token) {
    throw new Error(`no token at ${tenant.name}: ${JSON.stringify(tokens)}`);
  }
  let token = tokens.access_token;

  const call = async (
    path: string,
    sent: Parameters<typeof browser.send>[1],
  ): Promise<ApiAnswer> => {
    const url = path.startsWith('https:') ? path : `${graph}${path}`;
    const answer = await browser.send(url, {
      ...sent,
      headers: { authorization: `Bearer ${token}`, ...sent?.headers },
    });
    const body = JSON.parse(answer.body) as Row;
    return {
      status: answer.status,
      headers: answer.headers,
      body,
      value: (body.value as Row[] | undefined) ?? [],
      code: (body.error as { code?: string } | undefined)?.code,
    };
  };
  return {
    get: (path, headers = {}) => call(path, { headers }),
    post: (path, json) => call(path, { json }),
    renew: async (names, more) => {
      const answer = await client.refresh(tokens.refresh_token ?? '', {
        scope: scopeOf(names),
        claims: more ?? claims,
      });
      const renewed = JSON.parse(answer.body) as Record<string, string>;
      if (!renewed.access_token) throw new Error(answer.body);
      token = renewed.access_token;
    },
  };
}
