import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBrowser } from './test-browser.ts';

type Ready = {
  ready: boolean;
  port: number;
  controlPort: number;
  spki: string;
  caFile: string;
  estateFile: string;
  accountsFile: string;
};

const MAIN = join(import.meta.dirname, '..', '..', 'cloud', 'main.ts');

describe('the simulated cloud as a process', () => {
  let stateDir: string;
  beforeAll(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'cloud-test-'));
  });
  afterAll(() => rm(stateDir, { recursive: true, force: true }));

  async function start(): Promise<{ child: ChildProcess; lines: string[]; ready: Ready }> {
    const child = spawn(process.execPath, [MAIN, '--state', stateDir, '--seed', '3'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines: string[] = [];
    const reader = createInterface({ input: child.stdout });
    reader.on('line', (line) => lines.push(line));
    await once(reader, 'line');
    return { child, lines, ready: JSON.parse(lines[0] ?? '') as Ready };
  }

  it('says once where it listens, and stops when its input is closed', async () => {
    const { child, lines, ready } = await start();
    const browser = createTestBrowser(ready);

    const portal = await browser.send('https://entra.microsoft.com/');
    child.stdin?.end();
    const [code] = await once(child, 'exit');

    expect(ready).toMatchObject({ ready: true, spki: expect.stringMatching(/^[\w+/]{43}=$/) });
    expect(portal.status).toBe(302);
    expect(code).toBe(0);
    expect(lines).toHaveLength(1);
  });

  it('keeps its certificate and the sign-in sessions, and stops on SIGTERM', async () => {
    const first = await start();
    const accounts = JSON.parse(await readFile(first.ready.accountsFile, 'utf8')) as {
      userPrincipalName: string;
      password: string;
      homeTenantId: string;
    }[];
    const [operator] = accounts;
    if (!operator) throw new Error('no account');
    const browser = createTestBrowser(first.ready);
    const url = `https://entra.microsoft.com/${operator.homeTenantId}`;
    await browser.signIn(await browser.open(url), operator.userPrincipalName, operator.password);
    first.child.kill('SIGTERM');
    const [code] = await once(first.child, 'exit');

    const second = await start();
    const again = createTestBrowser(second.ready);
    again.jar.adopt(browser.jar);
    const azure = await again.open(`https://portal.azure.com/${operator.homeTenantId}`);
    second.child.kill('SIGTERM');
    await once(second.child, 'exit');

    expect(code).toBe(0);
    expect(second.ready.spki).toBe(first.ready.spki);
    expect(azure.text('account-name')).toBe(operator.userPrincipalName);
    expect((await stat(first.ready.accountsFile)).mode & 0o077).toBe(0);
  });
});
