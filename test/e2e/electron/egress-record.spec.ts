import { createSocket } from 'node:dgram';
import { expect, test } from '../../support/bulkhead.ts';
import { demoTenant, OPERATOR } from '../../support/demo-estate.ts';
import { isListed } from '../../support/listed-hosts.ts';
import { signIn } from '../../support/sign-in.ts';

// The record of everything that a whole run asked the network for.

const IDLE_MS = 10_000;

const VISITS = [
  ['Contoso', ['entra', 'azure', 'my-account', 'my-access', 'm365-admin']],
  // The operator is a guest here, and two of the portals always show the tenant one is at home in.
  ['Fabrikam', ['entra', 'azure']],
] as const;

test('a whole run asks for listed hosts of the open tenants and for no other', async ({
  cloud,
  start,
}) => {
  const datagrams: Buffer[] = [];
  const udp = createSocket('udp4').on('message', (datagram) => datagrams.push(datagram));
  await new Promise<void>((done) => udp.bind(cloud.port, '127.0.0.1', done));
  const bulkhead = await start();

  // Whatever a browser fetches by itself, it does soon after its start: components, dictionaries,
  // field trials, its own update. Nothing shows that the time has come, so time has to pass.
  await bulkhead.shell.waitForTimeout(IDLE_MS);
  expect(cloud.requests.connections()).toEqual([]);

  for (const [name, portals] of VISITS) {
    const { id } = demoTenant(cloud, name);
    await signIn(await bulkhead.open(id, 'defender'), cloud, OPERATOR);
    for (const portal of portals) {
      const page = await bulkhead.open(id, portal);
      await page.getByTestId('portal-name').waitFor();
      // Where spelling is checked, a dictionary is fetched when something is written.
      await page.evaluate(() => {
        const field = document.body.appendChild(document.createElement('textarea'));
        field.spellcheck = true;
        field.focus();
      });
      await page.keyboard.type('mispeled wrods');
    }
  }

  const names = new Set([
    ...cloud.requests.requests().map(({ host }) => host),
    ...cloud.requests.connections().map(({ serverName }) => serverName),
  ]);
  expect(names.size).toBeGreaterThan(5);
  expect([...names].filter((name) => !isListed(name))).toEqual([]);
  expect(datagrams).toHaveLength(0);
  await new Promise<void>((done) => udp.close(() => done()));
});
