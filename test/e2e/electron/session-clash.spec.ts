import type { Page } from '@playwright/test';
import type { Cloud } from '../../cloud/start-cloud.ts';
import type { TenantId } from '../../../preload/contract/index.ts';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { demoTenant, FABRIKAM_ADMIN, OPERATOR } from '../../support/demo-estate.ts';
import { launchElectron, type LaunchedElectron } from '../../support/electron.ts';
import { copyPlainApp } from '../../support/plain-app.ts';
import { signIn } from '../../support/sign-in.ts';

// Why Bulkhead is there at all: the same two tenants with the same two accounts on the same cloud
// and the same Electron, first in one session as any browser has it, then in two compartments.

const defender = (tenantId: string) => `https://security.microsoft.com/?tid=${tenantId}`;

test.describe('in one session', () => {
  let electron: LaunchedElectron;
  let removeApp: () => Promise<void>;

  test.beforeEach(async ({ cloud, profileDir }) => {
    const { appDir, remove } = await copyPlainApp();
    removeApp = remove;
    electron = await launchElectron({
      appDir,
      profileDir,
      switches: [
        `--host-resolver-rules=MAP * 127.0.0.1:${String(cloud.port)}`,
        `--ignore-certificate-errors-spki-list=${cloud.spki}`,
      ],
    });
    await electron.app.firstWindow();
  });
  test.afterEach(async () => {
    await electron.close();
    await removeApp();
  });

  /** One more window of the plain app; all of them share its one session. */
  async function openWindow(url: string): Promise<Page> {
    const opened = electron.app.waitForEvent('window');
    await electron.app.evaluate(({ BrowserWindow }, address) => {
      void new BrowserWindow({ width: 1000, height: 700 }).loadURL(address);
    }, url);
    return opened;
  }

  test('the second sign-in locks the operator out of the first tenant', async ({ cloud }) => {
    const contoso = demoTenant(cloud, 'Contoso');
    const fabrikam = demoTenant(cloud, 'Fabrikam');
    const first = await openWindow(defender(contoso.id));
    await signIn(first, cloud, OPERATOR);
    await expect(first.getByTestId('tenant-id')).toHaveText(contoso.id);

    // Nobody is asked who they are: the session decides.
    const second = await openWindow(defender(fabrikam.id));
    await expect(second.getByTestId('account-name')).toHaveText(OPERATOR);
    await second.getByRole('link', { name: 'Switch account' }).click();
    await second.waitForURL(/login\.microsoftonline\.com/);
    await signIn(second, cloud, FABRIKAM_ADMIN);
    await second.goto(defender(fabrikam.id));
    await expect(second.getByTestId('account-name')).toHaveText(FABRIKAM_ADMIN);

    await first.reload();

    await expect(first.getByTestId('sign-in-block')).toContainText('AADSTS50020');
    await expect(first.getByTestId('portal-name')).toBeHidden();
  });

  test('the second account silently takes over a tenant that knows both', async ({ cloud }) => {
    const contoso = demoTenant(cloud, 'Contoso');
    const fabrikam = demoTenant(cloud, 'Fabrikam');
    const first = await openWindow(defender(fabrikam.id));
    await signIn(first, cloud, FABRIKAM_ADMIN);
    await expect(first.getByTestId('account-name')).toHaveText(FABRIKAM_ADMIN);
    const second = await openWindow(defender(contoso.id));
    await second.getByRole('button', { name: 'Sign in with another account' }).click();
    await signIn(second, cloud, OPERATOR);

    await first.reload();

    await expect(first.getByTestId('tenant-id')).toHaveText(fabrikam.id);
    await expect(first.getByTestId('account-name')).toHaveText(OPERATOR);
  });
});

test.describe('in two compartments', () => {
  async function signedIn(bulkhead: Bulkhead, cloud: Cloud, tenantId: TenantId, account: string) {
    const page = await bulkhead.open(tenantId, 'defender');
    await signIn(page, cloud, account);
    await expect(page.getByTestId('account-name')).toHaveText(account);
    return page;
  }

  async function isAlive(page: Page, tenantId: TenantId, account: string) {
    await expect(page.getByTestId('tenant-id')).toHaveText(tenantId);
    await expect(page.getByTestId('account-name')).toHaveText(account);
  }

  test('both stay signed in after a reload and after a restart', async ({ cloud, start }) => {
    const contoso = demoTenant(cloud, 'Contoso');
    const fabrikam = demoTenant(cloud, 'Fabrikam');
    const before = await start();
    const first = await signedIn(before, cloud, contoso.id, OPERATOR);
    const second = await signedIn(before, cloud, fabrikam.id, FABRIKAM_ADMIN);

    await first.reload();
    await second.reload();
    await isAlive(first, contoso.id, OPERATOR);
    await isAlive(second, fabrikam.id, FABRIKAM_ADMIN);
    await before.close();
    cloud.requests.clear();

    const after = await start();
    for (const [tenant, account] of [
      [fabrikam, FABRIKAM_ADMIN],
      [contoso, OPERATOR],
    ] as const) {
      await after.call('compartments', 'select', { tenantId: tenant.id });
      await isAlive(await after.portalPage(tenant.id), tenant.id, account);
    }
    const typed = cloud.requests.requests().filter(({ body }) => body.includes('passwd='));
    expect(typed).toEqual([]);
  });
});
