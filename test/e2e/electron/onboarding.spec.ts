import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { FABRIKAM_ADMIN, OPERATOR } from '../../support/demo-estate.ts';
import { startKeyring } from '../../support/keyring.ts';
import {
  MULTITENANT,
  OnboardingPage,
  partOf,
  type Place,
  placesOf,
  setIn,
} from '../../support/onboarding-page.ts';
import type { Cloud } from '../../cloud/start-cloud.ts';

// A checklist walked as an operator walks it: by clicks and keys, in portals where the settings are
// really made. One start and one restart for all of it, because each costs more than what is looked
// at. That of a security provider is walked in onboarding-provider.spec.ts, at the same time.

test.use({ estateKind: 'onboarding' });
test.setTimeout(480_000);

const NO_NETWORK = ['--host-resolver-rules=MAP * 0.0.0.0:1'];
const ACCESS = 'Cross-tenant access settings';
const SYNC = 'Cross-tenant synchronization';
const SYNC_NAME = 'Contoso to Fabrikam';

/** From nothing to one inventory of both tenants. */
async function walkMultitenantManagement(page: OnboardingPage, cloud: Cloud): Promise<void> {
  const { contoso, fabrikam, source, target } = placesOf(cloud);
  const own = (host: string): Place => ({ tenant: fabrikam, account: OPERATOR, host });
  const entra = 'entra.microsoft.com';
  const redemption = (name: string) => `Automatically redeem invitations with the tenant ${name}`;
  const done = async (title: string) => page.checkUntilDone(title);

  await page.expectAt('Confirm which tenant is the source and which the target');
  await page.markAsDone('Confirm which tenant is the source and which the target');

  await page.next('Get the set-up roles in the source tenant');
  await page.openPortal(source(entra));
  await page.markAsDone('Get the set-up roles in the source tenant');

  await page.next('Check the licences of both tenants');
  await page.openPortal(target('admin.cloud.microsoft'));
  await page.button('Check now').click();
  await expect(page.step('Check the licences of both tenants')).toContainText('Passed');
  await page.markAsDone('Check the licences of both tenants');

  await test.step('the target lets the source in', async () => {
    const add = 'Add the source tenant as an organization';
    await page.next(add);
    const portal = await page.openPortal(target(entra));
    // Before it is done, the check says what is not there.
    await page.button('Check now').click();
    await expect(page.stateOf(add)).toContainText('1 check failed');
    await setIn(
      portal,
      ACCESS,
      'Add organization',
      { 'Tenant ID or domain name': contoso.id },
      'Add',
    );
    await done(add);

    await page.next('Allow users to be synchronized in');
    await page.openPortal(target(entra));
    await setIn(
      portal,
      ACCESS,
      'Inbound access of Contoso: Cross-tenant sync',
      { 'Allow users sync into this tenant': true },
      'Save',
    );
    await done('Allow users to be synchronized in');

    const trust = 'Inbound access of Contoso: Trust settings';
    await page.next('Redeem invitations automatically, inbound');
    await page.openPortal(target(entra));
    await setIn(portal, ACCESS, trust, { [redemption('Contoso')]: true }, 'Save');
    await done('Redeem invitations automatically, inbound');

    await page.next('Trust multifactor authentication of the source');
    await page.openPortal(target(entra));
    await setIn(
      portal,
      ACCESS,
      trust,
      { 'Trust multifactor authentication from Microsoft Entra tenants': true },
      'Save',
    );
    await done('Trust multifactor authentication of the source');

    await page.next('See that B2B collaboration is not blocked');
    await page.openPortal(target(entra));
    await done('See that B2B collaboration is not blocked');
  });

  await test.step('the source reaches out', async () => {
    await page.next('Add the target tenant as an organization');
    const portal = await page.openPortal(source(entra));
    await setIn(
      portal,
      ACCESS,
      'Add organization',
      { 'Tenant ID or domain name': fabrikam.id },
      'Add',
    );
    await done('Add the target tenant as an organization');

    await page.next('Redeem invitations automatically, outbound');
    await page.openPortal(source(entra));
    await setIn(
      portal,
      ACCESS,
      'Outbound access of Fabrikam: Trust settings',
      { [redemption('Fabrikam')]: true },
      'Save',
    );
    await done('Redeem invitations automatically, outbound');

    await page.next('Look at the settings of the target once more');
    await page.openPortal(source(entra));
    await done('Look at the settings of the target once more');
  });

  await test.step('the administrators are synchronized', async () => {
    const create = 'Create the synchronization configuration';
    await page.next(create);
    const portal = await page.openPortal(source(entra));
    await page.enter('Name of the synchronization configuration', SYNC_NAME);
    await setIn(portal, SYNC, 'New configuration', { Name: SYNC_NAME }, 'Create');
    await done(create);

    await page.next('Connect the configuration to the target');
    await page.openPortal(source(entra));
    await setIn(
      portal,
      SYNC,
      `${SYNC_NAME}: Get started`,
      { 'Tenant Id': fabrikam.id },
      'Test connection and save',
    );
    await done('Connect the configuration to the target');

    await page.next('Limit the configuration to assigned users');
    await page.openPortal(source(entra));
    await page.markAsDone('Limit the configuration to assigned users');

    const assign = 'Assign the administrators who are to be synchronized';
    await page.next(assign);
    await page.openPortal(source(entra));
    await setIn(
      portal,
      SYNC,
      `${SYNC_NAME}: Users and groups`,
      { 'User or group': OPERATOR },
      'Assign',
    );
    await done(assign);

    await page.next('Turn provisioning on');
    await page.openPortal(source(entra));
    await setIn(
      portal,
      SYNC,
      `${SYNC_NAME}: Provisioning`,
      { 'Provisioning status': 'On' },
      'Save',
    );
    await page.markAsDone('Turn provisioning on');

    await page.next('Restart provisioning once, and wait');
    await page.openPortal(source(entra));
    await setIn(portal, SYNC, `${SYNC_NAME}: Overview`, {}, 'Restart provisioning');
    await done('Restart provisioning once, and wait');
    await page.next('See the account in the target');
  });

  await test.step('the administrator gets Security Reader', async () => {
    // From here on checks ask as the administrator, who is somebody in the target now.
    await page.signInForChecks(fabrikam, OPERATOR);
    await page.openRun(MULTITENANT);
    await page.expectAt('See the account in the target');
    await page.openPortal(target(entra));
    await done('See the account in the target');

    const group = 'Create a group that holds Security Reader';
    await page.next(group);
    await page.skip(group, 'One administrator; no group is needed.');

    const reader = 'Give the administrator Security Reader';
    await page.next(reader);
    const portal = await page.openPortal(target(entra));
    await setIn(
      portal,
      'Roles and administrators',
      'Add assignments',
      { Role: 'Security Reader', Member: OPERATOR, 'Assignment type': 'Active' },
      'Assign',
    );
    await done(reader);

    for (const title of [
      'Choose how long the role lasts, and note its end',
      'Activate Security Reader',
    ]) {
      await page.next(title);
      await page.skip(title, 'The role is assigned for good; it is reviewed every year.');
    }
  });

  await test.step('the administrator sees the target', async () => {
    const list = 'See the target in the own list of organizations';
    await page.next(list);
    const account = await page.openPortal(source('myaccount.microsoft.com'));
    await expect(
      account.getByRole('region', { name: 'Other organizations you collaborate with' }),
    ).toContainText('Fabrikam');
    await done(list);

    const look = 'Open Defender of the target and look through it';
    await page.next(look);
    await page.openPortal(own('security.microsoft.com'));
    await page.button('Check now').click();
    await expect(page.step(look)).toContainText('A query that reads nothing was answered.');
    await page.markAsDone(look);

    await page.next('Know how multifactor authentication behaves in the target');
    await page.openPortal(target(entra));
    await done('Know how multifactor authentication behaves in the target');

    await page.next('Add the target in Defender multitenant management');
    const views = await page.openPortal(source('mto.security.microsoft.com'));
    await setIn(views, 'Tenants', 'Add Fabrikam', {}, 'Add tenant');
    await page.markAsDone('Add the target in Defender multitenant management');
  });

  await test.step('it is validated in inventory and hunting', async () => {
    const mto = source('mto.security.microsoft.com');
    const inventory = 'See the devices of both tenants in one inventory';
    await page.next(inventory);
    const views = await page.openPortal(mto);
    const devices = await partOf(views, 'Devices in all tenants');
    await expect(devices).toContainText(/Contoso: [1-9]\d* devices/);
    await expect(devices).toContainText(/Fabrikam: [1-9]\d* devices/);
    await done(inventory);
    await page.button('Add text…').click();
    const dialog = page.shell.getByRole('dialog', { name: 'Add text as evidence' });
    await dialog.getByLabel('Text').fill('Both tenants are in the list.');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(dialog).toBeHidden();
    await page.button('Add a picture of the page').click();
    await expect(page.step(inventory)).toContainText('Picture,');
    await expect(page.step(inventory)).toContainText('Text,');

    await page.next('Read the device state of each tenant');
    await page.openPortal(mto);
    await page.markAsDone('Read the device state of each tenant');

    await page.next('Try the filters of the device list');
    await page.skip('Try the filters of the device list', 'Known from before.');

    await page.next('Create a tenant group');
    const groups = await page.openPortal(mto);
    await setIn(groups, 'Tenant groups', 'Create tenant group', { Name: 'All' }, 'Create');
    await page.markAsDone('Create a tenant group');

    await page.next('Hunt in both tenants');
    const hunting = await page.openPortal(mto);
    await expect(await partOf(hunting, 'Advanced hunting in all tenants')).toBeVisible();
    await done('Hunt in both tenants');

    await page.next('Take the set-up roles in the source away');
    await page.openPortal(source(entra));
    await page.markAsDone('Take the set-up roles in the source away');
  });
}

interface HandOverFile {
  readonly version: number;
  readonly engagement: { readonly summary: Readonly<Record<string, unknown>> };
  readonly evidence: readonly Readonly<Record<string, unknown>>[];
}

test('from nothing to one inventory of two tenants, kept without a network, and a drift that shows', async ({
  cloud,
  start,
}) => {
  const keyring = await startKeyring();
  const dir = await mkdtemp(join(tmpdir(), 'bulkhead-export-'));
  await chmod(dir, 0o777);
  const { contoso, fabrikam } = placesOf(cloud);
  try {
    const first: Bulkhead = await start({ keyring });
    const page = new OnboardingPage(first, cloud);
    await page.signInForChecks(contoso, OPERATOR);
    await page.signInForChecks(fabrikam, FABRIKAM_ADMIN);
    await page.open();
    await page.startRun(MULTITENANT, ['Source tenant', contoso], ['Target tenant', fabrikam]);
    await walkMultitenantManagement(page, cloud);

    await test.step('it is signed off and handed over', async () => {
      await page.button('Sign off the run').click();
      await expect(first.shell.getByText(/^Signed off /).first()).toBeVisible();
      const file = join(dir, 'hand-over.json');
      await page.answerSaveDialog(file);
      await page.ofRun('Export hand-over as JSON…');
      await expect(first.shell.getByText(/hand-over\.json is written/).first()).toBeVisible();
      const written = JSON.parse(await readFile(file, 'utf8')) as HandOverFile;
      expect(written.version).toBe(1);
      expect(new Set(written.evidence.map(({ kind }) => kind))).toEqual(
        new Set(['check', 'picture', 'text']),
      );
    });
    const trust = 'Trust multifactor authentication of the source';
    const tree = (bulkhead: Bulkhead) =>
      bulkhead.shell.getByRole('treeitem', { name: /^Fabrikam / }).first();
    await test.step('a setting that is changed behind its back shows as drift', async () => {
      await page.signInForChecks(fabrikam, FABRIKAM_ADMIN);
      await page.openRun(MULTITENANT);
      await page.goToStep(trust);
      await expect(page.stateOf(trust)).toHaveText(/^Done, found by a check/);
      cloud.setUp.edit({
        tenantId: fabrikam.id,
        action: 'save-inbound-trust',
        fields: { tenant: contoso.id, redemption: 'on' },
      });
      // Nobody asks for a check: what is collected has the steps of the tenant looked at again.
      await page.collectStatus(fabrikam);
      await expect(tree(first)).toHaveAccessibleName(/drifted/, { timeout: 40_000 });
      await page.openRun(MULTITENANT);
      await page.goToStep(trust);
      await expect(page.stateOf(trust)).toHaveText(/^Drifted/);
      await expect(page.step(trust)).toContainText('off in the entry for Contoso');
      await expect(page.estateButton).toHaveAccessibleName(/^Onboarding [1-9]/);
    });
    await first.close();

    const second = await start({ keyring, switches: NO_NETWORK });
    await second.electron.app.evaluate(({ net }) => {
      Object.defineProperty(net, 'isOnline', { value: () => false });
    });
    const later = new OnboardingPage(second, cloud);
    await expect(second.shell.getByText(/^Offline/).first()).toBeVisible();
    await expect(later.estateButton).toHaveAccessibleName(/^Onboarding [1-9]/);
    await expect(tree(second)).toHaveAccessibleName(/drifted/);
    await later.openRun(MULTITENANT);
    await later.goToStep(trust);
    await expect(later.stateOf(trust)).toHaveText(/^Drifted/);
    await expect(later.step(trust)).toContainText('Checks wait for the network');
    await expect(later.button('Check all steps')).toBeDisabled();
    const inventory = 'See the devices of both tenants in one inventory';
    await later.goToStep(inventory);
    await later.button('Look at Both tenants are in the list.').click();
    const dialog = second.shell.getByRole('dialog', { name: 'Evidence' });
    await expect(dialog.locator('pre')).toHaveText('Both tenants are in the list.');
    await dialog.getByRole('button', { name: 'Close', exact: true }).click();
    await later.button(/^Look at .*Defender multitenant/).click();
    await expect(dialog.getByRole('img')).toBeVisible();
    await second.close();
  } finally {
    await keyring.stop();
    await rm(dir, { recursive: true, force: true });
  }
});
