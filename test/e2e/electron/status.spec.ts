import type { Identity } from '../../../preload/contract/identity.ts';
import type { StatusRow } from '../../../preload/contract/status.ts';
import type { TenantId } from '../../../preload/contract/index.ts';
import type { Cloud } from '../../cloud/start-cloud.ts';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { signInForApis, trySignIn } from '../../support/api-sign-in.ts';

test.use({ estateKind: 'status' });
test.setTimeout(180_000);

const OPERATOR = 'operator@home.example';
const SECOND = 'second@throttled.example';

function idOf(cloud: Cloud, name: string): TenantId {
  const tenant = cloud.estate.tenants.find((each) => each.name === name);
  if (tenant === undefined) throw new Error(`no tenant ${name}`);
  return tenant.id as TenantId;
}

const identityOf = (bulkhead: Bulkhead): Promise<Identity> => bulkhead.call('identity', 'get', {});

async function rowOf(bulkhead: Bulkhead, tenantId: TenantId): Promise<StatusRow> {
  const { rows } = await bulkhead.call('status', 'get', {});
  const row = rows.find((each) => each.tenantId === tenantId);
  if (row === undefined) throw new Error('no row');
  return row;
}

async function cells(bulkhead: Bulkhead, tenantId: TenantId) {
  const row = await rowOf(bulkhead, tenantId);
  return Object.fromEntries(
    row.cells.map(({ checkId, state, word }) => [checkId, `${state}: ${word}`]),
  );
}

/** What the three badges of a tenant say, and where the Status page and the matrix say more. */
interface Said {
  readonly signIn: string;
  readonly mfa: string;
  readonly access: string;
  /** Words of the reason for the sign-in. */
  readonly why: RegExp;
  /** The button of the shortest way out; null when there is none. */
  readonly out: string | null;
}

/** Looks at switcher, matrix and Status page, as an operator does, for what they say of a tenant. */
async function expectSaid(bulkhead: Bulkhead, name: string, said: Said): Promise<void> {
  const { shell } = bulkhead;
  const row = shell.getByRole('treeitem', { name: new RegExp(`^${name} `) });
  await expect(row).toHaveAccessibleName(
    new RegExp(
      `Sign-in: ${said.signIn}, MFA: ${said.mfa}, Conditional Access: ${said.access}, status `,
    ),
  );
  const badge = row.locator('[data-check="sign-in"]');
  await expect(badge).toHaveAttribute('title', said.why);
  await expect(badge).toHaveAttribute('title', /Collected .+ \(.*\d{2}:\d{2}:\d{2}.*\)\.$/);

  await shell.getByRole('button', { name: 'Status matrix' }).click();
  const header = shell.getByRole('rowheader', { name: new RegExp(`^${name}(?:,|$)`) });
  const cells = shell.getByRole('row').filter({ has: header }).getByRole('gridcell');
  for (const [column, word] of [
    ['Sign-in', said.signIn],
    ['MFA done', said.mfa],
    ['CA', said.access],
  ] as const) {
    await expect(
      cells.and(shell.getByLabel(new RegExp(`^${column}: ${word}(?:,|$)`))),
    ).toBeVisible();
  }

  await row.click();
  await shell.getByRole('tab', { name: /^Status/ }).click();
  const page = shell.getByRole('tabpanel', { name: 'Status' });
  const finding = page.getByRole('listitem').filter({ hasText: /^Signed in/ });
  await expect(finding).toContainText(said.signIn);
  await expect(finding).toContainText(said.why);
  await expect(finding).toContainText(/just now|min\. ago/);
  if (said.out !== null) {
    await expect(finding.getByRole('button', { name: said.out })).toBeVisible();
  }
}

test('says of each tenant what is so, and says it with its age when the network is gone', async ({
  bulkhead,
  cloud,
}) => {
  const { shell } = bulkhead;
  const ids = Object.fromEntries(cloud.estate.tenants.map(({ name }) => [name, idOf(cloud, name)]));
  const of = (name: string): TenantId => ids[name] ?? idOf(cloud, name);
  await signInForApis(bulkhead, cloud, of('Home'), OPERATOR);
  for (const name of ['Wants MFA', 'Wants Device', 'No Consent', 'Disabled']) {
    await trySignIn(bulkhead, of(name), OPERATOR);
  }
  await signInForApis(bulkhead, cloud, of('Throttled'), SECOND);
  await trySignIn(bulkhead, of('Unreachable'), SECOND);

  const { signIns } = await identityOf(bulkhead);
  const states = signIns.map(({ tenantId, state, code }) => [tenantId, state, code]);
  expect(states.toSorted()).toEqual(
    [
      [of('Home'), 'signed-in', null],
      [of('Wants MFA'), 'needs-mfa', '50076'],
      [of('Wants Device'), 'blocked', '53000'],
      [of('No Consent'), 'needs-consent', '65001'],
      [of('Disabled'), 'disabled', '50057'],
      [of('Throttled'), 'signed-in', null],
      [of('Unreachable'), 'unreachable', null],
    ].toSorted(),
  );

  await bulkhead.call('status', 'collect', { tenantIds: null });
  const progress = async () => (await bulkhead.call('status', 'get', {})).progress;
  // The throttled one asks for two minutes of peace and keeps nobody else waiting.
  await expect
    .poll(async () => [(await progress()).done, (await progress()).waiting], { timeout: 60_000 })
    .toEqual([6, 1]);

  expect(await cells(bulkhead, of('Home'))).toMatchObject({
    'sign-in': 'pass: Signed in',
    'mfa-done': 'pass: MFA done',
    'conditional-access': 'pass: Lets you in',
    'access-path': 'fact: Member',
    roles: 'pass: 1 role',
  });
  expect(await cells(bulkhead, of('Wants MFA'))).toMatchObject({
    'sign-in': 'attention: MFA needed',
    'mfa-done': 'attention: MFA needed',
  });
  expect(await cells(bulkhead, of('Wants Device'))).toMatchObject({
    'sign-in': 'fail: Blocked',
    'conditional-access': 'fail: Compliant device needed',
  });
  expect(await cells(bulkhead, of('No Consent'))).toMatchObject({
    'sign-in': 'fail: Consent missing',
  });
  expect(await cells(bulkhead, of('Disabled'))).toMatchObject({
    'sign-in': 'fail: Account disabled',
  });
  expect(await cells(bulkhead, of('Throttled'))).toMatchObject({ 'sign-in': 'pass: Signed in' });
  expect(await cells(bulkhead, of('Unreachable'))).toMatchObject({
    'sign-in': 'unknown: Unreachable',
  });
  for (const name of ['Wants MFA', 'Wants Device', 'No Consent', 'Disabled', 'Unreachable']) {
    const { cells: all } = await rowOf(bulkhead, of(name));
    const isFromSignIn = ({ checkId }: { checkId: string }) =>
      ['sign-in', 'mfa-done', 'conditional-access', 'access-path'].includes(checkId);
    expect(all.filter((cell) => cell.state === 'pass' && !isFromSignIn(cell))).toEqual([]);
  }
  await bulkhead.call('status', 'cancel', {});
  await expect.poll(async () => (await progress()).isRunning).toBe(false);

  const SAID: Readonly<Record<string, Said>> = {
    Home: {
      signIn: 'Signed in',
      mfa: 'MFA done',
      access: 'Lets you in',
      why: /You are signed in/,
      out: null,
    },
    'Wants MFA': {
      signIn: 'MFA needed',
      mfa: 'MFA needed',
      access: 'Not collected',
      why: /MFA/,
      out: 'Sign in with MFA',
    },
    'Wants Device': {
      signIn: 'Blocked',
      mfa: 'Not signed in',
      access: 'Compliant device needed',
      why: /compliant/,
      out: 'Open in managed browser',
    },
    'No Consent': {
      signIn: 'Consent missing',
      mfa: 'Not signed in',
      access: 'Not permitted',
      why: /consent/i,
      out: 'Copy consent link',
    },
    Disabled: {
      signIn: 'Account disabled',
      mfa: 'Not signed in',
      access: 'Not collected',
      why: /disabled/,
      out: null,
    },
    Throttled: {
      signIn: 'Signed in',
      mfa: 'Not collected',
      access: 'Not collected',
      why: /You are signed in/,
      out: null,
    },
    Unreachable: {
      signIn: 'Unreachable',
      mfa: 'Not collected',
      access: 'Not collected',
      why: /cannot be reached/,
      out: 'Collect now',
    },
  };
  for (const [name, said] of Object.entries(SAID)) await expectSaid(bulkhead, name, said);

  // The network goes away; what was collected stays, with its age.
  const before = await rowOf(bulkhead, of('Home'));
  cloud.faults.clear();
  for (const { host } of [{ host: 'graph.microsoft.com' }, { host: 'login.microsoftonline.com' }]) {
    cloud.faults.add({ effect: { kind: 'reset' }, host });
  }
  await bulkhead.call('status', 'collect', { tenantIds: [of('Home')] });
  await expect.poll(async () => (await progress()).isRunning, { timeout: 60_000 }).toBe(false);
  const after = await rowOf(bulkhead, of('Home'));
  expect(after.problem).not.toBeNull();
  expect(after.collectedAt).toBe(before.collectedAt);
  const kept = (row: StatusRow) =>
    row.cells.flatMap(({ checkId, state, collectedAt }) =>
      checkId === 'sign-in' ? [] : [[checkId, state, collectedAt]],
    );
  expect(kept(after)).toEqual(kept(before));

  // Of every tenant, in all three places, what was said before and how old it is.
  await bulkhead.call('status', 'collect', { tenantIds: Object.values(ids) });
  await expect.poll(async () => (await progress()).isRunning, { timeout: 60_000 }).toBe(false);
  for (const [name, said] of Object.entries(SAID)) await expectSaid(bulkhead, name, said);
  await shell.getByRole('treeitem', { name: /^Home / }).click();
  await shell.getByRole('tab', { name: /^Status/ }).click();
  const page = shell.getByRole('tabpanel', { name: 'Status' });
  await expect(page).toContainText(/Collected (?:just now|\d+ min\. ago)/);
  await expect(page).toContainText('The last collection did not get through');
});
