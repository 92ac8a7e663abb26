import { readdir, readFile } from 'node:fs/promises';
import type { TenantId } from '../../../preload/contract/index.ts';
import type { Cloud } from '../../cloud/start-cloud.ts';
import { signInForApis, trySignIn } from '../../support/api-sign-in.ts';
import { expect, test } from '../../support/bulkhead.ts';
import { processesOfGroup } from '../../support/processes.ts';
import { filesHolding } from '../../support/stores/files-holding.ts';

test.use({ estateKind: 'status' });

const OPERATOR = 'operator@home.example';
const API_HOSTS = new Set(['graph.microsoft.com', 'management.azure.com']);

/** Everything secret that reached the simulated cloud: so it was in Bulkhead's hands. */
function secretsSeen(cloud: Cloud) {
  const requests = cloud.requests.requests();
  const accessTokens = new Set<string>();
  const refreshTokens = new Set<string>();
  const codes = new Set<string>();
  for (const { host, path, headers, body } of requests) {
    const bearer = /^Bearer (.+)$/.exec(headers['authorization'] ?? '')?.[1];
    if (bearer !== undefined && API_HOSTS.has(host)) accessTokens.add(bearer);
    if (!path.includes('/oauth2/v2.0/token')) continue;
    const form = new URLSearchParams(body);
    const add = (set: Set<string>, name: string) => {
      const value = form.get(name);
      if (value !== null) set.add(value);
    };
    add(refreshTokens, 'refresh_token');
    add(codes, 'code');
    add(codes, 'code_verifier');
  }
  return { accessTokens, refreshTokens, codes };
}

test('no token, code or verifier is anywhere but in memory', async ({
  start,
  cloud,
  profileDir,
}) => {
  const bulkhead = await start();
  const idOf = (wanted: string) =>
    cloud.estate.tenants.find(({ name }) => name === wanted)?.id as TenantId;
  await signInForApis(bulkhead, cloud, idOf('Home'), OPERATOR);
  // Silently, with the refresh token.
  await trySignIn(bulkhead, idOf('Wants Device'), OPERATOR);
  await bulkhead.call('status', 'collect', { tenantIds: [idOf('Home')] });
  await expect
    .poll(async () => (await bulkhead.call('status', 'get', {})).progress.isRunning, {
      timeout: 60_000,
    })
    .toBe(false);

  const { accessTokens, refreshTokens, codes } = secretsSeen(cloud);
  expect(accessTokens.size).toBeGreaterThan(0);
  expect(refreshTokens.size).toBeGreaterThan(0);
  expect(codes.size).toBeGreaterThan(1);
  const secrets = [...accessTokens, ...refreshTokens, ...codes];
  const holds = (text: string) => secrets.some((secret) => text.includes(secret));

  // The page of the shell: what it shows and what it can ask for.
  const answers = await Promise.all([
    bulkhead.call('identity', 'get', {}),
    bulkhead.call('status', 'get', {}),
    bulkhead.call('status', 'getTenant', { tenantId: idOf('Home') }),
    bulkhead.call('app', 'getStart', {}),
    bulkhead.workspace(),
  ]);
  expect(holds(JSON.stringify(answers))).toBe(false);
  expect(holds(await bulkhead.shell.content())).toBe(false);
  const shown = await bulkhead.electron.app.evaluate(({ BrowserWindow, clipboard }) => [
    ...BrowserWindow.getAllWindows().map((window) => window.getTitle()),
    clipboard.readText(),
  ]);
  expect(holds(shown.join('\n'))).toBe(false);

  // What the system shows of the processes to others.
  const processes = await processesOfGroup(bulkhead.electron.pid);
  expect(processes.length).toBeGreaterThan(3);
  for (const { pid } of processes) {
    for (const file of ['cmdline', 'environ']) {
      const text = await readFile(`/proc/${String(pid)}/${file}`, 'latin1').catch(() => '');
      expect({ pid, file, holds: holds(text) }).toEqual({ pid, file, holds: false });
    }
  }

  // Every file of the profile, while it runs and after: logs, caches, databases, crash dumps.
  expect(await filesHolding(profileDir, secrets)).toEqual([]);
  await bulkhead.close();
  expect(await filesHolding(profileDir, secrets)).toEqual([]);
});

test('a crash leaves no token, code or verifier in its dump', async ({
  start,
  cloud,
  profileDir,
}) => {
  const bulkhead = await start();
  const idOf = (wanted: string) =>
    cloud.estate.tenants.find(({ name }) => name === wanted)?.id as TenantId;
  await signInForApis(bulkhead, cloud, idOf('Home'), OPERATOR);
  await bulkhead.call('status', 'collect', { tenantIds: [idOf('Home')] });
  await expect
    .poll(async () => (await bulkhead.call('status', 'get', {})).progress.isRunning, {
      timeout: 60_000,
    })
    .toBe(false);
  const { accessTokens, refreshTokens, codes } = secretsSeen(cloud);
  const secrets = [...accessTokens, ...refreshTokens, ...codes];
  expect(secrets.length).toBeGreaterThan(2);
  const dumpsDir = await bulkhead.electron.app.evaluate(({ app }) => app.getPath('crashDumps'));
  expect(dumpsDir.startsWith(profileDir)).toBe(true);

  // The data process first, which holds access tokens, then main, which holds all of them.
  await bulkhead.electron.app.evaluate(({ app }) => {
    const data = app
      .getAppMetrics()
      .find(({ serviceName }) => serviceName === 'node.mojom.NodeService');
    if (data !== undefined) process.kill(data.pid, 'SIGSEGV');
  });
  const dumps = async () =>
    (await readdir(dumpsDir, { recursive: true })).filter((name) => name.endsWith('.dmp')).length;
  await expect.poll(dumps, { timeout: 30_000 }).toBeGreaterThan(0);
  await bulkhead.electron.app.evaluate(() => process.crash()).catch(() => undefined);
  await expect.poll(dumps, { timeout: 30_000 }).toBeGreaterThan(1);

  await expect.poll(() => filesHolding(profileDir, secrets)).toEqual([]);
});
