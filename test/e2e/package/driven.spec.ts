import type { Cloud } from '../../cloud/start-cloud.ts';
import { readFuses } from '../../../scripts/package/fuses.mjs';
import { Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { demoTenant, OPERATOR } from '../../support/demo-estate.ts';
import { isListed } from '../../support/listed-hosts.ts';
import { Operator } from '../../support/operator.ts';
import { launchDriven } from '../../support/packaged/launch-driven.ts';
import { openRealNames, type RealNames } from '../../support/packaged/real-names.ts';
import { currentPackaged } from '../../support/packaged/release.ts';
import { signIn } from '../../support/sign-in.ts';

// The packaged app at work, on the simulated cloud behind its real names. What is driven is the
// release but for one fuse, which the first test looks at.

test('the driven copy is the release but for the fuse that lets a debugger in', async () => {
  const { program, drivenProgram } = currentPackaged();

  const release = await readFuses(program);
  const driven = await readFuses(drivenProgram);

  expect(driven).toEqual({ ...release, EnableNodeCliInspectArguments: true });
  expect(release['EnableNodeCliInspectArguments']).toBe(false);
});

const contosoIn = (cloud: Cloud) => {
  const { id, name, domain } = demoTenant(cloud, 'Contoso');
  return { id, name, domain, cloud: 'global' } as const;
};

/** Starts the driven copy in real names, does the work, and takes all of it down. */
async function withDriven(
  { cloud, profileDir, isTrusted }: DrivenOptions,
  work: (bulkhead: Bulkhead, names: RealNames) => Promise<void>,
): Promise<void> {
  const program = currentPackaged().drivenProgram;
  const names = await openRealNames(cloud, { program, isTrusted });
  try {
    const bulkhead = await Bulkhead.attach(await launchDriven(names, profileDir));
    try {
      await work(bulkhead, names);
    } finally {
      await bulkhead.close();
    }
  } finally {
    await names.close();
  }
}

interface DrivenOptions {
  readonly cloud: Cloud;
  readonly profileDir: string;
  readonly isTrusted: boolean;
}

test('an operator adds a tenant, signs in to it and opens its portals', async ({
  cloud,
  profileDir,
}) => {
  await withDriven({ cloud, profileDir, isTrusted: true }, async (bulkhead, names) => {
    const { about } = await bulkhead.call('app', 'getStart', {});
    expect(about).toMatchObject({ isPackaged: true, demoEstate: null });
    // Nothing is there that a development build would have been given.
    expect((await bulkhead.estate()).tenants).toEqual([]);
    const contoso = contosoIn(cloud);
    await bulkhead.call('tenants', 'add', contoso);

    const defender = await new Operator(bulkhead).openPortal(contoso, 'defender');
    await signIn(defender, cloud, OPERATOR);
    const entra = await bulkhead.open(contoso.id, 'entra');
    await expect(defender.getByTestId('portal-name')).toHaveText(/Defender/);
    await expect(entra.getByTestId('portal-name')).toHaveText(/Entra/);
    expect(new URL(defender.url()).host).toBe('security.microsoft.com');

    expect(names.names()).toEqual(
      expect.arrayContaining(['login.microsoftonline.com', 'security.microsoft.com']),
    );
    expect(names.names().filter((name) => !isListed(name))).toEqual([]);
  });
});

test('a cloud whose authority the account does not trust is not reached', async ({
  cloud,
  profileDir,
}) => {
  await withDriven({ cloud, profileDir, isTrusted: false }, async (bulkhead, names) => {
    const contoso = contosoIn(cloud);
    await bulkhead.call('tenants', 'add', contoso);
    const { viewId } = await bulkhead.call('compartments', 'openPortal', {
      tenantId: contoso.id,
      portalId: 'defender',
    });

    const view = async () => {
      const { compartments } = await bulkhead.workspace();
      return compartments.flatMap((one) => one.views).find(({ id }) => id === viewId);
    };
    await expect.poll(async () => (await view())?.state).toBe('failed');
    expect(names.names()).toContain('security.microsoft.com');
    expect(cloud.requests.requests()).toEqual([]);
  });
});
