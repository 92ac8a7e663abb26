import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNativeClient } from './native-client.ts';
import { runCloud } from './running-cloud.ts';
import type { RunningCloud } from './running-cloud.ts';
import { createTestBrowser } from './test-browser.ts';
import type { TestBrowser } from './test-browser.ts';

const ARM = 'https://management.azure.com';
const LOGIN = 'https://login.microsoftonline.com';

type Row = Record<string, unknown>;

describe('the large estate', () => {
  let run: RunningCloud;
  let browser: TestBrowser;
  let token: string;
  let refusals: Map<string, number>;

  beforeAll(async () => {
    run = await runCloud('large');
    browser = createTestBrowser(run.cloud);
    const { estate } = run.cloud;
    const operator = estate.accounts[0];
    if (!operator) throw new Error('no operator');
    const scope = `openid offline_access ${ARM}/user_impersonation`;
    const client = createNativeClient(browser, `${LOGIN}/${estate.homeTenantId}`, scope);
    const start = await browser.open(client.authorizeUrl());
    const page = await browser.signIn(start, operator.userPrincipalName, operator.password);
    const tokens = JSON.parse((await client.redeem(page)).body) as Record<string, string>;
    token = String(tokens.access_token);

    refusals = new Map();
    for (const { tenantId } of operator.memberships) {
      const answer = await client.refresh(String(tokens.refresh_token), {
        authority: `${LOGIN}/${tenantId}`,
        scope: 'https://graph.microsoft.com/User.Read',
      });
      const body = JSON.parse(answer.body) as { error_codes?: number[] };
      refusals.set(tenantId, body.error_codes?.[0] ?? 0);
    }
  });
  afterAll(() => run.stop());

  async function rows(path: string): Promise<{ value: Row[]; pages: number }> {
    const value: Row[] = [];
    let pages = 0;
    for (let next: string | undefined = `${ARM}${path}?api-version=2022-12-01`; next; pages += 1) {
      const answer = await browser.send(next, { headers: { authorization: `Bearer ${token}` } });
      const body = JSON.parse(answer.body) as { value: Row[]; nextLink?: string };
      value.push(...body.value);
      next = body.nextLink;
    }
    return { value, pages };
  }

  it('lists tenants in pages, those of Lighthouse as managed, none of GDAP alone', async () => {
    const { value, pages } = await rows('/tenants');
    const categories = new Set(value.map(({ tenantCategory }) => tenantCategory));
    const listed = new Set(value.map(({ tenantId }) => tenantId));
    const hidden = run.cloud.estate.tenants.filter(
      ({ cloud, id }) => cloud === 'global' && !listed.has(id),
    );

    expect(pages).toBeGreaterThan(1);
    expect(listed.size).toBe(value.length);
    expect(categories).toEqual(new Set(['Home', 'ProjectedBy', 'ManagedBy']));
    expect(new Set(hidden.map(({ accessPath }) => accessPath))).toEqual(
      new Set(['gdap', 'governance']),
    );
  });

  it('lists the subscription of the token’s tenant', async () => {
    const { value } = await rows('/subscriptions');

    expect(value).toEqual([
      expect.objectContaining({
        tenantId: run.cloud.estate.homeTenantId,
        state: 'Enabled',
        managedByTenants: [],
      }),
    ]);
  });

  it('lets the operator into most tenants, and refuses in every way somewhere', () => {
    const codes = [...refusals.values()];

    expect(refusals.size).toBe(160);
    expect(codes.filter((code) => code === 0).length).toBeGreaterThan(60);
    expect(new Set(codes)).toEqual(new Set([0, 50076, 53000, 53003, 65001]));
  });
});
