import { readFuses } from '../../../scripts/package/fuses.mjs';
import { expect, test } from '../../support/bulkhead.ts';
import { OPERATOR } from '../../support/demo-estate.ts';
import { isListed } from '../../support/listed-hosts.ts';
import { Operator } from '../../support/operator.ts';
import { withDriven } from '../../support/packaged/driven.ts';
import { currentPackaged } from '../../support/packaged/release.ts';
import { signIn } from '../../support/sign-in.ts';
import { contosoIn } from '../../support/working-day.ts';

// The packaged app at work, on the simulated cloud behind its real names. What is driven is the
// release but for one fuse, which the first test looks at.

test('the driven copy is the release but for the fuse that lets a debugger in', async () => {
  const { program, drivenProgram } = currentPackaged();

  const release = await readFuses(program);
  const driven = await readFuses(drivenProgram);

  expect(driven).toEqual({ ...release, EnableNodeCliInspectArguments: true });
  expect(release['EnableNodeCliInspectArguments']).toBe(false);
});

test('an operator adds a tenant, signs in to it and opens its portals', async ({
  cloud,
  profileDir,
}) => {
  await withDriven({ cloud, profileDir }, async (bulkhead, names) => {
    const { about } = await bulkhead.call('app', 'getStart', {});
    expect(about).toMatchObject({ isRelease: true, demoEstate: null });
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
