import { expect, test } from '../../support/bulkhead.ts';
import { FABRIKAM_ADMIN, OPERATOR } from '../../support/demo-estate.ts';
import { startKeyring } from '../../support/keyring.ts';
import {
  formOf,
  MULTITENANT,
  OnboardingPage,
  type Place,
  placesOf,
  setIn,
} from '../../support/onboarding-page.ts';
import type { Cloud } from '../../cloud/start-cloud.ts';

// Delegated access for a security provider, walked by clicks and keys until its first analyst sees
// Defender of the customer, in portals where the settings are really made.

test.use({ estateKind: 'onboarding' });
test.setTimeout(480_000);

const PROVIDER = 'Delegated access for a managed security provider';
const ANALYST = 'a-lee@contoso.com';
const TEMPORARY = 'temp.admin@fabrikam.com';
const CONFLICT = /through Security Reader lose that the moment/;

/** From nothing to the first access of an analyst of the provider. */
async function walkProviderAccess(page: OnboardingPage, cloud: Cloud): Promise<void> {
  const { contoso, fabrikam, target } = placesOf(cloud);
  const asAnalyst = (tenant: Place['tenant'], host: string): Place => ({
    tenant,
    host,
    account: ANALYST,
  });
  const as = (account: string): Place => ({
    tenant: fabrikam,
    host: 'myaccess.microsoft.com',
    account,
  });
  const entra = target('entra.microsoft.com');
  const done = (title: string) => page.checkUntilDone(title);

  await test.step('it is prepared', async () => {
    const own = 'Use a tenant of its own for analysts';
    await page.expectAt(own);
    await page.enter("Pattern of analysts' user names", 'a-*');
    await page.skip(own, 'There is only the company’s tenant; accounts are kept apart.');
    await page.next("Have an analyst's account of the right form");
    await page.openPortal(asAnalyst(contoso, 'entra.microsoft.com'));
    await done("Have an analyst's account of the right form");
    await page.next('Reckon the licences');
    await page.openPortal(target('admin.cloud.microsoft'));
    await page.markAsDone('Reckon the licences');
    const temporary = 'Have a temporary administrator in the customer tenant';
    await page.next(temporary);
    await page.openPortal(entra);
    await page.enter('User name of the temporary administrator', TEMPORARY);
    await page.markAsDone(temporary);
  });

  await test.step('groups and Defender roles are made, and roles are turned on', async () => {
    await page.next('Create the three groups');
    const groups = await page.openPortal(entra);
    for (const [name, label] of [
      ['Tier 1 Analyst', 'Object ID of the group Tier 1 Analyst'],
      ['Tier 2 Analyst', 'Object ID of the group Tier 2 Analyst'],
      ['MSSP Analyst Approvers', 'Object ID of the group MSSP Analyst Approvers'],
    ] as const) {
      const said = await setIn(groups, 'Groups', 'New group', { 'Group name': name }, 'Create');
      await page.enter(label, /Object ID ([0-9a-f-]{36})/.exec(said)?.[1] ?? '');
    }
    await done('Create the three groups');

    const protect = 'Find everybody who would lose access';
    await page.next(protect);
    await expect(page.step(protect).getByRole('note').first()).toContainText(CONFLICT);
    const readers = await page.openPortal(entra);
    await setIn(readers, 'Groups', 'New group', { 'Group name': 'Defender Readers' }, 'Create');
    await page.markAsDone(protect);

    for (const [title, name, live] of [
      ['Create the role of tier 1', 'Tier 1 Analyst', false],
      ['Create the role of tier 2', 'Tier 2 Analyst', true],
    ] as const) {
      await page.next(title);
      const defender = await page.openPortal(target('security.microsoft.com'));
      await setIn(
        defender,
        'Permissions',
        'Add role',
        { 'Role name': name, 'Live response capabilities': live, 'Assigned group': name },
        'Save',
      );
      await done(title);
    }

    const turnOn = "Turn Defender's own roles on";
    await page.next(turnOn);
    // The conflict is said before, and stays although other groups have roles by now.
    await expect(page.step(turnOn).getByText(CONFLICT)).toBeVisible();
    const defender = await page.openPortal(target('security.microsoft.com'));
    await setIn(
      defender,
      'Permissions',
      'Add role',
      { 'Role name': 'Readers', 'Assigned group': 'Defender Readers' },
      'Save',
    );
    await setIn(defender, 'Permissions', 'Roles', {}, 'Turn on roles');
    await page.button('Mark as done…').click();
    const dialog = page.shell.getByRole('alertdialog', { name: 'This cannot be taken back' });
    await expect(dialog).toContainText(CONFLICT);
    await dialog.getByLabel('Type Fabrikam to confirm').fill('Contoso');
    await page.shell.keyboard.press('Enter');
    await expect(dialog).toContainText('This is not the name of the tenant.');
    await dialog.getByLabel('Type Fabrikam to confirm').fill('Fabrikam');
    await page.shell.keyboard.press('Enter');
    await expect(page.stateOf(turnOn)).toHaveText(/^Done by /);
  });

  await test.step('access packages lead in', async () => {
    const blade = 'Entitlement management';
    const organization = 'Add the provider as a connected organization';
    await page.next(organization);
    const portal = await page.openPortal(entra);
    await setIn(
      portal,
      blade,
      'Add connected organization',
      { 'Tenant ID or domain name': contoso.id, Name: 'Contoso' },
      'Create',
    );
    await done(organization);
    const trust = 'Trust multifactor authentication of the provider';
    await page.next(trust);
    await page.openPortal(entra);
    const access = 'Cross-tenant access settings';
    const provider = { 'Tenant ID or domain name': contoso.id };
    await setIn(portal, access, 'Add organization', provider, 'Add');
    await setIn(
      portal,
      access,
      'Inbound access of Contoso: Trust settings',
      { 'Trust multifactor authentication from Microsoft Entra tenants': true },
      'Save',
    );
    await done(trust);
    await page.next('Create the catalog');
    await page.openPortal(entra);
    await setIn(portal, blade, 'New catalog', { Name: 'MSSP Accesses' }, 'Create');
    await done('Create the catalog');

    for (const [title, name, approver] of [
      ['Create the access package of approvers', 'MSSP Analyst Approvers', FABRIKAM_ADMIN],
      ['Create the access package of tier 1', 'Tier 1 Analyst', 'MSSP Analyst Approvers'],
      ['Create the access package of tier 2', 'Tier 2 Analyst', 'MSSP Analyst Approvers'],
    ] as const) {
      await page.next(title);
      await page.openPortal(entra);
      await setIn(
        portal,
        blade,
        'New access package',
        {
          Name: name,
          Catalog: 'MSSP Accesses',
          'Group that it gives': name,
          'Connected organization': 'Contoso',
          Approver: approver,
          'Assignment expires after (days)': '365',
          'Require access reviews, annually': true,
          'Users can request to extend': true,
        },
        'Create',
      );
      await done(title);
    }

    await page.next('Keep the three request links');
    await page.openPortal(entra);
    await formOf(portal, blade, 'New access package');
    for (const name of ['MSSP Analyst Approvers', 'Tier 1 Analyst', 'Tier 2 Analyst']) {
      const said = await portal.getByText(`Access package ${name}. My Access`).innerText();
      await page.enter(`Request link of ${name}`, /https:\S+/.exec(said)?.[0] ?? '');
    }
    await done('Keep the three request links');

    await page.next('Plan the yearly review');
    await page.openPortal(entra);
    await setIn(
      portal,
      'Access reviews',
      'New access review',
      { 'Review name': 'Tier 1', Group: 'Tier 1 Analyst', Recurrence: 'Annually' },
      'Create',
    );
    await page.markAsDone('Plan the yearly review');
  });

  await test.step('guests are limited', async () => {
    const blade = 'External collaboration settings';
    await page.next('Keep guests from inviting others');
    const portal = await page.openPortal(entra);
    const invites = 'Only users assigned to specific admin roles can invite';
    await setIn(portal, blade, blade, { 'Guest invite settings': invites }, 'Save');
    await done('Keep guests from inviting others');
    await page.next('Limit what guests see of the directory');
    await page.openPortal(entra);
    const own = 'Restricted to their own objects';
    await setIn(portal, blade, blade, { 'Guest user access': own }, 'Save');
    await done('Limit what guests see of the directory');
    const restrict = 'Restrict the admin center for people without an admin role';
    await page.next(restrict);
    await page.openPortal(entra);
    await setIn(
      portal,
      'User settings',
      'User settings',
      { 'Restrict access to Microsoft Entra admin center': true },
      'Save',
    );
    await page.markAsDone(restrict);
    const keep = 'Do not block sign-in when the last package ends';
    await page.next(keep);
    await page.openPortal(entra);
    await setIn(
      portal,
      'Governance settings',
      'Manage the lifecycle of external users',
      { 'When an external user loses the last assignment': 'Do nothing' },
      'Save',
    );
    await page.button('Check now').click();
    await expect(page.step(keep).getByText('Passed', { exact: true })).toBeVisible();
    await page.markAsDone(keep);
  });

  await test.step('the first analyst gets in', async () => {
    const blade = 'Access packages and approvals';
    // Who requests is nobody in the customer's tenant yet, and signs in at home: in My Access of the
    // customer, whose page says nothing of that.
    const request = async (account: string, wanted: string) => {
      const requests = await page.openPortal(as(account));
      await setIn(
        requests,
        blade,
        `Request ${wanted}`,
        { 'Business justification': 'Named by the provider' },
        'Request',
      );
    };
    const approve = async (account: string) => {
      const decides = await page.openPortal(as(account));
      await setIn(decides, blade, /^Approve the request/, { Reason: 'Named by us' }, 'Approve');
    };
    await page.next('Let the first approver in');
    await request(OPERATOR, 'MSSP Analyst Approvers');
    await approve(FABRIKAM_ADMIN);
    await page.markAsDone('Let the first approver in');

    await page.next('Request access');
    await request(ANALYST, 'Tier 1 Analyst');
    await page.markAsDone('Request access');

    await page.next('Approve or deny the request');
    await approve(OPERATOR);
    await page.markAsDone('Approve or deny the request');
    await page.next('See the analyst in the customer tenant');

    await page.signInForChecks(fabrikam, ANALYST);
    await page.openRun(PROVIDER);
    await page.expectAt('See the analyst in the customer tenant');
    const users = await page.openPortal(entra);
    await expect(users.getByRole('region', { name: 'Users', exact: true })).toContainText(ANALYST);
    await done('See the analyst in the customer tenant');
    await page.next('Open Defender of the customer');
    await page.openPortal(asAnalyst(fabrikam, 'security.microsoft.com'));
    // Another account signed out in the compartment, which ended the second factor of this one.
    await page.signInForChecks(fabrikam, ANALYST);
    await page.openRun(PROVIDER);
    await done('Open Defender of the customer');
  });

  await test.step('the set-up is taken down', async () => {
    await page.next('Remove the temporary administrator');
    const portal = await page.openPortal(entra);
    await setIn(
      portal,
      'Roles and administrators',
      'Remove assignment',
      { Role: 'Global Administrator', Member: TEMPORARY },
      'Remove',
    );
    await page.markAsDone('Remove the temporary administrator');
    await page.next('Look at the limits once more');
    await page.openPortal(entra);
    await page.markAsDone('Look at the limits once more');
    await page.button('Sign off the run').click();
    await expect(page.shell.getByText(/^Signed off /).first()).toBeVisible();
  });
}

test('a provider’s first analyst gets in, with a conflict said before a step without a way back', async ({
  cloud,
  start,
}) => {
  const keyring = await startKeyring();
  const { contoso, fabrikam } = placesOf(cloud);
  try {
    const bulkhead = await start({ keyring });
    const page = new OnboardingPage(bulkhead, cloud);
    await page.signInForChecks(contoso, ANALYST);
    await page.signInForChecks(fabrikam, FABRIKAM_ADMIN);
    // Whom that one gives Security Reader is who would lose by this one.
    await page.open();
    await page.startRun(MULTITENANT, ['Source tenant', contoso], ['Target tenant', fabrikam]);
    await page.open();
    await page.startRun(PROVIDER, ['Provider tenant', contoso], ['Customer tenant', fabrikam]);
    await walkProviderAccess(page, cloud);
  } finally {
    await keyring.stop();
  }
});
