import { readFileSync } from 'node:fs';
import { CloudError } from '../../../main/data/cloud/cloud-error.ts';
import { createPacer } from '../../../main/data/cloud/pacing.ts';
import { createSlots } from '../../../main/data/cloud/slots.ts';
import { createTenantApi, type TenantApi } from '../../../main/data/cloud/tenant-api.ts';
import type { CheckContext } from '../../../main/data/onboarding/checks/check.ts';
import { runCheck } from '../../../main/data/onboarding/checks/run-check.ts';
import { StepCheck, type TenantId } from '../../../preload/contract/index.ts';
import type { SimulatedTenant } from '../../cloud/estates/estate.ts';
import { PORTAL_HOSTS, type PortalKey } from '../../cloud/hosts/portal-hosts.ts';
import { portalPath } from '../../cloud/portals/portal-address.ts';
import { SET_UP_PATH } from '../../cloud/portals/set-up-form.ts';
import { emptyFacts } from '../../support/empty-facts.ts';
import { loopbackFetch } from '../../support/loopback-fetch.ts';
import type { RunningCloud } from '../cloud/running-cloud.ts';
import { createTestBrowser, type TestBrowser } from '../cloud/test-browser.ts';
import { estateTenant } from '../data/a-service.ts';
import { cloudTokens } from '../data/cloud-tokens.ts';

export const SOURCE = 'contoso.com';
export const TARGET = 'fabrikam.com';
export const OPERATOR = 'dana.okafor@contoso.com';
export const ADMIN = 'adm-dana@fabrikam.com';

export type Fields = Readonly<Record<string, string>>;

/** Checks over real TLS, and the portals' forms that make what they look for. */
export function checkRun(run: RunningCloud) {
  const fetch = loopbackFetch({ port: run.cloud.port, ca: readFileSync(run.cloud.caFile) });
  const tokens = new Map<string, ReturnType<typeof cloudTokens>>();
  const browsers = new Map<string, Promise<TestBrowser>>();
  const pacer = createPacer(() => performance.now());

  /** Like the data process: with tokens of the tenant, and its reasons for having none. */
  const apiOf = (tenant: SimulatedTenant, account: string): TenantApi => {
    const known = tokens.get(account) ?? cloudTokens(run, () => account);
    tokens.set(account, known);
    return createTenantApi({
      fetch,
      tenantId: tenant.id,
      cloud: tenant.cloud,
      getToken: async ({ api, permissions, claims, isRenewal }) => {
        const wanted = { tenantId: tenant.id as TenantId, api, permissions: [...permissions] };
        const outcome = await known({ ...wanted, claims, isRenewal });
        if (outcome.ok) return outcome.token;
        const isConsent = outcome.reason === 'needs-consent';
        throw isConsent
          ? new CloudError('not-permitted', outcome.message, { needs: permissions.join(', ') })
          : new CloudError('no-token', outcome.message);
      },
      pacer,
      // A place of its own: nobody gives it back here.
      slot: createSlots(1).newSlot(),
      signal: new AbortController().signal,
      now: Date.now,
      random: () => 0,
      newRequestId: () => '11112222-3333-4444-8555-666677778888',
      onWaiting: () => undefined,
    });
  };

  const check = async (
    given: {
      id: string;
      on: 'source' | 'target';
      with?: Record<string, string | number | boolean>;
    },
    account: string,
    change: Partial<CheckContext> = {},
  ) => {
    const [here, there] = given.on === 'source' ? [SOURCE, TARGET] : [TARGET, SOURCE];
    const tenant = run.tenant(here);
    const id = tenant.id as TenantId;
    return runCheck(StepCheck.parse(given), {
      here: apiOf(tenant, account),
      tenant: estateTenant(tenant),
      other: estateTenant(run.tenant(there)),
      operator: null,
      homeTenantId: run.tenant(SOURCE).id as TenantId,
      status: emptyFacts(id),
      values: {},
      record: {
        tenantId: id,
        purpose: 'not-said',
        owner: '',
        licences: '',
        note: '',
        links: [],
        changedAt: null,
      },
      now: () => new Date(),
      signal: new AbortController().signal,
      ...change,
    });
  };

  const browserOf = async (
    portal: PortalKey,
    tenant: SimulatedTenant,
    account: string,
  ): Promise<TestBrowser> => {
    const browser = createTestBrowser(run.cloud);
    const host = PORTAL_HOSTS[portal].global?.[0] ?? '';
    const page = await browser.open(`https://${host}${portalPath(portal, tenant, '/')}`);
    const { password } = run.account(account);
    const after = await browser.signIn(page, account, password);
    if (after.url.host !== host || after.status !== 200) throw new Error(after.body);
    return browser;
  };

  /** Fills in a form of a portal and sends it off; answers with what the page says then. */
  const form = async (
    portal: PortalKey,
    domain: string,
    account: string,
    action: string,
    fields: Fields = {},
  ): Promise<string> => {
    const tenant = run.tenant(domain);
    const key = `${portal} ${domain} ${account}`;
    const opened = browsers.get(key) ?? browserOf(portal, tenant, account);
    browsers.set(key, opened);
    const browser = await opened;
    const host = PORTAL_HOSTS[portal].global?.[0] ?? '';
    const back = portalPath(portal, tenant, '/');
    const answer = await browser.send(`https://${host}${SET_UP_PATH}`, {
      form: { action, back, ...fields },
    });
    const location = String(answer.headers.location);
    const page = await browser.open(new URL(location, `https://${host}`).href);
    const problem = page.text('problem');
    if (answer.status !== 303 || problem !== null) throw new Error(problem ?? answer.body);
    return page.text('said') ?? '';
  };

  /** Runs something while nobody has consented to a permission in the tenant. */
  const without = async <T>(domain: string, permission: string, act: () => Promise<T>) => {
    const rules = run.tenant(domain).rules as { permissionsMissing: readonly string[] };
    const before = rules.permissionsMissing;
    rules.permissionsMissing = [permission];
    try {
      return await act();
    } finally {
      rules.permissionsMissing = before;
    }
  };

  /** Tokens of an account that could not get in before are asked for anew. */
  const forgetTokens = (account: string): void => void tokens.delete(account);

  return { check, form, without, forgetTokens };
}
