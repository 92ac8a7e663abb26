import type { TenantId } from '../../preload/contract/index.ts';
import type { Cloud } from '../cloud/start-cloud.ts';
import { type Bulkhead, expect } from './bulkhead.ts';
import { signIn } from './sign-in.ts';

/** Signs an account in for the APIs of a tenant, as the operator does it in the tenant's page. */
export async function signInForApis(
  bulkhead: Bulkhead,
  cloud: Cloud,
  tenantId: TenantId,
  userPrincipalName: string,
): Promise<void> {
  await bulkhead.call('identity', 'signIn', { tenantId, accountId: null, isFresh: false });
  const page = await bulkhead.portalPage(
    tenantId,
    (url) =>
      url.includes('/authorize') || url.includes('/login') || url.startsWith('https://login.'),
  );
  await signIn(page, cloud, userPrincipalName).catch((error: unknown) => {
    // The page goes as soon as the answer is caught.
    if (!page.isClosed()) throw error;
  });
  await expect
    .poll(async () => {
      const { signIns } = await bulkhead.call('identity', 'get', {});
      return signIns.find((each) => each.tenantId === tenantId)?.state;
    })
    .not.toBe('signing-in');
}

/** Signs in with an account that is known, and closes the page that would ask for more. */
export async function trySignIn(
  bulkhead: Bulkhead,
  tenantId: TenantId,
  account: string,
): Promise<void> {
  const { accounts } = await bulkhead.call('identity', 'get', {});
  const accountId = accounts.find(({ username }) => username === account)?.id ?? null;
  expect(accountId).not.toBeNull();
  await bulkhead.call('identity', 'signIn', { tenantId, accountId, isFresh: false });
  const isSettled = async () => {
    const { signIns } = await bulkhead.call('identity', 'get', {});
    if (signIns.find((each) => each.tenantId === tenantId)?.state !== 'signing-in') return true;
    const { compartments } = await bulkhead.workspace();
    return compartments.some((each) => each.tenantId === tenantId && each.views.length > 0);
  };
  await expect.poll(isSettled, { timeout: 30_000 }).toBe(true);
  await bulkhead.call('identity', 'cancelSignIn', { tenantId });
}

/** Signs in with an account, silently where its session reaches, else on the page that asks. */
export async function signInAs(
  bulkhead: Bulkhead,
  cloud: Cloud,
  tenantId: TenantId,
  account: string,
): Promise<void> {
  const stateOf = async () => {
    const { signIns } = await bulkhead.call('identity', 'get', {});
    return signIns.find((each) => each.tenantId === tenantId)?.state;
  };
  const hasPage = async () => {
    const { compartments } = await bulkhead.workspace();
    return compartments.some((each) => each.tenantId === tenantId && each.views.length > 0);
  };
  const { accounts } = await bulkhead.call('identity', 'get', {});
  const accountId = accounts.find(({ username }) => username === account)?.id ?? null;
  await bulkhead.call('identity', 'signIn', { tenantId, accountId, isFresh: false });
  await expect
    .poll(async () => (await hasPage()) || (await stateOf()) !== 'signing-in', { timeout: 30_000 })
    .toBe(true);
  if (await hasPage()) {
    const page = await bulkhead.portalPage(tenantId, (url) => url.startsWith('https://login.'));
    await signIn(page, cloud, account).catch((error: unknown) => {
      // The page goes as soon as the answer is caught.
      if (!page.isClosed()) throw error;
    });
  }
  await expect.poll(stateOf, { timeout: 30_000 }).toBe('signed-in');
}
